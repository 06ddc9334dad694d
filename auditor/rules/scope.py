"""What rules can be for, and the fields that each has beside its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from auditor.catalogue.text import name
from auditor.model.form import TABLES, TableForm, forms_of, table_form
from auditor.rules.expression import Scope
from auditor.rules.problem import RuleError, meant


class Kind(Enum):
    """What a field holds; a flag is a number, 1 where it holds and 0 where it does not; a date counts days, 1 is 0001-01-01."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"
    DATE = "date"


OF_REPORT: Mapping[str, Kind] = {
    "form": Kind.TEXT,
    "layout": Kind.TEXT,
    "script": Kind.TEXT,
    "body_kind": Kind.TEXT,
    "scope": Kind.TEXT,
    "province": Kind.TEXT,
    "year": Kind.NUMBER,
}
"""What every subject knows of its report."""

FIELDS: Mapping[str, Mapping[str, Kind]] = {
    "row": {**OF_REPORT, "row": Kind.TEXT, "label": Kind.TEXT, "present": Kind.FLAG, "extra": Kind.FLAG},
    "column": {**OF_REPORT, "column": Kind.TEXT, "present": Kind.FLAG},
    "cell": {**OF_REPORT, "row": Kind.TEXT, "column": Kind.TEXT},
    "section": {
        **OF_REPORT,
        "title": Kind.TEXT,
        "section": Kind.TEXT,
        "present": Kind.FLAG,
        "extra": Kind.FLAG,
        "style": Kind.TEXT,
        "wording": Kind.TEXT,
        "number": Kind.NUMBER,
        "previous": Kind.NUMBER,
        "ordinal": Kind.NUMBER,
        "skipped": Kind.NUMBER,
        "repeated": Kind.FLAG,
        "table_read": Kind.FLAG,
        "order": Kind.NUMBER,
        "furthest": Kind.NUMBER,
    },
    "table": {
        **OF_REPORT,
        "table": Kind.TEXT,
        "present": Kind.FLAG,
        "due": Kind.TEXT,
        "cells": Kind.NUMBER,
        "filled": Kind.NUMBER,
        "under": Kind.TEXT,
        "own_section": Kind.FLAG,
    },
    "report": {
        **OF_REPORT,
        "has_period": Kind.FLAG,
        "has_published": Kind.FLAG,
        "has_signed": Kind.FLAG,
        "first_day": Kind.DATE,
        "last_day": Kind.DATE,
        "published": Kind.DATE,
        "signed": Kind.DATE,
        "year_start": Kind.DATE,
        "year_end": Kind.DATE,
        "january_end": Kind.DATE,
        "march_end": Kind.DATE,
        "disclosure_form": Kind.TEXT,
        "applications_form": Kind.TEXT,
    },
    "finding": {
        **OF_REPORT,
        "code": Kind.TEXT,
        "family": Kind.TEXT,
        "severity": Kind.TEXT,
        "table": Kind.TEXT,
        "row": Kind.TEXT,
        "column": Kind.TEXT,
        "section": Kind.TEXT,
        "cell": Kind.TEXT,
        "waived": Kind.FLAG,
    },
    "verdict": {
        **OF_REPORT,
        "errors": Kind.NUMBER,
        "warnings": Kind.NUMBER,
        "notes": Kind.NUMBER,
        "whole": Kind.FLAG,
        "coverage": Kind.NUMBER,
    },
}
"""The fields by kind of scope.

All of the first stage know of their report: ``form``, ``layout`` and ``script`` as it was read; ``body_kind``, ``scope`` and
``province`` of its body; ``year``.
row, column: ``row``/``column`` is the address, "" for an extra row, whose ``label`` tells it; ``present`` whether it was met.
section: ``section`` is "" for an extra one; ``number`` as written, ``previous`` that of the heading before (0 before the
first), ``ordinal`` its place among all headings, ``skipped`` how many missing sections belong between; ``order`` its place
among the six, ``furthest`` the greatest such place before it; ``style`` and ``wording`` as in ``Section``; ``repeated``, it is a
second one of its heading; ``table_read``, the statutory table that belongs into it was read.
table: ``form`` as read, ``due`` the form of the report's year; ``cells`` that were read, ``filled`` those with more than a dash;
``under`` which section it stands, ``own_section`` whether the one that it belongs into is there.
report: ``first_day`` and ``last_day`` of its period; ``published`` and ``signed``; ``year_start`` and ``year_end`` of its year;
``january_end`` and ``march_end`` of the year after; ``has_…`` whether the file says it at all.
finding and verdict are the second stage's (rules/second). finding: its place, "" for what it lacks; ``cell`` the address of the
cell behind several broken sums, "" for none; ``waived`` whether a waiver fits it. verdict: ``errors``, ``warnings`` and
``notes`` count causes that stand; ``whole`` tells whether all was read, ``coverage`` how much of the tables in percent.
A field that is not known is not there, and what needs it is not judged.
"""
_LABELS = frozenset({"raw", "unit", "label", "title"})
_COMMON = frozenset({"table", "row", "column", "section", "expected", "actual", "difference", "arithmetic"})


OF_CELL = ("value", "unit", "raw")
"""What a rule for each cell can name beside the fields: what stands in the cell."""


def placeholders(kind: str) -> frozenset[str]:
    """What the messages of rules of a scope can name in braces."""
    return _COMMON | _LABELS | FIELDS[kind].keys()


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a rule is compiled for: the facts of one kind, and for cells one of their columns.

    ``kind`` names the facts: ``row/applications/2019``, ``table/review``, ``section``, ``report``.
    """

    scope: str
    kind: str
    form: TableForm | None = None
    column: str = ""

    def holds(self, field: str) -> Kind | None:
        """What a field holds; None for one that is not known."""
        return FIELDS[self.scope].get(field)

    def is_text(self, field: str) -> bool:
        """Whether a field holds text."""
        return self.holds(field) is Kind.TEXT


def tables_of(scope: Scope) -> tuple[str, ...]:
    """The addresses of the tables a scope names; ``RuleError`` for one that is not known."""
    known = {called: table for table in TABLES for called in (table, name("table", table, "zh"))}
    for table, at in scope.tables:
        if table not in known:
            raise RuleError("scope-table", at=at, name=table, meant=meant(table, known))
    return tuple(known[table] for table, _ in scope.tables)


def targets(scope: Scope, forms: Sequence[str]) -> list[Target]:
    """The targets of a scope in the forms a rule names; ``RuleError`` where there are none."""
    return list(_targets(scope, forms))


def _targets(scope: Scope, forms: Sequence[str]) -> Iterator[Target]:
    tables = tables_of(scope)
    if scope.kind in ("section", "report"):
        if tables:
            raise RuleError("scope-no-table", at=scope.tables[0][1], kind=scope.kind)
        yield Target(scope.kind, scope.kind)
    elif scope.kind == "table":
        yield from (Target("table", f"table/{table}") for table in tables or TABLES)
    else:
        if not tables:
            raise RuleError("scope-needs-table", kind=scope.kind)
        yield from (target for table in tables for target in _in_table(scope.kind, table, forms))


def _in_table(kind: str, table: str, forms: Sequence[str]) -> Iterator[Target]:
    years = [form for form in forms_of(table) if form in forms or form == "2014"]
    if not years:
        raise RuleError("no-form", table=table)
    for year in years:
        form = table_form(table, year)
        if kind == "cell":
            yield from (Target("cell", f"row/{table}/{year}", form, column.address) for column in form.columns)
        else:
            yield Target(kind, f"{kind}/{table}/{year}", form)
