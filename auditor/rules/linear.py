"""Arithmetic as what it comes to: each cell or field times a factor, and a constant."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from auditor.rules.expression import Arithmetic, Call, Cell, Expression, Field, Filled, Number
from auditor.rules.problem import RuleError

Variable: TypeAlias = Cell | Filled | Field


_Exact: TypeAlias = Fraction | int
"""Nearly all factors are 1 or -1, and whole numbers add and multiply many times faster than fractions."""


@dataclass(frozen=True, slots=True)
class Linear:
    """The sum of ``factors`` times what they stand for, and ``constant``. Terms that cancel out stay, with the factor 0."""

    factors: dict[Variable, Fraction]
    constant: Fraction


def linear(tree: Expression) -> Linear:
    """The linear form of a resolved number. Raises ``RuleError`` where two cells are multiplied or one divides."""
    factors: dict[Variable, _Exact] = {}
    constant = _added(tree, 1, factors)
    return Linear({leaf: Fraction(factor) for leaf, factor in factors.items()}, Fraction(constant))


def _added(tree: Expression, times: _Exact, factors: dict[Variable, _Exact]) -> _Exact:
    """Adds a resolved number, multiplied, to the factors, and gives what it adds to the constant."""
    match tree:
        case Number(value):
            return value * times
        case Cell() | Filled() | Field():
            factors[tree] = factors.get(tree, 0) + times
            return 0
        case Call("sum", items):
            return sum(_added(item, times, factors) for item in items)
        case Arithmetic("+" | "-" as operator, left, right):
            return _added(left, times, factors) + _added(right, times if operator == "+" else -times, factors)
        case Arithmetic("*", left, right):
            left, right = (left, right) if _is_constant(right) else (right, left)
            return _added(left, times * _constant(right), factors)
        case Arithmetic("/", left, right):
            divisor = _constant(right)
            if not divisor:
                raise RuleError("by-zero")
            return _added(left, times / divisor, factors)
    raise RuleError("not-a-number")


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
