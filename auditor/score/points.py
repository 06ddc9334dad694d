"""The score of one report, with the sum that makes it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from auditor.model.causes import causes, unsettled
from auditor.model.finding import Finding, Severity
from auditor.model.report import Reading, Report
from auditor.rules.scoring import Scheme

TENTH = Decimal("0.1")
Causes = Mapping[tuple[str, Severity], int]
"""How many causes there are of each family and severity."""


class Deduction(NamedTuple):
    """What a family takes off: ``counts`` by severity, ``points`` before the cap, ``taken`` after it."""

    family: str
    counts: Mapping[Severity, int]
    factor: Decimal
    points: Decimal
    cap: Decimal | None
    taken: Decimal


class Score(NamedTuple):
    """``value`` is ``full`` less what the deductions take, in tenths, not below 0."""

    value: Decimal
    full: Decimal
    deductions: tuple[Deduction, ...] = ()


def score(report: Report, findings: Sequence[Finding], scheme: Scheme) -> Score | None:
    """The score of a report; None where too little of it was read to give one."""
    if not is_scored(report.reading, report.coverage, scheme):
        return None
    return sum_up(count(unsettled(findings)), scheme)


def is_scored(reading: Reading, coverage: float, scheme: Scheme) -> bool:
    """Whether enough of a report was read: none at all of a declined one, and of the others ``scheme.coverage`` per cent."""
    return reading in (Reading.READ, Reading.PARTIAL) and Decimal(str(coverage)) * 100 >= scheme.coverage


def count(findings: Iterable[Finding]) -> Causes:
    """The causes of a report's findings: each counts once, as the gravest of its findings and in the family of that one."""
    found: Counter[tuple[str, Severity]] = Counter()
    for cause in causes(findings):
        gravest = next(one for one in cause.findings if one.severity is cause.severity)
        found[gravest.rule.partition("-")[0], cause.severity] += 1
    return found


def sum_up(found: Causes, scheme: Scheme) -> Score:
    """The score that causes leave."""
    deductions = tuple(_deduction(family, found, scheme) for family in sorted({family for family, _ in found}))
    left = scheme.full - sum((one.taken for one in deductions), Decimal(0))
    return Score(max(left, Decimal(0)).quantize(TENTH, ROUND_HALF_UP), scheme.full, deductions)


def _deduction(family: str, found: Causes, scheme: Scheme) -> Deduction:
    counts = {severity: found[family, severity] for severity in Severity if (family, severity) in found}
    factor, cap = scheme.factors.get(family, Decimal(1)), scheme.caps.get(family)
    points = factor * sum((scheme.points.get(severity, Decimal(0)) * number for severity, number in counts.items()), Decimal(0))
    return Deduction(family, counts, factor, points, cap, points if cap is None else min(points, cap))
