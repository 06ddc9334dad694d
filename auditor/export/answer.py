"""Answers to queries as text, JSON and CSV. JSON and CSV have the program's own names, text has those that people read."""

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from auditor.catalogue.language import Language
from auditor.export.inert import inert, inert_cell, inert_json
from auditor.query.answer import Answer, Row
from auditor.query.say import headings, values

_BLOCK = 1_000
_SHORT = 20
# What a screen has no room for beside the message that says it too.
_IN_MESSAGE = ("row", "column", "section", "expected", "actual", "difference")
# Answers whose columns need no heading: what they hold tells itself.
_BARE = (("item", "text"), ("line", "text", "mark"))


def write_text(answer: Answer, rows: Iterable[Row], out: TextIO, lang: Language) -> int:
    """Write rows as aligned text and give their number; on a terminal they are folded to its width, elsewhere nothing is."""
    said = ([inert(value) for value in values(answer, row, lang)] for row in rows)
    head = [] if answer.columns in _BARE else headings(answer, lang)
    if out.isatty():
        return _write_folded(answer, head, list(said), out)
    count = 0
    while block := list(islice(said, _BLOCK)):
        lines = [head, *block] if head and not count else block
        widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
        out.writelines(_line(line, widths) for line in lines)
        count += len(block)
    if head and not count:
        out.write(_line(head, [0] * len(head)))
    return count


def write_json(query: str, answer: Answer, rows: Iterable[Row], out: TextIO, *, every: bool) -> None:
    """Write ``{"query", "columns", "rows", "total"}`` on one line, row by row; ``every``: ``rows`` are all there are."""
    out.write(inert_json(f'{{"query": {_json(query)}, "columns": {_json(answer.columns)}, "rows": ['))
    count = 0
    for count, row in enumerate(rows, 1):
        out.write(("" if count == 1 else ", ") + inert_json(_json(row)))
    out.write(f'], "total": {count if every else answer.total}}}\n')


def write_csv(answer: Answer, rows: Iterable[Row], out: TextIO) -> None:
    """Write a line of columns, then the rows; no text among them is a formula or acts on a terminal."""
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(answer.columns)
    lines.writerows(map(inert_cell, row) for row in rows)


def write_workbook(answer: Answer, path: Path, lang: Language) -> None:
    """Write all rows to a workbook of one sheet: numbers as numbers, all else as text that does nothing. Raises ``OSError``.

    An answer longer than ``MOST_ROWS`` (workbook.py) has no room in it.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this needs it

    from auditor.export.workbook import PLAIN, write_cell  # noqa: PLC0415

    with Workbook(str(path), PLAIN) as book:
        sheet = book.add_worksheet()
        for column, title in enumerate(headings(answer, lang)):
            sheet.write_string(0, column, title, book.add_format({"bold": True}))
        for number, row in enumerate(answer, 1):
            for column, value in enumerate(row):
                write_cell(sheet, number, column, value)
        sheet.freeze_panes(1, 0)


def _write_folded(answer: Answer, head: Sequence[str], rows: list[list[str]], out: TextIO) -> int:
    """Write the rows of a page: what is long is folded, what all rows leave blank or the message says anyway is left out."""
    said = _IN_MESSAGE if "message" in answer.columns else ()
    filled = [any(row[at] for row in rows) for at in range(len(answer.columns))]
    kept = [at for at, name in enumerate(answer.columns) if name not in said and (filled[at] or not rows)]
    table = Table(box=None, show_header=bool(head), pad_edge=False, padding=(0, 2, 0, 0))
    for at in kept:
        table.add_column(head[at] if head else "", overflow="fold", no_wrap=all(cell_len(row[at]) <= _SHORT for row in rows))
    for row in rows:
        table.add_row(*(row[at] for at in kept))
    Console(file=out, markup=False, highlight=False, emoji=False).print(table)
    return len(rows)


def _line(values: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(value + " " * (width - cell_len(value)) for value, width in zip(values, widths, strict=True)).rstrip() + "\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Exact numbers as the ones that JSON prints with the same digits, days as ISO 8601 has them."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
