"""Conditions as cases: a disjunction of conjunctions of tests that the engine can make.

min, max, abs and division by cells are none of these tests. They are split up: ``abs(x) <= 5`` is ``x >= 0 and x <= 5`` or
``x < 0 and -x <= 5``; ``a / b <= 5`` is ``b > 0 and a <= 5·b`` or ``b < 0 and a >= 5·b``, and nothing where b is 0: the engine
never divides.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import TypeAlias, TypeVar

from auditor.rules.expression import (
    Arithmetic,
    Both,
    Call,
    Comparison,
    Either,
    Expression,
    Match,
    Not,
    Number,
    State,
    leaves,
    parts,
)
from auditor.rules.facts import KINDS_OF_NUMBER
from auditor.rules.linear import same
from auditor.rules.problem import RuleError

MOST_CASES = 64
_INVERSE = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_TURNED = {"=": "=", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_ZERO = Number(Fraction(0))

Atom: TypeAlias = Comparison | State | Match
_Case = TypeVar("_Case")


def cases(tree: Expression, *, negated: bool = False) -> list[list[Atom]]:  # noqa: PLR0911 - one for each kind of tree
    """A condition, or what negates it, as a list of cases, each a list of tests that must all hold."""
    match tree:
        case Not(part):
            return cases(part, negated=not negated)
        case Both(below) | Either(below):
            found = [cases(part, negated=negated) for part in below]
            if isinstance(tree, Either) is not negated:
                return _few([case for one in found for case in one])
            return _joined(found)
        case Comparison(operator, left, right):
            made = Comparison(_INVERSE[operator], left, right) if negated else tree  # type: ignore[arg-type]
            return [[*case] for case in pieces(made)]
        case State(operand, "number", was_negated):
            kinds = tuple(State(operand, kind) for kind in KINDS_OF_NUMBER)
            return cases(Either(kinds), negated=was_negated is not negated)
        case State(operand, state, was_negated):
            return [[State(operand, state, was_negated is not negated)]]
        case Match(operand, pattern, literal, was_negated):
            return [[Match(operand, pattern, literal, was_negated is not negated)]]
    raise RuleError("not-a-truth")


def _joined(found: Sequence[list[list[_Case]]]) -> list[list[_Case]]:
    """One case for each choice of a case from every list: all of them hold."""
    if prod(map(len, found)) > MOST_CASES:
        raise RuleError("too-many-cases", limit=MOST_CASES)
    return [[atom for case in choice for atom in case] for choice in product(*found)]


def _few(found: list[list[_Case]]) -> list[list[_Case]]:
    if len(found) > MOST_CASES:
        raise RuleError("too-many-cases", limit=MOST_CASES)
    return found


# ---------------------------------------------------------------------- min, max, abs


def pieces(comparison: Comparison) -> list[list[Comparison]]:
    """A comparison as cases without min, max, abs and division by cells."""
    call = _innermost(comparison)
    if call is None:
        return _undivided(comparison)
    found: list[list[Comparison]] = []
    for guards, value in _values(call):
        below = [pieces(one) for one in (*guards, _replaced(comparison, call, value))]
        found += _joined(below)
    return _few(found)


def _innermost(tree: Expression) -> Call | None:
    for part in parts(tree):
        if found := _innermost(part):
            return found
    return tree if isinstance(tree, Call) and tree.function != "sum" else None


def _values(call: Call) -> Iterator[tuple[list[Comparison], Expression]]:
    """Each value that a call may have, and what holds exactly when it has it."""
    if call.function == "abs":
        (item,) = call.items
        yield [Comparison(">=", item, _ZERO)], item
        yield [Comparison("<", item, _ZERO)], Arithmetic("-", _ZERO, item)
        return
    least = call.function == "min"
    for at, item in enumerate(call.items):
        before = [Comparison("<" if least else ">", item, other) for other in call.items[:at]]
        behind = [Comparison("<=" if least else ">=", item, other) for other in call.items[at + 1 :]]
        yield before + behind, item


def _replaced(comparison: Comparison, old: Expression, new: Expression) -> Comparison:
    def put(tree: Expression) -> Expression:
        if tree == old:
            return new
        match tree:
            case Arithmetic(operator, left, right):
                return Arithmetic(operator, put(left), put(right))
            case Call(function, items):
                return Call(function, tuple(map(put, items)))
        return tree

    return Comparison(comparison.operator, put(comparison.left), put(comparison.right))


# ---------------------------------------------------------------------- division


def _undivided(comparison: Comparison) -> list[list[Comparison]]:
    top, bottom = _ratio(Arithmetic("-", comparison.right, comparison.left))
    if bottom is None:
        return [[comparison]]
    above = Comparison(comparison.operator, _ZERO, top)
    below = Comparison(_TURNED[comparison.operator], _ZERO, top)  # type: ignore[arg-type]
    return [[Comparison(">", bottom, _ZERO), above], [Comparison("<", bottom, _ZERO), below]]


def _ratio(tree: Expression) -> tuple[Expression, Expression | None]:  # noqa: PLR0911 - one for each kind of tree
    """A number as one fraction: its numerator, and its denominator where cells divide. What is not linear is told later."""
    match tree:
        case Call("sum", items) if items:
            total = items[0]
            for item in items[1:]:
                total = Arithmetic("+", total, item)
            return _ratio(total) if any(_ratio(item)[1] for item in items) else (tree, None)
        case Arithmetic("+" | "-" as sign, left, right):
            (one, under), (other, below) = _ratio(left), _ratio(right)
            if under is None and below is None:
                return tree, None
            if under and below and same(under, below):
                return Arithmetic(sign, one, other), under
            return Arithmetic(sign, _times(one, below), _times(other, under)), _product(under, below)
        case Arithmetic("*", left, right):
            (one, under), (other, below) = _ratio(left), _ratio(right)
            return Arithmetic("*", one, other), _product(under, below)
        case Arithmetic("/", left, right):
            (one, under), (other, below) = _ratio(left), _ratio(right)
            if below is None and all(isinstance(leaf, Number) for leaf in leaves(right)):
                return Arithmetic("/", one, right), under
            return _times(one, below), _product(under, other)
    return tree, None


def _times(one: Expression, other: Expression | None) -> Expression:
    return one if other is None else Arithmetic("*", one, other)


def _product(one: Expression | None, other: Expression | None) -> Expression | None:
    return other if one is None else _times(one, other)
