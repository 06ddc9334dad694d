"""Many rows at once, in any of the databases that a store may be."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

_UPSERTING: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_rows(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Inserts rows of plain values (numbers, text, bytes, None) in the order of the table's columns.

    Where the driver takes values by position they pass through untouched, which saves most of what a row costs in Core.
    """
    values = list(rows)
    if not values:
        return
    if connection.dialect.positional:
        connection.exec_driver_sql(_statement(connection.dialect, table), values)
    else:
        names = table.columns.keys()
        connection.execute(insert(table), [dict(zip(names, row, strict=True)) for row in values])


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no unique constraint and leaves out the others."""
    connection.execute(_UPSERTING[connection.dialect.name](table).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Table, key: str, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows; where one with the same ``key`` is there, sets its other columns to what the new row says."""
    statement = _UPSERTING[connection.dialect.name](table)
    changed = {name: statement.excluded[name] for name in rows[0] if name != key}
    connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=changed), rows)


@cache
def _statement(dialect: Dialect, table: Table) -> str:
    return str(insert(table).compile(dialect=dialect))
