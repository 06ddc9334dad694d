"""Reads one file into a Report; never raises on what a file holds."""

import re
from collections.abc import Sequence
from hashlib import sha256

from auditor.model.report import Diagnostic, Reading, Report, Section, State
from auditor.normalise.plain import plain, tight
from auditor.normalise.script import is_traditional
from auditor.parse.front import Paragraph, read_front
from auditor.parse.headings import Heading, find_headings
from auditor.parse.labels import exact
from auditor.parse.layouts import Piece, layout_of, pieces
from auditor.parse.marks import Marker
from auditor.parse.shape import MetSection, MetTable, shape
from auditor.parse.tables import fill
from auditor.region.resolve import resolve
from auditor.source.decode import Undecodable, decode

# Bumped whenever a file may be read otherwise than before: readings stored under an older number are read again.
PARSER_VERSION = 1
_SUBJECT = re.compile("信息公开|政务公开")
_STATUTORY = ("disclosure", "applications", "review")
_FIRST_FORM_YEAR = 2019
_LONGEST_LINE = 80


def read_report(source: str, data: bytes) -> Report:
    """The report in the bytes of one file. What cannot be read gives ``reading`` declined or unreadable, with the reason."""
    report = Report(source, sha256(data).hexdigest())
    try:
        decoded = decode(data)
    except Undecodable as error:
        report.reading = Reading.UNREADABLE
        report.diagnostics.append(Diagnostic(error.code, None, error.details))
        return report
    report.diagnostics += [Diagnostic("PARSE-DAMAGED-BYTES", line) for line in decoded.damaged]
    _Reader(report, decoded.text).read()
    return report


