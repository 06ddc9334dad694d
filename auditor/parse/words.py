"""A line taken apart at its spaces: words, then the values at its end."""

import re
from typing import NamedTuple

from auditor.parse.value import is_counter, is_value
from auditor.source.piece import Piece

_WORD = re.compile(r"\S+")


class Words(NamedTuple):
    """The words of a line's label and the values after it, all as cells, each with the line and place of the whole."""

    words: tuple[Piece, ...]
    values: tuple[Piece, ...]


def words_of(line: Piece, *, counters: bool = False) -> Words:
    """The words and values of a line; a value before the last word is a word. ``counters`` tells that 条 is a value too."""
    words = _WORD.findall(line.raw)
    known = len(line.middles) == len(words)
    parts = [
        Piece("cell", word, line.line, 0, line.place, line.middles[at : at + 1] if known else ()) for at, word in enumerate(words)
    ]
    first = len(parts)
    while first and (is_value(parts[first - 1].raw) or (counters and is_counter(parts[first - 1].raw))):
        first -= 1
    return Words(tuple(parts[:first]), tuple(parts[first:]))
