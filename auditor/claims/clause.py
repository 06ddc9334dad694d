"""A paragraph cut into what it says of each of its numbers."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

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
    counts from 0 in the paragraph. ``is_count`` tells whether the number counts something in the report's own time, and is no
    rate, change or average.
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
    is_count: bool


def read_clauses(prose: Prose) -> list[Said]:
    """What a paragraph says of each of its numbers, in order."""
    return clauses(prose, list(numbers(prose.text)))


def clauses(prose: Prose, found: Sequence[Written]) -> list[Said]:
    """What a paragraph says of each of some words in it that stand for numbers, in order."""
    return list(_clauses(prose, found)) if found else []


def _clauses(prose: Prose, found: Sequence[Written]) -> Iterator[Said]:
    text = prose.text.replace(*_TAIWANESE)
    marks = [one.start() for one in _CUT.finditer(text)]
    ends = [at for at in marks if text[at] in _CLAUSE_ENDS]
    stops = _stops(text, ends)
    behind = [*(one.start for one in found[1:]), len(text)]
    has_asides = ")" in text or _EVERYONE[0] in text
    last_end, sentence, sentence_start, paragraph, line, counted = 0, 0, 0, "", prose.line, 0
    for number, following, near, clause in zip(found, behind, _around(found, marks), _around(found, ends), strict=True):
        while stops[sentence] <= number.start:
            sentence_start = stops[sentence]
            sentence += 1
            paragraph = text[max(0, sentence_start - _LONGEST) : sentence_start]
        since, farthest = max(last_end, sentence_start), number.end + _LONGEST
        begin, start = max(since, near[0]), max(sentence_start, clause[0])
        head = text[begin : number.start]
        if has_asides:
            head = _without_asides(text[since : number.start], head)
        head = _tight(head)
        while start < number.start and text[start].isspace():
            start += 1
        line += text.count("\n", counted, start)
        counted = start
        kind, rest, verb, of_whole, is_count = _kind(head, number.unit)
        yield Said(
            number,
            head,
            rest,
            _tight(text[number.end : min(near[1], following, farthest)]),
            text[max(last_end, number.start - _LONGEST) : number.start],
            text[since:begin],
            text[sentence_start : number.start],
            paragraph,
            sentence,
            kind,
            prose,
            line,
            text[start : min(clause[1], farthest)],
            (number.digits - start, number.end - start),
            verb,
            of_whole,
            is_count,
        )
        last_end = number.end


def _around(found: Sequence[Written], marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the words around each number start, behind the last of the marks before it, and end, at the next one behind it."""
    at, last = 0, len(marks)
    for number in found:
        while at < last and marks[at] < number.start:
            at += 1
        start = marks[at - 1] + 1 if at else 0
        while at < last and marks[at] < number.end:
            at += 1
        yield start, marks[at] if at < last else sys.maxsize


def _stops(text: str, ends: Sequence[int]) -> list[int]:
    """Where sentences end; one that does not is cut, so that a file of nothing but commas is read in linear time."""
    whole = [at + 1 for at in ends if text[at] in _SENTENCE_ENDS]
    stops: list[int] = []
    for start, end in pairwise((0, *whole, len(text))):
        if end - start > _LONGEST:
            stops += range(start + _LONGEST, end, _LONGEST)
        stops.append(end)
    return stops


def _without_asides(since: str, head: str) -> str:
    """The head of a number from what stands before it; 县(市、区) is one word."""
    if ")" in since or _EVERYONE[0] in since:
        return _CUT.split(_ASIDE.sub("", since).replace(*_EVERYONE))[-1]
    return head


def _tight(text: str) -> str:
    return "".join(text.split())


@lru_cache(maxsize=1 << 12)
def _kind(head: str, unit: str) -> tuple[Kind, str, str, str, bool]:
    """``Said.kind`` of a number, and what else of ``Said`` follows from it: rest, verb, of_whole, is_count."""
    of_count = "%" not in unit and "百分点" not in unit
    found = any_word(*_MARKS).search(head) if word("MARK_LETTER").search(head) else None
    kind = Kind[next(mark for mark in _MARKS if found[mark] is not None)] if found else Kind.PLAIN
    if found is None or (kind in (Kind.RATE, Kind.PROPORTION) and "%" not in unit):
        return Kind.PLAIN, head, "", "", of_count
    rest = head[: found.start()]
    if kind in (Kind.UP, Kind.DOWN):
        rest = word("THAN").sub("", rest)
    return kind, rest, found["verb"] or "", found["whole"] or "", of_count and kind in COUNTS
