"""Labels that were torn from their values are put back.

In text from PDF a label that is too long for its column stands in parts before, beside and after the line of its values, and
the labels of groups stand between these parts.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from auditor.normalise.plain import key
from auditor.parse.labels import exact, openers
from auditor.parse.torn_table import TornTable
from auditor.parse.words import Words, words_of
from auditor.source.piece import Piece

_LONGEST = 60


def mend(pieces: Sequence[Piece], stops: AbstractSet[int], plain: Callable[[Piece], str]) -> list[Piece]:
    """The pieces of a file with each line inside a table taken apart into cells, labels whole.

    ``stops`` are the indexes of headings, where every table ends; ``plain`` gives a piece's text for matching.
    """
    lines = [_Line(piece, plain) for piece in pieces]
    mended: list[Piece] = []
    at = 0
    while at < len(pieces):
        table = None if at in stops else lines[at].opened
        if table is None:
            mended.append(pieces[at])
            at += 1
            continue
        end = at + 1
        while end < len(pieces) and end not in stops and not lines[end].ends(table):
            end += 1
        mended += TornTable(table, [line.words_in(table) for line in lines[at:end]], plain).rows()
        at = end
    return mended


class _Line:
    """A line that may be a table's."""

    def __init__(self, piece: Piece, plain: Callable[[Piece], str]) -> None:
        self.piece, self.plain = piece, plain

    @cached_property
    def words(self) -> Words:
        """Its words and values."""
        return words_of(self.piece)

    def words_in(self, table: str) -> Words:
        """Its words and values in a table; in the annex 条 is a value too."""
        return words_of(self.piece, counters=True) if table == "platform" else self.words

    @property
    def opened(self) -> str | None:
        """The table that the line opens: all its words but counters at its end are labels, and one is a table's own."""
        if self.piece.kind != "line" or len(self.piece.raw) > 2 * _LONGEST:
            return None
        opened = None
        for word in self.words.without_counters():
            text = self.plain(word)
            label = exact(text, None) or exact(text, "review")
            if label is None:
                return None
            if opened is None and (key(label.text) in openers() or label.text in ("行政复议", "行政诉讼")):
                opened = label.table
        return opened

    def ends(self, table: str) -> bool:
        """Whether the line is no more the table's: a sentence, or what opens another table."""
        text = self.plain(self.piece)
        if "。" in text or (not self.words.values and len(key(text)) > _LONGEST):
            return exact(text, table) is None
        return self.opened not in (None, table)
