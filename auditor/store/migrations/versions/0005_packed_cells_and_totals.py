"""Cells of a report as one text, with a view of them as rows; sections into the record; totals of findings."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from auditor.store.cells import Packed, to_runs
from auditor.store.codec import pack, to_json, unpack

revision = "0005"
down_revision = "0004"

_SECTION = ("number", "title", "section", "line", "style", "wording", "first", "last")
_CELL = ("address_id", "line", "state", "raw", "value", "exact", "unit", "inherited")

# CROSS JOIN has SQLite keep to the order: it would begin with the addresses of a name, and read all reports for each.
_CELLS = {
    "sqlite": """
CREATE VIEW cells AS
SELECT readings.report_id, entry.key AS position, addresses."table", addresses."row", addresses."column",
       CASE entry.type WHEN 'array' THEN json_extract(entry.value, '$[1]') END AS raw,
       CASE entry.type WHEN 'array' THEN json_extract(entry.value, '$[2]') ELSE entry.value END AS value,
       CASE entry.type WHEN 'array' THEN json_extract(entry.value, '$[3]') END AS exact,
       CASE entry.type WHEN 'array' THEN json_extract(entry.value, '$[0]') WHEN 'null' THEN 1 ELSE 0 END AS state,
       CASE entry.type WHEN 'array' THEN json_extract(entry.value, '$[4]') END AS unit,
       json_extract(readings.lines, '$[' || entry.key || ']') AS line
FROM readings CROSS JOIN json_each(readings.cells) AS entry
CROSS JOIN outlines ON outlines.outline = readings.outline AND outlines.position = entry.key
CROSS JOIN addresses ON addresses.id = outlines.address_id""",
    # OFFSET has PostgreSQL take a report's texts apart once: without, it may do so for each address.
    "postgresql": """
CREATE VIEW cells AS
SELECT readings.report_id, cell.position, cell."table", cell."row", cell."column",
       CASE jsonb_typeof(cell.value) WHEN 'array' THEN cell.value ->> 1 END AS raw,
       CASE jsonb_typeof(cell.value) WHEN 'array' THEN cell.value ->> 2 ELSE cell.value #>> '{}' END::numeric AS value,
       CASE jsonb_typeof(cell.value) WHEN 'array' THEN cell.value ->> 3 END AS exact,
       CASE jsonb_typeof(cell.value) WHEN 'array' THEN (cell.value ->> 0)::smallint WHEN 'null' THEN 1 ELSE 0 END AS state,
       CASE jsonb_typeof(cell.value) WHEN 'array' THEN cell.value ->> 4 END AS unit,
       cell.line::integer AS line
