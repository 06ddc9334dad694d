"""A clean report of each form: every table filled in, every sum right, every figure below 100, every date in time."""

from collections.abc import Iterator
from datetime import date

from auditor.model.form import STATUTORY, TableForm, table_form
from auditor.model.report import Cell, Region, Report, RowRead, Section, Table
from auditor.parse.headings import SECTIONS, find_headings, statutory_titles
from auditor.parse.value import read_value

_NUMERALS = "一二三四五六"
_FIGURES = {
    "made": "5",
    "published": "4",
    "open_total": "20",
    "previous": "12",
    "change": "-1",
    "decisions": "30",
    "items": "6",
    "amount": "45",
    "repealed": "2",
    "in_force": "20",
    "upheld": "2",
    "corrected": "1",
    "other": "1",
    "pending": "3",
    "total": "7",
    "count": "9",
}
"""The texts of cells by column, but for the applications table."""


def clean(form: str, *, annex: bool = False, year: int | None = None) -> Report:
    """A clean report on a form ("2019" or "2021"), with the annex of 2014-2018 if asked for; each cell on a line of its own."""
    report = Report("clean", f"clean-{form}", form=form, layout="tab", body="青石县", body_kind="government", scope="region")
    report.region = Region()
    report.year = year = int(form) if year is None else year
    report.title = f"{year}年青石县政府信息公开工作年度报告"
    report.period = date(year, 1, 1), date(year, 12, 31)
    report.signed, report.published = date(year + 1, 1, 15), date(year + 1, 1, 20)
    report.sections = sections([f"{_NUMERALS[order]}、{statutory_titles()[name]}" for order, name in enumerate(SECTIONS)])
    for table in STATUTORY:
        _add(report, table_form(table, form), section=table)
    if annex:
        _add(report, table_form("platform", "2014"), section=None)
    return report


def sections(headings: list[str]) -> list[Section]:
    """The sections with these headings, a hundred lines each."""
    found = find_headings([(at, at * 100 + 1, heading) for at, heading in enumerate(headings)])
    return [
        Section(
            "" if one.number is None else str(one.number),
            one.title,
            one.section,
            one.line,
            one.style,
            one.wording,
            one.line + 1,
            one.line + 99,
        )
        for one in found
    ]


def cell(table: str, row: str, column: str, raw: str, line: int) -> Cell:
    """A cell as it is read from its text."""
    state, value, unit = read_value(raw)
    return Cell(table, row, column, raw, value, state, unit, line)


def _add(report: Report, form: TableForm, section: str | None) -> None:
    line = max((one.line for one in report.cells), default=1000) + 2
    table = Table(form.table, form.form, line, line + len(form.cells), len(form.cells), len(form.cells), section=section)
    table.columns = [("", column.address) for column in form.columns]
    texts = _applications(form) if form.table == "applications" else (_figure(*at) for at in form.cells)
    for number, ((row, column), text) in enumerate(zip(form.cells, texts, strict=True), 1):
        report.cells.append(cell(form.table, row, column, text, line + number))
    starts = {one.row: one.line for one in reversed(report.cells) if one.table == form.table}
    table.rows = [
        RowRead(row.address, row.label, starts[row.address], values=len(form.columns_of(row.address))) for row in form.rows
    ]
    report.tables.append(table)


def _figure(row: str, column: str) -> str:
    if column == "unit" or row in ("channels", "channels_of_response"):
        return "次" if column == "unit" else ""
    return _FIGURES[column] + ("万元" if column == "amount" else "")


def _applications(form: TableForm) -> Iterator[str]:
    """Some results 1 and the others 0, two carried in and one carried out of each kind; the rest follows."""
    rows = [row.address for row in form.rows]
    kinds = range(len(form.columns) - 1)
    figures = {row: [int((at + kind) % 4 == 0) for kind in kinds] for at, row in enumerate(rows)}
    results = [row for row in rows if row not in ("received", "carried_in", "handled", "carried_out")]
    figures["handled"] = [sum(figures[row][kind] for row in results) for kind in kinds]
    figures["carried_in"], figures["carried_out"] = [2 for _ in kinds], [1 for _ in kinds]
    figures["received"] = [handled - 1 for handled in figures["handled"]]
    return (str(figure) for row in rows for figure in (*figures[row], sum(figures[row])))
