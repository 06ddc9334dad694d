"""The expressions of rules, parsed by grammar/check.lark."""

import re
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Literal

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken
from lark.visitors import v_args

from auditor.resources import grammar_text
from auditor.rules.expression import (
    Arithmetic,
    Both,
    Call,
    Cell,
    Comparison,
    Either,
    Expression,
    Field,
    Match,
    Not,
    Number,
    Scope,
    Span,
    State,
    Text,
    depth,
)
from auditor.rules.problem import RuleError

LONGEST = 1000
"""Characters an expression may have."""
DEEPEST = 100
"""Levels of nesting an expression may have."""


def parse(text: str, start: Literal["check", "place"] = "check") -> Expression:
    """The tree of an expression. Raises ``RuleError`` with the place of the fault."""
    tree: Expression = _parse(text, start)
    if depth(tree) > DEEPEST:
        raise RuleError("nested", limit=DEEPEST)
    return tree


def parse_scope(text: str) -> Scope:
    """The scope that a ``for`` names. Raises ``RuleError`` with the place of the fault."""
    scope: Scope = _parse(text, "scope")
    return scope


@lru_cache(maxsize=1 << 12)
def _parse(text: str, start: str) -> Any:
    if len(text) > LONGEST:
        raise RuleError("long", at=LONGEST, limit=LONGEST)
    try:
        return _parser().parse(text, start=start)
    except UnexpectedInput as error:
        raise _error(error, text) from None


@cache
def _parser() -> Lark:
    return Lark(grammar_text("check"), parser="lalr", start=["scope", "check", "place"], transformer=_Trees())


_WORDS = {
    "REFERENCE": "[…]",
    "NUMBER": "1",
    "TEXT": "'…'",
    "NAME": "present",
    "OTHER": "previous […]",
    "OF_TWO": "year pair",
    "SEVERAL": "copies",
    "CONCEPT": "received",
    "LPAR": "(",
    "RPAR": ")",
    "COMMA": ",",
    "PLUS": "+",
    "MINUS": "-",
    "STAR": "*",
    "SLASH": "/",
    "COMPARE": "=",
    "STATE": "blank",
    "KIND": "row",
    "TABLE": "applications",
    "__DOT_DOT": "..",
}
_MOST_EXPECTED = 6
_WORD = re.compile(r"\w{1,40}")
_OTHER = re.compile(r"([a-z]+)\s*(?:\[(.*)\]|value)")


def _error(error: UnexpectedInput, text: str) -> RuleError:
    at = error.pos_in_stream or 0
    names = error.accepts or error.expected if isinstance(error, UnexpectedToken) else getattr(error, "allowed", None) or set()
    known = [word for name, word in _WORDS.items() if name in names]
    words = [*known, *sorted(name.lower() for name in names if name not in _WORDS and name != "$END")][:_MOST_EXPECTED]
    word = _WORD.match(text, at)
    found = word.group() if word else text[at : at + 1]
    if not words:
        return RuleError("character", at=at, found=found)
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return RuleError("cut-short", at=len(text), expected=" ".join(words))
    if isinstance(error, UnexpectedToken):
        found = str(error.token)
    return RuleError("syntax", at=at, found=found, expected=" ".join(words))


@v_args(inline=True)
class _Trees(Transformer[Token, Expression]):
    def each(self, kind: Token, *rest: Token) -> Scope:
        tables = tuple((str(one), one.start_pos or 0) for one in rest if one.type == "TABLE")
        return Scope(str(kind), tables, next((str(one) for one in rest if one.type == "OF_TWO"), ""))

    def each_claim(self, *concepts: Token) -> Scope:
        return Scope("claim", concepts=tuple((str(one), one.start_pos or 0) for one in concepts))

    def report(self) -> Scope:
        return Scope("report")

    def reference(self, token: Token) -> Cell:
        return Cell(str(token)[1:-1].strip(), token.start_pos or 0)

    def other(self, token: Token) -> Cell:
        whose, name = _OTHER.findall(token)[0]
        return Cell(name.strip(), token.start_pos or 0, whose)

    def name(self, token: Token) -> Field:
        return Field(str(token), token.start_pos or 0)

    def number(self, token: Token) -> Number:
        return Number(Fraction(str(token)))

    def text(self, token: Token) -> Text:
        return Text(str(token)[1:-1], token.start_pos or 0)

    def span(self, first: Cell, last: Cell) -> Span:
        return Span(first, last)

    def call(self, name: Token, *items: Expression) -> Call:
        return Call(str(name), items, name.start_pos or 0)

    def negative(self, part: Expression) -> Arithmetic:
        return Arithmetic("-", Number(Fraction(0)), part)

    def add(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic("+", left, right)

    def subtract(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic("-", left, right)

    def multiply(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic("*", left, right)

    def divide(self, left: Expression, right: Expression) -> Arithmetic:
        return Arithmetic("/", left, right)

    def comparison(self, left: Expression, operator: Token, right: Expression) -> Comparison:
        return Comparison(str(operator), left, right)  # type: ignore[arg-type]  # the grammar names no other

    def state(self, operand: Expression, state: Token) -> State:
        return State(operand, str(state))

    def other_state(self, operand: Expression, state: Token) -> State:
        return State(operand, str(state), negated=True)

    def member(self, operand: Expression, *texts: Expression) -> Either:
        return Either(tuple(Comparison("=", operand, text) for text in texts))

    def no_member(self, operand: Expression, *texts: Expression) -> Both:
        return Both(tuple(Comparison("!=", operand, text) for text in texts))

    def has(self, operand: Expression, text: Text) -> Match:
        return Match(operand, re.escape(text.value), literal=True, at=text.at)

    def has_not(self, operand: Expression, text: Text) -> Match:
        return Match(operand, re.escape(text.value), literal=True, negated=True, at=text.at)

    def matches(self, operand: Expression, text: Text) -> Match:
        return Match(operand, text.value, at=text.at)

    def matches_not(self, operand: Expression, text: Text) -> Match:
        return Match(operand, text.value, negated=True, at=text.at)

    def inverse(self, part: Expression) -> Not:
        return Not(part)

    def both(self, *trees: Expression) -> Both:
        return Both(trees)

    def either(self, *trees: Expression) -> Either:
        return Either(trees)
