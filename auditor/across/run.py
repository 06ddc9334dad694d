"""The rules over several reports, over a store: what was written since is compared, and what it belongs beside anew.

A report that is new, or that other rules compared, is *stale*. First staleness spreads, once, from what was written to its
neighbours; then each stale report is judged by itself, beside all that the store holds. A finding is put on one report: the later
of two years, the part of a region, the region for its sums, either of two rivals. Each page is one transaction, so a run that is
killed goes on where it was, with nothing lost or twice. Cost is linear in stale reports, and no more than a page is in memory.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from auditor.across.copies import Copy, Sketches, copies, copy_subject
from auditor.across.neighbours import Neighbours, is_complete, neighbours
from auditor.model.finding import Finding, Place
from auditor.model.report import Report
from auditor.rules.check_pairs import Beside, check_pairs
from auditor.rules.pack import Pack
from auditor.rules.pairs import Lined, lined, paired, summed
from auditor.rules.second.conclude import grade
from auditor.rules.subject import Subject
from auditor.rules.subjects import of_report
from auditor.rules.waivers import Waiver
from auditor.store import beside
from auditor.store.beside import Placed
from auditor.store.open import Store
from auditor.store.sketches import FIGURES, sharing, sketches_of

PAGE = 100
"""Stale reports that are judged at once."""
_MOST_COPIES = 32
"""Reports with which one is compared as a copy; those that share most come first."""


class Compared(NamedTuple):
    """A report that was compared with others, and what was found; ``grade`` the key of the rule that grades it now."""

    sha256: str
    findings: list[Finding]


def across(store: Store, pack: Pack, touched: Iterable[str] | None = None, waivers: Sequence[Waiver] = ()) -> Iterator[Compared]:
    """Compare the stale reports of a store with others; each is in the store before it is handed on.

    ``touched`` names reports, by sha256, to be compared whether they are stale or not. Decisions of people hold; scores and
    grades of reports whose findings changed are made anew. Raises ``EngineError`` and ``StoreError``.
    """
    codes = {bound.rule.code for bound in pack.program.bounds if bound.target.across}
    if not codes:
        return
    if touched is not None:
        with store.writing() as connection:
            beside.forget(connection, list(touched))
    _spread(store)
    after = 0
    while True:
        with store.reading() as connection:
            page = beside.stale(connection, pack.hash, after, PAGE)
        if not page:
            return
        after = page[-1].id
        yield from _judge(store, page, pack, codes, waivers)


def _spread(store: Store) -> None:
    """Make stale what stands beside reports that were written since."""
    after = 0
    with store.reading() as connection:
        known = beside.any_compared(connection)
    while known:
        with store.writing() as connection:
            page = beside.written(connection, after, PAGE)
            if not page:
                return
            after = page[-1].id
            near = {one.id for own in neighbours(connection, page).values() for one in own.all()}
            near |= _later_copies(connection, page)
            beside.set_compared(connection, near | {one.id for one in page}, "")


def _later_copies(connection: Connection, page: Sequence[Placed]) -> set[int]:
    """Reports that may have been copied from one of a page: those of its year and later that share with it."""
    shared = sharing(connection, [one.id for one in page], _MOST_COPIES)
    others = {one.id: one for one in beside.numbered(connection, {number for found in shared.values() for number in found})}
    years = {one.id: one.year for one in page if one.year is not None}
    return {
        number for own, year in years.items() for number in shared[own] if number in others and (others[number].year or 0) >= year
    }


def _judge(store: Store, page: Sequence[Placed], pack: Pack, codes: Collection[str], waivers: Sequence[Waiver]) -> list[Compared]:
    with store.reading() as connection:
        subjects = _Gathering(connection, store, page, pack.makers.keys()).subjects()
    found = dict(zip((one.id for one in page), check_pairs(subjects, pack, waivers), strict=True))
    store.put_beside(found, codes, pack.hash, lambda report, findings: _grade(report, findings, pack))
    return [Compared(one.sha256, found[one.id]) for one in page]


def _grade(report: Report, findings: Sequence[Finding], pack: Pack) -> str | None:
    rule = grade(report, findings, pack)
    return rule.then.grade if rule else None


class _Gathering:
    """A page of reports with all that stands beside them."""

    def __init__(self, connection: Connection, store: Store, page: Sequence[Placed], kinds: Collection[str]) -> None:
        self.page, self.kinds = page, kinds
        self.near: Mapping[int, Neighbours] = neighbours(connection, page)
        self.copies = self._copies(connection)
        self.reports = store.load(connection, self._needed())
        self.lines: dict[int, Lined] = {}

    def subjects(self) -> list[Beside]:
        """What each report of the page gives rules to judge."""
        return [(self.reports[one.id], list(self._subjects(one))) for one in self.page]

    def _lined(self, one: Placed) -> Lined:
        """A report with its rows and columns, made when it first stands beside another."""
        if one.id not in self.lines:
            self.lines[one.id] = lined(self.reports[one.id], self.kinds)
        return self.lines[one.id]

    def _copies(self, connection: Connection) -> Mapping[int, list[tuple[Copy, int]]]:
        shared = sharing(connection, [one.id for one in self.page], _MOST_COPIES)
        numbers = {number for others in shared.values() for number in others}
        others = {one.id: one for one in beside.numbered(connection, numbers)}
        near = {one.id: {other.id: other for other in self.near[one.id].previous} for one in self.page}
        for number, found in shared.items():
            near[number] |= {other: others[other] for other in found if other in others}
        sketches: Sketches = sketches_of(
            connection, {one.id for one in self.page} | {number for own in near.values() for number in own}
        )
        return {one.id: list(copies(one, near[one.id].values(), sketches)) for one in self.page}

    def _needed(self) -> set[int]:
        numbers = {one.id for one in self.page}
        for number in list(numbers):
            own = self.near[number]
            numbers.update(one.id for one in (*own.previous, *own.rivals, *own.wholes, *own.parts, *own.own))
            numbers.update(copy.other.id for copy, _ in self.copies[number] if copy.kind == FIGURES)
        return numbers

    def _subjects(self, one: Placed) -> Iterator[Subject]:
        """Where there are rivals for the year before, for a region or a part of it, which one counts is not known: not judged."""
        report, near = self.reports[one.id], self.near[one.id]
        if len(near.previous) == 1:
            yield from paired("year pair", self._lined(one), self._lined(near.previous[0]), self.kinds)
        if len(near.wholes) == 1:
            yield from paired("part of a region", self._lined(one), self._lined(near.wholes[0]), self.kinds)
        parts = near.parts if len({part.body for part in near.parts}) == len(near.parts) else []
        if parts:
            own = near.own if len(near.own) == 1 else []
            fields = {"complete": int(is_complete(one, parts)), "with_own": len(own)}
            yield from summed(self._lined(one), [self._lined(part) for part in (*own, *parts)], fields, self.kinds)
        for rival in near.rivals:
            yield _rivals(report, self.reports[rival.id], len(near.rivals))
        for copy, count in self.copies[one.id]:
            other = self.reports[copy.other.id] if copy.kind == FIGURES else None
            yield copy_subject(copy, count, report, other)


def _rivals(report: Report, other: Report, count: int) -> Subject:
    theirs = {cell[:3]: cell for cell in other.cells}
    both = [(cell, theirs[cell[:3]]) for cell in report.cells if cell[:3] in theirs]
    differing = sum((one.value, one.state) != (same.value, same.state) for one, same in both)
    fields: dict[str, int | str] = {**of_report(report), "rivals": count, "cells": len(both), "differing": differing}
    return Subject("rivals", Place(), None, {}, {**fields, "other_source": other.source}, {"other": other.source})
