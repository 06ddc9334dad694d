"""The expressions of rules as trees.

A parsed tree names cells and fields as the author wrote them; ``auditor.rules.resolve`` puts addresses in their place.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of what is checked: ``[总计]``; a name in a parsed tree, an address in a resolved one.

    ``other`` tells whose cell it is where that is another report's: ``previous [四]``; a resolved one has it in its address. The
    name of ``previous value`` is "".
    """

    name: str
    at: int = field(default=0, compare=False)
    other: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a cell, "" for none; only in resolved trees."""

    name: str


@dataclass(frozen=True, slots=True)
class Raw:
    """The text that stands in a cell; only in resolved trees."""

    name: str


@dataclass(frozen=True, slots=True)
class Filled:
    """1 where a cell holds a number, else 0; only in resolved trees."""

    name: str


@dataclass(frozen=True, slots=True)
class Span:
    """The cells from one to another in the order of the form: ``[自然人]..[其他]``; only in parsed trees."""

    first: Cell
    last: Cell


@dataclass(frozen=True, slots=True)
class Field:
    """A field of what is checked: ``present``."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Text:
    """A constant text, or the address that a row's or column's name means."""

    value: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given: sum, count, min, max, abs. A resolved ``count`` is a sum of ``Filled``."""

    function: str
    items: tuple["Expression", ...]
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``left + right`` and its like."""

    operator: Literal["+", "-", "*", "/"]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``left = right`` and its like: what is there, and what it must be."""

    operator: Literal["=", "!=", "<", "<=", ">", ">="]
    left: "Expression"
    right: "Expression"


@dataclass(frozen=True, slots=True)
class State:
    """``operand is state``, or ``is not`` where ``negated``."""

    operand: "Expression"
    state: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """``operand has 'text'`` or ``operand matches 'pattern'``: somewhere in a text there is what the pattern describes.

    ``pattern`` is a regular expression; ``literal`` tells that the author wrote a text.
    """

    operand: "Expression"
    pattern: str
    literal: bool = False
    negated: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """``not part``."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class Both:
    """Parts joined by ``and``."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Parts joined by ``or``; without parts it never holds, as a ``Both`` without parts always does."""

    parts: tuple["Expression", ...]


Leaf: TypeAlias = Cell | Unit | Raw | Filled | Field | Number | Text
Expression: TypeAlias = Leaf | Span | Call | Arithmetic | Comparison | State | Match | Not | Both | Either
TRUE, FALSE = Both(()), Either(())


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule is for: ``each row in applications``; ``tables`` as the author named them, with their places.

    ``pair`` tells which two reports, for rules that name cells of both: ``year pair``; ``concepts`` what claims count.
    """

    kind: str
    tables: tuple[tuple[str, int], ...] = ()
    pair: str = ""
    concepts: tuple[tuple[str, int], ...] = ()


def parts(tree: Expression) -> tuple[Expression, ...]:
    """The trees right below a tree."""
    match tree:
        case Span(first, last):
            return first, last
        case Call(_, items) | Both(items) | Either(items):
            return items
        case Arithmetic(_, left, right) | Comparison(_, left, right):
            return left, right
        case State(part) | Match(part) | Not(part):
            return (part,)
    return ()


def leaves(tree: Expression) -> tuple[Expression, ...]:
    """The cells, fields and constants of a tree, from left to right."""
    below = parts(tree)
    return tuple(chain.from_iterable(map(leaves, below))) if below else (tree,)


def stated(tree: Expression) -> Comparison | None:
    """The comparison that a check states, the first of several: what is there on its left, what it must be on its right.

    None where there is none, or it only says what must not be.
    """
    if isinstance(tree, Comparison):
        return tree if tree.operator != "!=" else None
    below = () if isinstance(tree, Not | State | Match) else parts(tree)
    return next((found for part in below if (found := stated(part))), None)


def depth(tree: Expression) -> int:
    """How deep a tree is, told without recursion as it may be deeper than Python's stack."""
    level, depth = [tree], 0
    while level:
        level, depth = [part for one in level for part in parts(one)], depth + 1
    return depth
