"""Many rows at once, in any of the databases that a store may be."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Dialect, MetaData, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

_UPSERTING: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def insert_rows(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    """Inserts rows of plain values (numbers, text, bytes, None) in the order of the table's columns.

    The values pass through untouched, by position in SQLite and by COPY in PostgreSQL, which saves most of what a row costs in
    Core.
    """
    if connection.dialect.name == "postgresql":
        _copy(connection, table, rows)
    elif values := list(rows):
        connection.exec_driver_sql(_statement(connection.dialect, table), values)


def insert_new_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """The same, without rows whose key is there."""
    if connection.dialect.name == "postgresql":
        columns = (Column(column.name, column.type) for column in table.columns)
        incoming = Table(f"new_{table.name}", MetaData(), *columns, prefixes=["TEMPORARY"])
        incoming.create(connection)
        _copy(connection, incoming, rows)
        both = postgresql.insert(table).from_select(table.columns.keys(), select(incoming))
        connection.execute(both.on_conflict_do_nothing())
        incoming.drop(connection)
    elif rows:
        connection.exec_driver_sql(_statement(connection.dialect, table).replace("INSERT", "INSERT OR IGNORE", 1), rows)


def insert_missing(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts the rows that break no unique constraint and leaves out the others."""
    connection.execute(_UPSERTING[connection.dialect.name](table).on_conflict_do_nothing(), rows)


def upsert(connection: Connection, table: Table, key: str, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows; where one with the same ``key`` is there, sets its other columns to what the new row says."""
    statement = _UPSERTING[connection.dialect.name](table)
    changed = {name: statement.excluded[name] for name in rows[0] if name != key}
    connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=changed), rows)


def _copy(connection: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(map(quote, table.columns.keys()))
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


@cache
def _statement(dialect: Dialect, table: Table) -> str:
    return str(insert(table).compile(dialect=dialect))
