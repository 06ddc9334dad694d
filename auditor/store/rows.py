"""Reports and findings as rows of tables.py, and back. A report comes back equal to the one that went in, without its prose."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from typing import Any

from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Diagnostic, Reading, Region, Report, RowRead, Section, Table
from auditor.store.cells import Addresses, AddressIds, Packed, of_runs, to_runs, unpack_cells
from auditor.store.claims import claim_records, to_claims
from auditor.store.codec import join, pack, split, storable, to_json, unpack

Fields = dict[str, Any]

_SAME_NAME = (
    *("sha256", "source", "coverage", "layout", "form", "body", "body_kind", "scope", "year", "title", "script"),
    *("published", "signed", "breaks_off"),
)
_REGION_COLUMNS = {"code": "region_code", "level": "region_level"}
_REGION = {field.name: _REGION_COLUMNS.get(field.name, field.name) for field in fields(Region)}
_TABLE = [field.name for field in fields(Table)]
_section = attrgetter(*(field.name for field in fields(Section)))
_row_read = attrgetter(*(field.name for field in fields(RowRead)))


def report_fields(report: Report) -> Fields:
    """The row of a report in ``reports``; which run read it is the writer's to add."""
    row: Fields = {name: getattr(report, name) for name in _SAME_NAME}
    row |= {column: getattr(report.region, name) for name, column in _REGION.items()}
    row["reading"] = str(report.reading)
    row["period_start"], row["period_end"] = report.period or (None, None)
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}


def reading_record(report: Report, cells: Packed) -> bytes:
    """The record of a report in ``readings``: all that was read of it but its cells."""
    record = {
        "tables": [_table_record(one) for one in report.tables],
        "diagnostics": report.diagnostics,
        "dated": report.dated,
        "sections": [_section(one) for one in report.sections],
        "addresses": to_runs(cells.addresses),
        **claim_records(report.claims, report.relations),
    }
    return pack(record)


def finding_values(findings: Iterable[Finding], ids: AddressIds, first: int = 0) -> Iterator[tuple[Any, ...]]:
    """The rows of a report's findings behind its number, values in the order of the columns; positions count from ``first``."""
    for position, finding in enumerate(findings, first):
        yield (
            finding.id,
            position,
            finding.rule,
            finding.rule.partition("-")[0],
            str(finding.severity),
            finding.status,
            False,
            *finding.place,
            finding.line,
            *split(finding.expected),
            *split(finding.actual),
            *split(finding.difference),
            storable(finding.discriminator),
            finding.cause,
            to_json([ids[address] for address in finding.evidence]) if finding.evidence else None,
            to_json(finding.details) if finding.details else None,
        )


def to_report(row: Any, addresses: Addresses, *, bare: bool = False) -> Report:
    """The report of its row of ``reports`` joined with that of ``readings``; ``bare`` without cells, tables and claims."""
    reading = unpack(row.record)
    report = _to_front(row, reading) if bare else _to_tables(row, reading, addresses)
    report.sections = [Section(*record) for record in reading["sections"]]
    report.diagnostics = [Diagnostic(*record) for record in reading["diagnostics"]]
    if not bare:
        report.claims, report.relations = to_claims(reading)
    return report


def to_tables(row: Any, addresses: Addresses, *, with_claims: bool = False) -> Report:
    """The same without sections and diagnostics, and without claims unless they are asked for."""
    reading = unpack(row.record)
    report = _to_tables(row, reading, addresses)
    if with_claims:
        report.claims, report.relations = to_claims(reading)
    return report


def _to_tables(row: Any, reading: Fields, addresses: Addresses) -> Report:
    report = _to_front(row, reading)
    report.tables = [_to_table(record) for record in reading["tables"]]
    report.cells = unpack_cells(Packed(of_runs(reading["addresses"]), row.cells, row.lines), addresses)
    return report


def _to_front(row: Any, reading: Fields) -> Report:
    return Report(
        **{name: getattr(row, name) for name in _SAME_NAME if name != "coverage"},
        reading=Reading(row.reading),
        period=(row.period_start, row.period_end) if row.period_start else None,
        dated=reading.get("dated", {}),
        region=Region(**{name: getattr(row, column) for name, column in _REGION.items()}),
    )


def to_finding(row: Any, addresses: Addresses) -> Finding:
    """The finding of its row."""
    return Finding(
        rule=row.rule,
        severity=Severity(row.severity),
        place=Place(row.table, row.row, row.column, row.section),
        line=row.line,
        expected=join(row.expected, row.expected_exact),
        actual=join(row.actual, row.actual_exact),
        difference=join(row.difference, row.difference_exact),
        evidence=tuple(addresses[number] for number in json.loads(row.evidence or "[]")),
        details=json.loads(row.details or "{}"),
        discriminator=row.discriminator,
        status=row.status,
        cause=row.cause,
        id=row.id,
    )


def _table_record(table: Table) -> Fields:
    record = {name: getattr(table, name) for name in _TABLE}
    record["rows"] = [_row_read(row) for row in table.rows]
    return record


def _to_table(record: Fields) -> Table:
    rows = [RowRead(*row) for row in record.pop("rows")]
    columns = [(block, column) for block, column in record.pop("columns")]
    return Table(**record, rows=rows, columns=columns)
