"""Reads one file into a Report; never raises on what a file holds."""

from collections.abc import Sequence
from hashlib import sha256

from auditor.claims.boilerplate import weigh
from auditor.claims.read import read_claims
from auditor.model.form import STATUTORY
from auditor.model.report import Diagnostic, Prose, Reading, Report, Section, State, Table
from auditor.normalise.plain import plain, tight
from auditor.normalise.script import is_traditional
from auditor.parse.another import Own, first_of_several
from auditor.parse.decline import reason
from auditor.parse.drafts import drafts
from auditor.parse.front import Paragraph, read_front
from auditor.parse.headings import Heading, find_headings
from auditor.parse.labels import exact
from auditor.parse.layouts import with_columns
from auditor.parse.marks import Marker
from auditor.parse.page_breaks import whole_rows
from auditor.parse.page_numbers import leave_out
from auditor.parse.paragraphs import unwrapped
from auditor.parse.run_in import parted
from auditor.parse.shape import MetSection, MetTable, shape
from auditor.parse.tables import fill
from auditor.parse.torn import mend
from auditor.parse.unseen import Unseen, lost, rows_left, unseen
from auditor.parse.wrapped import rejoin
from auditor.region.resolve import resolve
from auditor.source.decode import Undecodable
from auditor.source.piece import Draft, Piece, draft_of

# Bumped whenever a file may be read otherwise than before: readings stored under an older number are read again.
PARSER_VERSION = 10
_FIRST_FORM_YEAR = 2019
# Layouts in which labels and values may be torn apart.
_TORN = ("spaced", "pdf")
_FORMATS = ("html", "docx", "pdf")
_LOSES_BLANKS = ("line", "spaced", "pdf", "one_line")
_LONGEST_LINE = 80
_LONGEST_ASIDE = 60
# So many labels are those of a table.
_LABELS = 3


def read_report(source: str, data: bytes) -> Report:
    """The report in the bytes of one file. What cannot be read gives ``reading`` declined or unreadable, with the reason.

    Where a format can be seen in several ways, the first that reads the whole report counts, else the one that reads most.
    """
    digest = sha256(data).hexdigest()
    noted: list[Diagnostic] = []
    read: list[Report] = []
    try:
        for draft in drafts(data, noted.append):
            report = Report(source, digest, diagnostics=list(noted))
            _Reader(report, draft).read()
            read.append(report)
            if _is_whole(report):
                break
    except Undecodable as error:
        if not read:
            reading = Reading.DECLINED if error.declined else Reading.UNREADABLE
            return Report(source, digest, reading, diagnostics=[Diagnostic(error.code, None, error.details)])
    return max(read, key=_told)


def _is_whole(report: Report) -> bool:
    """Whether all cells were read, of all tables that a report of its year has."""
    met = {table.table for table in report.tables}
    return report.reading is Reading.READ and report.coverage == 1 and (report.form == "pre-2019" or met >= set(STATUTORY))


def _told(report: Report) -> tuple[bool, int, int]:
    """How much of a report was read: the more cells and sections the better."""
    return report.reading is not Reading.DECLINED, sum(table.read for table in report.tables), len(report.sections)


