"""Where a finding is: in statutory Chinese labels, and, in a file without lines of its own, by page, table and row."""

from collections import Counter
from collections.abc import Mapping, Sequence

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.finding import Finding, Place
from auditor.model.form import column_label, forms_of, row_label, table_form
from auditor.model.report import Report

_MOST_ROWS = 6
_WITHOUT_LINES = ("docx", "pdf", "html")


def place_text(place: Place, report: Report, lang: Language) -> str:
    """A place as people name it: ``申请 / 一、本年新收政府信息公开申请数量 / 自然人``; "" for the report as a whole."""
    form = _form(place.table, report)
    parts = (
        place.table and name("table", place.table, lang),
        place.table and place.row and row_label(place.table, form, place.row),
        place.table and place.column and column_label(place.table, form, place.column),
        place.section and name("section", place.section, "zh"),
    )
    return " / ".join(part for part in parts if part)


def has_positions(report: Report) -> bool:
    """Whether a person finds things in the file by page, table and row rather than by line."""
    return report.layout in _WITHOUT_LINES


def position(report: Report, table: str | None, row: str | None, line: int | None = None) -> Mapping[str, int] | None:
    """Where a person goes to in a file without lines: page, table and row, each from 1, as far as they are one; else None.

    Without a row it is the row whose cells stand on ``line``, or the table as a whole.
    """
    places = next((one.places for one in report.tables if one.table == table), {})
    rows = {row} if row else {cell.row for cell in report.cells if cell.table == table and cell.line == line}
    found = [place for address, place in places.items() if address in rows] or list(places.values())
    return {key: value for key, value in found[0].items() if all(one.get(key) == value for one in found)} if found else None


def position_text(where: Mapping[str, int] | None, lang: Language) -> str:
    """A position as it is told: ``第3页 表2 第7行``; "" for None."""
    return " ".join(text(f"position.{key}", lang, number=number) for key, number in (where or {}).items())


def rows_text(findings: Sequence[Finding], report: Report, lang: Language) -> str:
    """The rows that many findings are in, each with how many: ``一 ×6、二 ×7``; the first few, then how many in all."""
    counts = Counter(_short(finding.place, report, lang) for finding in findings)
    shown = "、".join(f"{row} ×{count}" if count > 1 else row for row, count in list(counts.items())[:_MOST_ROWS])
    return f"{shown} {text('summary.more', lang, count=len(counts))}" if len(counts) > _MOST_ROWS else shown


def _short(place: Place, report: Report, lang: Language) -> str:
    """How people call a row among others: 三（三）1 in table 3, elsewhere its label; what is in no row, by its place."""
    if not (place.table and place.row):
        return place_text(place, report, lang)
    form = _form(place.table, report)
    years = (form, *forms_of(place.table)) if form in forms_of(place.table) else forms_of(place.table)
    lines = (line for year in years for line in table_form(place.table, year).rows if line.address == place.row)
    line = next(lines, None)
    if line is None:
        return place.row
    return line.short if place.table == "applications" else line.label


def _form(table: str | None, report: Report) -> str:
    return next((one.form for one in report.tables if one.table == table), "")
