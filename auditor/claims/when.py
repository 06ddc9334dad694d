"""Of when a number is: the year of the report, the one before, all years so far, or another time."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.claims.clause import Kind, Said
from auditor.claims.words import time_word, word

_YEAR = re.compile("20[0-9]{2}(?=年)")
_BASES = frozenset({Kind.BASE})
_CLAUSE_MARK = re.compile("[,;:(]")
_WITHIN_THE_YEAR = frozenset(("累计", "以来"))
"""Words of running on that within a year speak of that year alone (今年以来)."""
_THE_REPORTS_OWN = frozenset(("今年", "本年", "本年度"))
"""The year of the report, whichever was named before; 全年 is the whole of that."""
_WHOLE = "全年"


@dataclass(slots=True)
class _Time:
    """What the words of time in a sentence have said so far; places are those in the sentence, -1 for none."""

    named: str = ""
    last_year: int = -1
    of_thing: int = -1
    this_year: bool = False
    part: bool = False
    goes_on: bool = False
    running: frozenset[str] = frozenset()


class Times:
    """What the words of time in a sentence say, up to each of its numbers in order.

    What is said in parentheses holds in them alone: 收到60件(2021年收到50件),办结58件.
    """

    def __init__(self, year: int | None) -> None:
        self.year = year
        self.sentence: tuple[int, int] | None = None

    def period(self, said: Said) -> str:
        """When a number is from, as ``Claim.period``."""
        sentence = (id(said.prose), said.sentence)
        if sentence != self.sentence:
            self.sentence, self.read = sentence, 0
            self.now, self.outside, self.opened = _Time(), _Time(), -1
            self.told = ""
        for met in time_word().finditer(said.before, self.read):
            self._leave(said.before, met.start())
            self._take(met.lastgroup, met)
            self.told = ""
        self._leave(said.before, len(said.before))
        self.read = len(said.before)
        if said.kind in _BASES:
            return self._of_base(said)
        if self.now.last_year >= 0 and not _CLAUSE_MARK.search(said.before, self.now.last_year):
            return "previous"
        if self.now.of_thing >= 0 and not _CLAUSE_MARK.search(said.before, self.now.of_thing):
            return "other"
        if self.now.goes_on and ";" not in said.before[self.now.last_year :]:
            return "other"
        self.told = self.told or self._told(said.paragraph)
        return self.told

    def _leave(self, before: str, end: int) -> None:
        """Take back what was said in parentheses that are closed."""
        if self.opened >= 0 and ")" in before[self.opened : end]:
            self.now, self.opened, self.told = self.outside, -1, ""

    def _of_base(self, said: Said) -> str:
        """比上年的, 由2019年的: when what a number is compared with is from."""
        named = _YEAR.search(said.head)
        return "previous" if not named or not self.year or int(named.group()) == self.year - 1 else "other"

    def _take(self, kind: str | None, met: re.Match[str]) -> None:
        opened = met.string.rfind("(", 0, met.start())
        if self.opened < 0 <= opened and ")" not in met.string[opened : met.start()]:
            self.outside, self.opened = replace(self.now), opened
        now = self.now
        if kind == "NAMED_YEAR":
            now.named, now.goes_on = met.group(), False
            now.this_year = now.this_year or now.named == f"{self.year}年"
        elif kind == "YEAR_OF_THING":
            own = met.group()[0] in "今本" or met.group().startswith(str(self.year))
            now.of_thing = met.start() if not own or "其中" in met.string[: met.start()] else -1
        elif kind == "RUNNING":
            now.running |= {met.group()}
        elif kind == "THIS_YEAR":
            now.this_year, now.goes_on = True, False
            now.named = "" if met.group() in _THE_REPORTS_OWN else now.named
            now.part = now.part and met.group() != _WHOLE
        elif kind == "LAST_YEAR":
            now.last_year, now.goes_on = met.start(), bool(word("LAST_YEAR_TOLD").match(met.string, met.start()))
        else:
            now.part = True

    def _told(self, paragraph: str) -> str:
        now = self.now
        running = now.running - _WITHIN_THE_YEAR if now.this_year else now.running
        if running or now.part:
            return "cumulative" if running else "other"
        if not (now.named or now.this_year):
            return "year" if _opening_year(paragraph, self.year) in ("", f"{self.year}年") else "other"
        named = now.named
        if not named or self.year is None or named == f"{self.year}年":
            return "year"
        return "previous" if named == f"{self.year - 1}年" else "other"


@lru_cache(maxsize=8)
def _opening_year(paragraph: str, year: int | None) -> str:
    """The last year that a clause before the sentence opens with, and that is not of a budget or a paper; "" for none.

    A report is on its own year: once that was named in the sentence before, an earlier one is left behind.
    """
    if f"{year}年" in re.split("[。!?！？\n]", paragraph.rstrip("。!?！？\n"))[-1]:
        return ""
    years = word("OPENING_YEAR").finditer(paragraph)
    return next(reversed([one.group() for one in years if not word("YEAR_OF_THING").match(paragraph, one.start())]), "")
