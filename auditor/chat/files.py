"""Answers and transcripts as files. A file takes its name only when all of it is written."""

import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from auditor.catalogue.language import Language
from auditor.chat.exchange import Exchange
from auditor.export.answer import write_csv, write_workbook
from auditor.export.workbook import MOST_ROWS
from auditor.query.answer import Answer


def export(answer: Answer, path: Path, lang: Language) -> None:
    """Write all rows of an answer. The name ends in .csv or .xlsx, else ``ValueError``; raises ``OSError``."""
    match path.suffix.lower():
        case ".csv":
            _whole(path, lambda partial: _csv(answer, partial))
        case ".xlsx" if answer.total > MOST_ROWS:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        case ".xlsx":
            _whole(path, lambda partial: write_workbook(answer, partial, lang))
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
