"""A second report in one file: a page with the reports of two years, a compilation (汇编) of those of several departments.

The reading of one report would take sections from one and tables from the other, and so hold the words of one body against the
figures of another. It ends before the second title, which is said.
"""

import sys
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from auditor.model.report import Diagnostic
from auditor.parse.front import Title, body_name, read_title
from auditor.parse.headings import find_headings
from auditor.source.piece import Piece

_SUBJECTS = ("信息公开", "政务公开")
_SHARED = 3
"""So many sections with something in them that both reports have: a list of contents, of links or of tasks has not."""
_NEAR = 4
"""Pieces from one title of a list to the next at most."""
_MOST, _ENDS = 40, 3
"""How many titles are looked at, and of those behind each: a hostile file may have thousands."""

Lines = Sequence[tuple[int, int, str]]
"""Index of the piece, line and plain text of the short lines of a file."""


class Own(NamedTuple):
    """The pieces of the first report: from ``first`` until ``until``, where another one begins, and what is said of that."""

    first: int
    until: int
    said: Diagnostic


class _Met(NamedTuple):
    """A title, the index of its first piece and of that behind it, and the line it stands on."""

    at: int
    behind: int
    line: int
    title: Title


def first_of_several(pieces: Sequence[Piece], lines: Lines) -> Own | None:
    """The first report of a file that has another one behind it, None where it has one alone.

    Another one has a title of another year or body, and behind it sections that stand before it too, both with a content. A title
    in prose, in an annex, in a list of links or on a cover has not.
    """
    met = list(_titles(lines))
    for one in _alone(met):
        begun = _filled(pieces, [line for line in lines if line[0] < one.at], one.at)
        if len(begun) < _SHARED:
            continue
        again = _again(pieces, [line for line in lines if line[0] >= one.behind], met, begun.keys())
        own = [title for title in met if title.at < min(begun.values())]
        if not again or any(one.at < title.at < min(again.values()) for title in met):
            continue  # none, or a link: the title of the report stands below it
        if not own or _differ(own[-1].title, one.title):
            said = Diagnostic("PARSE-ANOTHER-REPORT", one.line, {"text": one.title.text})
            return Own(_beginning(own), one.at, said)
    return None


def _again(pieces: Sequence[Piece], after: Lines, met: Sequence[_Met], begun: AbstractSet[str]) -> dict[str, int]:
    """The filled sections behind a title, until one of the next titles, that another report has too; none where too few are."""
    ends = [title.at for title in met if after and title.at > after[0][0]][:_ENDS]
    for end in (*ends, len(pieces)):
        again = _filled(pieces, [line for line in after if line[0] < end], end)
        if len(begun & again.keys()) >= _SHARED:
            return again
    return {}


def _titles(lines: Lines) -> Iterator[_Met]:
    """The titles among the lines, with the line before where that names the body."""
    for (above, first, name), (at, line, text) in pairwise([(-1, 0, ""), *lines]):
        if not any(subject in text for subject in _SUBJECTS) or (title := read_title(text)) is None:
            continue
        whole = None if title.body or above != at - 1 or read_title(name) else read_title(name + text)
        if whole and whole.body:
            yield _Met(above, at + 1, first, whole)
        elif title.year or title.body:
            yield _Met(at, at + 1, line, title)


def _alone(met: Sequence[_Met]) -> Sequence[_Met]:
    """The titles that no other one follows at once, as in a list."""
    ends = [*(one.at for one in met[1:]), sys.maxsize]
    return [one for one, end in zip(met, ends, strict=False) if end - one.at > _NEAR][:_MOST]


def _filled(pieces: Sequence[Piece], lines: Lines, end: int) -> dict[str, int]:
    """The sections among these lines, which end before a piece, that have something in them, and where each begins."""
    headings = find_headings(lines)
    bounds = [*(heading.at for heading in headings[1:]), end]
    return {
        heading.section: heading.at
        for heading, following in zip(headings, bounds, strict=False)
        if heading.section and any(piece.raw.strip() for piece in pieces[heading.at + 1 : following])
    }


def _differ(one: Title, other: Title) -> bool:
    """Whether two titles are those of two reports: of two years or two bodies."""
    if one.year and other.year and one.year != other.year:
        return True
    return bool(one.body and other.body and body_name(one.body) != body_name(other.body))


def _beginning(own: Sequence[_Met]) -> int:
    """Where the first report begins: with its title, where that of the compilation or of another report stands before it."""
    return own[-1].at if own and any(_differ(one.title, own[-1].title) for one in own) else 0
