"""Queries kept by name. A name that is given again means the later query."""

from datetime import UTC, datetime

from sqlalchemy import Connection, select

from auditor.store.bulk import upsert
from auditor.store.tables import Row

_SAVED = Row.metadata.tables["saved_queries"]


def save_query(connection: Connection, name: str, query: str, by: str) -> None:
    """Keeps a query under a name."""
    upsert(connection, _SAVED, "name", [{"name": name, "query": query, "saved_by": by, "at": datetime.now(UTC)}])


def saved_queries(connection: Connection) -> dict[str, str]:
    """Every name and its query, by name."""
    return {row.name: row.query for row in connection.execute(select(_SAVED).order_by(_SAVED.c.name))}
