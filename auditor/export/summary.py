"""What many audits come to: counts, scores and ranking, gathered while they pass."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import NamedTuple

from auditor.batch.audited import Audit
from auditor.model.causes import causes, unsettled
from auditor.model.finding import Severity
from auditor.model.report import Reading
from auditor.rules.pack import Pack
from auditor.score.by import By
from auditor.score.ranking import Ranking, rank
from auditor.store.scores import Scored

Regions = By.PROVINCE, By.PREFECTURE, By.COUNTY


class Unread(NamedTuple):
    """A file that was not read whole, and how far."""

    source: str
    reading: Reading
    code: str | None


@dataclass
class Summary:
    """Counts of what passed through ``watch``: reports by reading, causes that still stand by severity, family, rule and year."""

    pack: Pack
    readings: Counter[Reading] = field(default_factory=Counter)
    severities: Counter[Severity] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    by_year: dict[int, Counter[Severity]] = field(default_factory=dict)
    reports: list[Scored] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    families: dict[str, Counter[str]] = field(default_factory=dict)
    """Causes by family, for each report's sha256."""

    def watch(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        """Hand on audits, counted."""
        for audit in audits:
            self.add(audit)
            yield audit

    def add(self, audit: Audit) -> None:
        """Count an audit."""
        report = audit.report
        self.readings[report.reading] += 1
        if report.reading is not Reading.READ:
            code = next((one.code for one in report.diagnostics), None)
            self.unread.append(Unread(report.source, report.reading, code))
        standing = unsettled(audit.findings)
        families = self.families[report.sha256] = Counter[str]()
        for cause in causes(standing):
            first = next(one for one in cause.findings if one.severity is cause.severity)
            self.severities[cause.severity] += 1
            families[first.rule.partition("-")[0]] += 1
            if report.year:
                self.by_year.setdefault(report.year, Counter())[cause.severity] += 1
        self.rules.update({one.rule for one in standing})
        if report.body and report.year:
            self.reports.append(self._scored(audit))

    def _scored(self, audit: Audit) -> Scored:
        report = audit.report
        region = (report.region.code, report.region.province, report.region.prefecture, report.region.county)
        about = (report.sha256, report.source, report.body, report.body_kind, report.year, str(report.reading))
        return Scored(*about, *region, audit.grade.then.grade if audit.grade else None, audit.score)

    @property
    def median(self) -> float | None:
        """The median of the reports' scores."""
        scores = [one.score for one in self.reports if one.score is not None]
        return round(median(scores), 1) if scores else None

    def ranking(self, by: By) -> Ranking | None:
        """The reports ranked; None without a scheme."""
        return rank(self.reports, by, self.pack.scoring) if self.pack.scoring else None

    def level(self) -> By:
        """The widest level at which the reports differ: provinces if there are several, else prefectures, counties, bodies."""
        for by in Regions:
            if len({getattr(one, by.value) for one in self.reports} - {None}) > 1:
                return by
        return By.BODY

    def heat(self, by: By) -> dict[str, Counter[str]]:
        """Causes by family for each group of a level, the worst group first; "" for reports that are in none."""
        found: dict[str, Counter[str]] = {}
        for one in self.reports:
            name = getattr(one, by.value, None) or ""
            found.setdefault(name, Counter()).update(self.families[one.sha256])
        return dict(sorted(found.items(), key=lambda pair: -pair[1].total()))
