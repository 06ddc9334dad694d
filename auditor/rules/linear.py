"""Arithmetic as what it comes to: each cell or field times a factor, and a constant."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from auditor.rules.expression import Arithmetic, Call, Cell, Expression, Field, Filled, Number
from auditor.rules.problem import RuleError

Variable: TypeAlias = Cell | Filled | Field


@dataclass(slots=True)
class Linear:
    """The sum of ``factors`` times what they stand for, and ``constant``. Terms that cancel out stay, with the factor 0."""

    factors: dict[Variable, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)

    def add(self, tree: Expression, times: Fraction) -> None:
        """Add a resolved number, multiplied."""
        match tree:
            case Number(value):
                self.constant += value * times
            case Cell() | Filled() | Field():
                self.factors[tree] = self.factors.get(tree, Fraction(0)) + times
            case Call("sum", items):
                for item in items:
                    self.add(item, times)
            case Arithmetic("+" | "-" as operator, left, right):
                self.add(left, times)
                self.add(right, times if operator == "+" else -times)
            case Arithmetic("*", left, right):
                left, right = (left, right) if _is_constant(right) else (right, left)
                self.add(left, times * _constant(right))
            case Arithmetic("/", left, right):
                divisor = _constant(right)
                if not divisor:
                    raise RuleError("by-zero")
                self.add(left, times / divisor)
            case _:
                raise RuleError("not-a-number")


def linear(tree: Expression) -> Linear:
    """The linear form of a resolved number. Raises ``RuleError`` where two cells are multiplied or one divides."""
    form = Linear()
    form.add(tree, Fraction(1))
    return form


def same(one: Expression, other: Expression) -> bool:
    """Whether two resolved linear numbers are the same whatever the cells hold. Raises ``RuleError`` like ``linear``."""
    difference = linear(Arithmetic("-", one, other))
    return not difference.constant and not any(difference.factors.values())


def is_linear(tree: Expression) -> bool:
    """Whether a resolved number is a sum of multiples: no min, max or abs in it, and no division by cells."""
    try:
        linear(tree)
    except RuleError:
        return False
    return True


def _is_constant(tree: Expression) -> bool:
    return not linear(tree).factors


def _constant(tree: Expression) -> Fraction:
    form = linear(tree)
    if form.factors:
        raise RuleError("product")
    return form.constant
