"""The numbers of a text with their units: Arabic and Chinese numerals, 万 and 亿, and the words that make them approximate."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from auditor.claims.words import before_number, number_pattern
from auditor.model.claim import Number

_MAY_COUNT = re.compile(r"[0-9]|[二两三四五六七八九十][^是、,。]|一[零一二三四五六七八九十百千]|零[件宗起]")
_TITLE = re.compile(r"《[^《》]*》")
_QUOTED = re.compile(r'["“][^"“”]{1,12}["”]')
_AMOUNT = re.compile(r"(?:数|量|数为|量为|数达|量达)$")
_ENDS = re.compile(r"\s*(?:[,;。、)]|$)")

_WHOLE = frozenset({"人次", "件次", *"件条次篇份个人场期宗起例部家户封批"})
"""Units of what there is no half of: 1.20件 is a list mark and a number."""
_BEHIND_MARK = re.compile(r"(?:^|[:;。\n])\s*$")
_NUMERALS = {letter: value for value, letter in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_LONGEST = 15
_BEFORE = 6
"""Letters before a number in which 将近, 百分之 stand."""

_NEAR, _ABOUT, _ABOVE, _ODD, _MANY = "近", "约", "以上", "余", "多"
_APPROXIMATE = {
    **dict.fromkeys(("约", "大约", "左右", "上下"), _ABOUT),
    **dict.fromkeys(("近", "将近", "接近"), _NEAR),
    **dict.fromkeys(("超", "超过", "逾", "突破", "不少于", "至少", "以上"), _ABOVE),
    **dict.fromkeys(("余", "有余"), _ODD),
    "多": _MANY,
}


_BEFORE_ENDS = frozenset(word[-1] for word in (*_APPROXIMATE, "百分之"))
"""The letters that such words end with."""


class Written(NamedTuple):
    """A number as it is written, its fields as those of ``Claim``.

    ``start`` to ``end`` is the number with all that belongs to it (约3000余件), ``digits`` where the digits start.
    """

    start: int
    digits: int
    end: int
    quantity: Number
    unit: str
    approximate: str
    low: Number
    high: Number | None


def numbers(text: str) -> Iterator[Written]:
    """The numbers of a text that count something; dates, numbers of articles and documents, telephones and titles do not.

    A number without a unit counts where it ends its clause behind 数 or 量 (办结量7346).
    """
    if not _MAY_COUNT.search(text):
        return
    titles = _spans(_TITLE, text) if "《" in text else []
    quoted: list[tuple[int, int]] | None = None
    for found in number_pattern().finditer(text):
        start, end = found.span()
        about, percent = _said_before(text, start) if text[start - 1 : start] in _BEFORE_ENDS else ("", "")
        if not (found["unit"] or percent or _stands_alone(text, found)):
            continue
        inside = titles
        if found["numerals"]:
            quoted = _spans(_QUOTED, text) if quoted is None else quoted
            inside = [*titles, *quoted]
        if inside and any(first < start and end < last for first, last in inside):
            continue
        if written := _written(found, about, percent):
            listed = type(written.quantity) is Decimal and written.unit in _WHOLE and _BEHIND_MARK.search(text, 0, start)
            yield _marked(written) if listed else written


def _marked(written: Written) -> Written:
    """1.20件: the first part of a list, twenty of them."""
    mark, _, digits = str(written.quantity).partition(".")
    value = int(digits)
    at = written.digits + len(mark) + 1
    return written._replace(start=at, digits=at, quantity=value, low=value, high=value)


def _spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _said_before(text: str, start: int) -> tuple[str, str]:
    """将近 or the like, and 百分之, where they stand directly before a number."""
    before = before_number().search(text[max(0, start - _BEFORE) : start])
    return (before["about"] or "", before["percent"] or "") if before else ("", "")


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    if not found["digits"] or found["scale"] or not _ENDS.match(text, found.end()):
        return False
    return bool(_AMOUNT.search(text, max(0, found.start() - 4), found.start()))


def _written(found: re.Match[str], about: str, percent: str) -> Written | None:
    digits, numerals, more, scale, more_after, unit, over = found.groups("")
    value = _arabic(digits) if digits else _chinese(numerals)
    if value is None:
        return None
    approximate = _APPROXIMATE.get(over or more or more_after or about, "")
    low, high = _bounds(value * _SCALES[scale], approximate)
    start, end = found.span()
    unit = scale + (unit or ("%" if percent else ""))
    return Written(start - len(about) - len(percent), start, end, value, unit, approximate, low, high)


def _bounds(value: Number, approximate: str) -> tuple[Number, Number | None]:
    """What a writer may have meant: 近 is below, 以上 余 多 above, 约 a tenth about."""
    if approximate not in (_ABOUT, _NEAR):
        return value, None if approximate else value
    tenth = _plain(Decimal(value) / 10)
    return value - tenth, value + tenth if approximate == _ABOUT else value


@lru_cache(maxsize=1 << 12)
def _arabic(digits: str) -> Number | None:
    plain = "".join(digits.replace(",", "").split())
    if len(plain) > _LONGEST:
        return None
    return Decimal(plain) if "." in plain else int(plain)


@lru_cache(maxsize=1 << 10)
def _chinese(numerals: str) -> Number | None:
    """一百二十 is 120, 二〇 is 20; None for what is no number (五六, as in 五六个)."""
    if not any(letter in _TENS for letter in numerals):
        only_digits = "零" in numerals or "〇" in numerals or len(numerals) == 1
        return int("".join(str(_NUMERALS[letter]) for letter in numerals)) if only_digits else None
    total, digit, last = 0, 0, _LONGEST**_LONGEST
    for letter in numerals:
        if letter in _TENS:
            if _TENS[letter] >= last:
                return None
            last = _TENS[letter]
            total += (digit or 1) * last
            digit = 0
        else:
            digit = _NUMERALS[letter]
    return total + digit


def _plain(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else value
