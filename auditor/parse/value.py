"""What a cell holds: state, value and unit, by grammar/value.lark."""

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput

from auditor.model.report import State
from auditor.normalise.plain import plain, tight
from auditor.parse.scan import Scan
from auditor.resources import grammar_text

# What stands in the column 单位 of the annex.
_COUNTERS = frozenset("个個件条條次篇项項份")
# The longest number a cell may hold; beyond it the digits are no count of anything.
_DIGITS = 15
# The mark of a note at a number: 41① and 41¹ are 41, and in usual widths would be 411.
_NOTE = re.compile(r"(?<=[0-9０-９])[\xb2\xb3\xb9\u2070-\u2089\u2460-\u249b]+|[\u2460-\u249b]+(?=[0-9０-９])")


# What a value in Traditional script has, also in a text that is else in Simplified script.
_TRADITIONAL = frozenset("萬億個條項無減負")


class Value(NamedTuple):
    """``number`` only where ``state`` is number; ``unit`` is the counter or unit written in the cell."""

    state: State
    number: int | Decimal | None = None
    unit: str | None = None


class _Values(Transformer[Token, Value]):
    def start(self, parts: list[Value]) -> Value:
        return parts[0]

    def dash(self, _: list[Token]) -> Value:
        return Value(State.DASH)

    def sign(self, parts: list[Token]) -> Token:
        return parts[0]

    def unit(self, parts: list[Token]) -> Token:
        return parts[0]

    def number(self, parts: list[Token]) -> Value:
        by = {part.type: str(part) for part in parts}
        digits = by["DIGITS"].replace(",", "")
        if len(digits) > _DIGITS:
            return Value(State.TEXT)
        size = Decimal(digits) if "." in digits else int(digits)
        return Value(State.NUMBER, -size if "MINUS" in by else size, by.get("UNIT"))


@cache
def _parser() -> Lark:
    return Lark(grammar_text("value"), parser="lalr", lexer=Scan, transformer=_Values(), cache=False)


@lru_cache(maxsize=1 << 12)
def read_value(raw: str, *, traditional: bool = False) -> Value:
    """The value of a cell from its raw text. Never raises: what is no number and no dash is text."""
    if _is_bare(bare := raw.strip()):
        return Value(State.NUMBER, int(bare))
    text = plain(_NOTE.sub("", raw), traditional=traditional or not _TRADITIONAL.isdisjoint(raw)).strip()
    if not tight(text):
        return Value(State.BLANK)
    if "\ufffd" in text:
        return Value(State.UNREADABLE)
    try:
        value = _parser().parse(text)
    except UnexpectedInput:
        return Value(State.TEXT)
    return value if isinstance(value, Value) else Value(State.TEXT)


def has_odd_sign(raw: str) -> bool:
    """Whether the sign of a number is neither + nor -: 减3, 负3, −3, ＋58."""
    first = tight(raw)[:1]
    return not (first.isdigit() or first in "+-")


def is_value(raw: str, *, traditional: bool = False) -> bool:
    """Whether a line can be a cell's value rather than a label."""
    return _is_bare(raw) or read_value(raw, traditional=traditional).state in (State.NUMBER, State.DASH)


def _is_bare(text: str) -> bool:
    """Whether a text is digits alone, as most cells are: these need no grammar."""
    return len(text) <= _DIGITS and text.isascii() and text.isdigit()


def is_counter(raw: str) -> bool:
    """Whether a piece of text is a counter alone: 条."""
    return tight(raw) in _COUNTERS
