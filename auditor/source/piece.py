"""Pieces of a file: paragraphs and cells, where they stand, and nothing of what they mean."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NamedTuple

NOWHERE: Mapping[str, int] = {}
"""The place of a piece that only a line tells."""


class Piece(NamedTuple):
    """A piece of a file.

    ``kind``: cell (a cell of a row) · row_end · table_end · text (a paragraph) · page (a page number) · aside (what is of a page
    and no part of the report: a head, a foot, a watermark) · image · line (a cell or a paragraph). ``raw`` is its exact text, a
    cell's without the delimiter; ``line`` where it starts. ``column`` is a cell's column in a grid from 1, 0 where there is none.
    ``place`` is where a person goes to in a file that has no lines of its own: page, table and row, each from 1.
    ``middles`` tell how far to the right, in points, the middles of the words lie, for a line of a page.
    """

    kind: str
    raw: str
    line: int
    column: int = 0
    place: Mapping[str, int] = NOWHERE
    middles: tuple[float, ...] = ()


piece_of = partial(tuple.__new__, Piece)
"""The piece of a tuple of all its fields, in half the time of a call of ``Piece``: a file has hundreds."""


class Draft(NamedTuple):
    """One way to see a file: its pieces in their order, ``text`` as it reads on the whole, ``lines`` how many it has."""

    layout: str
    pieces: Sequence[Piece]
    text: str
    lines: int


def draft_of(layout: str, pieces: Sequence[Piece]) -> Draft:
    """The draft of pieces that were told apart by their format; a row is a line of its text."""
    rows: dict[int, list[str]] = {}
    for piece in pieces:
        rows.setdefault(piece.line, []).append(piece.raw.replace("\n", " "))
    text = "\n".join(" ".join(part for part in parts if part) for parts in rows.values())
    return Draft(layout, pieces, text, max(rows, default=0))
