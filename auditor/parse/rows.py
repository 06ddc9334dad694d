"""A row of cells named by the vocabulary of the forms: labels first, then the values, always at the end of the row.

So the blank cells that stand for merged labels are not taken for blank values. Rows recur from report to report but for their
values, so what a row is told to be is remembered.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from auditor.model.report import State
from auditor.normalise.plain import plain
from auditor.parse.labels import Label, exact, nearest
from auditor.parse.value import is_counter, is_value, read_value

_RECORD = 15
_WIDTH = 7
_LONGEST_VALUE = 12
# No form has rows of more cells than these: longer ones are not remembered.
_RECURS = 32


class Named(NamedTuple):
    """What a cell is: ``kind`` is a terminal of grammar/report.lark, ``at`` the cell's index in its row.

    Values that follow one another are one, their indexes in ``values``.
    """

    kind: str
    at: int
    label: Label | None = None
    values: tuple[int, ...] = ()


class Row(NamedTuple):
    """A row told: its cells but for blank ones that belong to labels, and the table that reading is in after it."""

    cells: tuple[Named, ...]
    table: str | None
    has_rows: bool


class Place(NamedTuple):
    """Where a row stands.

    ``table`` is the table that it may be of, ``has_rows`` whether that had a row with a label before, ``ends_rows`` whether the
    layout has ends of rows, ``traditional`` the script.
    """

    table: str | None
    has_rows: bool
    ends_rows: bool
    traditional: bool


def told(raws: Sequence[str], place: Place) -> Row:
    """What the cells of a row are, from their raw texts."""
    if len(raws) > _RECURS:
        return _Cells(raws, place).told()
    return _told(tuple([_any_value(raw) for raw in raws]), place)


def terminal(label: Label, *, head: bool = False) -> str:
    """The terminal of a label; one of a row is a group's in a head and in table 4."""
    if label.kind == "row" and (head or label.table == "review"):
        return "GROUP"
    return {"row": "ROW", "column": "COLUMN", "group": "GROUP", "heading": "HEAD"}[label.kind]


def _any_value(raw: str) -> str:
    """A value stands for any other: no label is one, and which one it is tells nothing here."""
    return "0" if 0 < len(raw) <= _LONGEST_VALUE and is_value(raw) else raw


@lru_cache(maxsize=1 << 12)
def _told(raws: tuple[str, ...], place: Place) -> Row:
    return _Cells(raws, place).told()


