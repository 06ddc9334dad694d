"""Pieces named: each piece of a layout becomes a mark of grammar/report.lark, by the vocabulary of the forms.

Layouts with rows are read row by row, layouts without rows line by line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from auditor.normalise.plain import key, plain
from auditor.parse.headings import Heading
from auditor.parse.labels import Label, beginnings, exact, nearest, openers
from auditor.parse.rows import Place, terminal, told
from auditor.parse.value import is_counter, is_value
from auditor.source.piece import Piece

_LONGEST_LABEL = 60
_MOST_LINES = 4
_BLOCK = re.compile(r"\s*第二?十?条.{2,6}\s*$")


class _Mark(NamedTuple):
    kind: str
    piece: Piece
    label: Label | None = None
    heading: Heading | None = None
    table: str = ""
    values: tuple[Piece, ...] = ()


class Mark(_Mark):
    """A token of grammar/report.lark: ``kind`` is its terminal, ``label`` what the vocabulary says of it.

    A mark of kind VALUES holds the values that follow one another in ``values``.
    """

    __slots__ = ()
    # What the parser asks of a token; it is told its place by ``piece``.
    type = property(itemgetter(0))
    start_pos = line = column = end_line = end_column = end_pos = None


class Marker:
    """Turns the pieces of one file into marks. ``traditional`` tells its script, ``headings`` are by piece index."""

    def __init__(self, pieces: Sequence[Piece], headings: Mapping[int, Heading], *, traditional: bool) -> None:
        self.pieces, self.headings, self.traditional = pieces, headings, traditional
        self.table: str | None = None
        self.has_rows = False
        self.ends_rows = any(piece.kind == "row_end" for piece in pieces)

    def marks(self) -> Iterator[Mark]:
        """The marks of the file, in order; nothing is dropped but blank cells that belong to labels."""
        values: list[Piece] = []
        for mark in self._each():
            if mark.kind == "VALUES":
                values += mark.values
                continue
            if values:
                yield Mark("VALUES", values[0], values=tuple(values))
                values.clear()
            yield mark
        if values:
            yield Mark("VALUES", values[0], values=tuple(values))

    def _each(self) -> Iterator[Mark]:
        at = 0
        while at < len(self.pieces):
            piece = self.pieces[at]
            if at in self.headings:
                self.table = None
                yield Mark("HEADING", piece, heading=self.headings[at])
                at += 1
            elif piece.kind == "cell":
                end = at + 1
                while end < len(self.pieces) and (self.pieces[end].kind == "cell" or self._is_between_cells(end)):
                    end += 1
                yield from self._row(self.pieces[at:end])
                at = end
            elif piece.kind == "line":
                used, marks = self._line(at)
                yield from marks
                at += used
            else:
                if piece.kind == "text":
                    self.table = None
                    yield Mark("PARAGRAPH", piece)
                at += 1

    def _is_between_cells(self, at: int) -> bool:
        """Whether a value that is no cell stands within a row: then nobody can tell which of its values are the row's."""
        if self.pieces[at].kind != "line" or at in self.headings or at + 1 == len(self.pieces):
            return False
        return self.pieces[at + 1].kind == "cell" and is_value(self.pieces[at].raw, traditional=self.traditional)

    def plain(self, piece: Piece) -> str:
        """The plain text of a piece."""
        return plain(piece.raw, traditional=self.traditional)

    def _enter(self, label: Label, piece: Piece) -> Iterator[Mark]:
        if label.table != self.table:
            self.table, self.has_rows = label.table, False
            yield Mark("TABLE", piece, label=label, table=label.table)

    def _row(self, row: Sequence[Piece]) -> Iterator[Mark]:
        found = told([piece.raw for piece in row], Place(self.table, self.has_rows, self.ends_rows, self.traditional))
        self.table, self.has_rows = found.table, found.has_rows
        for kind, at, label, values in found.cells:
            table = label.table if label and kind == "TABLE" else ""
            yield Mark(kind, row[at], label, None, table, tuple([row[one] for one in values]))

    # ------------------------------------------------------------------ layouts without rows

    def _line(self, at: int) -> tuple[int, list[Mark]]:
        """How many lines the mark at a line takes, and the marks."""
        piece = self.pieces[at]
        used, label = self._joined(at)
        if self.table is None:
            label = label or self._damaged_opener(piece)
            if label is None or key(label.text) not in openers():
                return 1, [Mark("PARAGRAPH", piece)]
            return used, [*self._enter(label, piece), Mark(terminal(label), piece, label)]
        if label is not None and label.table != self.table and key(label.text) not in openers():
            label = None
        if label is not None:
            entering = list(self._enter(label, piece))
            return used, [*entering, Mark(self._kind(label, at + used), piece, label)]
        if is_value(piece.raw, traditional=self.traditional) or (self.table == "platform" and is_counter(self.plain(piece))):
            return 1, [Mark("VALUES", piece, values=(piece,))]
        return 1, [self._unknown(at)]

    def _joined(self, at: int) -> tuple[int, Label | None]:
        """The label that starts at a line, over as many lines as it is wrapped to."""
        text = ""
        for used, piece in enumerate(self.pieces[at : at + _MOST_LINES], 1):
            if at + used - 1 in self.headings:
                break
            text += self.plain(piece)
            if label := exact(text, self.table):
                return used, label
            if key(text) not in beginnings():
                break
        return 1, None

    def _damaged_opener(self, piece: Piece) -> Label | None:
        """The heading of the first block, 第二十条第（一）项, where it is damaged: without it the block stands in no table."""
        text = self.plain(piece)
        return nearest(text, "disclosure", ("heading",)) if _BLOCK.match(text) else None

    def _kind(self, label: Label, after: int) -> str:
        """（六）其他处理 is a row in the form of 2019 and a group in that of 2021: a row has values."""
        if label.kind == "row" and label.table != "review" and key(label.text) in _ALSO_GROUPS:
            return "ROW" if after < len(self.pieces) and is_value(self.pieces[after].raw) else "GROUP"
        return terminal(label)

    def _unknown(self, at: int) -> Mark:
        """A line of a table that is no label and no value: a damaged label, an extra row, a stray line, or the table's end."""
        piece, text = self.pieces[at], self.plain(self.pieces[at])
        if len(key(text)) > _LONGEST_LABEL or "。" in text:
            self.table = None
            return Mark("PARAGRAPH", piece)
        following = at + 1 < len(self.pieces) and is_value(self.pieces[at + 1].raw, traditional=self.traditional)
        found = nearest(text, self.table or "", ("row",) if following else ("row", "column", "group"))
        if following and self.table != "review":
            return Mark("ROW", piece, found)
        return Mark(terminal(found), piece, found) if found else Mark("STRAY", piece)


_ALSO_GROUPS = frozenset({key("（六）其他处理")})
