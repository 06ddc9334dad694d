"""One chunk of audited reports into the store: the body of one transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.store.bulk import insert_rows, upsert
from auditor.store.cells import AddressIds, pack_cells, put_outlines
from auditor.store.claims import claim_values
from auditor.store.codec import storable
from auditor.store.decisions import DECIDED, recall
from auditor.store.rows import finding_values, reading_values, report_fields
from auditor.store.sketches import write_sketches
from auditor.store.tables import Row

Audited = tuple[Report, list[Finding]]

_TABLES = Row.metadata.tables
_RUNS, _REPORTS, _READINGS = _TABLES["runs"], _TABLES["reports"], _TABLES["readings"]
_CLAIMS, _FINDINGS = _TABLES["claims"], _TABLES["findings"]

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


def write_chunk(
    connection: Connection,
    audits: Sequence[Audited],
    addresses: AddressIds,
    run: Mapping[str, Any],
    grades: Mapping[str, str | None],
) -> None:
    """Writes reports, the last one of each sha256, and all that belongs to them: of each finding's id, the last one.

    ``run`` holds the columns of ``reports`` that tell who read and checked, ``grades`` the grade by sha256. A finding on which a
    person has decided gets the status that was decided (decisions.py), in ``audits`` too.
    """
    latest = _latest(connection, audits)
    known = _ids(connection, latest)
    upsert(connection, _REPORTS, "sha256", [_report_row(report, run, grades) for report, _ in latest.values()])
    if known:
        _clear(connection, {number: latest[sha256][1] for sha256, number in known.items()})
    ids = _ids(connection, latest)
    _insert(connection, [(ids[sha256], *audited) for sha256, audited in latest.items()], addresses)
    write_sketches(connection, [(ids[sha256], report) for sha256, (report, _) in latest.items()])
    _supersede(connection, [(ids[sha256], report) for sha256, (report, _) in latest.items()])


def write_findings(
    connection: Connection,
    audits: Sequence[Audited],
    addresses: AddressIds,
    run: Mapping[str, Any],
    grades: Mapping[str, str | None],
) -> None:
    """As ``write_chunk``, for reports that the store has as they are: what was read stays, what was found is written anew."""
    latest = _latest(connection, audits)
    ids = _ids(connection, latest)
    found = {ids[sha256]: findings for sha256, (_, findings) in latest.items()}
    checked = [{"its_id": ids[sha256], **run, **_unscored(grades.get(sha256))} for sha256 in latest]
    connection.execute(_CHECKED, checked)
    _clear_findings(connection, found)
    _insert_findings(connection, found.items(), addresses)


def _latest(connection: Connection, audits: Sequence[Audited]) -> dict[str, Audited]:
    """The last audit of each sha256, with the last finding of each id and the statuses that people decided."""
    recall(connection, [finding for _, findings in audits for finding in findings])
    return {report.sha256: (report, list({one.id: one for one in findings}.values())) for report, findings in audits}


def _report_row(report: Report, run: Mapping[str, Any], grades: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        **report_fields(report),
        **run,
        **_unscored(grades.get(report.sha256)),
        "superseded_by": None,
    }


def _unscored(grade: str | None) -> dict[str, Any]:
    """What is to be worked out of new findings, later."""
    return {"grade": grade, "score": None, "scoring": None, "across": None}


def _ids(connection: Connection, hashes: Collection[str]) -> dict[str, int]:
    found = connection.execute(select(_REPORTS.c.sha256, _REPORTS.c.id).where(_REPORTS.c.sha256.in_(hashes)))
    return {row.sha256: row.id for row in found}


def _clear(connection: Connection, found: Mapping[int, Iterable[Finding]]) -> None:
    """Takes away what a new audit says anew."""
    for table in (_READINGS, _CLAIMS):
        connection.execute(delete(table).where(table.c.report_id.in_(found)))
    _clear_findings(connection, found)


def _clear_findings(connection: Connection, found: Mapping[int, Iterable[Finding]]) -> None:
    """Takes away findings. Those that were decided on and are not found again stay, marked gone."""
    theirs = _FINDINGS.c.report_id.in_(found)
    connection.execute(delete(_FINDINGS).where(theirs, _FINDINGS.c.status.not_in(DECIDED)))
    kept = connection.execute(select(_FINDINGS.c.report_id, _FINDINGS.c.id).where(theirs)).all()
    ids = {report: {finding.id for finding in findings} for report, findings in found.items()} if kept else {}
    if again := [(row.report_id, row.id) for row in kept if row.id in ids[row.report_id]]:
        connection.execute(_DELETE_FINDING, [{"its_report": report, "its_id": one} for report, one in again])
    connection.execute(update(_FINDINGS).where(theirs).values(gone=True))


def _insert(connection: Connection, chunk: Sequence[tuple[int, Report, list[Finding]]], addresses: AddressIds) -> None:
    packed = [pack_cells(report.cells, addresses) for _, report, _ in chunk]
    put_outlines(connection, packed)
    readings = (reading_values(number, report, cells) for (number, report, _), cells in zip(chunk, packed, strict=True))
    insert_rows(connection, _READINGS, readings)
    insert_rows(connection, _CLAIMS, (row for number, report, _ in chunk for row in claim_values(number, report.claims)))
    _insert_findings(connection, [(number, findings) for number, _, findings in chunk], addresses)


def _insert_findings(connection: Connection, found: Iterable[tuple[int, list[Finding]]], addresses: AddressIds) -> None:
    rows = (row for number, findings in found for row in finding_values(number, findings, addresses))
    insert_rows(connection, _FINDINGS, rows)


def _supersede(connection: Connection, chunk: Iterable[tuple[int, Report]]) -> None:
    """A new hash for the same body, year and source makes history of the one before, and of one before it in the chunk."""
    last = {
        (storable(report.body), report.year, storable(report.source)): number
        for number, report in chunk
        if report.body and report.year
    }
    if last:
        names = ("its_body", "its_year", "its_source")
        connection.execute(_SUPERSEDE, [{**dict(zip(names, of, strict=True)), "its_id": number} for of, number in last.items()])
