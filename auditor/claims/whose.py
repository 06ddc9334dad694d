"""Whose numbers a sentence tells: the body's own, those of its region, or those of others."""

import re

from auditor.claims.clause import Said
from auditor.claims.words import place_or_parts_word, place_word, word

_REMARKS = re.compile(r"\([^()]*\)")


class Places:
    """Whose numbers a sentence tells, as it says before it comes to parts and outside of remarks in parentheses."""

    def __init__(self) -> None:
        self.told, self.whose = "", "unknown"

    def scope(self, said: Said) -> str:
        """Whose a number is, as ``Claim.scope``; what was said before the number before it is not looked at again.

        A sentence that begins with 其中 goes on with parts of one before: an office that it names is its own.
        """
        before = _REMARKS.sub("", said.before) if "(" in said.before else said.before
        start = len(self.told)
        if not before.startswith(self.told):
            self.whose, start = "unknown", 0
        self.told = before
        for met in place_or_parts_word().finditer(before, start):
            if met.lastgroup == "PARTS":
                self.told = before[: met.start()]
                break
            self.whose = "region" if met.lastgroup == "REGION" else "own"
        return "own" if not self.told and word("OWN").search(before) else self.whose


def of_others(said: Said, body: str | None) -> bool:
    """Whether the sentence speaks of another office, of one channel or of the places below, or may do so.

    A clause that opens with the body's own scope (全市全年…) is on that, whatever came before.
    """
    before = said.before.replace(body, "") if body else said.before
    opened = [one.start() for one in word("OPENING_SCOPE").finditer(before)]
    plain = place_word().sub("", before[opened[-1] if opened else 0 :])
    if word("ORGAN").search(plain) or word("SUBORDINATES").search(plain) or word("LEVELS_BELOW").search(said.head):
        return True
    return bool(word("CHANNEL").search(said.lead)) and not word("OPENING_SCOPE").match("," + said.head)
