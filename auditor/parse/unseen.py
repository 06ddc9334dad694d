"""Tables that are there and could not be read: as a picture, as numbers that no label tells apart, or as labels without cells.

They are not missing, and a body is not accused of having left them out.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from auditor.model.form import STATUTORY, TableForm, table_form
from auditor.model.report import Cell, Diagnostic, Section, State, Table
from auditor.normalise.plain import key
from auditor.parse.words import words_of
from auditor.source.piece import Piece

# So many values in a section are a table's, or lines with so many of its labels.
_MANY, _LABELS = 10, 3
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]+\)")
"""A picture in Markdown."""


class Unseen(NamedTuple):
    """A table with all its cells unreadable, and why."""

    table: Table
    cells: list[Cell]
    diagnostic: Diagnostic


def rows_left(pieces: Sequence[Piece], section: Section, tables: Sequence[Table]) -> Diagnostic | None:
    """What says that a table which lacks cells has values before it that may be its; None where there are none.

    Its ``strays`` then count them: no row of it is told to be missing.
    """
    table = next((table for table in tables if table.table == section.section), None)
    if table is None or table.read >= table.expected:
        return None
    values = _with_values(_outside_of(tables, pieces, section))
    if not values:
        return None
    table.strays += 1
    return Diagnostic("PARSE-TABLE-UNREAD", values[0].line, {"table": table.table})


def _outside_of(tables: Sequence[Table], pieces: Sequence[Piece], section: Section) -> list[Piece]:
    """The pieces of a section that stand in no table."""
    told = [(table.line, table.last_line) for table in tables]
    inside = [piece for piece in pieces if section.line < piece.line <= section.last]
    return [piece for piece in inside if not any(first <= piece.line <= last for first, last in told)]


def _with_values(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces that hold values, where they are so many that they are a table's."""
    found = [(piece, len(words_of(piece).values)) for piece in pieces if piece.kind != "image"]
    return [piece for piece, values in found if values] if sum(values for _, values in found) >= _MANY else []


def unseen(pieces: Sequence[Piece], section: Section, tables: Sequence[Table], form: str) -> Unseen | None:
    """The table of a section in which none was read, None where there is nothing that may be one.

    ``pieces`` are all of the file's, ``tables`` those that were read, ``form`` is the year of the report's form.
    """
    name = section.section
    if name not in STATUTORY or any(table.table == name for table in tables):
        return None
    inside = _outside_of(tables, pieces, section)
    picture = next((piece for piece in inside if piece.kind == "image" or _IMAGE.search(piece.raw)), None)
    values, labelled = _with_values(inside), _labelled(inside, table_form(name, form))
    if not (picture or values or labelled):
        return None
    first, code = (picture, "PARSE-TABLE-IMAGE") if picture else ((labelled or values)[0], "PARSE-TABLE-UNREAD")
    return lost(section, form, Diagnostic(code, first.line, {"table": name}))


def lost(section: Section, form: str, why: Diagnostic) -> Unseen:
    """The table of a section with all its cells unreadable, which stands on the line that ``why`` names."""
    name, line = section.section or "", why.line or section.line
    places = table_form(name, form).cells
    table = Table(name, form, line, section.last, section=name, read=0, expected=len(places), ended=True)
    cells = [Cell(name, row, column, "", None, State.UNREADABLE, None, line) for row, column in places]
    return Unseen(table, cells, why)


def _labelled(pieces: Sequence[Piece], form: TableForm) -> list[Piece]:
    """The lines that have labels of a form, sentences left out; none where they have few of them."""
    labels = {key(line.plain_label) for line in (*form.rows, *form.columns)}
    told = [(piece, {label for label in labels if label in key(piece.raw)}) for piece in pieces if "。" not in piece.raw]
    met = [(piece, found) for piece, found in told if found]
    return [piece for piece, _ in met] if len(set().union(*(found for _, found in met))) >= _LABELS else []
