"""Reports and findings out of the store."""

from collections.abc import Collection
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, false, func, select

from auditor.model.finding import Finding
from auditor.model.report import Reading, Report
from auditor.store.cells import Addresses
from auditor.store.rows import to_finding, to_report
from auditor.store.tables import Row

_TABLES = Row.metadata.tables
_REPORTS, _READINGS, _FINDINGS = _TABLES["reports"], _TABLES["readings"], _TABLES["findings"]
WHOLE = select(_REPORTS, *(_READINGS.c[name] for name in ("record", "cells", "lines"))).join(_READINGS)
"""Reports as ``to_report`` takes them."""


class Counts(NamedTuple):
    """What a store holds now: superseded reports and findings that are gone are left out."""

    reports: int
    findings: int


class Located(NamedTuple):
    """A finding where it is: its report, and whether it still holds there and the report is no history."""

    report: Report
    finding: Finding
    current: bool


class Stored(NamedTuple):
    """A report with what was found in it, as a store has them; ``grade`` and ``score`` None where it has none."""

    report: Report
    findings: list[Finding]
    grade: str | None
    score: float | None


def audited_alike(connection: Connection, hashes: Collection[str], parser: str, rule_set: str) -> set[str]:
    """Those of the hashes that were read by this parser and checked by this rule set, unreadable and superseded ones left out."""
    alike = select(_REPORTS.c.sha256).where(*_read_by(hashes, parser), _REPORTS.c.rule_set == rule_set)
    return set(connection.execute(alike).scalars())


def read_alike(connection: Connection, hashes: Collection[str], parser: str, addresses: Addresses) -> dict[str, Report]:
    """The reports of those of the hashes that were read by this parser, unreadable and superseded ones left out, by hash."""
    return {row.sha256: to_report(row, addresses) for row in connection.execute(WHOLE.where(*_read_by(hashes, parser)))}


def _read_by(hashes: Collection[str], parser: str) -> tuple[ColumnElement[bool], ...]:
    return (
        _REPORTS.c.sha256.in_(hashes),
        _REPORTS.c.parser == parser,
        _REPORTS.c.reading != Reading.UNREADABLE.value,
        _REPORTS.c.superseded_by.is_(None),
    )


def load_audits(
    connection: Connection, hashes: Collection[str], addresses: Addresses, *, bare: bool = False
) -> dict[str, Stored]:
    """The reports of these hashes by hash, whole; ``bare`` those in which nothing was found without cells, tables and claims.

    Two queries for all of them.
    """
    reports = connection.execute(WHOLE.where(_REPORTS.c.sha256.in_(hashes))).all()
    theirs = _FINDINGS.c.report_id.in_([row.id for row in reports])
    holding = select(_FINDINGS).where(theirs, _FINDINGS.c.gone.is_(False))
    found = connection.execute(holding.order_by(_FINDINGS.c.report_id, _FINDINGS.c.position))
    findings = {number: list(group) for number, group in groupby(found, key=attrgetter("report_id"))}
    return {
        row.sha256: Stored(
            to_report(row, addresses, bare=bare and row.id not in findings),
            [to_finding(one, addresses) for one in findings.get(row.id, ())],
            row.grade,
            row.score if row.scoring else None,
        )
        for row in reports
    }


def load_report(connection: Connection, sha256: str, addresses: Addresses) -> Report | None:
    """The report of a hash, or None."""
    row = connection.execute(WHOLE.where(_REPORTS.c.sha256 == sha256)).one_or_none()
    return to_report(row, addresses) if row else None


def load_findings(connection: Connection, sha256: str, addresses: Addresses) -> list[Finding]:
    """The findings of a report that hold, in the order in which they were found."""
    of_report = select(_REPORTS.c.id).where(_REPORTS.c.sha256 == sha256).scalar_subquery()
    hold = select(_FINDINGS).where(_FINDINGS.c.report_id == of_report, _FINDINGS.c.gone.is_(False))
    return [to_finding(row, addresses) for row in connection.execute(hold.order_by(_FINDINGS.c.position))]


def current_hashes(connection: Connection) -> list[str]:
    """The sha256 of every report that is no history, in the order in which they came."""
    current = select(_REPORTS.c.sha256).where(_REPORTS.c.superseded_by.is_(None))
    return list(connection.execute(current.order_by(_REPORTS.c.id)).scalars())


def load_grade(connection: Connection, sha256: str) -> str | None:
    """The grade of a report, None where it has none."""
    return connection.execute(select(_REPORTS.c.grade).where(_REPORTS.c.sha256 == sha256)).scalar()


def locate(connection: Connection, finding_id: str, addresses: Addresses) -> list[Located]:
    """The finding of an id in each report that has it: current ones first, then by report."""
    current = and_(_FINDINGS.c.gone == false(), _REPORTS.c.superseded_by.is_(None))
    both = select(_FINDINGS, _REPORTS.c.sha256, current.label("current")).join(_REPORTS).where(_FINDINGS.c.id == finding_id)
    found = []
    for row in connection.execute(both.order_by(current.desc(), _FINDINGS.c.report_id)).all():
        report = load_report(connection, row.sha256, addresses)
        if report:
            found.append(Located(report, to_finding(row, addresses), bool(row.current)))
    return found


def count(connection: Connection) -> Counts:
    """Counts current reports and the findings that hold in them."""
    current = _REPORTS.c.superseded_by.is_(None)
    reports = select(func.count()).select_from(_REPORTS).where(current)
    findings = select(func.count()).select_from(_FINDINGS.join(_REPORTS)).where(current, _FINDINGS.c.gone.is_(False))
    return Counts(connection.execute(reports).scalar_one(), connection.execute(findings).scalar_one())
