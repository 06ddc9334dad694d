"""Where a finding is, in statutory Chinese labels."""

from collections import Counter
from collections.abc import Sequence

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.finding import Finding, Place
from auditor.model.form import column_label, forms_of, row_label, table_form
from auditor.model.report import Report

_MOST_ROWS = 6


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
