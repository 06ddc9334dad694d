"""Whether a list that does not add up can be read in another way in which it does: then nobody is accused by it."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product

from auditor.claims.clause import Kind, Said
from auditor.claims.words import word
from auditor.model.claim import Number

_SENTENCES = 2
"""Sentences before a list in which its whole may stand."""
_NUMBERS = 24
"""Numbers around a list, and ways to leave some of them out, that are looked at, at most."""
_WAYS = 200
_INNER = 2
"""Lists inside a list that are looked at together."""


def is_sound_otherwise(said: Sequence[Said], whole: int, parts: Sequence[int], *, all_told: bool) -> bool:
    """Whether all the parts, with numbers beside them, come exactly to another whole.

    建议20件;提案40件。其中已解决50件、其他10件: of both. 政策类30条,其中规章4条;其他166条: 4 is of the 30 alone, the others of
    a whole before. 自然人18件,企业397件,合计收到415件: of the number behind.
    """
    if not _is_odd(said, whole, parts, all_told=all_told):
        return False
    if word("STAYS").search(said[whole].head) or any(_is_beside(said, whole, parts, at) for at in range(1, len(parts))):
        return True
    around = _around(said, parts)
    first, last = around.index(parts[0]), around.index(parts[-1])
    for start, end in product(range(first + 1), range(last, len(around))):
        run = around[start : end + 1]
        if len(run) > 1 and not _may_come_to(said, run).isdisjoint(_wholes(said, around, start, end)):
            return True
    return False


def _is_beside(said: Sequence[Said], whole: int, parts: Sequence[int], at: int) -> bool:
    """发布540条,其中原创45条,公众号发布720条: whether what follows a list of one is larger than the whole, and so beside it."""
    part, of = said[parts[at]], said[whole]
    if part.number.low <= of.number.low or word("CONCLUDED").search(part.head):
        return False
    return ("," in part.gap and at == 1) or (";" in part.gap and ";" in of.gap)


def _is_odd(said: Sequence[Said], whole: int, parts: Sequence[int], *, all_told: bool) -> bool:
    """Whether a list might accuse: parts that do not come to the whole; a part of 余 or 约 is left to the rules."""
    exact = all(said[at].number.low == said[at].number.high for at in (whole, *parts))
    total, stated = _total(said, parts), said[whole].number.low
    return exact and (total > stated or (all_told and total != stated))


def _total(said: Sequence[Said], places: Sequence[int]) -> Number:
    return sum(said[place].number.low for place in places)


def _around(said: Sequence[Said], parts: Sequence[int]) -> list[int]:
    """The counts of a unit from two sentences before a list to the end of its last sentence, in order, with the parts."""
    one, last = said[parts[0]], said[parts[-1]]
    unit = one.number.unit

    def is_beside(place: int) -> bool:
        other = said[place]
        near = other.prose is one.prose and one.sentence - _SENTENCES <= other.sentence <= last.sentence
        return near and other.is_count and other.kind is Kind.PLAIN and other.number.unit == unit

    before = list(filter(is_beside, range(max(0, parts[0] - _NUMBERS), parts[0])))
    behind = list(filter(is_beside, range(parts[-1] + 1, min(len(said), parts[-1] + _NUMBERS))))
    inside = list(filter(is_beside, range(parts[0], parts[-1] + 1)))
    return [*before, *inside, *behind]


def _may_come_to(said: Sequence[Said], run: Sequence[int]) -> set[Number]:
    """What some numbers in a row come to, with and without those that are parts of one among them."""
    total = _total(said, run)
    inner = [inside for at in range(1, len(run)) if (inside := list(_inside(said, run, at)))]
    found = {total}
    for count in range(1, _INNER + 1):
        for some in combinations(inner, count):
            found.update(total - sum(out) for out in islice(product(*some), _WAYS))
    return found


def _inside(said: Sequence[Said], run: Sequence[int], at: int) -> Iterator[Number]:
    """What a list that opens at a number, and is of the one before it, comes to, however far it goes."""
    gap = said[run[at]].gap
    if not (word("PARTS").search(gap) or word("RESPECTIVELY").search(gap) or "(" in gap):
        return
    reached: Number = 0
    for place in run[at:]:
        reached += said[place].number.low
        if reached > said[run[at - 1]].number.low:
            return
        yield reached


def _wholes(said: Sequence[Said], around: Sequence[int], start: int, end: int) -> Iterator[Number]:
    """Numbers before a run, those right before it added up too, and a total right behind it."""
    yield from (said[place].number.low for place in around[:start])
    for first in range(start - 1):
        yield _total(said, around[first:start])
    if end + 1 < len(around) and word("IN_ALL").match(said[around[end + 1]].head):
        yield said[around[end + 1]].number.low
