"""Pieces named: each piece of a layout becomes a mark of grammar/report.lark, by the vocabulary of the forms.

Layouts with rows are read row by row: labels first, then the values, always at the end of the row, so that the blank cells
that stand for merged labels are not taken for blank values. Layouts without rows are read line by line.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.model.report import State
from auditor.normalise.plain import key, plain
from auditor.parse.headings import Heading
from auditor.parse.labels import Label, beginnings, exact, nearest, openers
from auditor.parse.value import is_counter, is_value, read_value
from auditor.source.piece import Piece

_LONGEST_LABEL = 60
_MOST_LINES = 4
_RECORD = 15
_WIDTH = 7


class Mark(NamedTuple):
    """A token of grammar/report.lark: ``kind`` is its terminal, ``label`` what the vocabulary says of it.

    A mark of kind VALUES holds the values that follow one another in ``values``.
    """

    kind: str
    piece: Piece
    label: Label | None = None
    heading: Heading | None = None
    table: str = ""
    values: tuple[Piece, ...] = ()


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
                values.append(mark.piece)
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
                end = at
                while end < len(self.pieces) and self.pieces[end].kind == "cell":
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

    def plain(self, piece: Piece) -> str:
        """The plain text of a piece."""
        return plain(piece.raw, traditional=self.traditional)

    def _enter(self, label: Label, piece: Piece) -> Iterator[Mark]:
        if label.table != self.table:
            self.table, self.has_rows = label.table, False
            yield Mark("TABLE", piece, label=label, table=label.table)

    # ------------------------------------------------------------------ layouts with rows

    def _row(self, row: Sequence[Piece]) -> Iterator[Mark]:
        cells, labels = self._told_once(row, self._labels(row))
        first = next(((piece, label) for piece, label in zip(cells, labels, strict=True) if label), None)
        if first:
            yield from self._enter(first[1], first[0])
        rows = [at for at, label in enumerate(labels) if label and label.kind == "row" and self.table != "review"]
        if rows:
            yield from self._data_rows(cells, labels, rows)
        elif self.table is None:
            yield from (Mark("PARAGRAPH", piece) for piece in cells if piece.raw.strip())
        elif (damaged := self._damaged_row(cells, labels)) is not None:
            yield from self._data_rows(cells, labels, [damaged])
        elif any(labels):
            data = self._record_after(labels)
            yield from self._head(cells[:data], labels[:data])
            yield from (Mark("VALUES", piece) for piece in cells[data:])
        elif self.table == "review":
            yield from (Mark("VALUES", piece) for piece in cells)
        elif self._is_torn_off(cells):
            yield from (Mark("VALUES", piece) for piece in cells[-_WIDTH:])
        else:
            yield from (Mark("STRAY", piece) for piece in cells if piece.raw.strip())

    def _is_torn_off(self, cells: Sequence[Piece]) -> bool:
        """Whether cells are the values of a row of table 3 that lost its label, and no row before it has one."""
        return (
            self.table == "applications"
            and not self.has_rows
            and len(cells) >= _WIDTH
            and all(not piece.raw.strip() or is_value(piece.raw) for piece in cells)
        )

    def _told_once(self, row: Sequence[Piece], labels: Sequence[Label | None]) -> tuple[Sequence[Piece], Sequence[Label | None]]:
        """The cells of a row and their labels, a label once that a merged cell repeats in each column it covers."""
        pairs = list(zip(row, labels, strict=True))
        kept = pairs[:1] + [now for before, now in pairwise(pairs) if not (now[1] and now[0].raw == before[0].raw)]
        return [piece for piece, _ in kept], [label for _, label in kept]

    def _labels(self, cells: Sequence[Piece]) -> list[Label | None]:
        """The label of each cell, if it is one; a wording that two tables share goes to the table of its neighbours."""
        texts = [self.plain(piece) for piece in cells]
        sure = next((label.table for text in texts if (label := exact(text, None))), None)
        here = sure if sure and sure != self.table else self.table
        return [exact(text, here) if text.strip() else None for text in texts]

    def _data_rows(self, cells: Sequence[Piece], labels: Sequence[Label | None], rows: Sequence[int]) -> Iterator[Mark]:
        """Groups before the first row label, then each label with its cells: several where the end of a row was lost.

        There, in a layout whose rows have an end, the blank cells before the next label stand for merged ones: no values.
        """
        self.has_rows = True
        for at, (piece, label) in enumerate(zip(cells, labels, strict=True)):
            if self.ends_rows and rows[0] < at < rows[-1] and self._leads_to_label(cells, labels, at):
                continue
            if at in rows:
                yield Mark("ROW", piece, label or nearest(self.plain(piece), self.table or ""))
            elif label and (at < rows[-1] or label.kind == "group"):
                yield Mark(_terminal(label), piece, label)
            elif at > rows[0]:
                yield Mark("VALUES", piece)
            elif piece.raw.strip():
                yield Mark("STRAY", piece)

    @staticmethod
    def _leads_to_label(cells: Sequence[Piece], labels: Sequence[Label | None], at: int) -> bool:
        """Whether a cell is blank and only blank ones stand between it and the next label."""
        following = next((after for after in range(at, len(cells)) if cells[after].raw.strip()), at)
        return following > at and labels[following] is not None

    def _damaged_row(self, cells: Sequence[Piece], labels: Sequence[Label | None]) -> int | None:
        """Where the label of a row stands whose label is no form's: the last text before values; None in a head."""
        if self.table == "review" or any(label and label.kind in ("column", "heading") for label in labels):
            return None
        texts = [
            at
            for at, (piece, label) in enumerate(zip(cells, labels, strict=True))
            if not label and read_value(piece.raw, traditional=self.traditional).state is State.TEXT
        ]
        if not texts or not any(is_value(piece.raw) for piece in cells[texts[-1] + 1 :]):
            return None
        return texts[-1]

    def _head(self, cells: Sequence[Piece], labels: Sequence[Label | None]) -> Iterator[Mark]:
        for piece, label in zip(cells, labels, strict=True):
            found = label or (nearest(self.plain(piece), self.table or "", ("column",)) if piece.raw.strip() else None)
            if found:
                yield Mark(_terminal(found, head=True), piece, found)
            elif piece.raw.strip():
                yield Mark("STRAY", piece)

    def _record_after(self, labels: Sequence[Label | None]) -> int:
        """Where the values of table 4 begin that follow their heads without an end of the row between."""
        last = max(at for at, label in enumerate(labels) if label)
        return last + 1 if self.table == "review" and len(labels) - last - 1 == _RECORD else len(labels)

    # ------------------------------------------------------------------ layouts without rows

    def _line(self, at: int) -> tuple[int, list[Mark]]:
        """How many lines the mark at a line takes, and the marks."""
        piece = self.pieces[at]
        used, label = self._joined(at)
        if self.table is None:
            if label is None or key(label.text) not in openers():
                return 1, [Mark("PARAGRAPH", piece)]
            return used, [*self._enter(label, piece), Mark(_terminal(label), piece, label)]
        if label is not None and label.table != self.table and key(label.text) not in openers():
            label = None
        if label is not None:
            entering = list(self._enter(label, piece))
            return used, [*entering, Mark(self._kind(label, at + used), piece, label)]
        if is_value(piece.raw, traditional=self.traditional) or (self.table == "platform" and is_counter(self.plain(piece))):
            return 1, [Mark("VALUES", piece)]
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

    def _kind(self, label: Label, after: int) -> str:
        """（六）其他处理 is a row in the form of 2019 and a group in that of 2021: a row has values."""
        if label.kind == "row" and label.table != "review" and key(label.text) in _ALSO_GROUPS:
            return "ROW" if after < len(self.pieces) and is_value(self.pieces[after].raw) else "GROUP"
        return _terminal(label)

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
        return Mark(_terminal(found), piece, found) if found else Mark("STRAY", piece)


_ALSO_GROUPS = frozenset({key("（六）其他处理")})


def _terminal(label: Label, *, head: bool = False) -> str:
    if label.kind == "row" and (head or label.table == "review"):
        return "GROUP"
    return {"row": "ROW", "column": "COLUMN", "group": "GROUP", "heading": "HEAD"}[label.kind]
