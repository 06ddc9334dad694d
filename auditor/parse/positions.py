"""Blank cells that vanished from lines of a page: where the values of a row stand tells the columns that they are in."""

from collections.abc import Sequence
from itertools import pairwise

from auditor.source.piece import Piece

# How far beside the values of a column, in gaps between columns, a value may stand and still be in it.
_BESIDE = 0.33
_LONG = 6
# The width of a digit in points at most, and over how many columns a value goes that may be those of two.
_DIGIT, _TWO = 6.0, 1.4


def with_blanks(values: Sequence[Piece], whole: Sequence[Sequence[Piece]]) -> Sequence[Piece]:
    """A row with a blank cell for each column of the ``whole`` rows in which no value stands.

    The row as it is where the whole rows leave a doubt about a value's column, or do not say where their values stand.
    """
    if not whole or not all(piece.middles for row in (values, *whole) for piece in row):
        return values
    columns = [
        (min(middles), max(middles)) for middles in zip(*([piece.middles[0] for piece in row] for row in whole), strict=True)
    ]
    gap = min((right[0] - left[1] for left, right in pairwise(columns)), default=0)
    if gap <= 0:
        return values
    held: dict[int, Piece] = {}
    for piece in values:
        near = [at for at, (low, high) in enumerate(columns) if low - _BESIDE * gap < piece.middles[0] < high + _BESIDE * gap]
        if len(near) != 1 or near[0] in held:
            return values
        held[near[0]] = piece
    inner, blank = range(1, len(columns) - 1), set(range(len(columns))) - held.keys()
    if any(_may_be_several(piece) and at in inner and blank >= {at - 1, at + 1} for at, piece in held.items()):
        return values
    wide = _TWO * min(right[0] - left[0] for left, right in pairwise(columns))
    if any(_DIGIT * _digits(piece) > wide and blank & {at - 1, at + 1} for at, piece in held.items()):
        return values
    return [held.get(at) or values[0]._replace(raw="", middles=column) for at, column in enumerate(columns)]


def _may_be_several(piece: Piece) -> bool:
    """Whether a value has so many digits that it may be those of three columns, which touch: its middle is in the one between."""
    digits = "".join(filter(str.isdigit, piece.raw))
    return len(digits) >= _LONG or (len(digits) > 1 and digits[0] == "0")


def _digits(piece: Piece) -> int:
    return sum(map(str.isdigit, piece.raw))


def is_vanished(piece: Piece) -> bool:
    """Whether a cell is a blank one that was put back by the columns of its page."""
    return bool(piece.middles) and not piece.raw
