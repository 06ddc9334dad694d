"""What the numbers of a sentence say of each other: shares, growth, averages, and things said twice."""

import re
from collections.abc import Iterator, Sequence

from auditor.claims.clause import COUNTS, Kind, Said
from auditor.claims.growth import before, counter, growth, together
from auditor.claims.lists import Parts, enumerated, kind_of, says_overlap
from auditor.claims.meaning import Meaning
from auditor.claims.shares import proportion, rate, thing_of, up_to_semicolon, without_rests
from auditor.claims.words import place_word, word
from auditor.model.claim import Link, Relation

_STATING = frozenset(Kind) - {Kind.PLAIN, Kind.LEVEL, Kind.BASE, Kind.EACH}
"""Numbers that say something of others."""
_THESE = frozenset({Kind.THESE})
_CONTAINS = re.compile("[^,。;]{0,2}[,(](?:其中)?(?:含|包括|不含|不包括)")
_DAYS, _MONTHS = 365, 12
_TWO = 2
_WORKING_DAYS = "工作日"
_OFFICE_DAYS = (245, 253)
_LEAST_PREDICATE = 4
_LEAST_NAME = 2
_REMARK = 24
"""Letters behind an average in which it may say by what days."""
_FARTHEST = 50
"""Numbers between one and another that it is related to by name, at most."""


def find_relations(said: Sequence[Said], meanings: Sequence[Meaning], lists: Sequence[Parts]) -> Iterator[Relation]:
    """The relations: breakdowns, then shares, then the others, each kind in the order of the numbers that state them."""
    wholes = {part: one.whole for one in reversed(lists) for part in one.parts}
    sure = [one for one in lists if not one.doubtful]
    yield from (
        Relation(Link.BREAKDOWN, one.whole, tuple(one.parts), None, one.exhaustive, None, one.by, one.overlap) for one in sure
    )
    of_sure = {part: one.whole for one in reversed(sure) for part in one.parts}
    yield from _complements(said)
    yield from _sums(said, {at for one in lists for at in (one.whole, *one.parts)})
    stating = [at for at, one in enumerate(said) if one.kind in _STATING]
    yield from without_rests(said, [one for at in stating for one in _share(said, at, of_sure)])
    for at in stating:
        one = said[at]
        if one.kind in (Kind.UP, Kind.DOWN):
            yield from growth(said, meanings, wholes, at)
        elif one.kind in (Kind.DAILY, Kind.MONTHLY):
            yield from _average(said, meanings, wholes, at)
        elif one.kind is Kind.THESE:
            yield from _these(said, at)


def _share(said: Sequence[Said], at: int, wholes: dict[int, int]) -> Iterator[Relation]:
    if said[at].kind is Kind.PROPORTION:
        yield from proportion(said, at, wholes)
    elif said[at].kind is Kind.RATE:
        yield from rate(said, at)


def _average(said: Sequence[Said], meanings: Sequence[Meaning], wholes: dict[int, int], at: int) -> Iterator[Relation]:
    """受理73000件,日均200件: of the only count before it that is no part of another, or of the one that it names (日均访问量).

    An average by working days, or of a part of the year, is of a number of days that is not told.
    """
    one = said[at]
    if one.kind is Kind.DAILY and _by_working_days(one):
        return
    if word("OF_OTHERS_AVERAGE").search(one.head) or word("OPENED_LATE").search(one.before):
        return
    if word("EACH_OF_MANY").search(one.head):
        return
    counts = [place for place in before(said, at, *COUNTS) if counter(said[place]) == counter(one)]
    if _is_remark(one):
        counts = counts[:1] if counts[:1] == [at - 1] else []
    else:
        counts = [place for place in counts if place not in wholes]
        counts = list(up_to_semicolon(said, at, counts)) or counts
    if counts and word("IN_ALL").fullmatch(said[counts[0]].head):
        if not _fits_working_days(one, said[counts[0]]):
            yield _by_days(one, counts[0], at)
        return
    named = [place for place in counts if _names(one, said[place])]
    whole = (named or counts) if len(named or counts) == 1 else []
    if not whole or _fits_working_days(one, said[whole[0]]):
        return
    if meanings[at].period == meanings[whole[0]].period == "year":
        yield _by_days(one, whole[0], at)


def _is_remark(said: Said) -> bool:
    """动态类1500条(日均4条): what stands in parentheses right behind another number is told of that."""
    return "(" in said.gap and ")" not in said.gap.rpartition("(")[2]


def _fits_working_days(average: Said, whole: Said) -> bool:
    """接待5000人次,日均20人次: whether the average is one of the days on which an office is open, said or not."""
    if average.kind is not Kind.DAILY or not average.number.low or not word("OFFICE_HOURS").search(average.head + whole.head):
        return False
    return _OFFICE_DAYS[0] <= whole.number.low / average.number.low <= _OFFICE_DAYS[1]


def _by_days(average: Said, whole: int, at: int) -> Relation:
    return Relation(Link.AVERAGE, whole, (), at, divisor=_DAYS if average.kind is Kind.DAILY else _MONTHS)


def _names(average: Said, count: Said) -> bool:
    """Whether an average says of what it is: 月均受理 of 受理热线, 日均访问量 of 网站访问量."""
    thing = average.head[len(average.rest) :].removeprefix("平均每").lstrip("日月均天达为约")[:_LEAST_NAME]
    return len(thing) == _LEAST_NAME and thing in count.head


def _by_working_days(said: Said) -> bool:
    behind = said.prose.text[said.number.end : said.number.end + _REMARK].partition("。")[0]
    return _WORKING_DAYS in said.before or _WORKING_DAYS in behind


