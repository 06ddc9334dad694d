"""Numbers that are told of some of the applications only, or of those of more years, and so are no row of table 3."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.claims.clause import Kind, Said
from auditor.claims.growth import before, together
from auditor.claims.lists import Parts
from auditor.claims.meaning import Meaning
from auditor.claims.words import word
from auditor.model.claim import Number

ANSWERS = frozenset({"granted", "partly_granted", "refused", "unable", "declined", "other"})
_TOLD_ONCE = ANSWERS - {"other"}
_RESULTS = _TOLD_ONCE | {"handled"}
_CARRIED_IN = "carried_in"


_BESIDE = 4
"""Numbers behind what was answered that may be answers too."""
_REMARK = 24
"""Letters behind a part in which others may be told."""


@dataclass(slots=True)
class _Segment:
    """Applications that came in, by this year's filing or from last year, and what became of them."""

    carried: Number = 0
    received: bool = False
    done: bool = False
    """What was carried in is said to be done with, without a number (上年结转的5件已办结)."""
    results: list[int] = field(default_factory=list)


def tell_apart(said: Sequence[Said], meanings: Sequence[Meaning], lists: Sequence[Parts], year: int | None) -> None:
    """Takes the concept from what is told of some applications only, or of more, which keeps it out of every comparison."""
    parts = {part for one in lists for part in one.parts}
    some = [
        at
        for at in range(len(said))
        if _is_of_more_years(said, meanings, at, year)
        or _is_of_part(said, meanings, at, parts)
        or _is_answered_beside(said, meanings, at)
    ]
    for places in (*_told_twice(said, meanings), *_of_carried_alone(said, meanings, lists), some):
        for at in places:
            meanings[at].concept, meanings[at].wording = "", ""


def _root(meaning: Meaning) -> str:
    return meaning.concept.partition(".")[0]


def _is_of_more_years(said: Sequence[Said], meanings: Sequence[Meaning], at: int, year: int | None) -> bool:
    """已受理申请2727件,2021年新增727件: whether of what came in the report's own year is but a part."""
    if meanings[at].concept != "received" or at + 1 == len(said) or not together(said[at], said[at + 1]):
        return False
    part, text = said[at + 1], said[at].prose.text[said[at].number.end : said[at + 1].number.end + _REMARK]
    of_year = part.is_count and part.number.low < said[at].number.low and f"{year}年" in part.gap
    own = "其中" in part.gap or "新增" in part.gap or part.gap.startswith("(")
    return of_year and own and "结转" not in text and "转结" not in text


def _is_of_part(said: Sequence[Said], meanings: Sequence[Meaning], at: int, parts: Collection[int]) -> bool:
    """其中网上申请62件(含上年结转2件): whether so many were carried in within one part."""
    enclosed = "(" in said[at].gap and ")" not in said[at].gap.rpartition("(")[2]
    return meanings[at].concept == _CARRIED_IN and enclosed and at - 1 in parts


def _is_answered_beside(said: Sequence[Said], meanings: Sequence[Meaning], at: int) -> bool:
    """受理12件,答复7件,不予受理4件,不明确1件: whether what is told behind brings the answered up to all that came in."""
    if meanings[at].concept != "handled":
        return False
    came = [place for place in before(said, at, Kind.PLAIN) if meanings[place].concept == "received"]
    left = said[came[0]].number.low - said[at].number.low if came else 0
    for one in said[at + 1 : at + 1 + _BESIDE] if left > 0 else ():
        if not (together(one, said[at]) and one.is_count and one.number.unit == said[at].number.unit):
            return False
        left -= one.number.low
        if left == 0 and not word("CARRIED_ON").search(one.head):
            return True
    return False


def _told_twice(said: Sequence[Said], meanings: Sequence[Meaning]) -> Iterator[list[int]]:
    """县政府不予公开8件;部门不予公开10件: where a sentence tells an answer twice, and differently, each is of some only."""
    answers: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, (one, meaning) in enumerate(zip(said, meanings, strict=True)):
        if one.kind is Kind.PLAIN and _root(meaning) in _TOLD_ONCE:
            answers[id(one.prose), one.sentence].append(at)
    for places in answers.values():
        told: dict[tuple[object, ...], Number] = {}
        for at in places:
            meaning, quantity = meanings[at], said[at].number.quantity
            if told.setdefault((meaning.concept, meaning.of, meaning.scope, meaning.period), quantity) != quantity:
                yield places
                break


def _of_carried_alone(said: Sequence[Said], meanings: Sequence[Meaning], lists: Sequence[Parts]) -> Iterator[list[int]]:
    """上年结转5件,办结5件;新收60件,办结57件: each result is of what it stands behind, in one section.

    上年结转的5件已办结。新收60件,办结57件: NAR-203 reads all results but those, but no answer can be read so.
    """
    wholes = {part: one.whole for one in lists for part in one.parts}
    sections: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(said):
        if one.kind is Kind.PLAIN and one.is_count and (meanings[at].period == "year" or _is_carried(one, meanings[at])):
            sections[one.prose.section].append(at)
    for places in sections.values():
        segments = _segments(said, meanings, wholes, places)
        alone = [one for one in segments if one.carried and not one.received and (one.done or _all_of(said, one))]
        if alone and any(one.received for one in segments):
            told = any(one.results for one in alone)
            yield [at for one in segments for at in one.results if told or meanings[at].concept != "handled"]


def _all_of(said: Sequence[Said], segment: _Segment) -> bool:
    """Whether the results may all be of what was carried in: 上年结转5件,办结62件 is of more."""
    return bool(segment.results) and all(said[at].number.quantity <= segment.carried for at in segment.results)


def _segments(
    said: Sequence[Said], meanings: Sequence[Meaning], wholes: Mapping[int, int], places: Sequence[int]
) -> list[_Segment]:
    segments = [_Segment()]
    for at in places:
        whole = wholes.get(at)
        if _root(meanings[at]) in _RESULTS or (whole is not None and _is_carried(said[whole], meanings[whole])):
            segments[-1].results.append(at)
        elif whole is None and (carried := _is_carried(said[at], meanings[at])) | (meanings[at].concept == "received"):
            if segments[-1].results or segments[-1].done:
                segments.append(_Segment())
            segments[-1].carried += said[at].number.quantity if carried else 0
            segments[-1].received |= not carried
            segments[-1].done |= carried and _is_done(said, at)
    return segments


def _is_carried(said: Said, meaning: Meaning) -> bool:
    return meaning.concept == _CARRIED_IN or (not meaning.concept and bool(word("CARRIED_OVER").search(said.head + said.tail)))


def _is_done(said: Sequence[Said], at: int) -> bool:
    """上年结转的5件申请已办结: whether it is said so before the clause of the next number."""
    one, behind = said[at], said[at + 1] if at + 1 < len(said) else None
    until = behind.number.start - len(behind.head) if behind and behind.prose is one.prose else None
    return bool(word("DONE").search(one.prose.text[one.number.end : until].partition("。")[0]))
