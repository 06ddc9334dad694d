"""Labels that were wrapped inside a cell and so broken over two pieces are made whole: 本年新 / 制作数量."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from auditor.normalise.plain import key
from auditor.parse.labels import beginnings, exact
from auditor.source.piece import Piece

_TEXTS = ("cell", "line", "text")
_MOST_PARTS = 4


def rejoin(pieces: Sequence[Piece], plain: Callable[[Piece], str]) -> list[Piece]:
    """The pieces with broken labels whole; ``plain`` gives a piece's text for matching."""
    joined: list[Piece] = []
    at = 0
    while at < len(pieces):
        # A label may begin behind the end of a row too.
        text = at + (pieces[at].kind == "row_end")
        if text < len(pieces) and pieces[text].kind in _TEXTS and not _is_beginning(plain(pieces[text])):
            joined += pieces[at : text + 1]
            at = text + 1
            continue
        used, piece = _whole(pieces, at, plain)
        joined.append(piece)
        at += used
    return joined


@lru_cache(maxsize=1 << 12)
def _is_beginning(text: str) -> bool:
    return key(text) in beginnings() and not exact(text, None)


def _whole(pieces: Sequence[Piece], at: int, plain: Callable[[Piece], str]) -> tuple[int, Piece]:
    """How many pieces the label that begins at a piece takes, and the label; the piece itself where none begins."""
    first, text, raw, parts = pieces[at], "", "", 0
    for used in range(1, len(pieces) - at + 1):
        piece = pieces[at + used - 1]
        if piece.kind == "row_end":
            continue
        parts += 1
        text, raw = text + plain(piece), f"{raw}\n{piece.raw}" if raw else piece.raw
        if piece.kind not in _TEXTS or not piece.raw.strip() or parts > _MOST_PARTS:
            break
        if parts > 1 and exact(text, None):
            return used, first._replace(kind="cell", raw=raw)
        if key(text) not in beginnings() or (parts == 1 and exact(text, None)):
            break
    return 1, first
