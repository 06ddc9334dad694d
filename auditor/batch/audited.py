"""One file, audited: what every output format takes."""

from typing import NamedTuple

from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.rules.second.schema import SecondRule


class Audit(NamedTuple):
    """One file, read and checked; ``grade`` is the rule that graded it, None for none, ``score`` 0 to 100, None for none."""

    report: Report
    findings: list[Finding]
    grade: SecondRule | None = None
    score: float | None = None
