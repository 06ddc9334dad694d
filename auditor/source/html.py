"""Web pages: paragraphs, and tables as rows of cells with their columns. What a page has beside its text is left out.

A cell stands where it begins; one that goes over several rows or columns is not repeated.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from lxml import etree

from auditor.source.decode import Undecodable, decode
from auditor.source.fragment import as_page
from auditor.source.piece import Piece

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "aside", "select", "option", "button", "textarea", "iframe",
     "object", "svg", "canvas", "audio", "video", "map", "head", "del", "s", "strike")
)  # fmt: skip
# What a form shows for somebody to change: a field of it in a cell is the cell's text.
_FIELDS = frozenset(("textarea", "input"))
_NO_TEXT = frozenset(("hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file", "password"))
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
     "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr", "ruby", "rb", "rt", "img", "input")
)  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|line-through", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_MOST_CELLS = 20_000
_DEEPEST = 200
_WIDEST_SPAN = 1000
# Pictures of fewer pixels on a side are signs, of the sort of a file for one.
_SMALLEST = 100


class Page(NamedTuple):
    """A page's pieces; ``paths`` gives for each the elements that hold it, outermost first; ``lines`` of its source.

    ``frame`` is the line of the first frame, in which the page shows another one, None where it has none.
    """

    pieces: Sequence[Piece]
    paths: Sequence[tuple[int, ...]]
    lines: int
    frame: int | None = None


def read_html(data: bytes) -> Page:
    """The pieces of a page. Raises ``Undecodable``, PARSE-TOO-MANY for a page beyond all measure."""
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
    walker = _Walker()
    walker.walk(root)
    frame = next(root.iter("iframe", "frame"), None)
    return Page(walker.pieces, walker.paths, text.rstrip().count("\n") + 1, None if frame is None else frame.sourceline or 1)


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
            if _is_skipped(element):
                walk.skip_subtree()
            elif element.tag == "img":
                self._picture(element)
            elif element.tag in ("tr", "td", "th") and _outer(element) is None:
                self._paragraph()
                self._row(list(_own(element, "td", "th")) if element.tag == "tr" else [element], {}, {})
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
        for line in self.pictures:
            self._add(Piece("image", "", line))
        self.pictures.clear()

    def _picture(self, element: etree._Element) -> None:
        """A picture that is large enough for a table, or does not tell its size."""
        if not any(_pixels(element, name) < _SMALLEST for name in ("width", "height")):
            self.pictures.append(element.sourceline or 0)

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.paths.append(tuple(self.path))
        if len(self.pieces) > _MOST_CELLS:
            raise Undecodable("PARSE-TOO-MANY", kind="cells", limit=_MOST_CELLS)

    def _table(self, table: etree._Element) -> None:
        self.tables += 1
        taken: dict[int, int] = {}
        for number, cells in enumerate(_rows(table), 1):
            taken = self._row(cells, {"table": self.tables, "row": number}, taken)
        self._add(Piece("table_end", "", table.sourceline or 0))

    def _row(self, cells: Sequence[etree._Element], place: Mapping[str, int], above: Mapping[int, int]) -> dict[int, int]:
        """Adds a row; which columns its cells and those ``above`` cover, and for how many rows yet, its own counted."""
        taken = {at: rows - 1 for at, rows in above.items() if rows > 1}
        below: dict[int, int] = {}
        column = 1
        for cell in cells:
            while column in taken:
                column += 1
            self._add(Piece("cell", _with_tail(cell), cell.sourceline or 0, column, place))
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if high > 1 and column < _WIDEST_SPAN:
                below |= dict.fromkeys(range(column, column + wide), high)
            column += wide
        self._add(Piece("row_end", "", cells[-1].sourceline or 0 if cells else 0))
        return taken | below


def _pixels(element: etree._Element, name: str) -> int:
    digits = (element.get(name) or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else _SMALLEST


def _is_inline(element: etree._Element) -> bool:
    return element.tag in _INLINE


def _is_skipped(element: etree._Element) -> bool:
    if element.tag in _SKIPPED or not isinstance(element.tag, str):
        return True
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and _hides(style))


@lru_cache(maxsize=1 << 10)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out a page: most of its text stands in tables of several cells inside it."""
    inner = [one for one in table.iterdescendants("table") if _outer(one) is table and _has_cells(one)]
    nested = sum(len("".join(one.itertext()).strip()) for one in inner)
    return nested * 2 > len("".join(table.itertext()).strip())


def _has_cells(table: etree._Element) -> bool:
    return len(list(islice(table.iter("td", "th"), 2))) > 1


def _outer(table: etree._Element) -> etree._Element | None:
    return next(table.iterancestors("table"), None)


def _rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """The cells of each row of a table; cells that stand in no row are one together."""
    loose: list[etree._Element] = []
    for element in _own(table, "tr", "td", "th"):
        if element.tag != "tr":
            loose.append(element)
            continue
        if loose:
            yield loose
            loose = []
        yield list(_own(element, "td", "th"))
    if loose:
        yield loose


def _own(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row that are shown, not those of tables inside it.

    Whatever stands between them (form, font, a body of the table) is looked through, as browsers do.
    """
    for child in element:
        if _is_skipped(child):
            continue
        if child.tag in tags:
            yield child
        elif child.tag != "table":
            yield from _own(child, *tags)


def _span(cell: etree._Element, name: str) -> int:
    written = cell.get(name)
    if written is None:
        return 1
    digits = written.strip()
    return min(max(int(digits), 1), _WIDEST_SPAN) if digits.isdecimal() and len(digits) < 6 else 1


def _field(element: etree._Element) -> str:
    """What stands in a field of a form."""
    if element.tag == "textarea":
        return element.text or ""
    return "" if (element.get("type") or "").lower() in _NO_TEXT else element.get("value") or ""


def _remark(raised: str) -> str:
    """What is raised in a cell, a mark of a note, as a remark: else it would be a digit of the number before it."""
    mark = raised.strip().strip("()（）")
    return f"({mark})" if mark else ""


def _with_tail(cell: etree._Element) -> str:
    """The text of a cell, and what stands between it and the next one: a cell that is closed twice ends before its text."""
    text, tail = _cell_text(cell), _SPACE.sub(" ", cell.tail or "").strip()
    return f"{text}\n{tail}".strip("\n") if tail else text


def _cell_text(cell: etree._Element) -> str:
    r"""The text of a cell, one line a paragraph or ``<br>``; empty lines beside others are left out."""
    if not len(cell):
        return _SPACE.sub(" ", cell.text or "").strip(" ")
    parts: list[str] = []
    for event, element in (walk := etree.iterwalk(cell, events=("start", "end"))):
        if event == "start" and element.tag in _FIELDS:
            parts.append(_field(element))
            walk.skip_subtree()
        elif event == "start" and element.tag == "sup":
            parts.append(_remark("".join(element.itertext())))
            walk.skip_subtree()
        elif event == "start" and element is not cell and _is_skipped(element):
            walk.skip_subtree()
        elif event == "start":
            parts += ["" if _is_inline(element) else "\v", element.text or ""]
        elif element is not cell:
            parts += ["" if _is_inline(element) else "\v", element.tail or ""]
    lines = [_SPACE.sub(" ", line).strip(" ") for line in "".join(parts).split("\v")]
    kept = [line for line in lines if line.strip()]
    return "\n".join(kept) if kept else next((line for line in lines if line), "")
