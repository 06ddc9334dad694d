"""Word files: paragraphs with their automatic numbers, and tables as rows of cells with their columns.

Merged cells stand once, where they begin. A file of this format has no lines: its paragraphs and rows are counted instead.
"""

from collections.abc import Iterator

from lxml import etree

from auditor.source.decode import Undecodable
from auditor.source.numbering import Numbering
from auditor.source.package import Package
from auditor.source.piece import Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HOLDERS = frozenset(_W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"))
_GONE = frozenset((_W + "del", _W + "moveFrom", _W + "instrText", _FALLBACK))
_SPECIAL = {_W + "tab": " ", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_MOST_CELLS = 20_000


def read_docx(data: bytes) -> list[Piece]:
    """The pieces of a Word file. Raises ``Undecodable``: PARSE-BROKEN, -ENCRYPTED, -TOO-MANY."""
    package = Package(data)
    document = package.xml("word/document.xml")
    body = document.find(f"{_W}body") if document is not None else None
    if body is None:
        raise Undecodable("PARSE-BROKEN", kind="docx")
    return _Reader(Numbering(package)).read(body)


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
            if not _goes_on(cell):
                self._add(Piece("cell", self._cell_text(cell), self.line, column, place))
            column += _number(cell, "tcPr/gridSpan", 1)
        self._add(Piece("row_end", "", self.line))

    def _cell_text(self, cell: etree._Element) -> str:
        lines = [line for paragraph in cell.iter(_W + "p") for line in self._text(paragraph).split("\n")]
        kept = [line for line in lines if line.strip()]
        return "\n".join(kept) if kept else next((line for line in lines if line), "")

    def _text(self, paragraph: etree._Element) -> str:
        return self.numbering.label(paragraph) + "".join(_runs(paragraph))

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


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through content controls and insertions."""
    for child in element:
        if child.tag == _W + name:
            yield child
        elif child.tag in _HOLDERS:
            yield from _children(child, name)


def _runs(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph as it reads: insertions in, deletions and field codes out."""
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _SPECIAL:
            yield _SPECIAL[child.tag]
        elif child.tag not in _GONE and child.tag != _W + "pPr":
            yield from _runs(child)


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find("/".join(_W + part for part in path.split("/")))
    value = (found.get(_W + "val") or "") if found is not None else ""
    return min(int(value), 1000) if value.isdecimal() and len(value) < 6 else default


def _goes_on(cell: etree._Element) -> bool:
    """Whether a cell is the lower part of a merged one."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _is_frame(table: etree._Element) -> bool:
    """Whether a table only lays out a page: it has no row of several cells but holds tables."""
    return table.find(f".//{_W}tbl") is not None and all(
        sum(1 for _ in _children(row, "tc")) < 2 for row in _children(table, "tr")
    )


def _nearest_table(cell: etree._Element) -> etree._Element | None:
    return next(cell.iterancestors(_W + "tbl"), None)
