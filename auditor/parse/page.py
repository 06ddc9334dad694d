"""The report in a web page: the part that holds its sections and tables, and the title and date of publication above it.

Menus, lists of other reports and what stands below the text would otherwise be taken for the report's own.
"""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from auditor.model.report import Diagnostic
from auditor.normalise.plain import key, plain
from auditor.normalise.script import is_traditional
from auditor.parse.another import first_of_several
from auditor.parse.dates import dates_in
from auditor.parse.front import read_title
from auditor.parse.headings import find_headings
from auditor.parse.labels import exact, openers
from auditor.source.html import Page
from auditor.source.piece import Piece

_LONGEST_HEADING = 80


def first_report(page: Page) -> tuple[Page, Diagnostic | None]:
    """The page until another report begins in it, and what is said of that."""
    traditional = is_traditional("".join(piece.raw for piece in page.pieces))
    own = first_of_several(page.pieces, _lines(page.pieces, [plain(piece.raw, traditional=traditional) for piece in page.pieces]))
    if own is None:
        return page, None
    kept = slice(own.first, own.until)
    return page._replace(
        pieces=page.pieces[kept], paths=page.paths[kept], lines=max(page.pieces[own.until].line - 1, 1)
    ), own.said


def report_in(page: Page) -> list[Piece]:
    """The pieces of the report; all of them where nothing in the page is told to be a report's."""
    traditional = is_traditional("".join(piece.raw for piece in page.pieces))
    texts = [plain(piece.raw, traditional=traditional) for piece in page.pieces]
    headings, openings = _headings(page.pieces, texts), _openings(page.pieces, texts)
    anchors = sorted([*headings, *_own_openings(page, headings, openings)])
    if not anchors:
        return list(page.pieces)
    holder = _holder(page, anchors)
    inside = [at for at, path in enumerate(page.paths) if _is_inside(path, holder)]
    above = _above(texts[: inside[0]], inside_has_title=any(read_title(texts[at]) for at in inside if at < anchors[0]))
    return [page.pieces[at] for at in [*above, *inside]]


def _common(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The innermost element that holds all of these."""
    levels = takewhile(lambda level: len(set(level)) == 1, zip(*paths, strict=False))
    return tuple(level[0] for level in levels)


def _headings(pieces: Sequence[Piece], texts: Sequence[str]) -> list[int]:
    """The headings of the report's sections."""
    return [heading.at for heading in find_headings(_lines(pieces, texts))]


def _lines(pieces: Sequence[Piece], texts: Sequence[str]) -> list[tuple[int, int, str]]:
    return [
        (at, piece.line, text)
        for at, (piece, text) in enumerate(zip(pieces, texts, strict=True))
        if piece.kind == "text" and len(text) <= _LONGEST_HEADING
    ]


def _openings(pieces: Sequence[Piece], texts: Sequence[str]) -> dict[int, str]:
    """The cells whose labels open its tables, with their keys: these can only be a report's too."""
    cells = (at for at, piece in enumerate(pieces) if piece.kind == "cell" and exact(texts[at], None))
    return {at: wording for at in cells if (wording := key(texts[at])) in openers()}


def _own_openings(page: Page, headings: Sequence[int], openings: Mapping[int, str]) -> list[int]:
    """The openings of tables around the headings; those elsewhere only where they are not of a second copy of the report."""
    if not headings:
        return list(openings)
    holder = _holder(page, headings)
    near = {wording for at, wording in openings.items() if _is_inside(page.paths[at], holder)}
    return [at for at, wording in openings.items() if _is_inside(page.paths[at], holder) or wording not in near]


def _holder(page: Page, anchors: Sequence[int]) -> tuple[int, ...]:
    return _common([page.paths[at][:-1] if page.pieces[at].kind == "text" else page.paths[at] for at in anchors])


def _is_inside(path: Sequence[int], holder: Sequence[int]) -> bool:
    return path[: len(holder)] == holder


def _above(texts: Sequence[str], *, inside_has_title: bool) -> list[int]:
    """The last title above the report's part of the page, and the date of publication below the title."""
    titles = [at for at, text in enumerate(texts) if read_title(text)]
    title = titles[-1:] if not inside_has_title else []
    dates = [at for at, text in enumerate(texts) if any(one.kind == "published" for one in dates_in(text))]
    return sorted({*title, *dates[-1:]})
