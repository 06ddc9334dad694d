"""What the prose says of its own numbers, as rules see it: breakdowns, shares, growth, averages, things said twice.

The bounds that the written digits allow are worked out here, with four decimals and never too narrow; the engine compares.
"""

from calendar import isleap
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import chain

from auditor.model.claim import Claim, Link, Number, Relation
from auditor.model.finding import Place
from auditor.model.report import Report
from auditor.rules.claim_subjects import claim_key, comparable
from auditor.rules.quantity import Bounds, bounds, ceiling, floor, is_exact, known, measure, nominal, shown, total, written
from auditor.rules.subject import Subject, Value
from auditor.rules.table_readings import table_readings

Fields = dict[str, Value | None]
_HUNDRED = 100
_YEAR = (365, 366)
_FIRST_YEAR = 2008
"""The regulation was in force from 1 May: an average of that year may be of eight months."""


def relation_subjects(report: Report) -> Iterator[Subject]:
    """One subject for each relation whose numbers measure the same; parts that need not be all stand beside their whole."""
    for relation in report.relations:
        whole, parts = report.claims[relation.whole], [report.claims[part] for part in relation.parts]
        stated = None if relation.stated is None else report.claims[relation.stated]
        if any(measure(part.unit) != measure(whole.unit) for part in parts):
            continue
        if relation.link is Link.BREAKDOWN and parts and (relation.exhaustive or parts[0].line == whole.line):
            yield _subject(relation, whole, parts[0], [*parts, whole], _breakdown(relation, whole, parts, report))
        elif relation.link is Link.SAME:
            yield from (_subject(relation, part, part, [part, whole], _repetition(whole, part)) for part in parts)
        elif stated:
            yield from _rated(relation, whole, parts, stated, report)
    yield from table_shares(report)


def table_shares(report: Report) -> Iterator[Subject]:
    """One subject for each rate whose numbers stand in the tables alone: of all readings the one that fits, else the nearest."""
    for at, stated in enumerate(report.claims):
        if stated.concept and measure(stated.unit) == "rate":
            told = report.claims[at - 1] if at else None
            same = told is not None and (told.concept, told.of) == (stated.concept, stated.of) and measure(told.unit) == "count"
            pairs = [pair for pair in table_readings(stated, report, nominal(told) if told and same else None) if pair[1]]
            pairs.sort(key=lambda pair: abs(Fraction(pair[0]) * _HUNDRED / Fraction(pair[1]) - Fraction(stated.quantity)))
            tried = [_share(_counted(whole), _counted(part), stated) for part, whole in pairs]
            if tried:
                fields = next(filter(_share_fits, tried), tried[0])
                fields |= {"of_table": 1, "comparable": int(comparable(stated, report))}
                yield _subject(Relation(Link.SHARE, at, (), at), stated, stated, [stated], fields)


def _counted(number: Number) -> Claim:
    return Claim("", 0, 0, 0, number, "件", number, number)


def _share_fits(one: Fields) -> bool:
    """As the rule has it, so that the reading that fits is told."""
    low, high, least, most = (one[name] for name in ("part_low", "part_high", "least", "most"))
    return (high is None or least is None or high >= least) and (most is None or low < most)  # type: ignore[operator]


def _rated(relation: Relation, whole: Claim, parts: Sequence[Claim], stated: Claim, report: Report) -> Iterator[Subject]:
    """The relations in which a third number is stated beside two."""
    if relation.link is Link.SHARE and parts and measure(stated.unit) == "rate":
        if shared := _share_of(whole, parts[0], stated, report):
            yield _subject(relation, stated, stated, [stated, parts[0], whole], shared)
    elif relation.link is Link.GROWTH and parts and (fields := growth(whole, parts[0], stated)):
        yield _subject(relation, stated, stated, [stated, whole, parts[0]], fields)
    elif relation.link is Link.AVERAGE and relation.divisor and report.year != _FIRST_YEAR:
        yield _subject(relation, stated, stated, [stated, whole], _average(whole, stated, relation.divisor, report.year))