class _Reader:
    """The steps of reading one text; each fills its part of the report."""

    def __init__(self, report: Report, text: str) -> None:
        self.report, self.text = report, text
        self.traditional = is_traditional(text)
        self.last_line = text.rstrip().count("\n") + 1

    def read(self) -> None:
        report = self.report
        report.script = "traditional" if self.traditional else "simplified"
        report.layout = layout_of(self.text)
        met_pieces = self._pieces()
        headings = find_headings(self._heading_lines(met_pieces))
        marker = Marker(met_pieces, {heading.at: heading for heading in headings}, traditional=self.traditional)
        met = shape(marker.marks())
        self._front(met)
        if self._declined(met):
            return
        self._sections(met)
        self._tables(met)
        self._form()
        self._reading()
        report.region = resolve(report.body, report.year, self._tight_text)

    def _tight_text(self) -> str:
        return tight(plain(self.text, traditional=self.traditional))

    def _pieces(self) -> list[Piece]:
        """The pieces of the text; page numbers, which may stand inside a table, are noted and left out."""
        every = list(pieces(self.text, self.report.layout))
        self.report.diagnostics += [Diagnostic("PARSE-PAGE-NUMBER", piece.line) for piece in every if piece.kind == "page"]
        return [piece for piece in every if piece.kind != "page"]

    def _plain(self, piece: Piece) -> str:
        return plain(piece.raw, traditional=self.traditional)

    def _heading_lines(self, met: Sequence[Piece]) -> list[tuple[int, int, str]]:
        """The lines that may head sections: text, and no label of a form (四、结转下年度继续办理)."""
        texts = ((at, piece.line, self._plain(piece)) for at, piece in enumerate(met) if piece.kind in ("text", "line"))
        return [one for one in texts if len(one[2]) <= _LONGEST_LINE and exact(one[2], "applications") is None]

    # ------------------------------------------------------------------ what the text says

    def _front(self, met: Sequence[MetSection]) -> None:
        paragraphs = [
            Paragraph(self._plain(piece), piece.line, one.heading.section if one.heading else None, one.heading is None)
            for one in met
            for piece in one.paragraphs
        ]
        front, report = read_front(paragraphs), self.report
        report.title, report.body, report.year = front.title, front.body, front.year
        report.body_kind, report.scope = front.body_kind, front.scope
        report.period, report.published, report.signed = front.period, front.published, front.signed
        report.diagnostics += front.diagnostics

    def _declined(self, met: Sequence[MetSection]) -> bool:
        """Whether the text is no annual report, or has lost its tables; the reason is a diagnostic."""
        tables = {table.table for one in met for table in one.tables}
        sections = {one.heading.section for one in met if one.heading and one.heading.section}
        tabled = self.report.year is None or self.report.year >= _FIRST_FORM_YEAR
        if not tables and (len(sections) < 2 or not _SUBJECT.search(self._tight_text())):
            reason = "PARSE-NO-REPORT"
        elif tabled and not tables & set(_STATUTORY):
            reason = "PARSE-NO-TABLES"
        else:
            return False
        self.report.reading = Reading.DECLINED
        self.report.layout = self.report.layout if tables else "narrative"
        self.report.diagnostics.append(Diagnostic(reason, None, {"sections": len(sections), "tables": len(tables)}))
        return True

    def _sections(self, met: Sequence[MetSection]) -> None:
        bounds = [one.heading.line for one in met if one.heading] + [self.last_line + 1]
        headed = [one.heading for one in met if one.heading]
        for heading, following in zip(headed, bounds[1:], strict=True):
            self.report.sections.append(_section(heading, following - 1))

    # ------------------------------------------------------------------ tables

    def _tables(self, met: Sequence[MetSection]) -> None:
        found = [(one.heading, table) for one in met for table in _joined(one.tables)]
        ends = [*(table.opening.line - 1 for _, table in found[1:]), self.last_line][: len(found)]
        for (heading, table), end in zip(found, ends, strict=True):
            section = next((one for one in self.report.sections if heading and one.line == heading.line), None)
            filled = fill(table, traditional=self.traditional, last_line=min(end, section.last if section else end))
            filled.table.section = section.section if section else None
            if not filled.cells or any(one.table == table.table for one in self.report.tables):
                self._left_out(filled.table.table, filled.table.line, twice=bool(filled.cells))
                continue
            self.report.tables.append(filled.table)
            self.report.cells += filled.cells
            self.report.diagnostics += filled.diagnostics

    def _left_out(self, table: str, line: int, *, twice: bool) -> None:
        code = "PARSE-TABLE-TWICE" if twice else "PARSE-TABLE-EMPTY"
        self.report.diagnostics.append(Diagnostic(code, line, {"table": table}))

    def _form(self) -> None:
        """The report's form: mixed where tables 2 and 3 differ; a table that every form shares takes the report's."""
        report = self.report
        told = {table.form for table in report.tables if table.table in _STATUTORY} - {""}
        if len(told) > 1:
            report.form = "mixed"
        elif told:
            report.form = told.pop()
        elif report.year is not None and report.year < _FIRST_FORM_YEAR:
            report.form = "pre-2019"
        for table in report.tables:
            if not table.form:
                table.form = report.form if report.form in ("2019", "2021") else self._form_of_year()
        if not report.tables:
            report.layout = "narrative"

    def _form_of_year(self) -> str:
        return "2021" if self.report.year is not None and self.report.year >= 2021 else "2019"

    def _reading(self) -> None:
        report = self.report
        if inside := self._breaks_off():
            report.breaks_off = self.last_line
            report.diagnostics.append(Diagnostic("PARSE-BREAKS-OFF", self.last_line, {"inside": inside}))
        if report.breaks_off or any(cell.state is State.UNREADABLE for cell in report.cells):
            report.reading = Reading.PARTIAL

    def _breaks_off(self) -> str | None:
        """The table inside or before which the file ends; None where it ends as a report does.

        A file that ends before table 4 is taken for cut off: that a body left out a table and every section after it is less
        likely than that the file lost its end, and a body is not accused on a guess.
        """
        report = self.report
        if report.form == "pre-2019":
            return None
        last = report.sections[-1].section if report.sections else None
        seen = {table.table: table for table in report.tables}
        if last in ("disclosure", "applications") and "review" not in seen:
            return next((table for table in _STATUTORY if table not in seen or not seen[table].ended), None)
        final = report.tables[-1] if report.tables else None
        after = any(final and section.line > final.line for section in report.sections)
        return final.table if final and not after and not final.ended else None


def _joined(tables: Sequence[MetTable]) -> list[MetTable]:
    """Tables of one section that a page number or a note parted are one again."""
    joined: list[MetTable] = []
    for table in tables:
        if joined and joined[-1].table == table.table:
            joined[-1] = joined[-1]._replace(parts=[*joined[-1].parts, *table.parts])
        else:
            joined.append(table)
    return joined


def _section(heading: Heading, last: int) -> Section:
    number = "" if heading.number is None else str(heading.number)
    return Section(
        number,
        heading.title,
        heading.section,
        heading.line,
        heading.style,
        heading.wording if heading.section else "renamed",
        heading.line + 1,
        last,
    )
