"""Files that could not be opened: they have no hash and so no report, but nobody shall think that they were audited."""

import json
from collections.abc import Collection, Iterable

from sqlalchemy import Connection, bindparam, delete, select

from auditor.model.report import Diagnostic
from auditor.store.bulk import upsert
from auditor.store.codec import storable, to_json
from auditor.store.tables import Row

Unread = tuple[str, Diagnostic]
"""Where a file is, and why it could not be read."""

_UNREAD = Row.metadata.tables["unread"]
_FORGET = delete(_UNREAD).where(_UNREAD.c.source == bindparam("its_source"))


def put_unread(connection: Connection, found: Iterable[Unread], run: int) -> None:
    """Notes files that could not be read; of one that was noted before, the new reason."""
    rows = {storable(source): {"code": why.code, "details": to_json(dict(why.details)), "run_id": run} for source, why in found}
    if rows:
        upsert(connection, _UNREAD, "source", [{"source": source, **row} for source, row in rows.items()])


def forget_unread(connection: Connection, sources: Collection[str]) -> None:
    """Takes away files that were read after all."""
    if sources and connection.execute(select(_UNREAD.c.source).limit(1)).first():
        connection.execute(_FORGET, [{"its_source": storable(source)} for source in sources])


def all_unread(connection: Connection) -> list[Unread]:
    """Every file that could not be read when it was last met, by name."""
    rows = connection.execute(select(_UNREAD).order_by(_UNREAD.c.source))
    return [(row.source, Diagnostic(row.code, None, json.loads(row.details))) for row in rows]
