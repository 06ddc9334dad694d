"""Reports and findings out of the store."""

from typing import NamedTuple

from sqlalchemy import Connection, func, select

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


def count(connection: Connection) -> Counts:
    """Counts current reports and the findings that hold in them."""
    current = _REPORTS.c.superseded_by.is_(None)
    reports = select(func.count()).select_from(_REPORTS).where(current)
    findings = select(func.count()).select_from(_FINDINGS.join(_REPORTS)).where(current, _FINDINGS.c.gone.is_(False))
    return Counts(connection.execute(reports).scalar_one(), connection.execute(findings).scalar_one())