def _these(said: Sequence[Said], at: int) -> Iterator[Relation]:
    """1372个事项…。这1377个事项中: the number before is meant, if it has the same unit and thing."""
    thing = thing_of(said[at])
    before = said[at - 1] if at else None
    if not (thing and before and before.prose is said[at].prose and before.is_count):
        return
    named = before.tail.startswith(thing) or before.head.endswith(thing)
    if named and before.number.unit == said[at].number.unit:
        yield Relation(Link.SAME, at - 1, (at,))


def _sums(said: Sequence[Said], listed: set[int]) -> Iterator[Relation]:
    """建议86件、提案112件,共计198件: what stands before 共计 and is enumerated, with no list of its own."""
    for at, one in enumerate(said):
        if at < _TWO or not word("IN_ALL").fullmatch(one.head) or not one.is_count or one.tail.startswith("中"):
            continue
        last = said[at - 1]
        parts = [at - 1] if one.gap.strip() == f"{last.tail},{one.head}" and _adds(last, one) else []
        while parts and parts[0] and enumerated(said[parts[0]], said[parts[0] - 1]) and _adds(said[parts[0] - 1], one):
            parts.insert(0, parts[0] - 1)
        if len(parts) < _TWO or listed & {*parts} or any(word("NOT_ALL").search(said[part].gap) for part in parts):
            continue
        if _adds_more(said, parts, at):
            continue
        yield Relation(Link.BREAKDOWN, at, tuple(parts), exhaustive=True, overlap=says_overlap(one.prose.text))


def _adds_more(said: Sequence[Said], parts: Sequence[int], whole: int) -> bool:
    """督查12次,培训5次、会议3次,共计20次: whether more may be added up than what is enumerated right before the total."""
    total = said[whole].number.low
    reached = sum(said[part].number.low for part in parts)
    if reached == total:
        return False
    for at in before(said, parts[0], Kind.PLAIN):
        if said[at].is_count:
            reached += said[at].number.low
            if reached == total or ";" not in said[parts[0]].prose.text[said[at].number.end : said[parts[0]].number.start]:
                return True
    return False


def _adds(part: Said, whole: Said) -> bool:
    """Whether a number may be one of several that a total is of: 网站 and 微信 may have the same message."""
    alike = part.is_count and part.kind is Kind.PLAIN and part.number.unit == whole.number.unit and part.tail == whole.tail
    return alike and together(part, whole) and kind_of(part) != "WAY" and bool(part.head) and "等" not in part.head


def _complements(said: Sequence[Said]) -> Iterator[Relation]:
    """这1377个事项中,1221个事项开通…。另外207个事项未开通…: those that do and those that do not are all."""
    for at in [at for at, one in enumerate(said) if one.kind in _THESE]:
        one = said[at]
        thing = thing_of(one)
        rest = [
            place
            for place in range(at + 1, min(len(said), at + _FARTHEST))
            if said[place].prose is one.prose and thing in said[place].tail
        ]
        for lacking in rest:
            predicate = _lacks(said[lacking], thing)
            doing = [place for place in rest if predicate and said[place].tail.startswith(thing + predicate)]
            if doing and doing[0] < lacking:
                yield Relation(Link.BREAKDOWN, at, (doing[0], lacking), exhaustive=True)


def _lacks(said: Said, thing: str) -> str:
    """What those lack: the first letters of 开通网上办理 in 事项未开通网上办理的; "" where the clause says no such thing."""
    _, _, behind = said.tail.partition(thing)
    denied = word("NOT").match(behind)
    predicate = behind[denied.end() :].partition("的")[0] if denied else ""
    return predicate[:6] if len(predicate) >= _LEAST_PREDICATE else ""


def find_repetitions(said: Sequence[Said], meanings: Sequence[Meaning]) -> Iterator[Relation]:
    """Things that are said twice: the same concept in the same words, for the same office and time, and neither a part.

    Only what is told of the year or the place is of all: 围绕营商环境,主动公开信息35条 is of some.
    """
    first: dict[tuple[object, ...], int] = {}
    for at, (one, meaning) in enumerate(zip(said, meanings, strict=True)):
        if not meaning.wording or meaning.period != "year" or one.kind is not Kind.PLAIN or one.number.approximate:
            continue
        if not word("TOLD_OF_ALL").search(one.before) or word("LEAD").match(one.prose.text.lstrip()):
            continue
        key = _told_as(one, meaning)
        if key in first and said[first[key]].prose is not one.prose and not _says_why(said, first[key], at):
            yield Relation(Link.SAME, first[key], (at,))
        first.setdefault(key, at)


def _told_as(said: Said, meaning: Meaning) -> tuple[object, ...]:
    """What a number is of, in its own words: 本机关 and 本级 are two, and so are 本年办结 and 办结."""
    whose = tuple(met.group() for met in place_word().finditer(said.before))
    of_year = meaning.concept == "handled" and bool(re.search("本年|当年|年内", said.head))
    of = meaning.concept, meaning.of, meaning.wording, meaning.scope, meaning.with_carried_in, meaning.concluded
    return *of, whose[-1:], of_year, said.number.unit


def _says_why(said: Sequence[Said], first: int, second: int) -> bool:
    """收到20件, and 收到23件,包括上年结转3件: whether a sentence tells why the numbers differ, or what one of them contains."""
    one, other = said[first], said[second]
    lacking = abs(one.number.low - other.number.low)
    near = range(max(0, first - _FARTHEST), min(len(said), second + _FARTHEST))
    told = (said[at] for at in near if together(said[at], one) or together(said[at], other))
    contains = [bool(_CONTAINS.match(this.prose.text, this.number.end)) for this in (one, other)]
    return bool(lacking) and (contains[0] != contains[1] or any(this.number.low == lacking for this in told))
