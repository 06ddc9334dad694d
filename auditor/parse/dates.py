"""Dates in a line: the period, the day of publication and other days, by grammar/dates.lark."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from lark import Lark, Token, Transformer, Tree
from lark.exceptions import UnexpectedInput

from auditor.parse.scan import Scan
from auditor.resources import grammar_text

_HINT = re.compile(r"(?:19|20)[0-9]{2}(?:\s*年\s*[0-9元]|[-/.][0-9])|[二一][〇○零]")
_NUMERALS = {"〇": "0", "○": "0", "零": "0", "O": "0", "o": "0"} | {n: str(i) for i, n in enumerate("一二三四五六七八九", 1)}
_DIGITS = re.compile(r"\d+")
# Where the time of day stands at once behind a date, as the text of a printed page has it: 2021-01-2810:59.
_TIME = re.compile(r"(?<=[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2})(?=[0-2][0-9][:：][0-5][0-9](?![0-9]))")


class Dates(NamedTuple):
    """What a line says of dates: (kind, first day, last day) where kind is period, published or date.

    A date that no calendar has (31 November) is None.
    """

    kind: str
    first: dt.date | None
    last: dt.date | None


class _Dates(Transformer[Token, list[Dates]]):
    def date(self, parts: list[Token]) -> dt.date | None:
        token = parts[0]
        text = arabic(token) if token.type == "NUMERALS" else token.replace("元", "1")
        return _date(*(int(digits) for digits in _DIGITS.findall(text)))

    def period(self, parts: list[dt.date | Token | None]) -> Dates:
        if len(parts) == 1:
            return _months(str(parts[0]))
        first, _, last = parts
        if isinstance(last, Token):
            month, day = (int(digits) for digits in _DIGITS.findall(arabic(last)))
            last = _date(first.year, month, day) if isinstance(first, dt.date) else None
        return Dates("period", first if isinstance(first, dt.date) else None, last)

    def published(self, parts: list[dt.date | Token | None]) -> Dates:
        day = parts[1] if isinstance(parts[1], dt.date) else None
        return Dates("published", day, day)

    def start(self, parts: list[Dates | dt.date | Token | None]) -> list[Dates]:
        return [
            part if isinstance(part, Dates) else Dates("date", part, part) for part in parts if not isinstance(part, Token | Tree)
        ]


def _months(text: str) -> Dates:
    """A whole year, told by its first month and its last; of other months it is not sure what they are the period of."""
    first, begin, last, end = (int(digits) for digits in _DIGITS.findall(text))
    whole = first == last and (begin, end) == (1, 12)
    return Dates("period", _date(first, 1, 1) if whole else None, _date(first, 12, 31) if whole else None)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def arabic(numerals: str) -> str:
    """二〇二〇年十二月三十一日 → 2020年12月31日."""
    return "".join(_part(part) if part not in "年月日" else part for part in re.split("([年月日])", numerals) if part)


def _part(numerals: str) -> str:
    tens, found, units = numerals.strip().partition("十")
    if not found:
        return "".join(_NUMERALS.get(numeral, numeral) for numeral in tens)
    return str(int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(units, "0")))


@cache
def _parser() -> Lark:
    return Lark(grammar_text("dates"), parser="lalr", lexer=Scan, transformer=_Dates())


@lru_cache(maxsize=1 << 10)
def dates_in(text: str) -> tuple[Dates, ...]:
    """The dates of a plain line, in order; none where what stands there cannot be told."""
    if not _HINT.search(text):
        return ()
    try:
        return tuple(_only(_parser().parse(_TIME.sub(" ", text))))
    except UnexpectedInput:
        return ()


def _only(parsed: object) -> Iterator[Dates]:
    yield from (part for part in parsed if isinstance(part, Dates)) if isinstance(parsed, list) else ()
