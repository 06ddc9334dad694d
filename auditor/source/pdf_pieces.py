"""A PDF as pieces: its lines, or the cells of its ruled tables between them.

pypdfium2 tells the characters; pdfplumber, ten times slower, is asked for the rulings only where lines leave cells untold.
"""

import logging
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from io import BytesIO
from itertools import count
from typing import Any, NamedTuple

from auditor.source.pdf import Page, lines_of
from auditor.source.pdf_glyphs import Word
from auditor.source.pdf_margins import Line, text_of
from auditor.source.piece import Piece

# A line of running text that ends this near to the right edge of its page's text goes on in the next.
_FULL = 0.94
# How far, in heights of a character, the first line of a paragraph is indented.
_INDENT = 1.2
# How many times as high as the text below it a title is at least.
_LARGER = 1.2
_ENDS = ("。", "！", "？")
_NUMBERED = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)、.．]")
_SHORTEST = 20
_FEW_WORDS = 4
# So many values end a row, but no line of text.
_VALUE, _FEWEST = re.compile("[-+]?[0-9][0-9,.]*|[-—–⸺/]+"), 2


class _Met(NamedTuple):
    """A piece; ``goes_on`` where it is running text up to the right edge, ``begins`` where it is indented as a first line is.

    ``height`` is that of its characters.
    """

    piece: Piece
    goes_on: bool = False
    begins: bool = False
    height: float = 0


class _Told(NamedTuple):
    """A line of a page, or a picture, which has no words; ``y`` is how far it is from the top."""

    y: float
    kind: str
    line: Line
    goes_on: bool = False
    begins: bool = False

    def met(self, piece: Piece) -> _Met:
        return _Met(piece, self.goes_on, self.begins, max((word.height for word in self.line), default=0))


def line_pieces(pages: Sequence[Page]) -> list[Piece]:
    """The lines of all pages, each of its kind; running text is joined to paragraphs."""
    found: list[_Met] = []
    numbers = count(1)
    for number, page in enumerate(pages, 1):
        for at, told in enumerate(_told(page), 1):
            middles = tuple((word.left + word.right) / 2 for word in told.line)
            place = {"page": number, "line": at}
            found.append(told.met(Piece(told.kind, text_of(told.line), next(numbers), 0, place, middles)))
        found += _aside(page, number, numbers)
    return _joined(found)


def _told(page: Page) -> Iterator[_Told]:
    """Each line of a page with its kind and what it is of a paragraph, and its pictures, from top to bottom."""
    pictures = [_Told(y, "image", []) for y in page.pictures]
    yield from merge(pictures, _told_lines(page), key=lambda told: told.y)


def _told_lines(page: Page) -> Iterator[_Told]:
    own = [line for line, kind in zip(page.lines, page.kinds, strict=True) if kind == "line"]
    left, right = min((line[0].left for line in own), default=0), max((line[-1].right for line in own), default=0)
    margin = min((line[0].left for line in own if _is_running(line)), default=left)
    for line, kind in zip(page.lines, page.kinds, strict=True):
        is_full = line[-1].right - left >= _FULL * (right - left)
        begins = line[0].left - margin > _INDENT * line[0].height
        yield _Told(line[0].y, kind, line, kind == "line" and is_full and _is_running(line), begins)


def _is_running(line: Line) -> bool:
    """Whether a line is text; one of several words that ends in a value is a table's."""
    if len(line) > 1 and line[-1].text[-1].isdigit():
        return False
    return sum(len(word.text) for word in line) >= _SHORTEST and len(line) < _FEW_WORDS


def _aside(page: Page, number: int, lines: Iterator[int]) -> Iterator[_Met]:
    if page.aside:
        yield _Met(Piece("aside", page.aside, next(lines), place={"page": number}))


def _joined(found: Iterable[_Met]) -> list[Piece]:
    """The pieces, a line that goes on joined with the next one of its size, also where a page ends between them."""
    joined: list[Piece] = []
    open_at: int | None = None
    before = 0.0
    for piece, goes_on, begins, height in found:
        if piece.kind in ("page", "aside", "image"):
            joined.append(piece)
            continue
        is_text = piece.kind in ("line", "text")
        is_apart = begins or max(height, before) > _LARGER * min(height, before)
        before = height
        if is_text and open_at is not None and not is_apart and not _is_item(joined[open_at].raw, piece.raw):
            joined[open_at] = joined[open_at]._replace(raw=joined[open_at].raw + piece.raw, middles=())
        else:
            joined.append(piece)
            open_at = len(joined) - 1
        open_at = open_at if is_text and goes_on else None
    return joined


