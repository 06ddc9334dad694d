"""Auto-mutation: does a rule see a slip? Every cell that its check names is changed by one in a clean report."""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from auditor.model.form import column_label, row_label
from auditor.model.report import Cell, Report
from auditor.rules.check import violations
from auditor.rules.clean import cell, clean
from auditor.rules.pack import Pack
from auditor.rules.program import Bound
from auditor.rules.schema import Rule
from auditor.rules.subject import Subject
from auditor.rules.subjects import subjects_of


class Mutation(NamedTuple):
    """What a rule made of its cells on one form: how many were changed, and those whose change it did not see."""

    form: str
    changed: int
    unseen: tuple[str, ...]


class _Change(NamedTuple):
    """A cell of a subject to be changed, for a bound rule that names it."""

    bound: int
    subject: Subject
    address: str

    @property
    def cell(self) -> Cell:
        return self.subject.cells[self.address]


def mutations(rule: Rule, pack: Pack) -> Iterator[Mutation]:
    """The mutations of a rule on each of its forms, through the engine. ``pack`` is the rule alone (``examples.alone``)."""
    for form in ("2019", "2021"):
        if form in rule.forms:
            changes = list(_changes(_judged(rule, form), pack.program.bounds))
            if changes:
                yield Mutation(form, len(changes), tuple(_unseen(changes, pack, form)))


def _judged(rule: Rule, form: str) -> Report:
    """A clean report that the rule is for."""
    year = max(int(form), rule.since or 0)
    report = clean(form, annex=True, year=year if rule.until is None else min(year, rule.until))
    report.layout = rule.layouts[0] if rule.layouts else report.layout
    report.region.province = rule.provinces[0] if rule.provinces else None
    return report


def _changes(report: Report, bounds: list[Bound]) -> Iterator[_Change]:
    for subject in subjects_of(report):
        for at, bound in enumerate(bounds):
            if bound.target.kind == subject.kind:
                numbers = (name for name in bound.cells if name in subject.cells and subject.cells[name].value is not None)
                yield from (_Change(at, subject, name) for name in numbers)


def _unseen(changes: list[_Change], pack: Pack, form: str) -> Iterator[str]:
    """The cells of which neither one more nor one less makes the rule say otherwise than before."""
    subjects = [_changed(change, by) for change in changes for by in (0, 1, -1)]
    broken = set(violations(subjects, pack))
    for at, change in enumerate(changes):
        before, more, less = ((change.bound, at * 3 + step) in broken for step in range(3))
        if before == more == less:
            table, row, column = change.cell[:3]
            yield f"{row_label(table, form, row)}/{column_label(table, form, column)}"


def _changed(change: _Change, by: int) -> Subject:
    old = change.cell
    new = cell(old.table, old.row, old.column, f"{(old.value or 0) + by}{old.unit or ''}", old.line)
    return replace(change.subject, cells={**change.subject.cells, change.address: new})
