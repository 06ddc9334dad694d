"""Fields as columns of the store: what a field is read from, and how its value is told."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    case,
    cast,
    false,
    func,
    literal,
    literal_column,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from auditor.store.codec import STATES, join, usual_raw
from auditor.store.tables import CELLS, Row

Told = Callable[..., Any]

_TABLES = Row.metadata.tables
REPORTS, FINDINGS, CLAIMS, TOTALS = (_TABLES[name] for name in ("reports", "findings", "claims", "totals"))


def _same(value: Any) -> Any:
    return value


def _equal(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    return column == values[0] if len(values) == 1 else column.in_(values)


@dataclass(frozen=True)
class Column:
    """A field of an entity.

    ``read`` is what is read for it and ``tell`` makes its value of that; ``given`` makes of a value's name what stands in the
    column. Conditions look at the columns ``compared``, of which any may hold; ``equal`` tells which rows have one of some
    values.
    """

    read: tuple[ColumnElement[Any], ...]
    tell: Told = _same
    compared: tuple[ColumnElement[Any], ...] = ()
    given: Callable[[str], Any] = str
    equal: Callable[[ColumnElement[Any], Sequence[Any]], ColumnElement[bool]] = _equal

    @property
    def on(self) -> tuple[ColumnElement[Any], ...]:
        """What conditions look at."""
        return self.compared or self.read[:1]


@dataclass(frozen=True)
class Source:
    """Where an entity is read from: ``own`` columns from the tables ``alone``, with those ``of_report`` from ``joined``.

    ``report`` is the number of the report a row belongs to, None where rows belong to none; ``order`` is how rows are listed,
    ``leading`` the own fields that an index leads from to rows in that order;
    ``gone`` holds for a row that is kept for its history alone. A row may stand for several, ``weight`` then tells how many;
    ``tallies`` have such rows, to count what they tell apart: the smallest first.
    """

    alone: FromClause
    joined: FromClause
    own: Mapping[str, Column]
    of_report: Mapping[str, Column]
    report: ColumnElement[Any] | None
    order: tuple[ColumnElement[Any], ...]
    leading: frozenset[str] = frozenset()
    gone: ColumnElement[bool] | None = None
    weight: ColumnElement[Any] | None = None
    tallies: tuple["Source", ...] = ()

    @property
    def count(self) -> Column:
        """How many rows there are in a group."""
        return Column((func.count() if self.weight is None else func.coalesce(func.sum(self.weight), 0),))

    @property
    def columns(self) -> Mapping[str, Column]:
        """All columns by field."""
        return {**self.of_report, **self.own}


def plain(table: FromClause, *names: str) -> dict[str, Column]:
    """Columns of a table that are called as their fields and say it all."""
    return {name: Column((table.c[name],)) for name in names}


_superseded = REPORTS.c.superseded_by
SUPERSEDED = select(REPORTS.c.id).where(_superseded.is_not(None))
"""Reports that are history; there are few."""

_LEVELS = (REPORTS.c.township, REPORTS.c.county, REPORTS.c.prefecture, REPORTS.c.province)
_OF_REPORT = plain(
    REPORTS,
    *("body", "province", "prefecture", "county", "township", "year", "form", "layout", "scope", "body_kind", "reading"),
    *("coverage", "grade", "score", "source", "title", "published", "signed", "sha256"),
) | {
    "region": Column((func.coalesce(*_LEVELS),), compared=_LEVELS),
    "place": Column((func.coalesce(*_LEVELS),)),
    "current": Column((case((_superseded.is_(None), "yes"), else_="no"),)),
}


def _status(column: ColumnElement[Any], values: Sequence[Any]) -> ColumnElement[bool]:
    """Says what decided findings have in common, so that their index is taken (store/tables.py)."""
    equal = _equal(column, values)
    return equal if "open" in values else and_(equal, column != literal_column("'open'"))


_FINDING = plain(FINDINGS, *("id", "rule", "family", "severity", "table", "row", "column", "section", "line", "cause")) | {
    "status": Column((FINDINGS.c.status,), equal=_status),
    **{name: Column((FINDINGS.c[name], FINDINGS.c[f"{name}_exact"]), join) for name in ("expected", "actual", "difference")},
}


def _raw(raw: str | None, value: Any, exact: str | None) -> str:
    return usual_raw(join(value, exact)) if raw is None else raw


_STATES = [str(state) for state in STATES]
_NOTHING = {"year": "0", "province": "''", "table": "''"}
"""What stands in ``totals`` where there is no name."""
_CELL = plain(CELLS, "table", "row", "column", "unit", "line") | {
    "raw": Column(
        (CELLS.c.raw, CELLS.c.value, CELLS.c.exact),
        _raw,
        (func.coalesce(CELLS.c.raw, CELLS.c.exact, cast(CELLS.c.value, String), ""),),
    ),
    "value": Column((CELLS.c.value, CELLS.c.exact), join),
    "state": Column((CELLS.c.state,), _STATES.__getitem__, given=_STATES.index),
}
_CLAIM = plain(CLAIMS, "text", "unit", "concept", "scope", "period", "section", "line") | {
    "quantity": Column((CLAIMS.c.quantity, CLAIMS.c.exact), join)
}

MESSAGE_PARTS = (
    *(FINDINGS.c[name] for name in ("rule", "table", "row", "column", "section", "details")),
    *(FINDINGS.c[name] for name in ("expected", "expected_exact", "actual", "actual_exact", "difference", "difference_exact")),
    REPORTS.c.form,
)


class MessageText(FunctionElement[str]):
    """A finding's message in both languages, as conditions look at it, of ``MESSAGE_PARTS``; messages.py sees to it.

    SQLite calls a function of ours for it. PostgreSQL has none, and looks into a table that is filled for the query.
    """

    name = "finding_message"
    type = String()
    inherit_cache = True


KEPT_MESSAGES = Table(
    "finding_messages",
    MetaData(),
    *(TableColumn(column.name, column.type, primary_key=True) for column in (FINDINGS.c.report_id, FINDINGS.c.id)),
    TableColumn("message", String),
    prefixes=["TEMPORARY"],
    postgresql_on_commit="DROP",
)
"""The table of messages in PostgreSQL; it is gone when the query has been answered."""


@compiles(MessageText, "sqlite")
def _called(element: Any, compiler: Any, **options: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **options)})"


@compiles(MessageText, "postgresql")
def _looked_up(_element: Any, _compiler: Any, **_: Any) -> str:
    kept, keys = KEPT_MESSAGES.name, ("report_id", "id")
    same = " AND ".join(f"{kept}.{key} = {FINDINGS.name}.{key}" for key in keys)
    return f"(SELECT message FROM {kept} WHERE {same})"  # noqa: S608 - names of ours


class CellPosition(FunctionElement[int]):
    """What brings the cells of a report into their order.

    SQLite takes them out of their text in that order and would not see it: told to sort, it sorts all cells there are before the
    first is shown.
    """

    name = "cell_position"
    type = Integer()
    inherit_cache = True


@compiles(CellPosition, "sqlite")
def _as_they_come(_element: Any, _compiler: Any, **_: Any) -> str:
    return "cells.report_id"


@compiles(CellPosition, "postgresql")
def _sorted(_element: Any, _compiler: Any, **_: Any) -> str:
    return "cells.position"


def _totals() -> Source:
    """Findings counted by what triggers count them by (store/tables.py): some thousand rows, however many reports there are."""
    named = {name: func.nullif(TOTALS.c[name], literal_column(none)) for name, none in _NOTHING.items()}
    own = plain(TOTALS, "rule", "family", "severity", "status") | {name: Column((column,)) for name, column in named.items()}
    return Source(TOTALS, TOTALS, own, {}, None, (TOTALS.c.rule,), gone=TOTALS.c.findings == 0, weight=TOTALS.c.findings)


def _by_severity() -> Source:
    """Findings counted by severity and report, as an index has them in order: three rows a report at most are left to group."""
    key = (FINDINGS.c.severity, FINDINGS.c.gone, FINDINGS.c.report_id)
    # As an equation, ``gone`` would leave the order of the index in SQLite's eyes, and all findings would be sorted.
    held = select(*key, func.count().label("findings")).where(FINDINGS.c.gone < literal(True)).group_by(*key).subquery()  # noqa: FBT003
    joined = held.join(REPORTS, REPORTS.c.id == held.c.report_id)
    own = {"severity": Column((held.c.severity,))}
    return Source(held, joined, own, _OF_REPORT, held.c.report_id, (held.c.report_id,), weight=held.c.findings)


def sources(message: Told) -> Mapping[str, Source]:
    """The entities that are in the store; ``message`` tells a finding's message of ``MESSAGE_PARTS``."""
    holds = and_(FINDINGS.c.gone == false(), _superseded.is_(None))
    with_report = {
        "message": Column(MESSAGE_PARTS, message, (MessageText(*MESSAGE_PARTS),)),
        "current": Column((case((holds, "yes"), else_="no"),)),
    }
    return {
        "findings": Source(
            alone=FINDINGS,
            joined=FINDINGS.join(REPORTS),
            own=_FINDING,
            of_report=_OF_REPORT | with_report,
            report=FINDINGS.c.report_id,
            order=(FINDINGS.c.report_id, FINDINGS.c.position),
            leading=frozenset(("id", "rule", "severity", "status")),
            gone=FINDINGS.c.gone,
            tallies=(_totals(), _by_severity()),
        ),
        "reports": Source(REPORTS, REPORTS, {}, _OF_REPORT, REPORTS.c.id, (REPORTS.c.id,)),
        "scores": Source(REPORTS, REPORTS, {}, _OF_REPORT, REPORTS.c.id, (REPORTS.c.id,)),
        "cells": Source(
            alone=CELLS,
            joined=CELLS.join(REPORTS, CELLS.c.report_id == REPORTS.c.id),
            own=_CELL,
            of_report=_OF_REPORT,
            report=CELLS.c.report_id,
            order=(CELLS.c.report_id, CellPosition()),
        ),
        "claims": Source(
            alone=CLAIMS,
            joined=CLAIMS.join(REPORTS),
            own=_CLAIM,
            of_report=_OF_REPORT,
            report=CLAIMS.c.report_id,
            order=(CLAIMS.c.report_id, CLAIMS.c.position),
        ),
    }
