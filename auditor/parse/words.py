"""A line taken apart at its spaces: words, then the values at its end."""

import re
from typing import NamedTuple

from auditor.parse.value import is_value
from auditor.source.piece import Piece

_WORD = re.compile(r"\S+")


class Words(NamedTuple):
    """The words of a line's label and the values after it, all as cells, each with the line and place of the whole."""

    words: tuple[Piece, ...]
    values: tuple[Piece, ...]


def words_of(line: Piece) -> Words:
    """The words and values of a line. A value before the last word is a word."""
    parts = [Piece("cell", word, line.line, place=line.place) for word in _WORD.findall(line.raw)]
    first = len(parts)
    while first and is_value(parts[first - 1].raw):
        first -= 1
    return Words(tuple(parts[:first]), tuple(parts[first:]))
