"""Reports beside each other: which are to be compared, with which, and the findings that come of it."""

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.store.bulk import insert_rows
from auditor.store.cells import Addresses, AddressIds
from auditor.store.decisions import DECIDED, recall
from auditor.store.read import WHOLE
from auditor.store.rows import finding_values, to_finding, to_tables
from auditor.store.tables import Row

_TABLES = Row.metadata.tables
_REPORTS, _FINDINGS = _TABLES["reports"], _TABLES["findings"]
_CURRENT = _REPORTS.c.superseded_by.is_(None)
_BEHIND = 1_000_000
"""Where findings of several reports stand among a report's own: behind them."""


class Placed(NamedTuple):
    """A report as far as it tells which others it belongs beside."""

    id: int
    sha256: str
    source: str
    body: str | None
    body_kind: str
    scope: str
    year: int | None
    region_code: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    township: str | None
    region_level: str | None


_COLUMNS = tuple(_REPORTS.c[name] for name in Placed._fields)


def written_since(connection: Connection) -> "array[int]":
    """The numbers of all reports that were written since they were last compared."""
    since = select(_REPORTS.c.id).where(_CURRENT, _REPORTS.c.across.is_(None)).order_by(_REPORTS.c.id)
    return array("q", connection.execute(since).scalars())


def written(connection: Connection, most: int) -> list[Placed]:
    """Reports that were written since they were last compared."""
    return _placed(connection, _REPORTS.c.across.is_(None), most)


def replaced(connection: Connection, most: int) -> list[Placed]:
    """Reports that were compared and are superseded since."""
    history = select(*_COLUMNS).where(_REPORTS.c.superseded_by.is_not(None), _REPORTS.c.across.is_not(None))
    return [Placed(*row) for row in connection.execute(history.order_by(_REPORTS.c.superseded_by).limit(most))]


def stale(connection: Connection, rule_set: str) -> "array[int]":
    """The numbers of reports that these rules have not compared with others, or not as those are now.

    They are in the order of region, body and year: what belongs beside each other mostly follows each other. An index finds the
    few that are stale among many, as it would not by ``!=``.
    """
    other = or_(_REPORTS.c.across.is_(None), _REPORTS.c.across < rule_set, _REPORTS.c.across > rule_set)
    near = (_REPORTS.c.region_code, _REPORTS.c.body, _REPORTS.c.year, _REPORTS.c.id)
    return array("q", connection.execute(select(_REPORTS.c.id).where(_CURRENT, other).order_by(*near)).scalars())


def any_compared(connection: Connection) -> bool:
    """Whether any report was compared before."""
    return connection.execute(select(_REPORTS.c.id).where(_REPORTS.c.across > "").limit(1)).first() is not None


def of_bodies(connection: Connection, bodies: Collection[str], years: Collection[int]) -> list[Placed]:
    """The reports of bodies of these names for these years."""
    return _placed(connection, and_(_REPORTS.c.body.in_(bodies), _REPORTS.c.year.in_(years)))


def within(connection: Connection, level: str, year: int, names: Mapping[str, str]) -> list[Placed]:
    """The reports of a level for a year in a region; ``names``: of its province, prefecture or county, the narrowest last.

    The database finds them by the narrowest name alone, of which there are few: it might take the index of years for it.
    """
    column, name = list(names.items())[-1]
    found = _placed(connection, _REPORTS.c[column] == name)
    return [one for one in found if (one.region_level, one.year) == (level, year) and names.items() <= one._asdict().items()]


def numbered(connection: Connection, numbers: Collection[int]) -> list[Placed]:
    """The current ones of reports with these numbers."""
    return _placed(connection, _REPORTS.c.id.in_(numbers))


def _placed(connection: Connection, condition: ColumnElement[bool], most: int | None = None) -> list[Placed]:
    rows = select(*_COLUMNS).where(_CURRENT, condition).order_by(_REPORTS.c.id).limit(most)
    return [Placed(*row) for row in connection.execute(rows)]


def load_reports(
    connection: Connection, numbers: Collection[int], addresses: Addresses, telling: Collection[int] = ()
) -> dict[int, Report]:
    """Reports by their numbers, with their tables alone; those of ``telling`` with their claims too."""
    rows = connection.execute(WHOLE.where(_REPORTS.c.id.in_(numbers)))
    return {row.id: to_tables(row, addresses, with_claims=row.id in telling) for row in rows}


def standing(connection: Connection, number: int, addresses: Addresses) -> list[Finding]:
    """The findings of a report that hold."""
    rows = connection.execute(select(_FINDINGS).where(_FINDINGS.c.report_id == number, _FINDINGS.c.gone.is_(False)))
    return [to_finding(row, addresses) for row in rows]


# ---------------------------------------------------------------------- written


def set_compared(connection: Connection, numbers: Iterable[int], rule_set: str | None) -> None:
    """Notes by which rules reports were compared; "" that they are to be compared again, None that they never were."""
    connection.execute(update(_REPORTS).where(_REPORTS.c.id.in_(list(numbers))).values(across=rule_set))


def make_stale(connection: Connection, numbers: Collection[int]) -> None:
    """Notes that reports are to be compared again; of those that were written since it is not yet seen what they stand beside."""
    compared = and_(_REPORTS.c.id.in_(numbers), _REPORTS.c.across.is_not(None))
    connection.execute(update(_REPORTS).where(compared).values(across=""))


def forget(connection: Connection, hashes: Collection[str]) -> None:
    """Takes reports for newly written."""
    connection.execute(update(_REPORTS).where(_REPORTS.c.sha256.in_(hashes)).values(across=None))


def replace(
    connection: Connection, found: Mapping[int, Sequence[Finding]], codes: Collection[str], addresses: AddressIds
) -> set[int]:
    """Puts findings in the place of all of these rules; the numbers of the reports of which that changed something.

    A finding that people decided on keeps its status; where it does not hold any more it stays, marked gone.
    """
    recall(connection, [finding for findings in found.values() for finding in findings])
    theirs = and_(_FINDINGS.c.report_id.in_(found), _FINDINGS.c.rule.in_(codes))
    before = connection.execute(select(_FINDINGS.c.report_id, _FINDINGS.c.id, _FINDINGS.c.status).where(theirs)).all()
    again = {(number, finding.id) for number, findings in found.items() for finding in findings}
    removed = [row for row in before if row.status not in DECIDED or (row.report_id, row.id) in again]
    for number, group in groupby(sorted(removed), key=attrgetter("report_id")):
        ids = [row.id for row in group]
        connection.execute(delete(_FINDINGS).where(_FINDINGS.c.report_id == number, _FINDINGS.c.id.in_(ids)))
    if len(removed) < len(before):
        connection.execute(update(_FINDINGS).where(theirs).values(gone=True))
    rows = ((number, *row) for number, findings in found.items() for row in finding_values(findings, addresses, _BEHIND))
    insert_rows(connection, _FINDINGS, rows)
    changed = {row.report_id for row in before} | {number for number, _ in again}
    connection.execute(update(_REPORTS).where(_REPORTS.c.id.in_(changed)).values(scoring=None))
    return changed


def set_grade(connection: Connection, number: int, grade: str | None) -> None:
    """Notes another grade of a report."""
    connection.execute(update(_REPORTS).where(_REPORTS.c.id == number).values(grade=grade))
