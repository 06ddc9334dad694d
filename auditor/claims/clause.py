"""A paragraph cut into what it says of each of its numbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from auditor.claims.number import Written, numbers
from auditor.claims.words import any_word, word
from auditor.model.report import Prose

_ASIDE = re.compile(r"\([^()0-9]*\)")
_CUT = re.compile(r"[,;:。!?！？\n、()]")
_SENTENCE_ENDS = frozenset("。!?！？\n")
_CLAUSE_ENDS = _SENTENCE_ENDS | frozenset(",;")
_TAIWANESE = "政府资讯", "政府信息"
_EVERYONE = "公民、法人", "公民法人"
"""Whoever applies, and no list: 公民、法人和其他组织的申请."""


class Kind(StrEnum):
    """What a number is to those beside it.

    plain: a count; these: a count said again (这1377个事项); level: what it came to (增加到34个); base: last year's
    (比上年的250件); up, down: by how much it changed; proportion: 占26%; rate: 办结率99%; daily, monthly: an average; each: of
    one among many.
    """

    PLAIN = "plain"
    THESE = "these"
    LEVEL = "level"
    BASE = "base"
    UP = "up"
    DOWN = "down"
    PROPORTION = "proportion"
    RATE = "rate"
    DAILY = "daily"
    MONTHLY = "monthly"
    EACH = "each"


COUNTS = (Kind.PLAIN, Kind.THESE, Kind.LEVEL)
_LONGEST = 600
"""Letters of a sentence, and of the paragraph before it, that are looked at."""
_MARKS = ("BASE", "LEVEL", "UP", "DOWN", "PROPORTION", "RATE", "DAILY", "MONTHLY", "EACH", "THESE")


@dataclass(slots=True)
class Said:
    """A number in its sentence.

    ``head`` is what its clause says before the number, back to the last comma (remarks in parentheses left out), ``rest`` what
    is left of it without the word that ``kind`` comes from, ``verb`` what a rate is of (办结 for 办结率), ``of_whole`` what a
    proportion is of; ``tail`` what follows up to the next comma or number; ``gap`` all that stands between the number before
    and this one, ``lead`` what of it is of this sentence and before ``head``; ``before`` the sentence up to the number,
    ``paragraph`` what stands before the sentence. ``text`` is the clause, ``at`` the place of the number in it. ``sentence``
    counts from 0 in the paragraph.
    """

    number: Written
    head: str
    rest: str
    tail: str
    gap: str
    lead: str
    before: str
    paragraph: str
    sentence: int
    kind: Kind
    prose: Prose
    line: int
    text: str
    at: tuple[int, int]
    verb: str
    of_whole: str

    @property
    def is_count(self) -> bool:
        """Whether the number counts something in the report's own time, and is no rate, change or average."""
        return self.kind in COUNTS and "%" not in self.number.unit and "百分点" not in self.number.unit


def read_clauses(prose: Prose) -> list[Said]:
    """What a paragraph says of each of its numbers, in order."""
    return clauses(prose, list(numbers(prose.text)))


def clauses(prose: Prose, found: Sequence[Written]) -> list[Said]:
    """What a paragraph says of each of some words in it that stand for numbers, in order."""
    return list(_clauses(prose, found)) if found else []


def _clauses(prose: Prose, found: Sequence[Written]) -> Iterator[Said]:
    text = prose.text.replace(*_TAIWANESE)
    cuts = [one.start() for one in _CUT.finditer(text)]
    stops = _stops(text, cuts)
    lines = _Lines(text)
    ends = [cut for cut in cuts if text[cut] in _CLAUSE_ENDS]
    last_end, sentence, sentence_start, paragraph = 0, 0, 0, ""
    for number, following in zip(found, [*found[1:], None], strict=True):
        while sentence < len(stops) and stops[sentence] <= number.start:
            sentence_start = stops[sentence]
            sentence += 1
            paragraph = text[max(0, sentence_start - _LONGEST) : sentence_start]
        since = max(last_end, sentence_start)
        begin, until = _between(cuts, number, since, following.start if following else len(text))
        head = _head(text[since : number.start], text[begin : number.start])
        kind, rest, verb, of_whole = _kind(head, number.unit)
        start, end = _clause(text, number, sentence_start, ends)
        yield Said(
            number,
            head,
            rest,
            _tight(text[number.end : until]),
            text[max(last_end, number.start - _LONGEST) : number.start],
            text[since:begin],
            text[sentence_start : number.start],
            paragraph,
            sentence,
            kind,
            prose,
            prose.line + lines.before(start),
            text[start:end],
            (number.digits - start, number.end - start),
            verb,
            of_whole,
        )
        last_end = number.end


def _stops(text: str, cuts: Sequence[int]) -> list[int]:
    """Where sentences end; one that does not is cut, so that a file of nothing but commas is read in linear time."""
    stops: list[int] = []
    for end in (*(cut + 1 for cut in cuts if text[cut] in _SENTENCE_ENDS), len(text)):
        start = stops[-1] if stops else 0
        stops += range(start + _LONGEST, end, _LONGEST)
        stops.append(end)
    return stops


class _Lines:
    """Counts the line breaks before places that only go forward."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.count = text, 0, 0

    def before(self, place: int) -> int:
        self.count += self.text.count("\n", self.at, place)
        self.at = place
        return self.count


def _between(cuts: Sequence[int], number: Written, since: int, following: int) -> tuple[int, int]:
    """Where the words directly before a number start, back to the last cut or ``since``, and where those behind it end."""
    before, behind = bisect_left(cuts, number.start), bisect_left(cuts, number.end)
    until = min(number.end + _LONGEST, following)
    begin = cuts[before - 1] + 1 if before and cuts[before - 1] >= since else since
    return begin, min(until, cuts[behind]) if behind < len(cuts) else until


def _head(since: str, near: str) -> str:
    """What stands directly before a number, back to the last comma; 县(市、区) is one word."""
    if ")" in since or _EVERYONE[0] in since:
        near = _CUT.split(_ASIDE.sub("", since).replace(*_EVERYONE))[-1]
    return _tight(near)


def _tight(text: str) -> str:
    return "".join(text.split())


@lru_cache(maxsize=1 << 12)
def _kind(head: str, unit: str) -> tuple[Kind, str, str, str]:
    """What a number is, the head without the word that says so, and the verb of a rate or the whole of a proportion."""
    found = any_word(*_MARKS).search(head) if word("MARK_LETTER").search(head) else None
    if found is None:
        return Kind.PLAIN, head, "", ""
    name = next(mark for mark in _MARKS if found[mark] is not None)
    kind = Kind[name]
    if kind in (Kind.RATE, Kind.PROPORTION) and "%" not in unit:
        return Kind.PLAIN, head, "", ""
    rest = head[: found.start()]
    if kind in (Kind.UP, Kind.DOWN):
        rest = word("THAN").sub("", rest)
    return kind, rest, found["verb"] or "", found["whole"] or ""


def _clause(text: str, number: Written, sentence: int, ends: Sequence[int]) -> tuple[int, int]:
    """Where the clause around a number starts and ends, in the sentence that starts at ``sentence``.

    ``ends`` are the places of the marks in ``text`` that end clauses.
    """
    before, behind = bisect_left(ends, number.start), bisect_left(ends, number.end)
    start = max(sentence, ends[before - 1] + 1) if before else sentence
    farthest = min(len(text), number.end + _LONGEST)
    end = ends[behind] if behind < len(ends) else farthest
    while start < number.start and text[start].isspace():
        start += 1
    return start, min(end, farthest)
