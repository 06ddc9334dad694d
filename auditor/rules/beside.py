"""The reports that stand beside a clean one in examples: last year's, its region's, its parts. All fit it."""

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import replace

from auditor.model.finding import Place
from auditor.model.report import Report
from auditor.rules.clean import cell
from auditor.rules.expression import Scope
from auditor.rules.pairs import lined, paired, summed
from auditor.rules.scope import PAIRS
from auditor.rules.subject import Subject
from auditor.rules.subjects import of_report

Address = tuple[str, str, str]
Changes = Mapping[str, Mapping[Address, str]]
"""What cells of the other report are changed to, by how it is called (previous, whole, parts)."""
_ALONE: Mapping[str, Mapping[str, int | str]] = {
    "rivals": {"rivals": 1, "cells": 198, "differing": 3, "same_scope": 1, "other_source": "other"},
    "copies": {
        "copied": "narrative",
        "share": 20,
        "amount": 2000,
        "same_body": 1,
        "years_apart": 1,
        "copies": 1,
        "other_source": "other",
    },
    "recollections": {
        "concept": "received",
        "text": "上年收到40件",
        "exact": 1,
        "told": "count",
        "quantity": 40,
        "low": 40,
        "high": 40,
        "then": 40,
        "change": "growth",
        "in_percent": 1,
        "rate": 20,
        "computed": 20,
        "least": 47,
        "most": 49,
        "this": 48,
        "this_low": 48,
        "this_high": 48,
        "other_scope": "region",
        "other_year": 2020,
        "other_source": "other",
    },
}
_MADE, _REPEALED, _PUBLISHED, _CHANGE = 5, 2, 4, -1
"""Figures of the clean report's disclosure table (clean.py), from which last year's follow."""


def beside(scope: Scope, report: Report, unchanged: Report, changes: Changes, said: Mapping[str, int | str]) -> Iterator[Subject]:
    """What a report and the ones that fit it ``unchanged`` give a rule of this scope to judge; ``said`` replaces fields of it."""
    for subject in _made(scope, report, unchanged, changes):
        yield replace(subject, fields={**subject.fields, **said})


def beside_clean(report: Report) -> Iterator[Subject]:
    """What a clean report and fitting ones beside it give rules of every pair of reports to judge."""
    for pair in PAIRS:
        yield from _made(Scope("row", pair=pair), report, report, {})


def _made(scope: Scope, report: Report, unchanged: Report, changes: Changes) -> Iterator[Subject]:
    if scope.pair == "year pair":
        yield from paired(scope.pair, lined(report), lined(_changed(year_before(unchanged), changes.get("previous", {}))))
    elif scope.pair == "part of a region":
        yield from paired(scope.pair, lined(report), lined(_changed(doubled(unchanged), changes.get("whole", {}))))
    elif scope.pair:
        parts = [_changed(unchanged, changes.get("parts", {})), unchanged]
        yield from summed(lined(doubled(unchanged)), list(map(lined, parts)), {"complete": 1, "with_own": 1})
    else:
        fields = {**of_report(report), **_ALONE[scope.kind]}
        yield Subject(scope.kind, Place(), fields=fields)


def year_before(report: Report) -> Report:
    """Last year's report of a body, on the same form: what it carried out, had in force and counted is where this one starts."""
    own = {one[:3]: one.value for one in report.cells}

    def then(address: Address) -> int | None:
        table, row, column = address
        own_value = int(own[address] or 0)
        if table == "applications" and row == "carried_out":
            return int(own[table, "carried_in", column] or 0)
        if table == "applications" and row == "received":
            return own_value + int(own[table, "carried_in", column] or 0) - int(own[table, "carried_out", column] or 0)
        step = {"in_force": _MADE - _REPEALED, "open_total": _PUBLISHED, "previous": _CHANGE}.get(column)
        return None if step is None else own_value - step

    before = _mapped(report, then)
    before.source, before.sha256, before.year = "previous", "previous", None if report.year is None else report.year - 1
    return before


def doubled(report: Report) -> Report:
    """The report of a region with two such parts."""
    own = {one[:3]: one.value for one in report.cells}
    return _mapped(report, lambda address: None if own[address] is None else int(own[address] or 0) * 2)


def _mapped(report: Report, figure: Callable[[Address], int | None]) -> Report:
    """A report with other figures, where ``figure`` gives one."""
    figures = {one[:3]: figure(one[:3]) for one in report.cells}
    units = {one[:3]: one.unit or "" for one in report.cells}
    return _changed(report, {at: f"{value}{units[at]}" for at, value in figures.items() if value is not None})


def _changed(report: Report, texts: Mapping[Address, str]) -> Report:
    changed = copy(report)
    changed.cells = [cell(*one[:3], texts[one[:3]], one.line) if one[:3] in texts else one for one in report.cells]
    return changed
