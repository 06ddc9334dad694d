"""The tables of a store. migrations/ makes them; a test holds the two together.

Rows are written and read through SQLAlchemy Core: these classes declare and are not instantiated. A number is kept twice
where one column cannot do both: ``value`` is what queries compare, ``exact`` its digits where ``value`` cannot hold them
(codec.py). Text holds no NUL and no lone surrogate.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, DateTime, Integer, MetaData, Numeric, SmallInteger, String, Table, text
from sqlmodel import Field, Index, SQLModel, UniqueConstraint

# SQLite clusters such a table by its primary key: no second copy of the key, half the size.
_COMPACT = {"sqlite_with_rowid": False}
_NUMERIC = Numeric(asdecimal=False)


def _partial(name: str, column: str, condition: str) -> Index:
    """An index over some of the rows: it costs nothing for the others, and does not tempt a planner where they are asked for."""
    return Index(name, column, sqlite_where=text(condition), postgresql_where=text(condition))


class Row(SQLModel):
    """The base of all tables; constraints have names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class Run(Row, table=True):
    """One run of the program. ``finished`` is when its last chunk was committed."""

    __tablename__ = "runs"
    id: int | None = Field(default=None, primary_key=True)
    started: datetime = Field(sa_type=DateTime(timezone=True))
    finished: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    program: str
    parser: str
    rule_set: str


class Address(Row, table=True):
    """The address of a cell, kept once: outlines and evidence name it by a small number."""

    __tablename__ = "addresses"
    __table_args__ = (UniqueConstraint("table", "row", "column"),)
    id: int | None = Field(default=None, primary_key=True)
    table: str
    row: str
    column: str


class StoredReport(Row, table=True):
    """A report, identified by its sha256; ``source`` is where its bytes were met last.

    A later hash of the same body, year and source supersedes it: it is history then, and ``superseded_by`` names the other.
    ``parser`` and ``rule_set`` tell by which versions it was read and checked; ``grade`` what
    the rules then gave it. ``score`` is what its findings came to under the scheme of hash ``scoring``; whoever changes findings
    sets that to null, and the score is made anew when it is asked for. ``across`` is the hash of the rule set by which it was
    last compared with other reports: null where it was written since, "" where one was that it is to be compared with.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("sha256"),
        Index(None, "body", "year"),
        *(Index(None, name) for name in ("year", "province", "prefecture", "county", "township")),
        _partial("ix_reports_superseded", "superseded_by", "superseded_by IS NOT NULL"),
        Index(None, "across"),
    )
    id: int | None = Field(default=None, primary_key=True)
    sha256: str
    source: str
    reading: str
    coverage: float
    layout: str
    form: str
    body: str | None
    body_kind: str
    scope: str
    year: int | None
    title: str | None
    script: str
    period_start: date | None
    period_end: date | None
    published: date | None
    signed: date | None
    region_code: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None
    region_level: str | None
    breaks_off: int | None
    parser: str
    rule_set: str
    grade: str | None
    score: float | None
    scoring: str | None
    across: str | None
    run_id: int = Field(foreign_key="runs.id")
    superseded_by: int | None = Field(default=None, foreign_key="reports.id")


class StoredReading(Row, table=True):
    """How a report was read: its cells as texts (cells.py), and its sections, tables and diagnostics, packed (codec.py).

    A check without reading anew needs them, and no query but of cells, so they stay out of the way of ``reports``.
    """

    __tablename__ = "readings"
    report_id: int = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)
    record: bytes
    outline: int = Field(sa_type=BigInteger)
    cells: str
    lines: str


class Outline(Row, table=True):
    """The addresses of a report's cells in their order, kept once for all reports whose cells have them in that order."""

    __tablename__ = "outlines"
    __table_args__ = _COMPACT
    outline: int = Field(sa_type=BigInteger, primary_key=True)
    position: int = Field(primary_key=True)
    address_id: int = Field(foreign_key="addresses.id")


CELLS = Table(
    "cells",
    MetaData(),
    *(Column(name, Integer, nullable=False) for name in ("report_id", "position")),
    *(Column(name, String, nullable=False) for name in ("table", "row", "column")),
    Column("raw", String),
    Column("value", _NUMERIC),
    Column("exact", String),
    Column("state", SmallInteger, nullable=False),
    Column("unit", String),
    Column("line", Integer, nullable=False),
)
"""The view of all cells, each a row with the names of its address. ``position`` tells the order of a report's cells.

``raw`` is null where value and state say it all; ``state`` is a number of ``codec.STATES``.
"""


