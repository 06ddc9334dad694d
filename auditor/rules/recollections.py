"""What the prose of a report says of the year before, beside the report of that year: 上年收到68件, 同比增长12%.

What last year's report may have meant by it is tried in all readings that rules for claims against tables have
(rules/national/narrative.yaml), and what its own prose said counts too.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property

from auditor.model.claim import Claim, Link, Number
from auditor.model.finding import Place
from auditor.model.report import Report
from auditor.rules.claim_subjects import claim_key, comparable
from auditor.rules.quantity import bounds, is_exact, known, measure, nominal
from auditor.rules.relation_subjects import growth
from auditor.rules.subject import Subject, Value
from auditor.rules.subjects import of_report

_THAN_LAST = re.compile(r"同比|[比较](?:上(?:一)?年|去年)")
_OTHER_TIME = re.compile("环比|年初|年[底末]|季度|半年|月|平均|分别")
_GROUPS = ("declined", "other")
_BESIDE = ("received", "handled", "carried_out", "reconsideration", "litigation")
_LITIGATION = ("litigation_direct", "litigation_after")
Figures = Mapping[tuple[str, str, str], Number]
Fields = Mapping[str, Value | None]


def recollections(report: Report, last: Report) -> Iterator[Subject]:
    """One subject for each number that the prose gives of last year, and for each change since then without one."""
    before = _Before(report, last)
    for claim in report.claims:
        if claim.period == "previous" and not claim.change and before.may_tell(claim):
            yield from before.count(claim)
    for relation in report.relations:
        if relation.link is Link.GROWTH and not relation.parts and relation.stated is not None:
            now, stated = report.claims[relation.whole], report.claims[relation.stated]
            if now.period == "year" and before.may_tell(now) and _since_last_year(stated):
                yield from before.change(now, stated)


class _Before:
    """Last year's report, beside the one whose prose speaks of it."""

    def __init__(self, report: Report, last: Report) -> None:
        self.report, self.last = report, last

    @cached_property
    def figures(self) -> Figures:
        """Its cells that hold numbers, by address."""
        return {cell[:3]: cell.value for cell in self.last.cells if cell.value is not None}

    def shared(self) -> dict[str, Value]:
        """What every subject knows of the two reports."""
        year: dict[str, Value] = {} if self.last.year is None else {"other_year": self.last.year}
        return {**of_report(self.report), **year, "other_scope": self.last.scope, "other_source": self.last.source}

    def may_tell(self, claim: Claim) -> bool:
        """Whether it may have the number too: of all applications or of one kind of applicant, of all cases."""
        return claim.concept in _BESIDE and measure(claim.unit) == "count" and comparable(claim, self.last)

    def count(self, claim: Claim) -> Iterator[Subject]:
        """上年收到68件: the number that fits best."""
        low, high = bounds(claim)
        said: Fields = {"quantity": nominal(claim), "low": low, "high": high}
        if then := self._readings(claim):
            nearest = min(then, key=lambda one: (not _within(one, low, high), abs(one - nominal(claim))))
            yield self._subject(claim, {**said, "told": "count", "then": nearest})

    def change(self, now: Claim, stated: Claim) -> Iterator[Subject]:
        """同比增长12%: from the number that fits best."""
        tried = [(one, said) for one in self._readings(now) if one and (said := growth(now, _counted(one), stated))]
        if tried:
            then, said = min(tried, key=lambda both: (not _fits(both[1]), abs(both[0] - nominal(now))))
            yield self._subject(stated, {**said, "told": "change", "then": then})

    def _readings(self, claim: Claim) -> list[Number]:
        """What it has for what a claim counts, in table and prose; none where its table does not tell."""
        table = list(_in_table(claim, self.figures))
        own = (claim.concept, claim.of, "year", "")
        told = [one for one in self.last.claims if (one.concept, one.of, one.period, one.change) == own and is_exact(one)]
        return [*table, *(nominal(one) for one in told if measure(one.unit) == "count")] if table else []

    def _subject(self, claim: Claim, fields: Fields) -> Subject:
        of_claim: Fields = {"concept": claim.concept, "period": claim.period, "section": claim.section, "text": claim.text}
        said = {**self.shared(), **fields, **of_claim, "exact": int(is_exact(claim))}
        labels = {"arithmetic": str(said.pop("arithmetic", ""))}
        place = Place(section=claim.section or None)
        return Subject("recollections", place, claim.line, fields=known(said), labels=labels, key=claim_key(claim))


def _since_last_year(stated: Claim) -> bool:
    before = stated.text[: stated.start]
    return bool(_THAN_LAST.search(before)) and not _OTHER_TIME.search(before)


def _in_table(claim: Claim, figures: Figures) -> Iterator[Number]:
    if claim.concept in ("reconsideration", "litigation"):
        yield from _cases(claim, figures)
        return
    column = claim.of or "total"
    rows = {row: value for (table, row, at), value in figures.items() if table == "applications" and at == column}
    if claim.concept not in rows:
        return
    all_, carried = rows[claim.concept], rows.get("carried_in", 0)
    yield all_
    if claim.concept == "received":
        yield all_ + carried
    elif claim.concept == "handled":
        declined, other = (sum(value for row, value in rows.items() if row.partition(".")[0] == group) for group in _GROUPS)
        yield from (all_ - declined, all_ - other, all_ - declined - other, all_ - carried)
        yield from (rows.get("received", all_), rows.get("received", all_) + carried)


def _cases(claim: Claim, figures: Figures) -> Iterator[Number]:
    groups = ("reconsideration",) if claim.concept == "reconsideration" else _LITIGATION
    cells = [(figures.get(("review", group, "total")), figures.get(("review", group, "pending"), 0)) for group in groups]
    totals = [(total, pending) for total, pending in cells if total is not None]
    if claim.of or len(totals) < len(cells):
        return
    for some in {(sum(total for total, _ in totals), sum(pending for _, pending in totals)), *totals}:
        yield from (some[0], some[0] - some[1])


def _counted(number: Number) -> Claim:
    return Claim("", 0, 0, 0, number, "件", number, number)


def _within(number: Number, low: Number, high: Number | None) -> bool:
    return low <= number and (high is None or number <= high)


def _fits(fields: Fields) -> bool:
    """As the rule for growth has it, so that the reading that fits is told."""
    low, high, least, most = (fields[name] for name in ("this_low", "this_high", "least", "most"))
    return (high is None or least is None or high >= least) and (most is None or low <= most)  # type: ignore[operator]
