"""Scores that are kept with the reports, and what they are made of."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, false, or_, select, update

from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Reading
from auditor.store.tables import Row

_REPORTS, _FINDINGS = Row.metadata.tables["reports"], Row.metadata.tables["findings"]
_CURRENT = _REPORTS.c.superseded_by.is_(None)
_KEEP = update(_REPORTS).where(_REPORTS.c.id == bindparam("its_id")).values(score=bindparam("its_score"), scoring=bindparam("by"))


class Unscored(NamedTuple):
    """A current report whose score does not hold: how far it was read, and its findings without places, in their order."""

    id: int
    reading: Reading
    coverage: float
    findings: list[Finding]


class Scored(NamedTuple):
    """A current report with its score, None where it has none."""

    sha256: str
    source: str
    body: str | None
    body_kind: str
    year: int | None
    reading: str
    region_code: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    grade: str | None
    score: float | None


def unscored(connection: Connection, scoring: str, most: int) -> list[Unscored]:
    """Up to ``most`` current reports that have no score of this scheme, by number."""
    stale = or_(_REPORTS.c.scoring.is_(None), _REPORTS.c.scoring != scoring)
    columns = (_REPORTS.c.id, _REPORTS.c.reading, _REPORTS.c.coverage)
    reports = connection.execute(select(*columns).where(_CURRENT, stale).order_by(_REPORTS.c.id).limit(most)).all()
    if not reports:
        return []
    theirs = [_FINDINGS.c[name] for name in ("report_id", "rule", "severity", "status", "cause", "id")]
    between = _FINDINGS.c.report_id.between(reports[0].id, reports[-1].id)
    rows = connection.execute(
        select(*theirs).where(between, _FINDINGS.c.gone == false()).order_by(_FINDINGS.c.report_id, _FINDINGS.c.position)
    )
    found = {number: list(map(_bare, group)) for number, group in groupby(rows, key=attrgetter("report_id"))}
    return [Unscored(one.id, Reading(one.reading), one.coverage, found.get(one.id, [])) for one in reports]


def keep(connection: Connection, scores: Iterable[tuple[int, float | None]], scoring: str) -> None:
    """Keeps (number of a report, its score)."""
    connection.execute(_KEEP, [{"its_id": number, "its_score": score, "by": scoring} for number, score in scores])


def scored(connection: Connection) -> Iterator[Scored]:
    """Every current report that was told to be of a body and a year, by body and year."""
    columns: Sequence[str] = Scored._fields
    named = _REPORTS.c.body.is_not(None), _REPORTS.c.year.is_not(None)
    statement = select(*(_REPORTS.c[name] for name in columns)).where(_CURRENT, *named)
    for row in connection.execute(statement.order_by(_REPORTS.c.body, _REPORTS.c.year, _REPORTS.c.id)):
        yield Scored(*row)


def _bare(row: Any) -> Finding:
    return Finding(row.rule, Severity(row.severity), Place(), status=row.status, cause=row.cause, id=row.id)
