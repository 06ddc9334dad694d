"""Headings that share a line with the paragraph behind them (`一、总体情况。全年…`), or whose number has a line of its own."""

import re
from collections.abc import Callable, Iterator, Sequence

from auditor.parse.headings import section_of
from auditor.source.piece import Piece

_RUN_IN = re.compile(
    r"\s*(?:第?[一二三四五六七八九](?:部分)?)\s*+[、.．]?\s*+([^\s。：:，、]{4,12}(?:、[^\s。：:，、]{4,6})?)[。：:]\s*(?=\S)"
)
_NUMBER = re.compile(r"\s*(?:[一二三四五六七八九]\s*[、.．]|第[一二三四五六七八九]部分)\s*")
_TEXTS = ("line", "text")
_NUMERALS = frozenset("第一二三四五六七八九")


def parted(pieces: Sequence[Piece], plain: Callable[[Piece], str]) -> Iterator[Piece]:
    """The pieces, each heading with a statutory title in one of its own; ``plain`` gives a piece's text for matching."""
    number: Piece | None = None
    for piece in pieces:
        if piece.kind == "row_end":
            yield piece
            continue
        is_text = piece.kind in _TEXTS
        if number:
            is_title = is_text and _is_statutory(plain(piece))
            yield from [number._replace(raw=number.raw.rstrip() + piece.raw.lstrip())] if is_title else [number, piece]
            number = None
        elif not is_text or piece.raw.lstrip()[:1] not in _NUMERALS:
            yield piece
        elif _NUMBER.fullmatch(piece.raw):
            number = piece
        elif (met := _RUN_IN.match(piece.raw)) and _is_statutory(plain(piece._replace(raw=met[1]))):
            yield piece._replace(raw=met[0].rstrip("。：: \u3000"))
            yield piece._replace(raw=piece.raw[met.end() :])
        else:
            yield piece
    yield from [number] if number else []


def _is_statutory(title: str) -> bool:
    return section_of(title)[1] != "renamed"
