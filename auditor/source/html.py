"""Web pages: paragraphs, and tables as rows of cells with their columns. What a page has beside its text is left out.

A cell stands where it begins; one that goes over several rows or columns is not repeated.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from auditor.source.decode import Undecodable, decode
from auditor.source.fragment import as_page
from auditor.source.html_cells import (
    SPACE,
    WIDEST_SPAN,
    Cell,
    is_inline,
    is_large,
    is_skipped,
    outer,
    own,
    rows_of,
    span,
    text_inside,
    text_of,
)
from auditor.source.html_hidden import hidden_parts, hide_by_sheet, show
from auditor.source.piece import Piece

_MOST_CELLS = 20_000
_DEEPEST = 200


# The beginning of a table, also as a script may write it.
_TABLE = re.compile(r"(?:<|\\u003c|&lt;)table\b", re.IGNORECASE)
# A value alone.
_VALUE = re.compile(r"[-+]?[0-9０-９][0-9０-９,，.]*\w?|[-—–⸺/无]+")


class Page(NamedTuple):
    """A page's pieces; ``paths`` gives for each the elements that hold it, outermost first; ``lines`` of its source.

    ``frame`` is the line of the first frame, in which the page shows another one, ``hidden`` of the first hidden part where there
    are tables in such parts, ``script`` of the first script that holds tables; None where there is none.
    """

    pieces: Sequence[Piece]
    paths: Sequence[tuple[int, ...]]
    lines: int
    frame: int | None = None
    hidden: int | None = None
    script: int | None = None


def read_html(data: bytes, *, with_hidden: bool = False) -> Page:
    """The pieces of a page, also of its hidden parts if asked for.

    Raises ``Undecodable``, PARSE-TOO-MANY for a page beyond all measure.
    """
    text = as_page(decode(data).text)
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Undecodable("PARSE-BROKEN", kind="html") from error
    if root is None:
        raise Undecodable("PARSE-EMPTY")
    if any("depth" in error.message for error in parser.error_log):
        raise Undecodable("PARSE-TOO-MANY", kind="depth", limit=_DEEPEST)
    hide_by_sheet(root)
    hidden = hidden_parts(root)
    if with_hidden:
        show(hidden)
    walker = _Walker()
    walker.walk(root)
    frames, scripts = root.iter("iframe", "frame"), filter(_holds_table, root.iter("script", "noscript", "template", "textarea"))
    lines = (_first_line(frames), _first_line(hidden), _first_line(scripts))
    return Page(walker.pieces, walker.paths, text.rstrip().count("\n") + 1, *lines)


def _first_line(elements: Iterable[etree._Element]) -> int | None:
    return next((element.sourceline or 1 for element in elements), None)


def _holds_table(element: etree._Element) -> bool:
    """Whether a script, or what is put into the page by one, holds a table."""
    return next(element.iter("table"), None) is not None or _TABLE.search("".join(element.itertext())) is not None


class _Walker:
    """Goes through the elements in the order of the page and keeps the paragraph that is being gathered."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.paths: list[tuple[int, ...]] = []
        self.gathered: list[str] = []
        self.pictures: list[int] = []
        self.line = 0
        self.open: list[etree._Element] = []
        self.path: list[int] = []
        self.entered = self.tables = 0

    def walk(self, root: etree._Element) -> None:
        for event, element in (walk := etree.iterwalk(root, events=("start", "end"))):
            if event == "end":
                self._leave(element)
                continue
            if is_skipped(element):
                walk.skip_subtree()
            elif element.tag == "img":
                self._picture(element)
            elif element.tag in ("tr", "td", "th") and outer(element) is None and next(element.iter("table"), None) is None:
                self._row_behind(element)
                walk.skip_subtree()
            elif element.tag == "table" and not _is_frame(element):
                self._paragraph()
                self._table(element)
                walk.skip_subtree()
            else:
                self._enter(element)
        self._paragraph()

    def _enter(self, element: etree._Element) -> None:
        if not is_inline(element):
            self._paragraph()
            self.entered += 1
            self.open.append(element)
            self.path.append(self.entered)
            if len(self.path) > _DEEPEST:
                raise Undecodable("PARSE-TOO-MANY", kind="depth", limit=_DEEPEST)
        self._text(element.text, element)

    def _leave(self, element: etree._Element) -> None:
        if self.open and self.open[-1] is element:
            self._paragraph()
            self.open.pop()
            self.path.pop()
        self._text(element.tail, element)

    def _text(self, text: str | None, element: etree._Element) -> None:
        if text:
            if not self.gathered:
                self.line = element.sourceline or 0
            self.gathered.append(text)

    def _paragraph(self) -> None:
        if text := self._taken():
            self._add(Piece("text", text, self.line))
        for line in self.pictures:
            self._add(Piece("image", "", line))
        self.pictures.clear()

    def _taken(self) -> str:
        """The text that was gathered, "" where there is none or it went to the last cell, from which it was cut off."""
        text = SPACE.sub(" ", "".join(self.gathered)).strip(" ")
        self.gathered.clear()
        return "" if not text.strip() or (self._is_behind_blank_cell() and self._goes_on(text)) else text

    def _picture(self, element: etree._Element) -> None:
        """A picture that is large enough for a table, or does not tell its size."""
        if is_large(element):
            self.pictures.append(element.sourceline or 0)

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.paths.append(tuple(self.path))
        if len(self.pieces) > _MOST_CELLS:
            raise Undecodable("PARSE-TOO-MANY", kind="cells", limit=_MOST_CELLS)

    def _is_behind_blank_cell(self) -> bool:
        """Whether a table ended just now with a blank cell: it may have been closed inside that cell."""
        return [one.kind for one in self.pieces[-3:]] == ["cell", "row_end", "table_end"] and not self.pieces[-3].raw.strip()

    def _goes_on(self, text: str) -> bool:
        """Whether a text outside the cells is a value, and went to the cell before it, whose end it was cut off from."""
        last = len(self.pieces) - 1
        while last >= 0 and self.pieces[last].kind in ("row_end", "table_end"):
            last -= 1
        if last < 0 or self.pieces[last].kind != "cell" or not _VALUE.fullmatch(text):
            return False
        self.pieces[last] = self.pieces[last]._replace(raw=f"{self.pieces[last].raw.strip()}\n{text}".strip())
        return True

    def _row_behind(self, element: etree._Element) -> None:
        """A row, or a cell of one, behind the end of its table, with the text that stands before it there."""
        text = self._taken()
        before = element.getprevious()
        is_beside = element.tag != "tr" and not text and before is not None and before.tag in ("td", "th")
        if is_beside and self.pieces and self.pieces[-1].kind == "row_end":
            self.pieces.pop()
            self.paths.pop()
        cells = list(own(element, "td", "th")) if element.tag == "tr" else [element]
        self._row([text, *cells] if text else cells, element, {}, {})

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        if (caption := table.find("caption")) is not None and (text := text_inside(caption).strip()):
            self._add(Piece("text", text, caption.sourceline or 0))
        taken: dict[int, int] = {}
        for number, cells in enumerate(rows_of(table), 1):
            taken = self._row(cells, table, {"table": self.tables, "row": number}, taken)
        self._add(Piece("table_end", "", table.sourceline or 0))

    def _row(
        self, cells: Sequence[Cell], holder: etree._Element, place: Mapping[str, int], above: Mapping[int, int]
    ) -> dict[int, int]:
        """Adds a row; which columns its cells and those ``above`` cover, and for how many rows yet, its own counted."""
        taken = {at: rows - 1 for at, rows in above.items() if rows > 1}
        below: dict[int, int] = {}
        column, line = 1, holder.sourceline or 0
        for cell in cells:
            while column in taken:
                column += 1
            if isinstance(cell, str):
                text = SPACE.sub(" ", cell).strip(" ")
                if not self._goes_on(text):
                    self._add(Piece("cell", text, line, column, place))
                    column += 1
                continue
            line = cell.sourceline or 0
            self._add(Piece("cell", text_of(cell), line, column, place))
            wide, high = span(cell, "colspan"), span(cell, "rowspan")
            if high > 1 and column < WIDEST_SPAN:
                below |= dict.fromkeys(range(column, column + wide), high)
            column += wide
        if self.pieces and self.pieces[-1].kind == "cell":
            self._add(Piece("row_end", "", line))
        return taken | below


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out a page: most of its text stands in tables of several cells inside it."""
    inner = [one for one in table.iterdescendants("table") if outer(one) is table and _has_cells(one)]
    nested = sum(len("".join(one.itertext()).strip()) for one in inner)
    return nested > 0 and nested * 2 > len("".join(table.itertext()).strip())


def _has_cells(table: etree._Element) -> bool:
    return len(list(islice(table.iter("td", "th"), 2))) > 1