def _subject(relation: Relation, said: Claim, at: Claim, claims: Sequence[Claim], fields: Fields) -> Subject:
    """``said`` is the claim that the finding is on, ``at`` the one at whose line it stands."""
    arithmetic = str(fields.pop("arithmetic"))
    common: Fields = {
        "concept": said.concept,
        "by": relation.by,
        "period": said.period,
        "section": at.section,
        "text": at.text,
        "exact": int(all(map(is_exact, claims))),
    }
    key = "/".join((relation.link, relation.by, *(f"{claim.quantity}{claim.unit}" for claim in claims), claim_key(claims[-1])))
    made: Mapping[str, Value] = known(common | fields)
    kind = "repetition" if relation.link is Link.SAME else relation.link.value
    return Subject(kind, Place(section=at.section or None), at.line, fields=made, labels={"arithmetic": arithmetic}, key=key)


# ---------------------------------------------------------------------- parts and wholes


def _breakdown(relation: Relation, whole: Claim, parts: Sequence[Claim], report: Report) -> Fields:
    """``carried`` is what may be among the parts too: 收到申请51件,上年结转3件,其中自然人50件、法人4件.

    ``overlap`` tells whether the paragraph says that what is counted in one part may be counted in another.
    """
    low, high = total([bounds(part) for part in parts])
    whole_low, whole_high = bounds(whole)
    numbers = [nominal(part) for part in parts]
    largest = max(parts, key=nominal)
    added = sum(numbers)
    return {
        "total": nominal(whole),
        "total_low": whole_low,
        "total_high": whole_high,
        "carried": _told_or_filed(report, "carried_in") if whole.concept == "received" else 0,
        "added": added,
        "added_low": low,
        "added_high": high,
        "largest": nominal(largest),
        "largest_low": bounds(largest)[0],
        "last": numbers[-1],
        "rest": nominal(whole) - added + numbers[-1],
        "listed": len(parts),
        "exhaustive": int(relation.exhaustive),
        "overlap": int(relation.overlap),
        "arithmetic": f"{'+'.join(map(shown, numbers))} = {shown(added)}",
    }


def _told_or_filed(report: Report, concept: str) -> Number:
    """How many applications came in or were carried in, by the prose or else by table 3; 0 where neither tells."""
    told = (nominal(claim) for claim in report.claims if claim.concept == concept and claim.period == "year" and not claim.of)
    row = ("applications", concept, "total")
    filed = (cell.value for cell in report.cells if cell[:3] == row and cell.value is not None)
    return next(chain(told, filed), 0)


def _repetition(first: Claim, again: Claim) -> Fields:
    low, high = bounds(again)
    other_low, other_high = bounds(first)
    return {
        "quantity": nominal(again),
        "low": low,
        "high": high,
        "first": nominal(first),
        "first_low": other_low,
        "first_high": other_high,
        "first_text": first.text,
        "first_line": first.line,
        "arithmetic": "",
    }


# ---------------------------------------------------------------------- rates


def _share_of(whole: Claim, part: Claim, stated: Claim, report: Report) -> Fields | None:
    """收到申请96件,办结98件,办结率95.1%: what was carried in may be of the whole too; None for 100% of what was due, not told.

    收到申请60件,答复58件,其中予以公开29件,占48.3%: an answer may be told as a share of all that came in.
    """
    alone = _share(whole, part, stated)
    if whole.concept == "handled" and not _share_fits(alone):
        came_in, more = _told_or_filed(report, "received"), _told_or_filed(report, "carried_in")
        of_all = [_share(_counted(one), part, stated) for one in (came_in, came_in + more) if one]
        return next(filter(_share_fits, of_all), alone)
    if whole.concept != "received" or _share_fits(alone):
        return alone
    if nominal(part) > nominal(whole) and stated.quantity == _HUNDRED:
        return None
    low, high, more = *bounds(whole), _told_or_filed(report, "carried_in")
    total = whole._replace(quantity=nominal(whole) + more, unit="件", low=low + more, high=None if high is None else high + more)
    with_carried = _share(total, part, stated)
    return with_carried if _share_fits(with_carried) or nominal(part) > nominal(whole) else alone


