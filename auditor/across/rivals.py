"""Several reports of one body for one year: those that say the same as one of them, and those that do not."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from operator import attrgetter, itemgetter
from typing import NamedTuple

from auditor.model.finding import Place
from auditor.model.report import Report, State
from auditor.rules.subject import Subject
from auditor.rules.subjects import of_report

Figure = tuple[int | Decimal | None, State]
Figures = Mapping[tuple[str, str, str], Figure]
_UNTOLD = {State.TEXT, State.UNREADABLE}
_MOST_NAMED = 3
"""Rivals that a finding names; it gives the number of all."""


class Rival(NamedTuple):
    """Another report of a body for a year: its file, whose numbers it gives (``Report.scope``), and its figures."""

    source: str
    scope: str
    figures: Figures


def rivals(report: Report, own: Figures, others: Iterable[Rival]) -> Iterator[Subject]:
    """A report as one of several: a subject for those that differ from it, and one for those that do not.

    Of those that differ, reports that do not tell whether they give the same offices' numbers make a subject of their own. The
    key is the report's own source: it stays what it is, whichever rivals come and go, and so does what people decided.
    """
    compared = [
        (one.source, *_compared(own, one.figures), one.scope == report.scope) for one in sorted(others, key=attrgetter("source"))
    ]
    groups = {
        (differ, same): [one for one in compared if (bool(one[1]), one[3] or not one[1]) == (differ, same)]
        for differ, same in ((True, True), (True, False), (False, True))
    }
    for (_, same), alike in groups.items():
        if alike:
            _, differing, cells, _ = max(alike, key=itemgetter(1))
            sources = "、".join(source for source, *_ in alike[:_MOST_NAMED])
            fields = {
                **of_report(report),
                "rivals": len(alike),
                "cells": cells,
                "differing": differing,
                "same_scope": int(same),
                "other_source": f"{sources}、…" if len(alike) > _MOST_NAMED else sources,
            }
            yield Subject("rivals", Place(), fields=fields, key=report.source)


def figures_of(report: Report) -> Figures:
    """What stands in a report's cells, by address."""
    return {cell[:3]: (cell.value, cell.state) for cell in report.cells}


def _compared(own: Figures, theirs: Figures) -> tuple[int, int]:
    """How many of the cells that both have differ, and how many these are."""
    if own is theirs:
        return 0, len(own)
    both = own.keys() & theirs.keys()
    return sum(_differ(own[address], theirs[address]) for address in both), len(both)


def _differ(own: Figure, theirs: Figure) -> bool:
    """Whether two cells say something else: a blank says 0, what could not be read may say anything."""
    states = {own[1], theirs[1]}
    return not states & _UNTOLD and (own[0] or 0) != (theirs[0] or 0)
