"""Audits as a workbook: summary, ranking, findings, cells. Nothing that came from a file acts in it."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.batch.audited import Audit
from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.export.inert import inert
from auditor.export.spreadsheet import COLUMNS, rows
from auditor.export.summary import Summary
from auditor.model.finding import Severity
from auditor.model.form import column_label, row_label
from auditor.model.report import Report
from auditor.rules.pack import Pack

if TYPE_CHECKING:
    from xlsxwriter import Workbook

MOST_ROWS = 1_048_575
"""What a sheet holds below its heading; more go to another sheet of the name and a number."""
PLAIN = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Options of a workbook in which text stays text."""
_COLOURS = {Severity.ERROR: "#F4B6B0", Severity.WARNING: "#FBE3A8", Severity.NOTE: "#DCE6F1"}
_CELLS = ("source", "body", "year", "table", "row", "column", "raw", "value", "state", "unit", "line")
_WIDTHS = {"source": 36, "body": 16, "row": 30, "column": 16, "message": 80, "section": 14, "text": 30}


def write(audits: Iterable[Audit], path: Path, pack: Pack, lang: Language) -> None:
    """Write a workbook of all audits. Raises ``OSError``."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this needs it

    summary = Summary(pack)
    with Workbook(str(path), PLAIN) as book:
        first, second = (book.add_worksheet(text(f"workbook.{title}", lang)) for title in ("summary", "ranking"))
        findings = _Sheet(book, "findings", COLUMNS, lang)
        cells = _Sheet(book, "cells", _CELLS, lang)
        for audit in summary.watch(audits):
            for row in _finding_rows(audit, pack, lang):
                findings.write(row)
            for values in _cell_rows(audit.report, lang):
                cells.write(values)
        findings.close()
        cells.close()
        _summarise(first, summary, lang)
        _rank(book, second, summary, lang)


class _Sheet:
    """A sheet with a frozen head and filters, continued on another where it is full."""

    def __init__(self, book: "Workbook", title: str, columns: Sequence[str], lang: Language) -> None:
        self.book, self.columns, self.lang = book, columns, lang
        self.title, self.number = text(f"workbook.{title}", lang), 0
        self.bold = book.add_format({"bold": True, "bottom": 1})
        self._open()

    def write(self, values: Iterable[object]) -> None:
        if self.row == MOST_ROWS:
            self.close()
            self._open()
        self.row += 1
        for column, value in enumerate(values):
            write_cell(self.sheet, self.row, column, value)

    def close(self) -> None:
        """Add what needs the last row: filters, colours."""
        self.sheet.autofilter(0, 0, max(self.row, 1), len(self.columns) - 1)
        if "severity" in self.columns:
            _colour(self.book, self.sheet, self.columns.index("severity"), self.row, self.lang)

    def _open(self) -> None:
        self.number, self.row = self.number + 1, 0
        self.sheet = self.book.add_worksheet(self.title if self.number == 1 else f"{self.title} {self.number}")
        self.sheet.freeze_panes(1, 0)
        for column, key in enumerate(self.columns):
            self.sheet.set_column(column, column, _WIDTHS.get(key, 11))
            self.sheet.write_string(0, column, text(f"workbook.column.{key}", self.lang), self.bold)


def write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    """A number as a number, everything else as text that does nothing."""
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    elif value is not None and value != "":
        sheet.write_string(row, column, inert(str(value)))


def _colour(book: "Workbook", sheet: Any, column: int, last: int, lang: Language) -> None:
    for severity, colour in _COLOURS.items():
        value, style = f'"{name("severity", severity, lang)}"', book.add_format({"bg_color": colour})
        rule = {"type": "cell", "criteria": "==", "value": value, "format": style}
        sheet.conditional_format(1, column, max(last, 1), column, rule)


def _finding_rows(audit: Audit, pack: Pack, lang: Language) -> Iterable[tuple[object, ...]]:
    """The findings as people read them: rows of spreadsheet.py with names and labels for addresses."""
    forms = {table.table: table.form for table in audit.report.tables}
    for row in rows(audit, pack, lang):
        told = dict(zip(COLUMNS, row, strict=True))
        table, line, column = (str(told[key] or "") for key in ("table", "row", "column"))
        told |= {key: name(key, str(told[key]), lang) for key in ("severity", "status")}
        told["section"] = name("section", str(told["section"] or ""), "zh")
        told["table"] = name("table", table, "zh")
        told["row"] = row_label(table, forms.get(table, ""), line) if table and line else ""
        told["column"] = column_label(table, forms.get(table, ""), column) if table and column else ""
        yield tuple(told.values())


def _cell_rows(report: Report, lang: Language) -> Iterable[tuple[object, ...]]:
    forms = {table.table: table.form for table in report.tables}
    for cell in report.cells:
        form = forms.get(cell.table, "")
        labels = row_label(cell.table, form, cell.row), column_label(cell.table, form, cell.column)
        place = (report.source, report.body, report.year, name("table", cell.table, "zh"), *labels)
        yield *place, cell.raw, cell.value, name("state", cell.state, lang), cell.unit, cell.line


def _summarise(sheet: Any, summary: Summary, lang: Language) -> None:
    lines: list[tuple[str, object]] = [
        *((name("reading", reading, lang), number) for reading, number in sorted(summary.readings.items())),
        *((text("workbook.causes", lang, severity=name("severity", one, lang)), summary.severities[one]) for one in Severity),
        (text("workbook.median", lang), summary.median),
        (text("workbook.rule-set", lang), summary.pack.hash),
        *((f"{code} {summary.pack.rules[code].name[lang]}", number) for code, number in summary.rules.most_common()),
    ]
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 36)
    for row, (label, value) in enumerate(lines):
        write_cell(sheet, row, 0, label)
        write_cell(sheet, row, 1, value)


def _rank(book: "Workbook", sheet: Any, summary: Summary, lang: Language) -> None:
    by = summary.level()
    heads = ("name", "score", "median", "lowest", "reports", "unscored")
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, text(f"score.column.{by.value if head == 'name' else head}", lang), bold)
    ranking = summary.ranking(by)
    groups = ranking.groups if ranking else []
    for row, one in enumerate(groups, 1):
        for column, value in enumerate((one.name[0], *(getattr(one, head) for head in heads[1:]))):
            write_cell(sheet, row, column, value)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 28)
    sheet.autofilter(0, 0, max(len(groups), 1), len(heads) - 1)
    scale = {"type": "2_color_scale", "min_color": "#F4B6B0", "max_color": "#BFE3C0"}
    sheet.conditional_format(1, 1, max(len(groups), 1), 1, scale)