class _Cells:
    """The cells of one row; a label that a merged cell repeats in each column it covers is there once."""

    def __init__(self, raws: Sequence[str], place: Place) -> None:
        self.table, self.has_rows, self.ends_rows, self.traditional = place
        labels = self._labels(raws)
        self.at = [at for at, raw in enumerate(raws) if not (at and labels[at] and raw == raws[at - 1])]
        self.raws = [raws[at] for at in self.at]
        self.labels = [labels[at] for at in self.at]

    def _labels(self, raws: Sequence[str]) -> list[Label | None]:
        """The label of each cell, if it is one; a wording that two tables share goes to the table of its neighbours."""
        texts = [self._plain(raw) for raw in raws]
        sure = next((label.table for text in texts if (label := exact(text, None))), None)
        here = sure if sure and sure != self.table else self.table
        return [exact(text, here) if text.strip() else None for text in texts]

    def told(self) -> Row:
        """The row."""
        named: list[Named] = []
        for are_values, group in groupby((*self._entered(), *self._named()), lambda one: one.kind == "VALUES"):
            run = [one._replace(at=self.at[one.at]) for one in group]
            named += [Named("VALUES", run[0].at, None, tuple(one.at for one in run))] if are_values else run
        return Row(tuple(named), self.table, self.has_rows)

    def _plain(self, raw: str) -> str:
        return plain(raw, traditional=self.traditional)

    def _is_blank(self, at: int) -> bool:
        return not self.raws[at].strip()

    def _entered(self) -> Iterator[Named]:
        """The table that the first label of the row opens."""
        at, label = next(((at, label) for at, label in enumerate(self.labels) if label), (0, None))
        if label and label.table != self.table:
            self.table, self.has_rows = label.table, False
            yield Named("TABLE", at, label)

    def _named(self) -> Iterator[Named]:
        rows = [at for at, label in enumerate(self.labels) if label and label.kind == "row" and self.table != "review"]
        every = range(len(self.raws))
        if rows:
            yield from self._data_rows(sorted([*rows, *self._damaged()]))
        elif self.table is None:
            yield from (Named("PARAGRAPH", at) for at in every if not self._is_blank(at))
        elif (damaged := self._damaged_row()) is not None:
            yield from self._data_rows([damaged])
        elif any(self.labels):
            data = self._record_after()
            yield from self._head(every[:data])
            yield from (Named("VALUES", at) for at in every[data:])
        elif self.table == "review":
            is_note = sum(not self._is_blank(at) for at in every) == 1 and any(map(self._is_text, every))
            yield from (Named("STRAY" if is_note else "VALUES", at) for at in every if not (is_note and self._is_blank(at)))
        elif self._is_torn_off():
            yield from (Named("VALUES", at) for at in every[-_WIDTH:])
        else:
            yield from (Named("STRAY", at) for at in every if not self._is_blank(at))

    def _is_torn_off(self) -> bool:
        """Whether the cells are the values of a row of table 3 that lost its label, and no row before it has one."""
        return (
            self.table == "applications"
            and not self.has_rows
            and len(self.raws) >= _WIDTH
            and all(not raw.strip() or is_value(raw) for raw in self.raws)
        )

    def _data_rows(self, rows: Sequence[int]) -> Iterator[Named]:
        """Groups before the first row label, then each label with its cells: several where the end of a row was lost.

        There, in a layout whose rows have an end, the blank cells before the next label stand for merged ones: no values.
        """
        self.has_rows = True
        for at, label in enumerate(self.labels):
            if self.ends_rows and rows[0] < at < rows[-1] and self._leads_to_label(at):
                continue
            if at in rows:
                yield Named("ROW", at, label or nearest(self._plain(self.raws[at]), self.table or ""))
            elif label and (at < rows[-1] or label.kind == "group"):
                yield Named(terminal(label), at, label)
            elif at > rows[0]:
                yield Named("VALUES", at)
            elif not self._is_blank(at):
                yield Named("STRAY", at)

    def _leads_to_label(self, at: int) -> bool:
        """Whether a cell is blank and only blank ones stand between it and the next label."""
        following = next((after for after in range(at, len(self.raws)) if not self._is_blank(after)), at)
        return following > at and self.labels[following] is not None

    def _damaged_row(self) -> int | None:
        """Where the label of a row stands whose label is no form's: the last text before values, or one near before blanks.

        None in a head.
        """
        if self.table == "review" or any(label and label.kind in ("column", "heading") for label in self.labels):
            return None
        texts = [at for at in range(len(self.raws)) if self._is_text(at)]
        if not texts:
            return None
        last, values = texts[-1], self.raws[texts[-1] + 1 :]
        is_row = any(map(is_value, values)) or (values and nearest(self._plain(self.raws[last]), self.table or ""))
        return last if is_row else None

    def _damaged(self) -> Iterator[int]:
        """Where among the labels of rows one stands that is damaged: a text before a value, near a label that is not there."""
        met = {label.address for label in self.labels if label}
        for at in range(len(self.raws) - 1):
            if self._is_text(at) and is_value(self.raws[at + 1]):
                found = nearest(self._plain(self.raws[at]), self.table or "")
                if found and found.address not in met:
                    self.labels[at] = found
                    yield at

    def _is_text(self, at: int) -> bool:
        """Whether a cell holds a text that is no label, no value, and no unit of the annex."""
        if self.labels[at] or (self.table == "platform" and is_counter(self._plain(self.raws[at]))):
            return False
        return read_value(self.raws[at], traditional=self.traditional).state is State.TEXT

    def _head(self, cells: Sequence[int]) -> Iterator[Named]:
        for at in cells:
            if self._is_blank(at):
                continue
            found = self.labels[at] or nearest(self._plain(self.raws[at]), self.table or "", ("column",))
            yield Named(terminal(found, head=True), at, found) if found else Named("STRAY", at)

    def _record_after(self) -> int:
        """Where the values of table 4 begin that follow their heads without an end of the row between."""
        last = max(at for at, label in enumerate(self.labels) if label)
        return last + 1 if self.table == "review" and len(self.labels) - last - 1 == _RECORD else len(self.labels)
