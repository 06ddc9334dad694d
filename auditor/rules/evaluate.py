"""Conditions and arithmetic in plain Python, over subjects instead of facts.

What it says must be what the engine says; the tests hold the two together. Findings take their numbers from here.
A value is None where it is not known: the cell is not there, holds text, was not read, or is beyond what the engine holds.
A condition is then None too, unless it holds or fails without it.
"""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from auditor.model.finding import Number as Value
from auditor.model.report import State as CellState
from auditor.rules.expression import (
    Arithmetic,
    Both,
    Call,
    Cell,
    Comparison,
    Either,
    Expression,
    Field,
    Filled,
    Match,
    Not,
    Number,
    Raw,
    State,
    Text,
    Unit,
)
from auditor.rules.facts import KINDS_OF_NUMBER, found, scaled, text_of
from auditor.rules.subject import Subject

_COMPARE: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_COMBINE: Mapping[str, Callable[[Fraction, Fraction], Fraction | None]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda one, other: one / other if other else None,
}
_CALL: Mapping[str, Callable[[list[Fraction]], Fraction]] = {
    "sum": lambda terms: sum(terms, Fraction(0)),
    "min": min,
    "max": max,
    "abs": lambda terms: abs(terms[0]),
}
_PLACES = 6
"""Decimals shown of a number that has no end."""
_EMPTY = (CellState.BLANK, CellState.DASH)


def holds(tree: Expression, subject: Subject, *, blank_is_zero: bool) -> bool | None:
    """Whether a resolved condition holds; None where that is not known."""
    match tree:
        case Not(part):
            truth = holds(part, subject, blank_is_zero=blank_is_zero)
            return None if truth is None else not truth
        case Both(below) | Either(below):
            decisive = isinstance(tree, Either)
            truths = {holds(part, subject, blank_is_zero=blank_is_zero) for part in below}
            return decisive if decisive in truths else None if None in truths else not decisive
        case Comparison(_, left, right):
            if (one := text(left, subject)) is not None and (other := text(right, subject)) is not None:
                return (one == other) is (tree.operator == "=")
            first, second = (
                number(left, subject, blank_is_zero=blank_is_zero),
                number(right, subject, blank_is_zero=blank_is_zero),
            )
            return None if first is None or second is None else _COMPARE[tree.operator](first, second)
        case State(Cell(address), state, negated):
            is_so = _state(address, state, subject)
            return None if is_so is None else is_so is not negated
        case Match(Raw(source) | Field(source) as operand, pattern, _, negated):
            told = text_of(source, subject, of_cell=isinstance(operand, Raw))
            return None if told is None else found(pattern, told) is not negated
    raise TypeError(tree)


def number(tree: Expression, subject: Subject, *, blank_is_zero: bool) -> Fraction | None:  # noqa: PLR0911 - one for each kind of tree
    """What a resolved number comes to; None where that is not known."""
    match tree:
        case Number(value):
            return value
        case Cell(address):
            return _cell(address, subject, blank_is_zero=blank_is_zero)
        case Field(name):
            value_of = subject.fields.get(name)
            return None if value_of is None or isinstance(value_of, str) else Fraction(value_of)
        case Filled(address):
            state = subject.cells[address].state if address in subject.cells else CellState.UNREADABLE
            return None if state is CellState.UNREADABLE else Fraction(state is CellState.NUMBER)
        case Call(function, items):
            terms = [number(item, subject, blank_is_zero=blank_is_zero) for item in items]
            return None if None in terms else _CALL[function]([term for term in terms if term is not None])
        case Arithmetic(sign, left, right):
            first, second = (
                number(left, subject, blank_is_zero=blank_is_zero),
                number(right, subject, blank_is_zero=blank_is_zero),
            )
            return None if first is None or second is None else _COMBINE[sign](first, second)
    return None


def text(tree: Expression, subject: Subject) -> str | None:
    """The text that a resolved text is; None for a number, and where it is not known."""
    match tree:
        case Text(value):
            return value
        case Unit(address):
            return (subject.cells[address].unit or "") if address in subject.cells else None
        case Field(name):
            value_of = subject.fields.get(name)
            return value_of if isinstance(value_of, str) else None
    return None


def exact(value: Fraction) -> Value:
    """A fraction as a whole number, else as a decimal, cut to six places where it has no end."""
    if value.denominator == 1:
        return value.numerator
    decimal = Decimal(value.numerator) / Decimal(value.denominator)
    return decimal if Fraction(decimal) == value else round(decimal, _PLACES)


def _cell(address: str, subject: Subject, *, blank_is_zero: bool) -> Fraction | None:
    cell = subject.cells.get(address)
    if cell is None:
        return None
    if cell.value is None:
        return Fraction(0) if blank_is_zero and cell.state in _EMPTY else None
    return None if scaled(cell.value) is None else Fraction(cell.value)


def _state(address: str, state: str, subject: Subject) -> bool | None:
    cell = subject.cells.get(address)
    if cell is None or state not in KINDS_OF_NUMBER:
        return None if cell is None else cell.state == state
    if cell.value is None:
        return False
    if scaled(cell.value) is None:
        return state == "beyond"
    return state == ("whole" if cell.value == int(cell.value) else "fraction")
