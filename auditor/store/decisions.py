"""What people decided on findings: a history that only grows, of which the last entry holds."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from auditor.model.finding import Finding
from auditor.store.codec import storable, storable_or_none
from auditor.store.tables import Row

Status = Literal["confirmed", "dismissed", "open"]

DECIDED = ("confirmed", "dismissed")
"""Statuses that a person gave. "waived" is none: every audit reads the waivers anew."""

_DECISIONS, _FINDINGS = Row.metadata.tables["decisions"], Row.metadata.tables["findings"]
_REPORTS = Row.metadata.tables["reports"]
_AT_ONCE = 5_000


class Decision(NamedTuple):
    """One entry of a finding's history; ``at`` is UTC. ``open`` takes an earlier decision back."""

    status: str
    reason: str | None
    by: str
    at: datetime


def decide(connection: Connection, finding_id: str, status: Status, reason: str | None, by: str) -> int:
    """Adds a decision and gives the finding its status in every report that has it: how many that are.

    Where there are none, nothing is added. The scores of those reports hold no longer.
    """
    changed = connection.execute(update(_FINDINGS).where(_FINDINGS.c.id == finding_id).values(status=status)).rowcount
    if changed:
        decision = {"finding_id": finding_id, "status": status, "reason": storable_or_none(reason), "decided_by": storable(by)}
        connection.execute(insert(_DECISIONS), [decision | {"at": datetime.now(UTC)}])
        theirs = select(_FINDINGS.c.report_id).where(_FINDINGS.c.id == finding_id)
        connection.execute(update(_REPORTS).where(_REPORTS.c.id.in_(theirs)).values(scoring=None))
    return changed


def history(connection: Connection, finding_id: str) -> list[Decision]:
    """The decisions on a finding, the oldest first."""
    theirs = select(_DECISIONS).where(_DECISIONS.c.finding_id == finding_id).order_by(_DECISIONS.c.id)
    return [Decision(row.status, row.reason, row.decided_by, _utc(row.at)) for row in connection.execute(theirs)]


def decided(connection: Connection, findings: Collection[str]) -> Mapping[str, str]:
    """The status of those findings whose last decision gives them one."""
    if connection.execute(select(func.max(_DECISIONS.c.id))).scalar_one() is None:
        return {}
    ids, found = list(findings), {}
    for start in range(0, len(ids), _AT_ONCE):
        theirs = _DECISIONS.c.finding_id.in_(ids[start : start + _AT_ONCE])
        last = select(func.max(_DECISIONS.c.id)).where(theirs).group_by(_DECISIONS.c.finding_id)
        rows = connection.execute(select(_DECISIONS.c.finding_id, _DECISIONS.c.status).where(_DECISIONS.c.id.in_(last)))
        found.update({row.finding_id: row.status for row in rows if row.status in DECIDED})
    return found


def recall(connection: Connection, findings: Sequence[Finding]) -> None:
    """Gives findings the status that people decided, in whichever report."""
    statuses = decided(connection, {finding.id for finding in findings})
    for finding in findings if statuses else ():
        finding.status = status_of(finding.id, finding.status, statuses)


def status_of(finding: str, status: str, statuses: Mapping[str, str]) -> str:
    """The status of a finding where people gave ``statuses``. One that is waived stays so unless it was dismissed."""
    then = statuses.get(finding, status)
    return then if status != "waived" or then == "dismissed" else status


def _utc(moment: datetime) -> datetime:
    """SQLite gives back the moment without its zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
