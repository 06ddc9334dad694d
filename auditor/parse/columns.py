"""The columns of a table: which form its labels are of, which columns a row has, and which of its values stand in them."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from auditor.model.form import forms_of, table_form
from auditor.parse.labels import Label
from auditor.source.piece import Piece

_LOOSELY_CALLED = "normative_documents"


def form_year(labels: Sequence[Label]) -> str:
    """The form that the labels of a table belong to: 2019, 2021, 2014, mixed, or "" where every form has them.

    规范性文件 for 行政规范性文件, or the other way, is a wording and no other form where the rest of the table is of one.
    """
    sets = {label.forms for label in labels}
    for of in (sets, {label.forms for label in labels if label.address != _LOOSELY_CALLED}):
        common = set.intersection(*map(set, of)) if of else set()
        if len(common) == 1:
            return common.pop()
        if common:
            return ""
    return "mixed" if sets else ""


@lru_cache(maxsize=1 << 10)
def columns_of(table: str, form: str, row: str, head: tuple[str, ...], values: int) -> tuple[str, ...]:
    """The columns of a row with so many values below a head, in a table of a form or of none."""
    known = forms_of(table)
    if head and head in {table_form(table, year).columns_of(row) for year in known} and len(head) <= values:
        return head
    choices = {table_form(table, year).columns_of(row) for year in ([form] if form in known else known)} - {()}
    fitting = [columns for columns in choices if len(columns) == values]
    return fitting[0] if len(fitting) == 1 else next(iter(sorted(choices)), ())


def under_heads(columns: Sequence[str], at: Mapping[str, int], values: Sequence[Piece]) -> Sequence[Piece]:
    """The values that stand under the heads of their columns, where all others only fill up a grid.

    ``at`` is the column of the grid in which each head stands. In a grid a merged cell leaves blank cells to its right, or
    repeats its text there.
    """
    heads = [at.get(column, 0) for column in columns]
    by_column = {piece.column: piece for piece in values if piece.column}
    if 0 in heads or len(by_column) != len(values) or not by_column.keys() >= set(heads):
        return values
    fillers = (piece for piece in values if piece.column not in heads)
    left = {piece.column + 1: piece.raw for piece in values}
    if all(not piece.raw.strip() or piece.raw == left.get(piece.column) for piece in fillers):
        return [by_column[head] for head in heads]
    return values


def without_padding(values: Sequence[Piece], width: int) -> Sequence[Piece]:
    """The values of a row on one line without the blank cells that fill it up to the width of its table.

    Only where none of the others is blank: else nothing tells which of the blank cells are the row's. A row over several lines is
    not padded: a line of it that is there twice would look the same.
    """
    own, rest = values[:width], values[width:]
    is_padded = all(piece.raw.strip() for piece in own) and not any(piece.raw.strip() for piece in rest)
    is_padded &= len({piece.line for piece in values}) == 1
    return own if is_padded else values