FROM readings CROSS JOIN LATERAL (
    SELECT entry.value, entry.line, outlines.position, addresses."table", addresses."row", addresses."column"
    FROM ROWS FROM (jsonb_array_elements(readings.cells::jsonb), jsonb_array_elements_text(readings.lines::jsonb))
        WITH ORDINALITY AS entry (value, line, place)
    JOIN outlines ON outlines.outline = readings.outline AND outlines.position = entry.place - 1
    JOIN addresses ON addresses.id = outlines.address_id
    OFFSET 0
) AS cell""",
}

_COUNT = """
INSERT INTO totals (rule, year, province, "table", severity, status, family, findings)
SELECT f.rule, coalesce(r.year, 0), coalesce(r.province, ''), coalesce(f."table", ''), f.severity, f.status, f.family, {counted}
FROM {findings} f JOIN {reports} r ON r.id = f.report_id WHERE NOT f.gone AND r.superseded_by IS NULL
{grouped}
ON CONFLICT (rule, year, province, "table", severity, status) DO UPDATE SET findings = totals.findings + excluded.findings"""
_GROUPED = "GROUP BY 1, 2, 3, 4, 5, 6, 7"


def _of_finding(row: str, counted: str) -> str:
    """Counts one finding, ``NEW`` or ``OLD``."""
    finding = _of_row(row, "rule", '"table"', "severity", "status", "family", "gone", "report_id")
    return _COUNT.format(counted=counted, findings=finding, reports="reports", grouped="")


def _of_report(row: str, counted: str) -> str:
    """Counts the findings of a report, as it is to be or was."""
    report = _of_row(row, "id", "year", "province", "superseded_by")
    return _COUNT.format(counted=counted, findings="findings", reports=report, grouped=_GROUPED)


def _of_row(row: str, *names: str) -> str:
    """A row that a trigger sees, as a table."""
    return f"(SELECT {', '.join(f'{row}.{name} AS {name}' for name in names)})"


_TRIGGERS = (
    ("findings_added", "AFTER INSERT ON findings", (_of_finding("NEW", "1"),)),
    ("findings_removed", "AFTER DELETE ON findings", (_of_finding("OLD", "-1"),)),
    (
        "findings_changed",
        'AFTER UPDATE OF report_id, rule, "table", severity, status, gone ON findings',
        (_of_finding("OLD", "-1"), _of_finding("NEW", "1")),
    ),
    (
        "reports_changed",
        "AFTER UPDATE OF year, province, superseded_by ON reports",
        (_of_report("OLD", "-count(*)"), _of_report("NEW", "count(*)")),
    ),
    ("reports_removed", "BEFORE DELETE ON reports", (_of_report("OLD", "-count(*)"),)),
)
"""Name, event, and what is counted then."""


def upgrade() -> None:
    """Takes over what is in the old tables. Steps go forward only."""
    op.create_table(
        "outlines",
        sa.Column("outline", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("address_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_outlines_address_id"),
        sa.PrimaryKeyConstraint("outline", "position", name="pk_outlines"),
        sqlite_with_rowid=False,
    )
    op.add_column("readings", sa.Column("outline", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("readings", sa.Column("cells", sa.String(), nullable=False, server_default="[]"))
    op.add_column("readings", sa.Column("lines", sa.String(), nullable=False, server_default="[]"))
    _pack()
    op.drop_table("cells")
    op.drop_table("sections")
    op.drop_index("ix_bands_report_id", "bands")
    op.execute(_CELLS[op.get_bind().dialect.name])
    op.create_table(
        "totals",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("province", "table", "severity", "status", "family")),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "year", "province", "table", "severity", "status", name="pk_totals"),
        sqlite_with_rowid=False,
    )
    op.execute(_COUNT.format(counted="count(*)", findings="findings", reports="reports", grouped=_GROUPED))
    for name, event, statements in _TRIGGERS:
        _trigger(name, event, "; ".join(statements))


def _trigger(name: str, event: str, body: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} {event} BEGIN {body}; END")
        return
    row = "OLD" if event.startswith("BEFORE") else "NULL"
    op.execute(f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN {row}; END $$")
    op.execute(f"CREATE TRIGGER {name} {event} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _pack() -> None:
    connection = op.get_bind()
    readings = sa.table("readings", *map(sa.column, ("report_id", "record", "outline", "cells", "lines")))
    outlines = sa.table("outlines", *map(sa.column, ("outline", "position", "address_id")))
    met: set[int] = set()
    for number, record in connection.execute(sa.select(readings.c.report_id, readings.c.record)).all():
        cells = _rows("cells", _CELL, number)
        addresses = tuple(cell.address_id for cell in cells)
        packed = Packed(addresses, to_json([_entry(*cell[2:]) for cell in cells]), to_json([cell.line for cell in cells]))
        if packed.outline not in met:
            met.add(packed.outline)
            for at, address in enumerate(addresses):
                connection.execute(sa.insert(outlines).values(outline=packed.outline, position=at, address_id=address))
        more = {"sections": [list(row) for row in _rows("sections", _SECTION, number)], "addresses": to_runs(addresses)}
        change = {
            "record": pack(unpack(record) | more),
            "outline": packed.outline,
            "cells": packed.entries,
            "lines": packed.lines,
        }
        connection.execute(sa.update(readings).where(readings.c.report_id == number).values(change))


def _rows(table: str, names: tuple[str, ...], report: int) -> Sequence[Any]:
    """What stands in some columns for a report."""
    rows = sa.table(table, *map(sa.column, ("report_id", "position", *names)))
    theirs = sa.select(*(rows.c[name] for name in names)).where(rows.c.report_id == report)
    return op.get_bind().execute(theirs.order_by(rows.c.position)).all()


def _entry(state: int, raw: str | None, value: Any, exact: str | None, unit: str | None, inherited: object) -> Any:  # noqa: PLR0913, PLR0917
    """A cell as auditor/store/cells.py has it."""
    number = None if value is None else float(value) if exact else int(value)
    if raw is exact is unit is None and not inherited and state == (value is None):
        return number
    entry = [state, raw, number, exact, unit, True if inherited else None]
    while entry[-1] is None:
        entry.pop()
    return entry
