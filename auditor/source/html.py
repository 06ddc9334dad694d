"""Web pages: paragraphs, and tables as rows of cells with their columns. What a page has beside its text is left out.

A cell stands where it begins; one that goes over several rows or columns is not repeated.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from auditor.source.decode import Undecodable, decode
from auditor.source.piece import Piece

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "aside", "select", "option", "button", "textarea", "iframe",
     "object", "svg", "canvas", "audio", "video", "map", "head")
)  # fmt: skip
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
     "s", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "var", "wbr", "ruby", "rb", "rt", "img", "input")
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_CELLS = 20_000
_DEEPEST = 200
_WIDEST_SPAN = 1000


class Page(NamedTuple):
    """A page's pieces; ``paths`` gives for each the elements that hold it, outermost first; ``lines`` of its source."""

    pieces: Sequence[Piece]
    paths: Sequence[tuple[int, ...]]
    lines: int


def read_html(data: bytes) -> Page:
    """The pieces of a page. Raises ``Undecodable``, PARSE-TOO-MANY for a page beyond all measure."""
    text = decode(data).text
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise Undecodable("PARSE-BROKEN", kind="html") from error
    if root is None:
        raise Undecodable("PARSE-EMPTY")
    if any("depth" in error.message for error in parser.error_log):
        raise Undecodable("PARSE-TOO-MANY", kind="depth", limit=_DEEPEST)
    walker = _Walker()
    walker.walk(root)
    return Page(walker.pieces, walker.paths, text.rstrip().count("\n") + 1)


class _Walker:
    """Goes through the elements in the order of the page and keeps the paragraph that is being gathered."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.paths: list[tuple[int, ...]] = []
        self.gathered: list[str] = []
        self.line = 0
        self.open: list[etree._Element] = []
        self.path: list[int] = []
        self.entered = self.tables = 0

    def walk(self, root: etree._Element) -> None:
        for event, element in (walk := etree.iterwalk(root, events=("start", "end"))):
            if event == "end":
                self._leave(element)
                continue
            if _is_skipped(element):
                walk.skip_subtree()
            elif element.tag == "table" and not _is_frame(element):
                self._paragraph()
                self._table(element)
                walk.skip_subtree()
            else:
                self._enter(element)
        self._paragraph()

    def _enter(self, element: etree._Element) -> None:
        if not _is_inline(element):
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
        text = _SPACE.sub(" ", "".join(self.gathered)).strip(" ")
        self.gathered.clear()
        if text.strip():
            self._add(Piece("text", text, self.line))

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.paths.append(tuple(self.path))
        if len(self.pieces) > _MOST_CELLS:
            raise Undecodable("PARSE-TOO-MANY", kind="cells", limit=_MOST_CELLS)

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        taken: dict[int, int] = {}
        for number, row in enumerate(_own(table, "tr"), 1):
            column, taken = 1, {at: rows - 1 for at, rows in taken.items() if rows > 1}
            below: dict[int, int] = {}
            for cell in _own(row, "td", "th"):
                while column in taken:
                    column += 1
                place = {"table": self.tables, "row": number}
                self._add(Piece("cell", _cell_text(cell), cell.sourceline or 0, column, place))
                wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
                if high > 1 and column < _WIDEST_SPAN:
                    below |= dict.fromkeys(range(column, column + wide), high)
                column += wide
            taken |= below
            self._add(Piece("row_end", "", row.sourceline or 0))
        self._add(Piece("table_end", "", table.sourceline or 0))


def _is_inline(element: etree._Element) -> bool:
    return element.tag in _INLINE


def _is_skipped(element: etree._Element) -> bool:
    if element.tag in _SKIPPED or not isinstance(element.tag, str):
        return True
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _HIDDEN.search(style) is not None)


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out a page: most of its text stands in tables inside it."""
    inner = table.find(".//table")
    if inner is None:
        return False
    nested = sum(len("".join(one.itertext()).strip()) for one in table.iterdescendants("table") if _outer(one) is table)
    return nested * 2 > len("".join(table.itertext()).strip())


def _outer(table: etree._Element) -> etree._Element | None:
    return next(table.iterancestors("table"), None)


def _own(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, not those of tables inside it."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _own(child, *tags)


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name)
    if written is None:
        return 1
    digits = written.strip()
    return min(max(int(digits), 1), _WIDEST_SPAN) if digits.isdecimal() and len(digits) < 6 else 1


def _cell_text(cell: etree._Element) -> str:
    r"""The text of a cell, one line a paragraph or ``<br>``; empty lines beside others are left out."""
    if not len(cell):
        return _SPACE.sub(" ", cell.text or "").strip(" ")
    parts: list[str] = []
    for event, element in (walk := etree.iterwalk(cell, events=("start", "end"))):
        if event == "start" and element is not cell and _is_skipped(element):
            walk.skip_subtree()
        elif event == "start":
            parts += ["" if _is_inline(element) else "\v", element.text or ""]
        elif element is not cell:
            parts += ["" if _is_inline(element) else "\v", element.tail or ""]
    lines = [_SPACE.sub(" ", line).strip(" ") for line in "".join(parts).split("\v")]
    kept = [line for line in lines if line.strip()]
    return "\n".join(kept) if kept else next((line for line in lines if line), "")
