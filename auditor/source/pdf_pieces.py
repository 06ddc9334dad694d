"""A PDF as pieces: its lines, or the cells of its ruled tables between them.

pypdfium2 tells the lines; pdfplumber, ten times slower, is asked for the rulings only where lines leave cells untold.
"""

import logging
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from auditor.source.pdf import Line, whole
from auditor.source.piece import Piece

_PAGE_NUMBER = re.compile(r"\s*(?:[-—–]\s*[0-9]{1,3}\s*[-—–]|第\s*[0-9]{1,3}\s*页(?:\s*[,，/]?\s*共\s*[0-9]{1,3}\s*页)?)\s*")
# A line of running text that ends this near to the right edge of its page's text goes on in the next.
_FULL = 0.94
_OFFSET = 2
_SHORTEST = 20
_FEW_WORDS = 4


def line_pieces(pages: list[list[Line]]) -> list[Piece]:
    """The lines of all pages: kind line, or page for the number of a page. Running text is joined to paragraphs."""
    found: list[tuple[Piece, bool]] = []
    for number, lines in enumerate(pages, 1):
        for at, line in enumerate(lines, 1):
            kind = "page" if _is_page_number(line, lines, number) else "line"
            middles = tuple((word.left + word.right) / 2 for word in line)
            piece = Piece(kind, _text(line), len(found) + 1, 0, {"page": number, "line": at}, middles)
            found.append((piece, _goes_on(line, lines)))
    return _joined(found)


def _text(line: Line) -> str:
    return "  ".join(word.text for word in line)


def _is_page_number(line: Line, lines: list[Line], page: int) -> bool:
    """Whether the first or last line of a page is its number: in dashes, or a bare one that is near enough."""
    if line is not lines[0] and line is not lines[-1]:
        return False
    text = _text(line)
    bare = text.isdecimal() and len(text) < 4 and abs(int(text) - page) <= _OFFSET
    return bare or _PAGE_NUMBER.fullmatch(text) is not None


def _goes_on(line: Line, lines: list[Line]) -> bool:
    """Whether a line is running text that reaches the right edge of its page's text; one that ends in a value is a table's."""
    if len(line) > 1 and line[-1].text[-1].isdigit():
        return False
    left, right = min(one[0].left for one in lines), max(one[-1].right for one in lines)
    letters = sum(len(word.text) for word in line)
    return line[-1].right - left >= _FULL * (right - left) and letters >= _SHORTEST and len(line) < _FEW_WORDS


def _joined(found: list[tuple[Piece, bool]]) -> list[Piece]:
    """The pieces, a line that goes on joined with the next one."""
    joined: list[Piece] = []
    open_line = False
    for piece, goes_on in found:
        if open_line and piece.kind in ("line", "text"):
            joined[-1] = joined[-1]._replace(raw=joined[-1].raw + piece.raw, middles=())
        else:
            joined.append(piece)
        open_line = goes_on and piece.kind in ("line", "text")
    return joined


# ------------------------------------------------------------------ ruled tables


def ruled_pieces(data: bytes, pages: list[list[Line]]) -> list[Piece]:
    """Text, and the cells of ruled tables with their columns; nothing where no table is ruled, or the rulings are broken."""
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # its remarks on broken files are none of the reader's
    try:
        return _ruled_pieces(data, pages)
    except Exception:  # noqa: BLE001 - pdfminer raises whatever a broken file makes it stumble on; the lines are read all the same
        return []


def _ruled_pieces(data: bytes, pages: list[list[Line]]) -> list[Piece]:
    import pdfplumber  # noqa: PLC0415 - it takes half a second to import and is seldom needed

    found: list[tuple[Piece, bool]] = []
    tables = 0
    with pdfplumber.open(BytesIO(data)) as document:
        for number, (page, lines) in enumerate(zip(document.pages, pages, strict=True), 1):
            for part in _in_order(lines, sorted(page.find_tables(), key=lambda table: table.bbox[1])):
                line = found[-1][0].line + 1 if found else 1
                if isinstance(part, list):
                    kind = "page" if _is_page_number(part, lines, number) else "text"
                    found.append((Piece(kind, _text(part), line, place={"page": number}), _goes_on(part, lines)))
                else:
                    tables += 1
                    found += [(piece, False) for piece in _cells(part, line, {"page": number, "table": tables})]
            page.close()
    return _joined(found) if tables else []


def _in_order(lines: list[Line], tables: list[Any]) -> Iterator[Line | Any]:
    """Tables and the lines outside them, from top to bottom."""
    rest = list(tables)
    for line in lines:
        while rest and rest[0].bbox[3] <= line[0].y:
            yield rest.pop(0)
        if not (rest and rest[0].bbox[1] <= line[0].y < rest[0].bbox[3]):
            yield line
    yield from rest


def _cells(table: Any, line: int, place: dict[str, int]) -> Iterator[Piece]:
    """A cell that lies under a merged one is None and gives nothing."""
    for number, row in enumerate(table.extract(), 1):
        for column, text in enumerate(row, 1):
            if text is not None:
                yield Piece("cell", whole(text), line, column, {**place, "row": number})
        yield Piece("row_end", "", line)
        line += 1
