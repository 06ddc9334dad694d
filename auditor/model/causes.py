"""Findings grouped by cause, as summaries, grades and scores count them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.model.finding import Finding, Severity

SETTLED = ("dismissed", "waived")
"""What people decided is no finding any more: it counts nowhere and fails no run."""
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class Cause(NamedTuple):
    """Findings of one cause, in their order; ``severity`` is the gravest of theirs."""

    severity: Severity
    findings: list[Finding]


def causes(findings: Iterable[Finding]) -> list[Cause]:
    """The causes of a report's findings, the gravest first, then by line; a finding without a cause is one of its own."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause or finding.id, []).append(finding)
    found = [Cause(min((one.severity for one in group), key=_RANK.__getitem__), group) for group in groups.values()]
    return sorted(found, key=lambda cause: (_RANK[cause.severity], cause.findings[0].line or 0))


def at_or_above(severity: Severity, threshold: Severity) -> bool:
    """Whether a severity is as grave as a threshold."""
    return _RANK[severity] <= _RANK[threshold]


def count_by_severity(findings: Iterable[Finding]) -> Counter[Severity]:
    """How many causes there are of each severity."""
    return Counter(cause.severity for cause in causes(findings))


def unsettled(findings: Sequence[Finding]) -> list[Finding]:
    """The findings that still stand."""
    return [finding for finding in findings if finding.status not in SETTLED]
