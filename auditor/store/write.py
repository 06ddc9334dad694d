"""One chunk of audited reports into the store: the body of one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from auditor.store.bulk import insert_rows, upsert
from auditor.store.cells import AddressIds, put_outlines
from auditor.store.decisions import DECIDED, decided, recall
from auditor.store.rows import finding_values
from auditor.store.seal import Audited, Sealed, with_status
from auditor.store.sketches import clear_sketches
from auditor.store.tables import Row

_TABLES = Row.metadata.tables
_RUNS, _REPORTS, _READINGS = _TABLES["runs"], _TABLES["reports"], _TABLES["readings"]
_CLAIMS, _FINDINGS, _SKETCHES = _TABLES["claims"], _TABLES["findings"], _TABLES["sketches"]

_SUPERSEDE = (
    update(_REPORTS)
    .where(
        _REPORTS.c.body == bindparam("its_body"),
        _REPORTS.c.year == bindparam("its_year"),
        _REPORTS.c.source == bindparam("its_source"),
        _REPORTS.c.id != bindparam("its_id"),
        _REPORTS.c.superseded_by.is_(None),
    )
    .values(superseded_by=bindparam("its_id"))
)
_CHECKED = update(_REPORTS).where(_REPORTS.c.id == bindparam("its_id"))
_DELETE_FINDING = delete(_FINDINGS).where(_FINDINGS.c.report_id == bindparam("its_report"), _FINDINGS.c.id == bindparam("its_id"))


def start_run(connection: Connection, run: Mapping[str, Any]) -> int:
    """Adds a run and gives its number."""
    number: int = connection.execute(insert(_RUNS).returning(_RUNS.c.id), [run]).scalar_one()
    return number


def finish_run(connection: Connection, number: int) -> None:
    """Notes when a run has last written."""
    connection.execute(update(_RUNS).where(_RUNS.c.id == number).values(finished=datetime.now(UTC)))


def write_chunk(connection: Connection, audits: Sequence[Sealed], run: Mapping[str, Any]) -> None:
    """Writes reports, the last one of each sha256, and all that belongs to them.

    ``run`` holds the columns of ``reports`` that tell who read and checked. A finding on which a person has decided gets the
    status that was decided (decisions.py).
    """
    latest = {one.sha256: one for one in audits}
    known = _ids(connection, latest)
    upsert(connection, _REPORTS, "sha256", [_report_row(one, run) for one in latest.values()])
    if known:
        _clear(connection, {number: latest[sha256].ids() for sha256, number in known.items()})
    ids = _ids(connection, latest)
    chunk = [(ids[sha256], one) for sha256, one in latest.items()]
    _insert(connection, chunk, decided(connection, {finding for one in latest.values() for finding in one.ids()}))
    _supersede(connection, chunk)


def write_findings(
    connection: Connection,
    audits: Sequence[Audited],
    addresses: AddressIds,
    run: Mapping[str, Any],
    grades: Mapping[str, str | None],
) -> None:
    """As ``write_chunk``, for reports that the store has as they are: what was read stays, what was found is written anew.

    ``audits`` get to know what was decided; ``grades`` are by sha256.
    """
    recall(connection, [finding for _, findings in audits for finding in findings])
    latest = {report.sha256: {one.id: one for one in findings} for report, findings in audits}
    ids = _ids(connection, latest)
    checked = [{"its_id": ids[sha256], **run, **_unscored(grades.get(sha256))} for sha256 in latest]
    connection.execute(_CHECKED, checked)
    _clear_findings(connection, {ids[sha256]: findings.keys() for sha256, findings in latest.items()})
    rows = ((ids[sha256], *row) for sha256, found in latest.items() for row in finding_values(found.values(), addresses))
    insert_rows(connection, _FINDINGS, rows)


def _report_row(sealed: Sealed, run: Mapping[str, Any]) -> dict[str, Any]:
    return {**sealed.fields, **run, **_unscored(sealed.grade), "superseded_by": None}


def _unscored(grade: str | None) -> dict[str, Any]:
    """What is to be worked out of new findings, later."""
    return {"grade": grade, "score": None, "scoring": None, "across": None}


def _ids(connection: Connection, hashes: Collection[str]) -> dict[str, int]:
    found = connection.execute(select(_REPORTS.c.sha256, _REPORTS.c.id).where(_REPORTS.c.sha256.in_(hashes)))
    return {row.sha256: row.id for row in found}


def _clear(connection: Connection, found: Mapping[int, Collection[str]]) -> None:
    """Takes away what a new audit says anew; ``found`` has the ids of its findings."""
    for table in (_READINGS, _CLAIMS):
        connection.execute(delete(table).where(table.c.report_id.in_(found)))
    clear_sketches(connection, found)
    _clear_findings(connection, found)


def _clear_findings(connection: Connection, found: Mapping[int, Collection[str]]) -> None:
    """Takes away findings. Those that were decided on and are not found again stay, marked gone."""
    theirs = _FINDINGS.c.report_id.in_(found)
    connection.execute(delete(_FINDINGS).where(theirs, _FINDINGS.c.status.not_in(DECIDED)))
    kept = connection.execute(select(_FINDINGS.c.report_id, _FINDINGS.c.id).where(theirs)).all()
    if again := [(row.report_id, row.id) for row in kept if row.id in found[row.report_id]]:
        connection.execute(_DELETE_FINDING, [{"its_report": report, "its_id": one} for report, one in again])
    connection.execute(update(_FINDINGS).where(theirs).values(gone=True))


def _insert(connection: Connection, chunk: Sequence[tuple[int, Sealed]], statuses: Mapping[str, str]) -> None:
    put_outlines(connection, [one.cells for _, one in chunk])
    readings = ((number, one.record, one.cells.outline, one.cells.entries, one.cells.lines) for number, one in chunk)
    findings = ((number, *row) for number, one in chunk for row in one.findings)
    insert_rows(connection, _READINGS, readings)
    insert_rows(connection, _CLAIMS, ((number, *row) for number, one in chunk for row in one.claims))
    insert_rows(connection, _SKETCHES, ((number, *row) for number, one in chunk for row in one.sketches))
    insert_rows(connection, _FINDINGS, (with_status(row, statuses) for row in findings) if statuses else findings)


def _supersede(connection: Connection, chunk: Iterable[tuple[int, Sealed]]) -> None:
    """A new hash for the same body, year and source makes history of the one before, and of one before it in the chunk."""
    last: dict[tuple[Any, ...], int] = {}
    for number, one in chunk:
        body, year, source = (one.fields[name] for name in ("body", "year", "source"))
        if body and year:
            last[body, year, source] = number
    if last:
        names = ("its_body", "its_year", "its_source", "its_id")
        connection.execute(_SUPERSEDE, [dict(zip(names, (*of, number), strict=True)) for of, number in last.items()])
