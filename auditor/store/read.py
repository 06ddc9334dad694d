"""Reports and findings out of the store."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, false, func, select

from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.store.rows import Addresses, to_finding, to_report
from auditor.store.tables import Row

_TABLES = Row.metadata.tables
_REPORTS, _READINGS, _SECTIONS = _TABLES["reports"], _TABLES["readings"], _TABLES["sections"]
_CELLS, _FINDINGS = _TABLES["cells"], _TABLES["findings"]


class Counts(NamedTuple):
    """What a store holds now: superseded reports and findings that are gone are left out."""

    reports: int
    findings: int


class Located(NamedTuple):
    """A finding where it is: its report, and whether it still holds there and the report is no history."""

    report: Report
    finding: Finding
    current: bool


def load_report(connection: Connection, sha256: str, addresses: Addresses) -> Report | None:
    """The report of a hash, or None."""
    both = select(_REPORTS, _READINGS.c.record).join(_READINGS).where(_REPORTS.c.sha256 == sha256)
    row = connection.execute(both).one_or_none()
    if row is None:
        return None
    sections, cells = (
        connection.execute(select(table).where(table.c.report_id == row.id).order_by(table.c.position))
        for table in (_SECTIONS, _CELLS)
    )
    return to_report(row, sections, cells, addresses)


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
