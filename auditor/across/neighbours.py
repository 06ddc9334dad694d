"""Which reports a report is to be seen beside: last year's and next year's, rivals, its region's, its parts."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy import Connection

from auditor.across.identity import bodies, follows, identity, same_scope
from auditor.region.divisions import divisions_below
from auditor.region.lineage import stands_apart
from auditor.store.beside import Placed, of_bodies, within

_BELOW = {"province": "prefecture", "prefecture": "county", "county": "township"}
_FIELDS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The reports beside one: of ``previous`` and ``following`` years, ``rivals``, the ``wholes`` that include it.

    ``parts`` are of the divisions right below it; ``own`` those of its own offices alone.
    """

    previous: list[Placed] = field(default_factory=list)
    following: list[Placed] = field(default_factory=list)
    rivals: list[Placed] = field(default_factory=list)
    wholes: list[Placed] = field(default_factory=list)
    parts: list[Placed] = field(default_factory=list)
    own: list[Placed] = field(default_factory=list)

    def all(self) -> Iterator[Placed]:
        """Every one of them."""
        return chain(self.previous, self.following, self.rivals, self.wholes, self.parts, self.own)


def neighbours(connection: Connection, reports: Collection[Placed]) -> Mapping[int, Neighbours]:
    """The neighbours of reports, by number: one query for the bodies of all, one for each region's parts."""
    wanted = {name for report in reports for name in (*bodies(report), _above(report)) if name}
    years = {report.year + step for report in reports if report.year is not None for step in (-1, 0, 1)}
    by_name: dict[tuple[str, int], list[Placed]] = {}
    for one in of_bodies(connection, wanted, years) if wanted else ():
        by_name.setdefault((one.body or "", one.year or 0), []).append(one)
    return {report.id: _of(connection, report, by_name) for report in reports}


def _of(connection: Connection, report: Placed, by_name: Mapping[tuple[str, int], list[Placed]]) -> Neighbours:
    if report.year is None:
        return Neighbours()

    def named(step: int) -> Iterable[Placed]:
        return (
            one for name in bodies(report) for one in by_name.get((name, (report.year or 0) + step), ()) if one.id != report.id
        )

    known = identity(report)
    same = [one for one in named(0) if known and identity(one) == known]
    below = list(_below(connection, report))
    return Neighbours(
        [one for one in named(-1) if known and follows(report, one)],
        [one for one in named(1) if known and follows(one, report)],
        [one for one in same if same_scope(one, report)],
        [one for one in by_name.get((_above(report), report.year), ()) if _includes(one, report)],
        below,
        [one for one in same if report.scope == "region" and one.scope == "own"],
    )


def is_complete(whole: Placed, parts: Collection[Placed]) -> bool:
    """Whether every division right below a region is among the parts."""
    if whole.year is None or whole.region_code is None or whole.region_level == "county":
        return False
    due = {one.name for one in divisions_below(whole.region_code, whole.year)}
    return bool(due) and due <= {part.body for part in parts}


def is_government(report: Placed) -> bool:
    """Whether a report is that of a division's own government, by its name: not of a department or of a development zone."""
    return report.body is not None and report.body == _own_name(report) and report.body_kind in ("government", "town", "unknown")


def _own_name(report: Placed) -> str | None:
    return report.township or report.county or report.prefecture or report.province


def _above(report: Placed) -> str:
    """The name of the region right above a government's own, "" for none."""
    if not is_government(report):
        return ""
    names = [report.province, report.prefecture, report.county, report.township]
    return next((name for name in reversed(names[: names.index(_own_name(report))]) if name), "")


def _includes(whole: Placed, part: Placed) -> bool:
    """Whether a report is of a whole region, and the region that one of which the name fits and that counts its parts."""
    theirs = [getattr(part, name) for name in _FIELDS]
    inside = all(getattr(whole, name) in (None, own) for name, own in zip(_FIELDS, theirs, strict=True))
    return whole.id != part.id and whole.scope == "region" and is_government(whole) and inside and not _is_apart(part)


def _is_apart(part: Placed) -> bool:
    return part.region_code is not None and part.year is not None and stands_apart(part.region_code, part.year)


def _below(connection: Connection, report: Placed) -> Iterator[Placed]:
    """The governments right below that of a region, of each the one report that it filed."""
    if report.scope != "region" or report.year is None or not is_government(report) or report.region_level not in _BELOW:
        return
    names = {name: value for name in _FIELDS if (value := getattr(report, name))}
    levels = [_BELOW[report.region_level], *(["county"] if report.region_level == "province" else [])]
    found = [one for level in levels for one in within(connection, level, report.year, names)]
    yield from (one for one in found if is_government(one) and _above(one) == report.body and not _is_apart(one))
