"""A line taken apart at its spaces: words, then the values at its end."""

import re
from typing import NamedTuple

from auditor.parse.value import is_counter, is_value
from auditor.source.piece import Piece

_WORD = re.compile(r"\S+")
# A value that stands so near to a label that they are one word; no label of a form ends in one, and in 约40 the first is none.
_GLUED = re.compile(r"(.*[\u3400-\u9fff）)”])(?<![约近超逾达共仅余第])([-+]?[0-9][0-9,.]*|[-—⸺]+)")


# Values of narrow columns that stand so near to one another on a page that they are one word.
_RUN_TOGETHER = re.compile("[-—–⸺]*(?:-[—–⸺]|[—–⸺]-)[-—–⸺]*|—{3,}|⸺{2,}|-{3,}|0[0-9]+")


class Words(NamedTuple):
    """The words of a line's label and the values after it, all as cells, each with the line and place of the whole."""

    words: tuple[Piece, ...]
    values: tuple[Piece, ...]

    def without_counters(self) -> tuple[Piece, ...]:
        """The words without the counters at their end, and the values between these: 条 is a value too."""
        until = len(self.words)
        while until and (is_counter(self.words[until - 1].raw) or is_value(self.words[until - 1].raw)):
            until -= 1
        return self.words[:until]


def words_of(line: Piece, *, counters: bool = False) -> Words:
    """The words and values of a line; a value before the last word is a word. ``counters`` tells that 条 is a value too."""
    words = _WORD.findall(line.raw)
    middles = line.middles if len(line.middles) == len(words) else ()
    first = len(words)
    on_page = bool(line.middles)
    while first and (_is_value(words[first - 1], on_page=on_page) or (counters and is_counter(words[first - 1]))):
        first -= 1
    if 0 < first < len(words) and (glued := _GLUED.fullmatch(words[first - 1])):
        words[first - 1 : first], middles = glued.groups(), ()
    number, place = line.line, line.place
    parts = [Piece("cell", word, number, 0, place, middles[at : at + 1]) for at, word in enumerate(words)]
    return Words(tuple(parts[:first]), tuple(parts[first:]))


def _is_value(word: str, *, on_page: bool) -> bool:
    return is_value(word) and not (on_page and _RUN_TOGETHER.fullmatch(word))
