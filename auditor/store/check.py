"""Whether a store is whole: what the database finds in its own files, and what rows say of each other."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, exists, false, func, not_, or_, select
from sqlalchemy.sql import Select

from auditor.store.open import Store
from auditor.store.tables import Row

_TABLES = Row.metadata.tables
_REPORTS, _FINDINGS, _CELLS = _TABLES["reports"], _TABLES["findings"], _TABLES["cells"]


class Fault(NamedTuple):
    """Something that must not be: ``key`` tells what, ``times`` how often, ``example`` names one."""

    key: str
    times: int
    example: str


def check(store: Store) -> list[Fault]:
    """The faults of a store, none where it is whole. Reads all of it. Raises ``StoreError``."""
    with store.reading() as connection:
        return [*_of_files(connection), *_of_rows(connection)]


def _of_files(connection: Connection) -> Iterator[Fault]:
    """What SQLite finds in its file; PostgreSQL's server looks after its own."""
    if connection.dialect.name != "sqlite":
        return
    told = connection.exec_driver_sql("PRAGMA integrity_check(100)").scalars().all()
    if told != ["ok"]:
        yield Fault("file", len(told), str(told[0]))


def _of_rows(connection: Connection) -> Iterator[Fault]:
    for key, fault in _faults():
        found = connection.execute(fault.add_columns(func.count().over()).limit(1)).first()
        if found:
            yield Fault(key, found[1], str(found[0]))


def _faults() -> Iterator[tuple[str, Select[Any]]]:
    """Statements that select what must not be there."""
    readings = _TABLES["readings"]
    yield "no-reading", select(_REPORTS.c.source).where(not_(exists().where(readings.c.report_id == _REPORTS.c.id)))
    for name, table in _TABLES.items():
        if "report_id" in table.c:
            yield f"no-report-{name}", _orphans(table)
    later = _REPORTS.alias()
    gone = not_(exists().where(later.c.id == _REPORTS.c.superseded_by))
    itself = _REPORTS.c.superseded_by == _REPORTS.c.id
    yield "superseded", select(_REPORTS.c.source).where(and_(_REPORTS.c.superseded_by.is_not(None), or_(gone, itself)))
    addresses = _TABLES["addresses"]
    yield "address", select(_CELLS.c.report_id).where(not_(exists().where(addresses.c.id == _CELLS.c.address_id)))
    decided, decisions = _FINDINGS.c.status.in_(("confirmed", "dismissed")), _TABLES["decisions"]
    nobody = not_(exists().where(decisions.c.finding_id == _FINDINGS.c.id))
    yield "decision", select(_FINDINGS.c.id).where(decided, nobody, _FINDINGS.c.gone == false())


def _orphans(table: Table) -> Select[Any]:
    return select(table.c.report_id).where(not_(exists().where(_REPORTS.c.id == table.c.report_id)))