def _is_item(before: str, line: str) -> bool:
    """Whether a line begins with a number after the end of a sentence."""
    return before.endswith(_ENDS) and _NUMBERED.match(line) is not None


# ------------------------------------------------------------------ ruled tables


class _Ruled(NamedTuple):
    """A ruled table: how far from the top it begins and ends, and the boxes (left, top, right, bottom) of its rows' cells."""

    top: float
    bottom: float
    rows: list[list[tuple[float, float, float, float] | None]]


def ruled_pieces(data: bytes, pages: Sequence[Page]) -> list[Piece]:
    """Text, and the cells of ruled tables with their columns; nothing where no table is ruled, or the rulings are broken."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on broken files are none of the reader's
    try:
        return _ruled_pieces(data, pages)
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file makes it stumble on; the lines are read all the same
        return []


def _ruled_pieces(data: bytes, pages: Sequence[Page]) -> list[Piece]:
    import pdfplumber  # noqa: PLC0415 - it takes half a second to import and is seldom needed

    found: list[_Met] = []
    numbers, tables = count(1), 0
    with pdfplumber.open(BytesIO(data)) as document:
        for number, (shown, page) in enumerate(zip(document.pages, pages, strict=True), 1):
            ruled = sorted(_tables(shown), key=lambda table: table.top) if page.may_be_ruled else []
            for part in _in_order(page, ruled):
                if isinstance(part, _Told):
                    found += _outside(part, next(numbers), {"page": number})
                else:
                    tables += 1
                    found += map(_Met, _cells(part, page.glyphs, numbers, {"page": number, "table": tables}))
            found += _aside(page, number, numbers)
            shown.close()
    return _joined(found) if tables else []


def _outside(told: _Told, line: int, place: dict[str, int]) -> Iterator[_Met]:
    """A line outside the rulings as text; one that ends in values as a row: a table may lack a ruling where a page ends."""
    if told.kind == "line" and len(told.line) > _FEWEST and all(_VALUE.fullmatch(word.text) for word in told.line[-_FEWEST:]):
        yield from (_Met(Piece("cell", word.text, line, place=place)) for word in told.line)
        yield _Met(Piece("row_end", "", line))
    else:
        kind = "text" if told.kind == "line" else told.kind
        yield told.met(Piece(kind, text_of(told.line), line, place=place))


def _tables(shown: Any) -> Iterator[_Ruled]:
    """The ruled tables of a page; pdfplumber counts from where the page's own co-ordinates have their origin."""
    left, top, _, _ = shown.bbox
    for table in shown.find_tables():
        rows = [[box and (box[0] - left, box[1] - top, box[2] - left, box[3] - top) for box in row.cells] for row in table.rows]
        yield _Ruled(table.bbox[1] - top, table.bbox[3] - top, rows)


def _in_order(page: Page, tables: Sequence[_Ruled]) -> Iterator[_Told | _Ruled]:
    """Tables and the lines outside them, from top to bottom."""
    rest = list(tables)
    for one in _told(page):
        while rest and rest[0].bottom <= one.y:
            yield rest.pop(0)
        if not (rest and rest[0].top <= one.y < rest[0].bottom):
            yield one
    yield from rest


def _cells(table: _Ruled, glyphs: Sequence[Word], lines: Iterator[int], place: dict[str, int]) -> Iterator[Piece]:
    """The cells with the characters inside their rulings; a cell that lies under a merged one is None and gives nothing."""
    inside = _Inside(glyphs)
    for number, row in enumerate(table.rows, 1):
        line = next(lines)
        for column, box in enumerate(row, 1):
            if box is not None:
                yield Piece("cell", inside.text(*box), line, column, {**place, "row": number})
        yield Piece("row_end", "", line)


class _Inside:
    """The characters of a page by their height on it."""

    def __init__(self, glyphs: Sequence[Word]) -> None:
        self.order = sorted(range(len(glyphs)), key=lambda at: glyphs[at].y)
        self.heights = [glyphs[at].y for at in self.order]
        self.glyphs = glyphs

    def text(self, left: float, top: float, right: float, bottom: float) -> str:
        """The text in a box, its lines apart."""
        near = self.order[bisect_left(self.heights, top) : bisect_right(self.heights, bottom)]
        own = [self.glyphs[at] for at in sorted(near) if left <= (self.glyphs[at].left + self.glyphs[at].right) / 2 <= right]
        return "\n".join(" ".join(word.text for word in line) for line in lines_of(own))