class _Reader:
    """The steps of reading one draft; each fills its part of the report."""

    def __init__(self, report: Report, draft: Draft) -> None:
        self.report, self.draft, self.text = report, draft, draft.text
        self.traditional = is_traditional(draft.text)
        self.last_line = draft.lines
        self.headed: dict[int, Section] = {}
        # Sections with the labels of their table and no value.
        self.empty: dict[str, Section] = {}
        # The plain text of each piece, which several steps ask for.
        self.plains: dict[str, str] = {}

    def read(self) -> None:
        report = self.report
        report.script = "traditional" if self.traditional else "simplified"
        report.layout = self.draft.layout
        met_pieces = self._pieces()
        lines = self._heading_lines(met_pieces)
        if own := first_of_several(met_pieces, lines):
            met_pieces = self._without_another(met_pieces, own)
            lines = self._heading_lines(met_pieces)
        headings = find_headings(lines)
        if report.layout in _TORN:
            met_pieces = mend(met_pieces, {heading.at for heading in headings}, self._plain)
            headings = find_headings(self._heading_lines(met_pieces))
        marker = Marker(met_pieces, {heading.at: heading for heading in headings}, traditional=self.traditional)
        met = shape(marker.marks())
        self._front(met)
        if self._declined(met):
            return
        self._sections(met)
        self._tables(met)
        self._form()
        if report.layout in _LOSES_BLANKS:
            leave_out(report)
        self._unseen_tables(met_pieces)
        self._reading()
        weigh(report.sections, report.prose)
        report.claims, report.relations = read_claims(report.prose, report.year, report.body)
        report.region = resolve(report.body, report.year, lambda: tight(self._whole_text()))

    def _whole_text(self) -> str:
        return plain(self.text, traditional=self.traditional)

    def _pieces(self) -> list[Piece]:
        """The pieces of the text; what is of its pages and may stand inside a table is noted and left out."""
        every = self.draft.pieces
        self.report.diagnostics += [said for piece in every if (said := _of_page(piece))]
        found = list(parted([piece for piece in every if piece.kind not in ("page", "aside")], self._plain))
        if self.report.layout == "pdf":
            return whole_rows(found, self._plain)
        if self.report.layout == "list":
            return with_columns(found)
        if not self.report.layout.startswith("pipe"):
            return found
        whole = rejoin(found, self._plain)
        return with_columns(whole) if self.report.layout == "pipe" else whole

    def _without_another(self, met: list[Piece], own: Own) -> list[Piece]:
        """The pieces of the first report alone; where another one begins is noted."""
        self.report.diagnostics.append(own.said)
        kept = met[own.first : own.until]
        self.text, self.last_line = draft_of(self.report.layout, kept).text, max(met[own.until].line - 1, 1)
        return kept

    def _plain(self, piece: Piece) -> str:
        found = self.plains.get(piece.raw)
        if found is None:
            found = self.plains[piece.raw] = plain(piece.raw, traditional=self.traditional)
        return found

    def _heading_lines(self, met: Sequence[Piece]) -> list[tuple[int, int, str]]:
        """The lines that may head sections: text, and no label of a form (四、结转下年度继续办理)."""
        texts = ((at, piece.line, self._plain(piece)) for at, piece in enumerate(met) if piece.kind in ("text", "line"))
        return [
            one
            for one in texts
            if len(one[2]) <= _LONGEST_LINE and not one[2].strip().isdigit() and exact(one[2], "applications") is None
        ]

    # ------------------------------------------------------------------ what the text says

    def _front(self, met: Sequence[MetSection]) -> None:
        paragraphs = unwrapped(
            [
                Paragraph(self._plain(piece), piece.line, one.heading.section if one.heading else None, one.heading is None)
                for one in met
                for piece in one.paragraphs
            ]
        )
        front, report = read_front(paragraphs), self.report
        report.prose = [Prose(one.line, one.section or "", one.text.strip()) for one in paragraphs]
        report.title, report.body, report.year = front.title, front.body, front.year
        report.body_kind, report.scope = front.body_kind, front.scope
        report.period, report.published, report.signed = front.period, front.published, front.signed
        report.dated = front.dated
        report.diagnostics += front.diagnostics

    def _declined(self, met: Sequence[MetSection]) -> bool:
        """Whether the text is no annual report, or has lost its tables; the reason is a diagnostic."""
        report = self.report
        found = reason(met, self._whole_text, report.layout, report.year)
        if found is None:
            return False
        report.reading = Reading.DECLINED
        if not any(one.tables for one in met) and report.layout not in _FORMATS:
            report.layout = "narrative"
        report.diagnostics.append(found)
        return True

    def _sections(self, met: Sequence[MetSection]) -> None:
        bounds = [one.heading.line for one in met if one.heading] + [self.last_line + 1]
        headed = [one.heading for one in met if one.heading]
        for heading, following in zip(headed, bounds[1:], strict=True):
            self.headed[heading.at] = _section(heading, following - 1)
        self.report.sections += self.headed.values()

    # ------------------------------------------------------------------ tables

    def _tables(self, met: Sequence[MetSection]) -> None:
        found = [(one.heading, table) for one in met for table in _joined(one.tables)]
        ends = [*(table.opening.line - 1 for _, table in found[1:]), self.last_line][: len(found)]
        for (heading, table), end in zip(found, ends, strict=True):
            section = self.headed.get(heading.at) if heading else None
            last = min(end, section.last if section else end)
            loses_blanks = self.report.layout in _LOSES_BLANKS
            filled = fill(table, traditional=self.traditional, last_line=last, loses_blanks=loses_blanks)
            filled.table.section = section.section if section else None
            if not filled.cells or any(one.table == table.table for one in self.report.tables):
                self._left_out(filled.table.table, filled.table.line, twice=bool(filled.cells))
                if section and section.section == table.table and not filled.cells and len(table.parts) >= _LABELS:
                    self.empty[table.table] = section
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
        told = {table.form for table in report.tables if table.table in STATUTORY} - {""}
        if len(told) > 1:
            report.form = "mixed"
        elif told:
            report.form = told.pop()
        elif report.year is not None and report.year < _FIRST_FORM_YEAR:
            report.form = "pre-2019"
        for table in report.tables:
            if not table.form:
                table.form = report.form if report.form in ("2019", "2021") else self._form_of_year()
        if not report.tables and report.layout not in _FORMATS:
            report.layout = "narrative"

    def _unseen_tables(self, pieces: Sequence[Piece]) -> None:
        """Tables that are there and could not be read, from the first year of the forms on."""
        report = self.report
        if report.form == "pre-2019":
            return
        form = report.form if report.form in ("2019", "2021") else self._form_of_year()
        for section in report.sections:
            if left := rows_left(pieces, section, report.tables):
                report.diagnostics.append(left)
            elif found := unseen(pieces, section, report.tables, form):
                self._add_unseen(found)
        for name, section in self.empty.items():
            if not any(table.table == name for table in report.tables):
                self._add_unseen(lost(section, form, Diagnostic("PARSE-TABLE-UNREAD", section.line, {"table": name})))

    def _add_unseen(self, found: Unseen) -> None:
        self.report.tables.append(found.table)
        self.report.cells += found.cells
        self.report.diagnostics.append(found.diagnostic)

    def _form_of_year(self) -> str:
        return "2021" if self.report.year is not None and self.report.year >= 2021 else "2019"

    def _reading(self) -> None:
        report = self.report
        if inside := self._breaks_off():
            report.breaks_off = self.last_line
            self._forget_last_cell()
            report.diagnostics.append(Diagnostic("PARSE-BREAKS-OFF", self.last_line, {"inside": inside}))
        unreadable = any(cell.state is State.UNREADABLE for cell in report.cells)
        has_another = any(one.code == "PARSE-ANOTHER-REPORT" for one in report.diagnostics)
        if report.breaks_off or unreadable or has_another or any(map(_lacks_rows, report.tables)):
            report.reading = Reading.PARTIAL

    def _forget_last_cell(self) -> None:
        """The cell on which a file breaks off may have lost what it held, or some of its digits.

        Where blank cells vanish so may its whole row: the number that begins the next row's label looks like the value it lacks.
        """
        cells = self.report.cells
        last = cells[-1] if cells else None
        if not last or last.line < self.last_line or last.state is State.UNREADABLE:
            return
        for at in reversed(range(len(cells))):
            if cells[at] is not last and (cells[at].row != last.row or self.report.layout not in _LOSES_BLANKS):
                break
            self.report.tables[-1].read -= cells[at].state is not State.UNREADABLE
            cells[at] = cells[at]._replace(value=None, state=State.UNREADABLE, unit=None, inherited=False)

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
            return next((table for table in STATUTORY if table not in seen or not seen[table].ended), None)
        final = report.tables[-1] if report.tables else None
        after = any(final and section.line > final.line for section in report.sections)
        return final.table if final and not after and not final.ended else None


def _of_page(piece: Piece) -> Diagnostic | None:
    """What is said of the number of a page, and of what stands at its edge or across its text."""
    if piece.kind == "aside":
        return Diagnostic("PARSE-ASIDE", piece.line, {"text": piece.raw[:_LONGEST_ASIDE]})
    return Diagnostic("PARSE-PAGE-NUMBER", piece.line) if piece.kind == "page" else None


def _lacks_rows(table: Table) -> bool:
    """Whether a row that was not met may be behind a text that no cell or no row of the form explains."""
    return table.read < table.expected and (table.strays > 0 or any(not row.row for row in table.rows))


def _joined(tables: Sequence[MetTable]) -> list[MetTable]:
    """Tables of one section that a page number or a note parted are one again."""
    joined: list[MetTable] = []
    for table in tables:
        if joined and joined[-1].table == table.table:
            joined[-1] = joined[-1]._replace(parts=[*joined[-1].parts, *table.parts], is_whole=False)
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
