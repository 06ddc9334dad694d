"""The text of ``audit``: a summary table, then the findings of each report by cause, then what was not read."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.batch.audited import Audit
from auditor.catalogue.diagnostic import explain
from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.export.columns import Columns, Row
from auditor.export.inert import inert
from auditor.export.place import has_positions, place_text, position, position_text, rows_text
from auditor.model.causes import SETTLED, Cause, causes, count_by_severity, unsettled
from auditor.model.finding import Finding, Severity
from auditor.model.report import Diagnostic, Reading, Report
from auditor.repair.causes import cause_repairs
from auditor.repair.say import Teller
from auditor.rules.message import arithmetic, message
from auditor.rules.pack import Pack

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
# More findings of one rule and cause than this are told in one line.
_MANY = 4
# Of more reports than this only those are listed in which something was found.
_LISTED = 200
_FINDINGS = Columns(5, stiff=3, narrow=3)
_RECORD = Columns(3, stiff=2)


def write(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language, *, every: bool = False) -> None:
    """Write what was found; ``every`` lists each finding and remark by itself.

    On a terminal lines are folded and coloured; elsewhere nothing is truncated, folded or coloured.
    """
    screen = _Screen(out, pack, lang, every=every)
    for audit in audits:
        screen.add(audit)
    screen.close()


class _Screen:
    """Keeps a summary row and the rendered findings of each report, not the reports."""

    def __init__(self, out: TextIO, pack: Pack, lang: Language, *, every: bool) -> None:
        self.out, self.pack, self.lang, self.every = out, pack, lang, every
        self.terminal = out.isatty()
        self.console = Console(file=out, force_terminal=self.terminal, markup=False, highlight=False, emoji=False)
        self.summary: list[tuple[Row, bool]] = []
        self.findings: list[str] = []
        self.record: list[str] = []
        self.remarks = 0

    def add(self, audit: Audit) -> None:
        report = audit.report
        counts = count_by_severity(unsettled(audit.findings))
        if report.reading in (Reading.READ, Reading.PARTIAL):
            row: Row = (
                inert(report.source),
                inert(report.body or self._say("summary.unresolved")),
                str(report.year or self._say("summary.unresolved")),
                name("form", report.form, self.lang),
                name("layout", report.layout, self.lang),
                *(Text(str(counts[one]), _STYLES[one] if counts[one] else "dim") for one in Severity),
                f"{audit.grade.then.grade} {inert(audit.grade.name[self.lang])}" if audit.grade else "",
            )
            self.summary.append((row, not audit.findings))
        if audit.findings:
            title = " ".join((report.body or "", str(report.year or ""), report.source)).strip()
            self.findings.append(self._line(inert(title), "bold") + self._told(audit))
        self._remember(audit)

    def close(self) -> None:
        if self.summary:
            many = len(self.summary) > _LISTED and not self.every
            rows = [row for row, clean in self.summary if not (clean and many)]
            self.out.write(self._columns(self._summary_columns(), rows) + "\n")
            if len(rows) < len(self.summary):
                self.out.write(self._say("summary.clean", count=len(self.summary) - len(rows)) + "\n\n")
            self.out.write("\n".join(self.findings or [self._say("summary.none") + "\n"]))
        if self.record or self.remarks:
            self.out.write("\n" + self._line(self._say("summary.record"), "bold") + "".join(self.record))
        if self.remarks:
            self.out.write(f"  {self._say('summary.remarks', count=self.remarks)}\n")

    # ------------------------------------------------------------------ findings

    def _summary_columns(self) -> Columns:
        first = [self._say(f"summary.{column}") for column in ("source", "body", "year", "form", "layout")]
        counts = [name("severity", severity, self.lang) for severity in Severity]
        heads = [*first, *counts, self._say("grade.head")]
        return Columns(len(heads), heads, right=range(len(first), len(first) + len(counts)))

    def _told(self, audit: Audit) -> str:
        """The findings that stand, then those that people settled."""
        standing = unsettled(audit.findings)
        settled = [finding for finding in audit.findings if finding.status in SETTLED]
        told = self._columns(_FINDINGS, self._findings(audit, standing))
        if settled:
            told += self._line(f"  {self._say('settled.title')}", "dim")
            told += self._columns(_FINDINGS, self._findings(audit, settled))
        return told

    def _findings(self, audit: Audit, findings: Sequence[Finding]) -> Iterator[Row]:
        repairs, teller = cause_repairs(audit.report, audit.findings, self.pack), Teller(audit.report, self.lang)
        for cause in causes(findings):
            for number, group in enumerate(self._groups(cause)):
                first = group[0]
                mark = ("└ " if number else "  ") + self._mark(first)
                place, told = self._place_and_message(audit, group)
                told += self._because(first)
                yield Text(mark, _STYLES[first.severity]), first.rule, self._lines(audit.report, group), place, told
            if repair := repairs.get(cause.findings[0].id):
                yield "", "", "", "", Text(inert(self._say("repair.line", told=teller.cause(repair))), "italic")

    def _groups(self, cause: Cause) -> Iterator[Sequence[Finding]]:
        """The findings of a cause as they are told, one line each: those of one rule together where they are many."""
        for _, same in groupby(sorted(cause.findings, key=_kind), key=_kind):
            group = list(same)
            yield from [group] if len(group) > _MANY and not self.every else [[one] for one in group]

    def _mark(self, finding: Finding) -> str:
        """The severity, and the status where it is not open."""
        severity = name("severity", finding.severity, self.lang)
        return severity if finding.status == "open" else f"{severity} {name('status', finding.status, self.lang)}"

    def _because(self, finding: Finding) -> str:
        """Why a finding is waived, by whom and until when, as far as the waiver says so."""
        if finding.status != "waived":
            return ""
        told, by, until = (str(finding.details.get(f"waived_{key}", "")) for key in ("because", "by", "until"))
        told = self._say("settled.by", reason=told, by=by) if by else told
        told = self._say("settled.until", told=told, until=until) if until else told
        return inert(f" [{self._say('settled.waived', told=told)}]") if told else ""

    def _lines(self, report: Report, group: Sequence[Finding]) -> str:
        if has_positions(report) and (where := self._position(report, group)):
            return where
        lines = [finding.line for finding in group if finding.line]
        if not lines:
            return ""
        first, last = min(lines), max(lines)
        return self._say("summary.line" if first == last else "summary.lines", first=first, last=last)

    def _position(self, report: Report, group: Sequence[Finding]) -> str:
        """The page, table and row of a finding; of several the page and table."""
        table, row, line = (*group[0].place[:2], group[0].line) if len(group) == 1 else (group[0].place.table, None, None)
        return position_text(position(report, table, row, line), self.lang)

    def _place_and_message(self, audit: Audit, group: Sequence[Finding]) -> tuple[str, str]:
        finding, report = group[0], audit.report
        if len(group) > 1:
            rule = self.pack.rules[finding.rule].name[self.lang]
            told = self._say("summary.many", name=rule, count=len(group)) + rows_text(group, report, self.lang)
            return name("table", finding.place.table or "", self.lang), inert(told)
        told = message(finding, self.pack, report, self.lang)
        sums = arithmetic(finding, self.pack, report)
        told = f"{told} [{sums}]" if sums and sums not in told else told
        return inert(place_text(finding.place, report, self.lang)), inert(told)

    # ------------------------------------------------------------------ what was not read

    def _remember(self, audit: Audit) -> None:
        report = audit.report
        if report.reading is Reading.READ and not self.every:
            self.remarks += len(report.diagnostics)
            return
        if report.reading is Reading.READ and not report.diagnostics:
            return
        rows = [(f"    {one.code}", self._at(one), inert(explain(one, self.lang))) for one in report.diagnostics]
        told = f"  {inert(report.source)}: {name('reading', report.reading, self.lang)}"
        self.record.append(self._line(told) + self._columns(_RECORD, rows))

    def _at(self, diagnostic: Diagnostic) -> str:
        return self._say("summary.line", first=diagnostic.line) if diagnostic.line else ""

    # ------------------------------------------------------------------ words and lines

    def _say(self, key: str, **details: object) -> str:
        return text(key, self.lang, **details)

    def _line(self, told: str, style: str = "") -> str:
        return self._render(Text(told, style)) if self.terminal else f"{told.rstrip()}\n"

    def _columns(self, columns: Columns, rows: Iterable[Row]) -> str:
        told = list(rows)
        if not told:
            return ""
        return self._render(columns.table(told, self.console.width)) if self.terminal else columns.lines(told)

    def _render(self, content: Table | Text) -> str:
        """What Rich makes of it, without the spaces that pad its lines."""
        with self.console.capture() as capture:
            self.console.print(content)
        return "".join(f"{line.rstrip()}\n" for line in capture.get().split("\n")[:-1])


def _kind(finding: Finding) -> tuple[str, ...]:
    """What findings have in common that are told together: the rule, and what people said of them."""
    return finding.rule, finding.status, str(finding.details.get("waiver", ""))