def _share(whole: Claim, part: Claim, stated: Claim) -> Fields:
    """``least`` and ``most`` bound what the part may be for the rate; ``…_with`` if the whole does not contain the part."""
    part_low, part_high = bounds(part)
    computed = Fraction(nominal(part)) * _HUNDRED / Fraction(nominal(whole)) if nominal(whole) else None
    least, most = _product(bounds(whole), bounds(stated), _percent)
    least_with, most_with = _product(total([bounds(whole), bounds(part)]), bounds(stated), _percent)
    arithmetic = "" if computed is None else f"{written(part)} ÷ {written(whole)} = {_rate(computed)}%"
    return {
        "rate": stated.quantity,
        "computed": None if computed is None else floor(computed),
        "part": nominal(part),
        "part_low": part_low,
        "part_high": part_high,
        "total": nominal(whole),
        "least": least,
        "most": most,
        "of_table": 0,
        "least_with": least_with,
        "most_with": most_with,
        "arithmetic": arithmetic,
    }


def growth(this: Claim, last: Claim, stated: Claim) -> Fields | None:
    """``least`` and ``most`` bound what this year's number may be for the stated change; None for points of a rate."""
    if measure(stated.unit) == "points" or not nominal(last):
        return None
    in_percent = measure(stated.unit) == "rate"
    sign = -1 if stated.change == "decline" else 1
    now, before = Fraction(nominal(this)), Fraction(nominal(last))
    change = (now - before) * sign
    computed = change * _HUNDRED / before if in_percent else change
    this_low, this_high = bounds(this)
    least, most = _ends(
        bounds(last), _signed(bounds(stated), sign), (lambda a, b: a * (1 + b / _HUNDRED)) if in_percent else (lambda a, b: a + b)
    )
    gap = f"{shown(nominal(this))} - {shown(nominal(last))}" if sign > 0 else f"{shown(nominal(last))} - {shown(nominal(this))}"
    return {
        "rate": stated.quantity if in_percent else nominal(stated),
        "computed": floor(computed),
        "in_percent": int(in_percent),
        "change": stated.change,
        "this": nominal(this),
        "this_low": this_low,
        "this_high": this_high,
        "last": nominal(last),
        "least": least,
        "most": most,
        "arithmetic": f"({gap}) ÷ {shown(nominal(last))} = {_rate(computed)}%"
        if in_percent
        else f"{gap} = {shown(floor(computed))}",
    }


def _average(whole: Claim, stated: Claim, divisor: int, year: int | None) -> Fields:
    """``least`` and ``most`` bound what the total may be for the stated average; a year may be counted as 365 or 366 days."""
    low, high = bounds(stated)
    if low == high:
        low, high = low - Decimal("0.5"), low + 1
    days = _YEAR if divisor in _YEAR else (divisor, divisor)
    total_low, total_high = bounds(whole)
    taken = 366 if divisor in _YEAR and year and isleap(year) else divisor
    computed = Fraction(nominal(whole)) / taken
    return {
        "average": nominal(stated),
        "computed": floor(computed),
        "divisor": taken,
        "total": nominal(whole),
        "total_low": total_low,
        "total_high": total_high,
        "least": low * days[0],
        "most": None if high is None else high * days[1],
        "arithmetic": f"{shown(nominal(whole))} ÷ {taken} = {_rate(computed)}",
    }


def _percent(whole: Fraction, rate: Fraction) -> Fraction:
    return whole * rate / _HUNDRED


def _signed(one: Bounds, sign: int) -> tuple[Number | None, Number | None]:
    low, high = one
    return (low, high) if sign > 0 else (None if high is None else -high, -low)


def _product(
    one: Bounds, other: Bounds, combine: Callable[[Fraction, Fraction], Fraction]
) -> tuple[Decimal | None, Decimal | None]:
    return _ends(one, other, combine)


def _ends(
    one: Bounds, other: tuple[Number | None, Number | None], combine: Callable[[Fraction, Fraction], Fraction]
) -> tuple[Decimal | None, Decimal | None]:
    """What two numbers come to at least and at most, where a larger one makes more; None without bound."""
    (low, high), (low_of_other, high_of_other) = one, other
    least = None if low_of_other is None else floor(combine(Fraction(low), Fraction(low_of_other)))
    most = None if high is None or high_of_other is None else ceiling(combine(Fraction(high), Fraction(high_of_other)))
    return least, most


def _rate(value: Fraction) -> str:
    return shown(floor(value))
