"""What rules can be for, and the fields that each has beside its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from auditor.catalogue.text import name
from auditor.model.form import TABLES, TableForm, forms_of, table_form
from auditor.rules.expression import Scope
from auditor.rules.problem import RuleError, meant


class Kind(Enum):
    """What a field holds; a flag is a number, 1 where it holds and 0 where it does not."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"


FIELDS: Mapping[str, Mapping[str, Kind]] = {
    "row": {"row": Kind.TEXT, "present": Kind.FLAG, "extra": Kind.FLAG},
    "column": {"column": Kind.TEXT, "present": Kind.FLAG},
    "cell": {"row": Kind.TEXT, "column": Kind.TEXT},
    "section": {
        "section": Kind.TEXT,
        "present": Kind.FLAG,
        "extra": Kind.FLAG,
        "style": Kind.TEXT,
        "wording": Kind.TEXT,
        "number": Kind.NUMBER,
        "previous": Kind.NUMBER,
        "ordinal": Kind.NUMBER,
        "skipped": Kind.NUMBER,
        "order": Kind.NUMBER,
        "furthest": Kind.NUMBER,
    },
    "table": {
        "table": Kind.TEXT,
        "present": Kind.FLAG,
        "form": Kind.TEXT,
        "due": Kind.TEXT,
        "year": Kind.NUMBER,
        "cells": Kind.NUMBER,
        "filled": Kind.NUMBER,
    },
    "report": {
        "form": Kind.TEXT,
        "year": Kind.NUMBER,
        "disclosure_form": Kind.TEXT,
        "applications_form": Kind.TEXT,
    },
}
"""The fields by kind of scope.

row, column: ``row``/``column`` is the address, "" for an extra row; ``present`` tells whether it was met.
section: ``section`` is "" for an extra one; ``number`` as written, ``previous`` that of the heading before (0 before the
first), ``ordinal`` its place among all headings, ``skipped`` how many missing sections belong between; ``order`` its place
among the six, ``furthest`` the greatest such place before it; ``style`` and ``wording`` as in ``Section``.
table: ``form`` as read, ``due`` the form of the report's year; ``cells`` that were read, ``filled`` those with more than a dash.
A field that is not known is not there, and what needs it is not judged.
"""
_LABELS = frozenset({"label", "title", "raw", "unit"})
_COMMON = frozenset({"table", "row", "column", "section", "expected", "actual", "difference", "arithmetic"})


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

    def is_text(self, field: str) -> bool:
        """Whether a field holds text."""
        return FIELDS[self.scope].get(field) is Kind.TEXT


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
