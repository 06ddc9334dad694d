"""Rows that a page of a PDF ends within: what stands of them on the next page is put back into their cells."""

from collections.abc import Callable, Iterator, Sequence

from auditor.model.form import STATUTORY
from auditor.model.report import State
from auditor.normalise.plain import key
from auditor.parse.labels import beginnings, exact, nearest
from auditor.parse.value import read_value
from auditor.source.piece import Piece

_UNTOLD = "\ufffd"
# How many lines of text a row may be that lacks its rulings.
_NEAR = 5
# How many characters the beginning of a label has at least that a line wraps.
_SHORTEST = 4
_Plain = Callable[[Piece], str]


def whole_rows(pieces: Sequence[Piece], plain: _Plain) -> list[Piece]:
    """The pieces with rows whole that were parted; ``plain`` gives a piece's text for matching.

    A row at the end or the beginning of a page whose label no form has, and which has no value, may be a part of one that cannot
    be put together: its values are not told to be blank.
    """
    found: list[list[Piece]] = []
    row: list[Piece] = []
    for part in _rows(pieces):
        if part[0].kind != "cell":
            found += [row, part]
            row = []
        elif row and row[0].place.get("page") != part[0].place.get("page"):
            whole = _whole(row, part, plain)
            found += [] if whole else [_doubtful(row, plain)]
            row = whole or _doubtful(part, plain)
        else:
            found.append(row)
            row = part
    return [piece for one in _labels_as_rows([*filter(None, found), row], plain) for piece in _sound(one, plain)]


def _labels_as_rows(parts: Sequence[list[Piece]], plain: _Plain) -> Iterator[list[Piece]]:
    """The parts; lines of text where a page ends between two rows, one of them a label, are rows too, whose values are not told.

    A table that goes on lacks a ruling there, and what stands in its first or last row are lines.
    """
    between: list[list[Piece]] = []
    before: Sequence[Piece] = ()
    for part in parts:
        if not _is_row(part):
            between.append(part)
            continue
        is_parted = before and _page(before) != _page(part) and len(between) <= _NEAR
        texts = [one[0] for one in between if one and one[0].kind == "text"] if is_parted else []
        are_rows = any(_is_label(plain(one).split("  ")[-1]) for one in texts)
        yield from (_as_row(one) if are_rows and one[0].kind == "text" else one for one in between if one)
        yield part
        between, before = [], part
    yield from between


def _as_row(line: Sequence[Piece]) -> list[Piece]:
    return [line[0]._replace(kind="cell"), Piece("row_end", "", line[0].line)]


def _page(row: Sequence[Piece]) -> int:
    return row[0].place.get("page", 0)


def _is_row(part: Sequence[Piece]) -> bool:
    """Whether a part is a row with a label."""
    return any(piece.kind == "cell" and _state(piece) is State.TEXT for piece in part)


def _is_label(text: str) -> bool:
    """Whether a text is the label of a row, or begins one; table 4 has one row only, and heads of the same names."""
    label = exact(text, None)
    if label is not None:
        return label.kind == "row" and label.table != "review"
    return len(key(text)) >= _SHORTEST and key(text) in beginnings()


def _rows(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The cells of each row with its end, and each other piece."""
    row: list[Piece] = []
    for piece in pieces:
        row.append(piece)
        if piece.kind != "cell":
            yield from [row] if piece.kind == "row_end" else [[one] for one in row]
            row = []
    yield from [row] if row else []


def _whole(first: Sequence[Piece], second: Sequence[Piece], plain: _Plain) -> list[Piece] | None:
    """The row of which two rows are the parts, None where they are not."""
    (*upper, end), lower = first, [piece for piece in second if piece.kind == "cell"]
    wide = min(len(upper), len(lower))
    if end.kind != "row_end" or any(piece.raw.strip() for piece in lower[:-wide]):
        return None
    pairs = list(zip(upper[-wide:], lower[-wide:], strict=True))
    if not all(_fit(above, below, plain) for above, below in pairs):
        return None
    joined = (above._replace(raw="\n".join(one.raw for one in (above, below) if one.raw.strip())) for above, below in pairs)
    return [*upper[:-wide], *joined, end]


def _fit(above: Piece, below: Piece, plain: _Plain) -> bool:
    """Whether two cells may be parts of one: a blank one and a value, two dashes, or two texts that make up a label."""
    if not below.raw.strip():
        return True
    if _state(below) is not State.TEXT:
        return not above.raw.strip() or _state(above) is _state(below) is State.DASH
    label, part = exact(plain(above) + plain(below), None), exact(plain(above), None)
    return label is not None and bool(above.raw.strip()) and (part is None or label.distance < part.distance)


def _doubtful(row: list[Piece], plain: _Plain) -> list[Piece]:
    """A row as it is, or with its values untold."""
    texts = [at for at, piece in enumerate(row) if piece.kind == "cell" and _state(piece) is State.TEXT]
    if not texts or any(_state(piece) in (State.NUMBER, State.DASH) for piece in row) or exact(plain(row[texts[-1]]), None):
        return row
    last = texts[-1]
    return [piece._replace(raw=_UNTOLD) if at > last and piece.kind == "cell" else piece for at, piece in enumerate(row)]


def _sound(row: list[Piece], plain: _Plain) -> list[Piece]:
    """A row as it is, but of one outside the rulings the label alone where it is none, and so half of one: no row was added."""
    if row and "table" in row[0].place:
        return row
    texts = [piece for piece in row if piece.kind == "cell" and _state(piece) is State.TEXT]
    if not texts or not any(_state(piece) is State.NUMBER for piece in row):
        return row
    label = plain(texts[-1])
    if any(exact(label, table) or nearest(label, table) for table in STATUTORY):
        return row
    return [texts[-1], row[-1]]


def _state(piece: Piece) -> State:
    return read_value(piece.raw).state
