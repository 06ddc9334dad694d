"""A page of reports with all that stands beside them, as subjects of rules."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from operator import attrgetter

from sqlalchemy import Connection

from auditor.across.copies import Copy, by_hash, copies, copy_subject
from auditor.across.neighbours import Neighbours, is_complete, neighbours
from auditor.across.rivals import Figures, Rival, figures_of, rivals
from auditor.model.report import Report
from auditor.rules.check_pairs import Beside
from auditor.rules.pairs import Lined, lined, paired, rows_of, summed
from auditor.rules.recollections import recollections
from auditor.rules.scope import PAIRS
from auditor.rules.subject import Subject
from auditor.rules.subjects import Rows
from auditor.store.beside import Placed, numbered
from auditor.store.open import Store
from auditor.store.sketches import FIGURES, Sketches, sharing, sketches_of

_MOST_COPIES = 32
"""Reports with which one is compared as a copy; those that share most come first."""


def gather(connection: Connection, store: Store, page: Sequence[Placed], wanted: Rows) -> dict[int, Beside]:
    """What reports of a page give rules to judge, by number; nothing of those that stand beside no other.

    ``wanted``: the kinds of subjects, and their rows, that rules are about.
    """
    near = neighbours(connection, page)
    copied = _copies(connection, page, near)
    beside = {one.id: _Surrounded(one, near[one.id], copied[one.id]) for one in page}
    telling = {one.id for own in beside.values() if own.near.previous for one in (own.report, *own.near.previous)}
    reports = store.load(connection, {number for own in beside.values() for number in own.numbers()}, telling)
    read = _Read(reports, wanted)
    return {number: (reports[number], list(own.subjects(read))) for number, own in beside.items() if own.numbers()}


def likely_copies(connection: Connection, sketches: Sketches) -> dict[int, list[Placed]]:
    """For each report of some sketches those that it may share much with."""
    shared = sharing(connection, sketches, _MOST_COPIES)
    others = {one.id: one for one in numbered(connection, {number for found in shared.values() for number in found})}
    return {own: [others[number] for number in found if number in others] for own, found in shared.items()}


def _copies(
    connection: Connection, page: Sequence[Placed], near: Mapping[int, Neighbours]
) -> Mapping[int, list[tuple[Copy, int]]]:
    """The copies of each report: of what it likely shares with, and of last year's."""
    own = sketches_of(connection, [one.id for one in page])
    likely = likely_copies(connection, own)
    others = {one.id: [*near[one.id].previous, *likely.get(one.id, ())] for one in page}
    missing = {other.id for found in others.values() for other in found} - {one.id for one in page}
    sketches = by_hash(own | sketches_of(connection, missing))
    return {one.id: list(copies(one, {other.id: other for other in others[one.id]}.values(), sketches)) for one in page}


class _Surrounded:
    """A report of a page among its neighbours."""

    def __init__(self, report: Placed, near: Neighbours, copied: Sequence[tuple[Copy, int]]) -> None:
        self.report, self.near, self.copied = report, near, copied

    def numbers(self) -> set[int]:
        """The reports that are to be read, with this one; none where nothing stands beside it."""
        near = self.near
        beside = {one.id for one in (*near.previous, *near.rivals, *near.wholes, *near.parts, *near.own)}
        beside |= {copy.other.id for copy, _ in self.copied if copy.kind == FIGURES}
        return beside | {self.report.id} if beside or self.copied else set()

    def subjects(self, read: "_Read") -> Iterator[Subject]:
        """What rules judge of the report, beside others: of rivals among these one, if all say the same, else none."""
        near, report = self.near, read.reports[self.report.id]
        for pair, others in (("year pair", near.previous), ("part of a region", near.wholes)):
            if other := read.any_of(others):
                yield from paired(pair, read.lined(self.report, pair), read.lined(other, pair), read.wanted)
        if last := read.any_of(near.previous):
            yield from recollections(report, read.reports[last.id])
        yield from self._sums(read)
        if near.rivals:
            yield from rivals(
                report, read.figures(self.report), [Rival(one.source, one.scope, read.figures(one)) for one in near.rivals]
            )
        for copy, count in self.copied:
            yield copy_subject(copy, count, report, read.reports[copy.other.id] if copy.kind == FIGURES else None)

    def _sums(self, read: "_Read") -> Iterator[Subject]:
        by_body: dict[str | None, list[Placed]] = {}
        for part in self.near.parts:
            by_body.setdefault(part.body, []).append(part)
        parts = [one for filed in by_body.values() if (one := read.any_of(filed))]
        if parts and len(parts) == len(by_body):
            own, pair = read.any_of(self.near.own), "region with its parts"
            fields = {"complete": int(is_complete(self.report, parts)), "with_own": int(own is not None)}
            lines = [read.lined(part, pair) for part in ([own, *parts] if own else parts)]
            yield from summed(read.lined(self.report, pair), lines, fields, read.wanted)


class _Read:
    """The reports of a page and those beside them, with what is made of them once for all that they stand beside."""

    def __init__(self, reports: Mapping[int, Report], wanted: Rows) -> None:
        self.reports, self.wanted = reports, wanted
        self._rows = {pair: rows_of(pair, wanted) for pair in PAIRS}
        self._lines: dict[tuple[int, str], Lined] = {}
        self._figures: dict[int, Figures] = {}
        self._alike: dict[Hashable, Figures] = {}

    def lined(self, one: Placed, pair: str) -> Lined:
        """The rows and columns of a report that a pair needs."""
        if (one.id, pair) not in self._lines:
            self._lines[one.id, pair] = lined(self.reports[one.id], self._rows[pair])
        return self._lines[one.id, pair]

    def figures(self, one: Placed) -> Figures:
        """What stands in the cells of a report: one object for all reports that say the same, so that many are soon compared."""
        if one.id not in self._figures:
            figures = figures_of(self.reports[one.id])
            self._figures[one.id] = self._alike.setdefault(frozenset(figures.items()), figures)
        return self._figures[one.id]

    def any_of(self, filed: Sequence[Placed]) -> Placed | None:
        """The first by source of several reports of a body for a year; None where it makes a difference which of them counts."""
        first = min(filed, key=attrgetter("source"), default=None)
        if first is None or all(self._same(first, other) for other in filed if other is not first):
            return first
        return None

    def _same(self, one: Placed, other: Placed) -> bool:
        return one.scope == other.scope and self.figures(one) is self.figures(other)
