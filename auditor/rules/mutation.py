"""Auto-mutation: does a rule see a slip? Every cell that its check names is changed by one in a clean report."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from auditor.model.form import column_label, row_label
from auditor.model.report import Cell, Report
from auditor.rules.beside import beside_clean
from auditor.rules.check import violations
from auditor.rules.clean import cell, clean
from auditor.rules.examples import reports_passed
from auditor.rules.pack import Pack
from auditor.rules.program import Bound
from auditor.rules.quantity import measure, times
from auditor.rules.schema import Rule
from auditor.rules.scope import PROSE
from auditor.rules.subject import Subject
from auditor.rules.subjects import subjects_of
from auditor.rules.syntax import parse_scope


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
        if form in rule.forms and parse_scope(rule.scope).kind in PROSE:
            yield from prose_mutation(rule, pack, form)
        elif form in rule.forms:
            changes = list(_changes(_judged(rule, form), pack.program.bounds))
            if changes:
                yield Mutation(form, len(changes), tuple(_unseen(changes, pack, form)))


def prose_mutation(rule: Rule, pack: Pack, form: str) -> Iterator[Mutation]:
    """Whether a rule for prose sees a slip: one claim at least of the examples that it passes, a tenth and one more or less.

    Not every claim can do so, as examples show what is not judged; and a rate hides a slip by one.
    """
    tried = [
        (report, at) for report in reports_passed(rule, form) for at, claim in enumerate(report.claims) if claim.high is not None
    ]
    names = tuple(f"{report.claims[at].concept} {report.claims[at].text}" for report, at in tried)
    seen = any(_sees(report, at, sign, pack) for report, at in tried for sign in (1, -1))
    if tried:
        yield Mutation(form, len(tried), () if seen else names)


def _sees(report: Report, at: int, sign: int, pack: Pack) -> bool:
    old = report.claims[at]
    step = sign if measure(old.unit) == "count" and times(old.unit) == 1 else sign * (Decimal(old.quantity) / 10 + 1)
    low, high = old.low + step * times(old.unit), None if old.high is None else old.high + step * times(old.unit)
    new = old._replace(quantity=old.quantity + step, low=low, high=high)
    changed = replace(report, claims=[new if place == at else one for place, one in enumerate(report.claims)])
    subjects = list(subjects_of(changed, pack.makers.keys()))
    return bool(violations(subjects, pack))


def _judged(rule: Rule, form: str) -> Report:
    """A clean report that the rule is for."""
    year = max(int(form), rule.since or 0)
    report = clean(form, annex=True, year=year if rule.until is None else min(year, rule.until))
    report.layout = rule.layouts[0] if rule.layouts else report.layout
    report.region.province = rule.provinces[0] if rule.provinces else None
    return report


def _changes(report: Report, bounds: list[Bound]) -> Iterator[_Change]:
    across = any(bound.target.across for bound in bounds)
    for subject in beside_clean(report) if across else subjects_of(report):
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
