"""What stands in the margins of a PDF's pages: their numbers, and heads and feet that are the same on all of them."""

import re
from collections.abc import Sequence

from auditor.source.pdf_glyphs import Word

Line = list[Word]
_Place = tuple[str, float]

_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]\s*[0-9]{1,3}\s*[-—–]|第\s*[0-9]{1,3}\s*页(?:\s*[,，/]?\s*共\s*[0-9]{1,3}\s*页)?|[0-9]{1,3}\s*/\s*[0-9]{1,3})\s*"
)
_OFFSET = 2
_DIGITS = re.compile("[0-9]+")
_LETTERS = re.compile(r"[^\W\d_]{2}")
# How many lines at either end of a page may be its head or foot, and how far, in points, one may move from page to page.
_DEEP = 3
_MOVES = 3.0
_SHORTEST = 6


def text_of(line: Line) -> str:
    """The words of a line."""
    return "  ".join(word.text for word in line)


def kinds_of(pages: Sequence[Sequence[Line]]) -> list[list[str]]:
    """The kind of each line of each page: page (its number), aside (a head or foot that is on every page), or line."""
    heads = _recurring([lines[: _depth(lines)] for lines in pages])
    feet = _recurring([lines[len(lines) - _depth(lines) :] for lines in pages])
    return [_kinds(lines, number, heads, feet) for number, lines in enumerate(pages, 1)]


def _kinds(lines: Sequence[Line], page: int, heads: Sequence[_Place], feet: Sequence[_Place]) -> list[str]:
    kinds = ["line"] * len(lines)
    for at in range(_depth(lines)):
        if _is_one_of(lines[at], heads) and (page > 1 or _is_said_again(lines[at], lines)):
            kinds[at] = "aside"
        if _is_one_of(lines[-1 - at], feet):
            kinds[-1 - at] = "aside"
    own = [at for at, kind in enumerate(kinds) if kind == "line"]
    for at in {*own[:1], *own[-1:]}:
        if _is_page_number(text_of(lines[at]), page):
            kinds[at] = "page"
    return kinds


def _depth(lines: Sequence[Line]) -> int:
    return min(_DEEP, len(lines) // 2)


def _is_page_number(text: str, page: int) -> bool:
    """Whether the first or last line of a page is its number: in dashes, or a bare one that is near enough."""
    bare = text.isdecimal() and len(text) < 4 and abs(int(text) - page) <= _OFFSET
    return bare or _PAGE_NUMBER.fullmatch(text) is not None


def _recurring(ends: Sequence[Sequence[Line]]) -> list[_Place]:
    """The words, numbers aside, and the heights of lines that stand at the same end of all pages, if there are several."""
    if len(ends) < 2 or not all(ends):
        return []
    first, *others = [[(_masked(line), line[0].y) for line in end] for end in ends]
    return [one for one in first if _LETTERS.search(one[0]) and all(any(_same(one, other) for other in end) for end in others)]


def _masked(line: Line) -> str:
    return _DIGITS.sub("0", text_of(line))


def _same(one: _Place, other: _Place) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) < _MOVES


def _is_one_of(line: Line, recurring: Sequence[_Place]) -> bool:
    return bool(recurring) and any(_same((_masked(line), line[0].y), one) for one in recurring)


def _is_said_again(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the head of the first page says what another line of it does: else it may be all there is of a title."""
    text = text_of(line)
    others = (text_of(other) for other in lines if other is not line)
    return any(len(other) >= _SHORTEST and (other in text or text in other) for other in others)
