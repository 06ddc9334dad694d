"""The equations that rules state of one table, as a system: which follow from others, and which contradict them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from auditor.rules.expression import Arithmetic, Cell, Comparison
from auditor.rules.linear import linear
from auditor.rules.program import Bound

Unknown: TypeAlias = tuple[str, str]
"""Row and column of a cell."""


class Equation(NamedTuple):
    """An equation of one rule at one place (a row's or column's short name): factors of cells, and the constant beside them."""

    rule: str
    place: str
    factors: Mapping[Unknown, Fraction]
    constant: Fraction


@dataclass(frozen=True, slots=True)
class System:
    """The equations of a table on one form: ``implied`` follow from those before, ``contradictory`` cannot hold with them."""

    table: str
    form: str
    equations: Sequence[Equation]
    implied: Sequence[Equation]
    contradictory: Sequence[Equation]

    @property
    def rank(self) -> int:
        """How many equations say something that the others do not."""
        return len(self.equations) - len(self.implied) - len(self.contradictory)


def systems(bounds: Iterable[Bound]) -> Iterator[System]:
    """The systems of equations that bound rules state, by table and form."""
    by_table: dict[tuple[str, str], list[Equation]] = {}
    for bound in bounds:
        if bound.identity and bound.target.form:
            form = bound.target.form
            by_table.setdefault((form.table, form.form), []).extend(_equations(bound))
    for (table, name), equations in sorted(by_table.items()):
        yield _solved(table, name, equations)


def _equations(bound: Bound) -> Iterator[Equation]:
    form, scope = bound.target.form, bound.target.scope
    if form is None or not isinstance(bound.check, Comparison):
        return
    constant = linear(Arithmetic("-", bound.check.left, bound.check.right)).constant
    there = set(form.cells)
    for line in form.columns if scope == "column" else form.rows:
        factors = {_unknown(cell, line.address, scope): factor for cell, factor in (bound.identity or {}).items()}
        if factors.keys() <= there:
            yield Equation(bound.rule.code, line.short, factors, constant)


def _unknown(cell: Cell, line: str, scope: str) -> Unknown:
    return (cell.name, line) if scope == "column" else (line, cell.name)


def _solved(table: str, form: str, equations: Sequence[Equation]) -> System:
    """Gauss: each equation reduced by those before it; what is left of one that follows is nothing."""
    pivots: dict[Unknown, tuple[dict[Unknown, Fraction], Fraction]] = {}
    implied: list[Equation] = []
    contradictory: list[Equation] = []
    for equation in equations:
        factors, constant = dict(equation.factors), equation.constant
        while pivot := next((unknown for unknown in factors if unknown in pivots), None):
            row, other = pivots[pivot]
            times = factors[pivot]
            constant -= times * other
            for unknown, factor in row.items():
                factors[unknown] = factors.get(unknown, Fraction(0)) - times * factor
            factors = {unknown: factor for unknown, factor in factors.items() if factor}
        if not factors:
            (contradictory if constant else implied).append(equation)
            continue
        pivot, divisor = next(iter(factors.items()))
        pivots[pivot] = {unknown: factor / divisor for unknown, factor in factors.items()}, constant / divisor
    return System(table, form, equations, implied, contradictory)
