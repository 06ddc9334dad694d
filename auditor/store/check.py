"""Whether a store is whole: what the database finds in its own files, and what rows say of each other."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, and_, exists, false, func, not_, or_, select, union_all
from sqlalchemy.sql import Select

from auditor.store.open import Store
from auditor.store.tables import Row

_TABLES = Row.metadata.tables
_REPORTS, _FINDINGS, _READINGS = _TABLES["reports"], _TABLES["findings"], _TABLES["readings"]
_OUTLINES, _TOTALS = _TABLES["outlines"], _TABLES["totals"]

_follow = _OUTLINES.c.outline == _READINGS.c.outline


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
    yield "no-reading", select(_REPORTS.c.source).where(not_(exists().where(_READINGS.c.report_id == _REPORTS.c.id)))
    for name, table in _TABLES.items():
        if "report_id" in table.c:
            yield f"no-report-{name}", _orphans(table)
    later = _REPORTS.alias()
    gone = not_(exists().where(later.c.id == _REPORTS.c.superseded_by))
    itself = _REPORTS.c.superseded_by == _REPORTS.c.id
    yield "superseded", select(_REPORTS.c.source).where(and_(_REPORTS.c.superseded_by.is_not(None), or_(gone, itself)))
    yield "outline", select(_READINGS.c.report_id).where(_READINGS.c.cells != "[]", not_(exists().where(_follow)))
    addresses = _TABLES["addresses"]
    unnamed = not_(exists().where(addresses.c.id == _OUTLINES.c.address_id))
    yield "address", select(_READINGS.c.report_id).join(_OUTLINES, _follow).where(unnamed)
    decided, decisions = _FINDINGS.c.status.in_(("confirmed", "dismissed")), _TABLES["decisions"]
    nobody = not_(exists().where(decisions.c.finding_id == _FINDINGS.c.id))
    yield "decision", select(_FINDINGS.c.id).where(decided, nobody, _FINDINGS.c.gone == false())
    yield "total", _miscounted()


def _orphans(table: Table) -> Select[Any]:
    return select(table.c.report_id).where(not_(exists().where(_REPORTS.c.id == table.c.report_id)))


def _miscounted() -> Select[Any]:
    """The rules of totals that are not what there is to count."""
    current = and_(_FINDINGS.c.gone == false(), _REPORTS.c.superseded_by.is_(None))
    year, province = func.coalesce(_REPORTS.c.year, 0), func.coalesce(_REPORTS.c.province, "")
    kinds = (_FINDINGS.c.rule, year, province, func.coalesce(_FINDINGS.c.table, ""), _FINDINGS.c.severity, _FINDINGS.c.status)
    columns = [column.label(f"c{at}") for at, column in enumerate((*kinds, _FINDINGS.c.family))]
    counted = select(*columns, func.count().label("findings")).select_from(_FINDINGS.join(_REPORTS)).where(current)
    names = ("rule", "year", "province", "table", "severity", "status", "family")
    kept = select(*(_TOTALS.c[name] for name in names), -_TOTALS.c.findings)
    both = union_all(counted.group_by(*columns), kept).subquery()
    keys = both.c[:-1]
    return select(both.c.c0).group_by(*keys).having(func.sum(both.c.findings) != 0)
