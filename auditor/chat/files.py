"""Answers and transcripts as files. A file takes its name only when all of it is written."""

import errno
import os
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from auditor.catalogue.language import Language
from auditor.chat.exchange import Exchange
from auditor.export.answer import write_csv
from auditor.export.inert import inert
from auditor.query.answer import Answer
from auditor.query.say import headings

_MOST_ROWS = 1_048_575
"""What a sheet of a workbook holds below its heading."""


def export(answer: Answer, path: Path, lang: Language) -> None:
    """Write all rows of an answer. The name ends in .csv or .xlsx, else ``ValueError``; raises ``OSError``."""
    match path.suffix.lower():
        case ".csv":
            _whole(path, lambda partial: _csv(answer, partial))
        case ".xlsx" if answer.total > _MOST_ROWS:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        case ".xlsx":
            _whole(path, lambda partial: _workbook(answer, partial, lang))
        case _:
            raise ValueError(path.suffix)


def save_script(exchanges: Iterable[Exchange], path: Path) -> None:
    """Write what was asked as a script that ``auditor query --script`` replays; what had no answer is a comment."""
    lines = [f"# {one.question}\n" if one.kind == "error" else f"{one.question}\n" for one in exchanges]
    _whole(path, lambda partial: partial.write_text("".join(lines), encoding="utf-8"))


def _whole(path: Path, write: Callable[[Path], object]) -> None:
    if path.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(path))
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        write(partial)
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _csv(answer: Answer, path: Path) -> None:
    # A byte order mark, so that spreadsheets read it as UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_csv(answer, answer, file)


def _workbook(answer: Answer, path: Path, lang: Language) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - only this needs it

    plain = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), plain) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for column, title in enumerate(headings(answer, lang)):
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(answer, 1):
            for column, value in enumerate(row):
                _write_cell(sheet, number, column, value)
        sheet.freeze_panes(1, 0)


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:
    """A number as a number, everything else as text; nothing of it acts."""
    if isinstance(value, int | float | Decimal):
        sheet.write_number(row, column, float(value))
    elif value is not None:
        sheet.write_string(row, column, value.isoformat() if isinstance(value, date) else inert(str(value)))