class StoredClaim(Row, table=True):
    """A numeric claim of the narrative; ``record`` in readings holds it whole."""

    __tablename__ = "claims"
    __table_args__ = _COMPACT
    report_id: int = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)
    position: int = Field(primary_key=True)
    text: str
    line: int
    quantity: float | None = Field(sa_type=_NUMERIC)
    exact: str | None
    unit: str | None
    concept: str | None
    scope: str
    period: str
    section: str | None


class StoredSketch(Row, table=True):
    """What tells whether two reports share text or figures: packed hashes, by kind (narrative, figures)."""

    __tablename__ = "sketches"
    __table_args__ = _COMPACT
    report_id: int = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)
    kind: str = Field(primary_key=True)
    sketch: bytes


class StoredBand(Row, table=True):
    """A bucket that a report's sketch falls into: reports that share much share buckets (sketches.py).

    The buckets of a report are told by its sketches.
    """

    __tablename__ = "bands"
    __table_args__ = (_COMPACT,)
    bucket: int = Field(sa_type=BigInteger, primary_key=True)
    report_id: int = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)


class StoredFinding(Row, table=True):
    """A finding. ``gone`` marks one that no longer holds, kept because a person decided on it.

    ``evidence`` is a JSON list of address numbers, ``details`` a JSON object; null where empty. An expected or actual that is
    text has no number, only its ``_exact``.
    """

    __tablename__ = "findings"
    __table_args__ = (
        # Findings of a rule or severity come out of these report by report, as they are shown. Grouped counts read one of them
        # alone: both hold all that is grouped by, as SQLite takes either and looks up in the table what it does not find there.
        Index("ix_findings_rule", "rule", "gone", "report_id", "family", "severity", "status", "table"),
        Index("ix_findings_severity", "severity", "gone", "report_id", "family", "rule", "status", "table"),
        Index("ix_findings_id", "id"),
        # What people decided on is little among much that is open.
        _partial("ix_findings_decided", "status", "status <> 'open'"),
        _COMPACT,
    )
    report_id: int = Field(foreign_key="reports.id", ondelete="CASCADE", primary_key=True)
    id: str = Field(primary_key=True)
    position: int
    rule: str
    family: str
    severity: str
    status: str
    gone: bool
    table: str | None
    row: str | None
    column: str | None
    section: str | None
    line: int | None
    expected: float | None = Field(sa_type=_NUMERIC)
    expected_exact: str | None
    actual: float | None = Field(sa_type=_NUMERIC)
    actual_exact: str | None
    difference: float | None = Field(sa_type=_NUMERIC)
    difference_exact: str | None
    discriminator: str
    cause: str | None
    evidence: str | None
    details: str | None


class StoredTotal(Row, table=True):
    """How many findings hold in current reports, by what they are grouped by most; where there is no name, "" or 0 stands.

    Triggers on ``findings`` and ``reports`` keep it (migrations), in the transaction that changes those; check.py counts anew.
    """

    __tablename__ = "totals"
    __table_args__ = _COMPACT
    rule: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    province: str = Field(primary_key=True)
    table: str = Field(primary_key=True)
    severity: str = Field(primary_key=True)
    status: str = Field(primary_key=True)
    family: str
    findings: int


class UnreadFile(Row, table=True):
    """A file that could not be opened when it was last met, and why (a PARSE code and its details, a JSON object).

    A file that was opened has a hash, and a row in ``reports`` even where it could not be read further.
    """

    __tablename__ = "unread"
    source: str = Field(primary_key=True)
    code: str
    details: str
    run_id: int = Field(foreign_key="runs.id")


class StoredDecision(Row, table=True):
    """What a person decided on a finding: only ever added to. The last one of a finding holds.

    ``finding_id`` names the finding and no row of ``findings``, so that a decision holds for the next audit, for a changed rule
    and for the report that supersedes. ``status``: confirmed, dismissed, or open for one that was taken back.
    """

    __tablename__ = "decisions"
    __table_args__ = (Index(None, "finding_id", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    finding_id: str
    status: str
    reason: str | None
    decided_by: str
    at: datetime = Field(sa_type=DateTime(timezone=True))


class SavedQuery(Row, table=True):
    """A query that was given a name."""

    __tablename__ = "saved_queries"
    name: str = Field(primary_key=True)
    query: str
    saved_by: str
    at: datetime = Field(sa_type=DateTime(timezone=True))
