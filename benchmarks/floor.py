"""The floor that benchmarks divide by: the same file read, checked and stored by the plainest Python that could do it.

It knows one layout and nothing of labels, damage or law; it is no alternative, only a measure of this machine at this moment.
"""

import re
import sqlite3
from pathlib import Path

_CELL = re.compile(r"^\t(.*)$", re.MULTILINE)


def read(path: Path) -> list[int | None]:
    """Every tab cell of a file as a number, None for what is none."""
    cells = _CELL.findall(path.read_bytes().decode("utf-8"))
    return [int(text) if (text := cell.strip()).isdigit() else None for cell in cells]


def check(cells: list[int | None]) -> int:
    """How many of 40 sums over the cells are off."""
    values = [cell or 0 for cell in cells]
    return sum(sum(values[at : at + 6]) != values[at + 6] for at in range(0, min(len(values) - 7, 280), 7))


def store(connection: sqlite3.Connection, report: int, cells: list[int | None]) -> None:
    """The cells as rows, one transaction."""
    connection.executemany(
        "insert or replace into cells values (?, ?, ?)", [(report, at, value) for at, value in enumerate(cells)]
    )
    connection.commit()


def new_store(path: Path) -> sqlite3.Connection:
    """A file with one table, as plain as can be."""
    connection = sqlite3.connect(path)
    connection.execute("pragma journal_mode=wal")
    connection.execute("create table cells (report, at, value, primary key (report, at)) without rowid")
    return connection
