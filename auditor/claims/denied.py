"""What the prose says there was none of: 未收到政府信息公开申请, 未发生行政复议和行政诉讼.

A denial is a count of nothing. It is read only where its clause is understood from end to end, is on the whole year and on all of
what it names, and nothing in its sentence makes an exception.
"""

import re
from collections.abc import Iterator, Sequence

from auditor.claims.clause import Said, clauses
from auditor.claims.frame import Frame, is_filling, read_frame
from auditor.claims.meaning import REVIEW, Meaning, read_meanings
from auditor.claims.number import Written
from auditor.claims.whose import of_others
from auditor.claims.words import word
from auditor.model.report import Prose

_FIRST_WORDS = ("未", "没", "无", "不存在", "为零")
"""What DENIAL starts with."""
_MAY_DENY = re.compile("|".join(_FIRST_WORDS))
_COUNTED = re.compile("申请|复议|诉讼|规章|规范|收费|结转")
_BEFORE_DENIAL = frozenset("也均都亦并尚暂皆且")
_OF_THOSE = frozenset("均都皆")
"""答复申请35件,均未被申请复议: it is denied of those alone."""
_DENIED = frozenset({"received", "carried_in", "carried_out", "regulations", "normative_documents", "fees", *REVIEW})
_RECEIVE, _BODY_DECIDES = "收到", "受理"
"""未受理复议案件 is said by who decides on them."""
_ANEW = ("新增", "新收")
"""Table 4 has the cases that were carried in too."""
_SHORT_NAMES = re.compile("(?<!行政)(复议|诉讼)")
_DIGIT = re.compile("[0-9]")
_SENTENCE_END = re.compile("[。!?！？\n]")
_LONGEST = 100
"""Letters of a clause that denies something, at most."""
_BEHIND = 200
"""Letters behind a denial that are looked at."""


def read_denials(prose: Sequence[Prose], year: int | None, body: str | None) -> Iterator[tuple[Said, Meaning]]:
    """What the prose denies, in order, each as a count of 0 with no unit whose place in the text is the word that denies it."""
    found = [one for paragraph in prose for one in clauses(paragraph, _denials(paragraph.text))]
    told = [(one, frames) for one in found if (frames := _frames(one, body)) and not _is_excepted(one)]
    said = [one for one, _ in told]
    for (one, frames), meaning in zip(told, read_meanings(said, year, body) if said else (), strict=True):
        if meaning.period == "year" and not of_others(one, body) and all(_is_sure(frame, one) for frame in frames):
            scope = "own" if word("OWN").search(one.text) else meaning.scope
            yield from ((one, Meaning(frame.concept, "", scope, meaning.period)) for frame in frames)


def _denials(text: str) -> list[Written]:
    """The words of a text that deny something, with 均 or 也 before them."""
    if not any(map(text.__contains__, _FIRST_WORDS)):
        return []
    found = [word("DENIAL").match(text, first.start()) for first in _MAY_DENY.finditer(text)]
    spans = [(_start(text, one.start()), one.end()) for one in found if one and _may_deny(text, one)]
    return [Written(start, start, end, 0, "", "", 0, 0) for start, end in spans]


def _may_deny(text: str, found: re.Match[str]) -> bool:
    return bool(_COUNTED.search(text, max(0, found.start() - _LONGEST), found.end() + _LONGEST))


def _start(text: str, at: int) -> int:
    while at and text[at - 1] in _BEFORE_DENIAL:
        at -= 1
    return at


def _frames(said: Said, body: str | None) -> list[Frame]:
    """What a clause denies; none where a word of it is not understood."""
    if len(said.text) > _LONGEST:
        return []
    denial = said.text[slice(*said.at)].lstrip("".join(_BEFORE_DENIAL))
    found = word("DENIAL").match(denial)
    verb = found["verb"] or "" if found else ""
    named, verbs = _named(said, body, denial, verb)
    parts = [part for part in word("AND").split(word("CASE_ENDING").sub("", named)) if part]
    if not verb and any(map(word("ON_REQUEST").search, parts)):
        return []
    frames = [_frame(part, verbs) for part in parts]
    if (verb + named).startswith(_ANEW) and any(frame and frame.concept in REVIEW for frame in frames):
        return []
    return [frame for frame in frames if frame] if None not in frames else []


def _named(said: Said, body: str | None, denial: str, verb: str) -> tuple[str, tuple[str, ...]]:
    """The words for what a clause denies, and with which verbs these may be understood; "" for none.

    They stand behind the denial, or before it where nothing is behind: 行政复议均未发生.
    """
    start, end = said.at
    before, after = (_plain(text, body) for text in (word("HEADING").sub("", said.text[:start]), said.text[end:]))
    of_those = _OF_THOSE & set(said.text[start:end]) and _DIGIT.search(said.before)
    if after and is_filling(before) and not after.endswith("的") and not of_those:
        return after, (verb, "") if verb else ("", _RECEIVE)
    known = denial != "无" and verb != _BODY_DECIDES
    return (before, ("", _RECEIVE)) if known and not after else ("", ())


def _plain(text: str, body: str | None) -> str:
    """A text without who files, what is listed beside cases, and the name of who reports."""
    for name in (f"{body}人民政府", body) if body else ():
        text = text.replace(name, "")
    text = _SHORT_NAMES.sub(r"行政\1", word("LIST_MARK").sub("", "".join(text.split())))
    return word("BESIDE_CASES").sub("", word("EVERYONE_FILING").sub("", text))


def _frame(part: str, verbs: Sequence[str]) -> Frame | None:
    found = (read_frame(verb + part) for verb in verbs)
    return next((frame for frame in found if frame and frame.concept in _DENIED and not frame.of), None)


# ---------------------------------------------------------------------- what leaves no doubt


def _is_sure(frame: Frame, said: Said) -> bool:
    section, concept = said.prose.section, frame.concept
    if concept in REVIEW:
        return _BODY_DECIDES not in said.text and not word("REVIEWER").search(said.before) and not frame.concluded
    if concept == "received":
        on_applications = "公开" in said.text or "公开申请" in said.before or section == "applications"
        return on_applications and not word("ONE_WAY").search(said.before) and not word("OTHER_MATTER").search(said.before)
    return concept != "fees" or section == "disclosure"


def _is_excepted(said: Said) -> bool:
    """Whether the sentence, before or behind, tells of some only, or of what would be if."""
    behind = said.prose.text[said.number.end : said.number.end + _BEHIND]
    told = (said.before, behind[: stop.start()] if (stop := _SENTENCE_END.search(behind)) else behind)
    of_some = word("PARTS").search(said.before) or word("OFFICES_BELOW").search(said.text[: said.at[0]])
    return bool(of_some) or any(map(word("EXCEPTION").search, told))
