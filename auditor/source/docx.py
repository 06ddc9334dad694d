"""Word files: paragraphs with their automatic numbers, and tables as rows of cells with their columns.

Merged cells stand once, where they begin. A file of this format has no lines: its paragraphs and rows are counted instead.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import islice, takewhile

from lxml import etree

from auditor.source.decode import Undecodable
from auditor.source.numbering import Numbering
from auditor.source.package import Package
from auditor.source.piece import Piece
from auditor.source.sniff import MAIN_PART

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = _W + "txbxContent"
_HOLDERS = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_GONE = frozenset((_W + "del", _W + "moveFrom", _W + "instrText", _W + "pPr", _FALLBACK, _TEXT_BOX))
# What a person does not see, or sees struck out: as a run's property, and as a row's.
_UNSEEN = frozenset((_W + "vanish", _W + "strike", _W + "dstrike"))
_UNSEEN_ROWS = frozenset((_W + "del", _W + "hidden"))
_TO_FILL_IN = frozenset((_W + "showingPlcHdr",))
_RUN, _CONTROL, _VALUE = _W + "r", _W + "sdt", _W + "val"
_CELL, _SPAN, _DELETED, _MERGES = _W + "tcPr", _W + "gridSpan", _W + "cellDel", (_W + "vMerge", _W + "hMerge")
# What raises or lowers a run, and what it is where it does not.
_LEVEL = {_W + "vertAlign": "baseline", _W + "position": "0"}
# What may be a picture of a table, or a spreadsheet put into the text.
_PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
    _W + "object",
)
_TEXTS = frozenset((_W + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"))
# A character of a font of signs.
_SIGN = _W + "sym"
_UNREAD = "\ufffd"
_SPECIAL = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_MOST_CELLS = 20_000


def read_docx(data: bytes) -> list[Piece]:
    """The pieces of a Word file.

    Raises ``Undecodable``: PARSE-BROKEN, -ENCRYPTED, -TOO-MANY, -EMBEDDED (declined) where the text is another file inside it.
    """
    package = Package(data)
    document = next((package.xml(name) for name in package.parts if MAIN_PART.fullmatch(name)), None)
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        raise Undecodable("PARSE-BROKEN", kind="docx")
    pieces = _Reader(Numbering(package)).read(body)
    if next(body.iter(_W + "altChunk"), None) is not None and not any(piece.kind == "cell" for piece in pieces):
        raise Undecodable("PARSE-EMBEDDED", declined=True)
    return pieces


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.pieces: list[Piece] = []
        self.line = self.tables = 0

    def read(self, body: etree._Element) -> list[Piece]:
        for block in _blocks(body):
            if block.tag == _W + "p":
                self._paragraphs(block)
            else:
                self._table(block)
        return self.pieces

    def _paragraphs(self, paragraph: etree._Element) -> None:
        for text in self._text(paragraph).split("\n"):
            if text.strip():
                self.line += 1
                self._add(Piece("text", text, self.line))
        if any(True for _ in paragraph.iter(*_PICTURES)):
            self.line += 1
            self._add(Piece("image", "", self.line))
        for box in _text_boxes(paragraph):
            self.read(box)

    def _table(self, table: etree._Element) -> None:
        if _is_frame(table):
            for cell in table.iterdescendants(_W + "tc"):
                if _nearest_table(cell) is table:
                    self.read(cell)
            return
        self.tables += 1
        number = self.tables
        for count, row in enumerate(_children(table, "tr"), 1):
            self.line += 1
            self._row(row, {"table": number, "row": count})
        self._add(Piece("table_end", "", self.line))

    def _row(self, row: etree._Element, place: dict[str, int]) -> None:
        column = 1 + _number(row, "trPr/gridBefore", 0)
        for cell in _children(row, "tc"):
            held = cell.find(_CELL)
            its = {one.tag: one.get(_VALUE) for one in held} if held is not None else {}
            if _DELETED in its:
                continue
            if not _goes_on(its):
                self._add(Piece("cell", self._cell_text(cell), self.line, column, place))
            column += _count(its.get(_SPAN), 1)
        self._add(Piece("row_end", "", self.line))

    def _cell_text(self, cell: etree._Element) -> str:
        lines = [line for paragraph in _paragraphs(cell) for line in self._text(paragraph, in_cell=True).split("\n")]
        if kept := [line for line in lines if line.strip()]:
            return "\n".join(kept)
        return _UNREAD if any(True for _ in cell.iter(_SIGN, *_PICTURES)) else next((line for line in lines if line), "")

    def _text(self, paragraph: etree._Element, *, in_cell: bool = False) -> str:
        return self.numbering.label(paragraph) + "".join(_runs(paragraph, in_cell=in_cell))

    def _add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        if len(self.pieces) > _MOST_CELLS:
            raise Undecodable("PARSE-TOO-MANY", kind="cells", limit=_MOST_CELLS)


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of a body or cell, through content controls and insertions."""
    for child in element:
        if child.tag in (_W + "p", _W + "tbl"):
            yield child
        elif child.tag in _HOLDERS:
            yield from _blocks(child)


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a cell, of its text boxes, and of the tables inside it."""
    for block in _blocks(cell):
        if block.tag == _W + "p":
            yield block
            for box in _text_boxes(block):
                yield from _paragraphs(box)
        else:
            for row in _children(block, "tr"):
                for inner in _children(row, "tc"):
                    yield from _paragraphs(inner)


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The text boxes that are anchored in a paragraph, each once, not those inside others."""
    for box in paragraph.iter(_TEXT_BOX):
        around = list(takewhile(lambda one: one is not paragraph, box.iterancestors()))
        if not any(one.tag in (_FALLBACK, _TEXT_BOX) for one in around):
            yield box


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table that are shown or the cells of a row, through content controls and insertions."""
    for child in element:
        if child.tag == _W + name:
            if name != "tr" or not _has(child, "trPr", _UNSEEN_ROWS):
                yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, name)


def _runs(element: etree._Element, *, in_cell: bool) -> Iterator[str]:
    """The text of a paragraph as it reads: insertions in, deletions, field codes and what is to be filled in out.

    In a cell what is raised, a mark of a note, is a remark in parentheses: else it would be a digit of the number before it.
    """
    for child in element:
        if child.tag in _TEXTS:
            yield "".join(child.itertext())
        elif child.tag in _SPECIAL:
            yield _SPECIAL[child.tag]
        elif child.tag in _GONE or _is_unseen(child):
            continue
        elif in_cell and child.tag == _RUN and _is_raised(child) and (mark := "".join(_runs(child, in_cell=False)).strip()):
            yield f"({mark.strip('()（）')})"
        else:
            yield from _runs(child, in_cell=in_cell)


def _is_unseen(element: etree._Element) -> bool:
    """Whether a run is hidden or struck, or a control shows what is to be filled in."""
    if element.tag == _RUN:
        return _has(element, "rPr", _UNSEEN)
    return bool(element.tag == _CONTROL) and _has(element, "sdtPr", _TO_FILL_IN)


def _has(element: etree._Element, properties: str, tags: AbstractSet[str]) -> bool:
    """Whether an element has one of these among its properties, and it is not switched off."""
    held = element.find(_W + properties)
    return held is not None and any(one.tag in tags and one.get(_W + "val", "1") not in ("0", "false", "off") for one in held)


def _is_raised(run: etree._Element) -> bool:
    """Whether a run is raised or lowered."""
    held = run.find(_W + "rPr")
    return held is not None and any(one.get(_VALUE) != _LEVEL[one.tag] for one in held if one.tag in _LEVEL)


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find("/".join(_W + part for part in path.split("/")))
    return _count(found.get(_VALUE), default) if found is not None else default


def _count(value: str | None, default: int) -> int:
    return min(int(value), 1000) if value and value.isdecimal() and len(value) < 6 else default


def _goes_on(its: Mapping[str, str | None]) -> bool:
    """Whether a cell of these properties lies under a merged one, or to its right in the older way to merge."""
    return any(name in its and (its[name] or "continue") == "continue" for name in _MERGES)


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out a page: most of its text stands in tables of several cells inside it."""
    inner = [one for one in table.iterdescendants(_W + "tbl") if _nearest_table(one) is table and _has_cells(one)]
    return 2 * sum(map(_letters, inner)) > _letters(table)


def _has_cells(table: etree._Element) -> bool:
    return len(list(islice(table.iter(_W + "tc"), 2))) > 1


def _letters(table: etree._Element) -> int:
    return sum(len(text.text or "") for text in table.iter(_W + "t"))


def _nearest_table(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(_W + "tbl"), None)
