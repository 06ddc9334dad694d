"""Several reports of one body for one year: those that say the same as one of them, and those that do not."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from operator import itemgetter

from auditor.model.finding import Place
from auditor.model.report import Report, State
from auditor.rules.subject import Subject
from auditor.rules.subjects import of_report

Figures = Mapping[tuple[str, str, str], tuple[int | Decimal | None, State]]
_MOST_NAMED = 3
"""Rivals that a finding names; it gives the number of all."""


def rivals(report: Report, own: Figures, others: Iterable[tuple[str, Figures]]) -> Iterator[Subject]:
    """A report as one of several: a subject for those that differ from it, and one for those that do not.

    ``own`` are its figures, ``others`` its rivals' sources and figures. The key is the report's own source: it stays what it is,
    whichever rivals come and go, and so does what people decided.
    """
    compared = [(source, *_compared(own, theirs)) for source, theirs in sorted(others, key=itemgetter(0))]
    for differ in (True, False):
        alike = [one for one in compared if bool(one[1]) is differ]
        if alike:
            _, differing, cells = max(alike, key=lambda one: one[1])
            sources = "、".join(source for source, _, _ in alike[:_MOST_NAMED])
            fields = {
                **of_report(report),
                "rivals": len(alike),
                "cells": cells,
                "differing": differing,
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
    return sum(own[address] != theirs[address] for address in both), len(both)
