"""What rules can be for, and the fields that each has beside its cells."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from auditor.catalogue.text import name, texts
from auditor.model.form import TABLES, TableForm, all_forms, forms_of, table_form
from auditor.rules.claim_cells import FORMS as CLAIM_FORMS
from auditor.rules.claim_cells import claim_kind
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

_OF_PROSE: Mapping[str, Kind] = {
    "concept": Kind.TEXT,
    "period": Kind.TEXT,
    "section": Kind.TEXT,
    "text": Kind.TEXT,
    "exact": Kind.FLAG,
}
_TOTAL: Mapping[str, Kind] = {"total": Kind.NUMBER, "total_low": Kind.NUMBER, "total_high": Kind.NUMBER}
_BOUNDED: Mapping[str, Kind] = {"computed": Kind.NUMBER, "least": Kind.NUMBER, "most": Kind.NUMBER}
PROSE = ("claim", "breakdown", "share", "growth", "average", "repetition")
"""The scopes of what the prose says (auditor/model/claim.py)."""
SEVERAL = ("rivals", "copies", "recollections")
"""The scopes of what a report is to others, as a whole."""

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
        "letters": Kind.NUMBER,
        "own_letters": Kind.NUMBER,
        "prose": Kind.TEXT,
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
    "claim": {
        **OF_REPORT,
        **_OF_PROSE,
        "of": Kind.TEXT,
        "whose": Kind.TEXT,
        "comparable": Kind.FLAG,
        "sure_scope": Kind.FLAG,
        "unit": Kind.TEXT,
        "measure": Kind.TEXT,
        "quantity": Kind.NUMBER,
        "low": Kind.NUMBER,
        "high": Kind.NUMBER,
        "approximate": Kind.TEXT,
        "change": Kind.TEXT,
        "with_carried_in": Kind.FLAG,
        "concluded": Kind.FLAG,
        "sections": Kind.NUMBER,
        "headings": Kind.NUMBER,
    },
    "breakdown": {
        **OF_REPORT,
        **_OF_PROSE,
        **_TOTAL,
        "by": Kind.TEXT,
        "exhaustive": Kind.FLAG,
        "listed": Kind.NUMBER,
        "added": Kind.NUMBER,
        "added_low": Kind.NUMBER,
        "added_high": Kind.NUMBER,
        "carried": Kind.NUMBER,
        "overlap": Kind.FLAG,
        "largest": Kind.NUMBER,
        "largest_low": Kind.NUMBER,
        "last": Kind.NUMBER,
        "rest": Kind.NUMBER,
    },
    "share": {
        **OF_REPORT,
        **_OF_PROSE,
        **_BOUNDED,
        "total": Kind.NUMBER,
        "rate": Kind.NUMBER,
        "part": Kind.NUMBER,
        "of_table": Kind.FLAG,
        "comparable": Kind.FLAG,
        "part_low": Kind.NUMBER,
        "part_high": Kind.NUMBER,
        "least_with": Kind.NUMBER,
        "most_with": Kind.NUMBER,
    },
    "growth": {
        **OF_REPORT,
        **_OF_PROSE,
        **_BOUNDED,
        "rate": Kind.NUMBER,
        "in_percent": Kind.FLAG,
        "change": Kind.TEXT,
        "this": Kind.NUMBER,
        "this_low": Kind.NUMBER,
        "this_high": Kind.NUMBER,
        "last": Kind.NUMBER,
    },
    "average": {
        **OF_REPORT,
        **_OF_PROSE,
        **_BOUNDED,
        **_TOTAL,
        "average": Kind.NUMBER,
        "divisor": Kind.NUMBER,
    },
    "repetition": {
        **OF_REPORT,
        **_OF_PROSE,
        "quantity": Kind.NUMBER,
        "low": Kind.NUMBER,
        "high": Kind.NUMBER,
        "first": Kind.NUMBER,
        "first_low": Kind.NUMBER,
        "first_high": Kind.NUMBER,
        "first_text": Kind.TEXT,
        "first_line": Kind.NUMBER,
    },
    "rivals": {
        **OF_REPORT,
        "rivals": Kind.NUMBER,
        "cells": Kind.NUMBER,
        "differing": Kind.NUMBER,
        "same_scope": Kind.FLAG,
        "other_source": Kind.TEXT,
    },
    "copies": {
        **OF_REPORT,
        "copied": Kind.TEXT,
        "share": Kind.NUMBER,
        "amount": Kind.NUMBER,
        "same_body": Kind.FLAG,
        "years_apart": Kind.NUMBER,
        "copies": Kind.NUMBER,
        "other_body": Kind.TEXT,
        "other_year": Kind.NUMBER,
        "other_source": Kind.TEXT,
        "other_line": Kind.NUMBER,
    },
    "recollections": {
        **OF_REPORT,
        **_OF_PROSE,
        **_BOUNDED,
        "told": Kind.TEXT,
        "quantity": Kind.NUMBER,
        "low": Kind.NUMBER,
        "high": Kind.NUMBER,
        "then": Kind.NUMBER,
        "rate": Kind.NUMBER,
        "in_percent": Kind.FLAG,
        "change": Kind.TEXT,
        "this": Kind.NUMBER,
        "this_low": Kind.NUMBER,
        "this_high": Kind.NUMBER,
        "other_scope": Kind.TEXT,
        "other_year": Kind.NUMBER,
        "other_source": Kind.TEXT,
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
second one of its heading; ``table_read``, the statutory table that belongs into it was read; ``letters`` of its text, and
``own_letters`` of them outside sentences that any report could have; ``prose``, how its
text begins where it says next to nothing.
table: ``form`` as read, ``due`` the form of the report's year; ``cells`` that were read, ``filled`` those with more than a dash;
``under`` which section it stands, ``own_section`` whether the one that it belongs into is there.
report: ``first_day`` and ``last_day`` of its period; ``published`` and ``signed``; ``year_start`` and ``year_end`` of its year;
``january_end`` and ``march_end`` of the year after; ``has_…`` whether the file says it at all.
claim (each claim of received, …: of what it counts): ``of`` whom, ``whose`` numbers (own, region, unknown), ``quantity`` and
what the writer may have meant, ``low`` to ``high``, in whole counts and 元; ``measure`` is count, money, rate or points;
``exact``, a plain count; ``comparable``, it may be on what the tables are on, ``sure_scope``, both say so; ``sections`` that
the report has of the form, ``headings`` of any. breakdown: ``total``, the parts ``added``, how many are ``listed``, the
``largest`` and the ``last``, which should be the ``rest``.
share, growth, average: the ``rate`` or ``average`` that is stated and what is ``computed``; ``least`` and ``most`` bound what the
part, ``this`` year's number or the ``total`` may be for it; ``…_with`` where the whole does not contain the part;
``of_table``, part and whole are not in the prose but cells of a table. repetition:
``quantity`` where ``first`` stood before. Bounds end in ``_low`` and ``_high``.
rivals (each pair of rivals): the other reports of this body for this year, ``rivals`` many: those that differ and are of the
``same_scope``, those that differ and may not be, and those that do not differ; ``other_source`` names the first of them; at most
``differing`` of the ``cells`` that both have say something else.
copies (each pair of copies): the report that shares most with this one, once for other years of the body and once for other
bodies; ``copied`` is narrative or figures, ``share`` how much of this report's is there too (per cent of the letters, figures, of
the cells that say more than 0), ``amount`` how many letters or cells that are, ``copies`` how many reports share half or more;
``other_line`` is where the first shared passage stands there. Digits, names of places and statutory phrases do not count.
recollections (each pair of recollections): what the prose says of last year, with last year's report; ``told`` is count
(``quantity``, and what the writer may have meant, ``low`` to ``high``, where the report itself has ``then``) or change, with the
fields of growth. Of all that the report may have meant ``then`` is what fits, else the nearest.
finding and verdict are the second stage's (rules/second). finding: its place, "" for what it lacks; ``cell`` the address of the
cell behind several broken sums, "" for none; ``waived`` whether a waiver fits it. verdict: ``errors``, ``warnings`` and
``notes`` count causes that stand; ``whole`` tells whether all was read, ``coverage`` how much of the tables in percent.
A field that is not known is not there, and what needs it is not judged.
"""
_OF_OTHER = {
    "other_body": Kind.TEXT,
    "other_year": Kind.NUMBER,
    "other_scope": Kind.TEXT,
    "other_form": Kind.TEXT,
    "other_source": Kind.TEXT,
}
PAIRS: Mapping[str, tuple[str, Mapping[str, Kind]]] = {
    "year pair": ("previous", _OF_OTHER),
    "part of a region": ("whole", _OF_OTHER),
    "region with its parts": (
        "parts",
        {"parts": Kind.NUMBER, "complete": Kind.FLAG, "with_own": Kind.FLAG, "other_source": Kind.TEXT},
    ),
}
"""Two reports that a rule may be for: how it calls the other one, and the fields beside those of its row, column or cell.

``other_body``, ``other_year``, ``other_scope``, ``other_form`` and ``other_source`` tell the other report.
year pair: two reports of one body for years that follow each other, not one own and one of a region; ``previous`` is the earlier
one. A body that was renamed goes on, one that was merged or split does not (auditor/region/lineage.py).
part of a region: a government within a region whose own government reports for the ``whole`` of it, same year.
region with its parts: that whole, and the sum of its ``parts``, as many as there are; ``complete``, every division right below
it is among them; ``with_own``, so is a report of its own offices alone; ``other_source`` names their bodies. A sum has no cell
that one of the parts lacks.
"""
_LABELS = frozenset({"raw", "unit", "label", "title"})
_COMMON = frozenset({"table", "row", "column", "section", "expected", "actual", "difference", "arithmetic", "readings", "slip"})


OF_CELL = ("value", "unit", "raw")
"""What a rule for each cell can name beside the fields: what stands in the cell."""


def placeholders(kind: str, pair: str = "") -> frozenset[str]:
    """What the messages of rules of a scope can name in braces."""
    return _COMMON | _LABELS | fields_of(kind, pair).keys() | ({"other_line"} if pair else frozenset())


def fields_of(kind: str, pair: str = "") -> Mapping[str, Kind]:
    """The fields of a scope: those of its kind, and of the two reports where it is for such."""
    return {**FIELDS[kind], **PAIRS[pair][1]} if pair else FIELDS[kind]


def is_across(kind: str, pair: str = "") -> bool:
    """Whether what a scope names is seen only beside other reports."""
    return bool(pair) or kind in SEVERAL


@dataclass(frozen=True, slots=True)
class Target:
    """One thing a rule is compiled for: the facts of one kind, and for cells one of their columns.

    ``kind`` names the facts: ``row/applications/2019``, ``table/review``, ``section``, ``report``; of two reports, with their
    ``pair`` before it; ``claim/received/2019``, of a ``concept`` in reports on the form of a ``year``.
    """

    scope: str
    kind: str
    form: TableForm | None = None
    column: str = ""
    pair: str = ""
    year: str = ""
    concept: str = ""

    @property
    def across(self) -> bool:
        """Whether its facts are made of several reports."""
        return is_across(self.scope, self.pair)

    def holds(self, field: str) -> Kind | None:
        """What a field holds; None for one that is not known."""
        return fields_of(self.scope, self.pair).get(field)

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
    found = list(_targets(scope, forms))
    if not scope.pair:
        return found
    if scope.kind not in ("row", "column", "cell"):
        raise RuleError("scope-no-pair", kind=scope.kind, pair=scope.pair)
    return [replace(one, kind=f"{scope.pair}/{one.kind}", pair=scope.pair) for one in found]


def _targets(scope: Scope, forms: Sequence[str]) -> Iterator[Target]:
    tables = tables_of(scope)
    if scope.kind in ("section", "report", *SEVERAL, *PROSE[1:]):
        if tables:
            raise RuleError("scope-no-table", at=scope.tables[0][1], kind=scope.kind)
        yield Target(scope.kind, scope.kind)
    elif scope.kind == "claim":
        concepts = [_concept(*one) for one in scope.concepts]
        for form in CLAIM_FORMS:
            if form in forms:
                yield from (Target("claim", claim_kind(concept, form), year=form, concept=concept) for concept in concepts)
    elif scope.kind == "table":
        yield from (Target("table", f"table/{table}") for table in tables or TABLES)
    else:
        if not tables:
            raise RuleError("scope-needs-table", kind=scope.kind)
        yield from (target for table in tables for target in _in_table(scope.kind, table, forms))


def _concept(name: str, at: int) -> str:
    """What claims count, a row of a table or a word of the catalogue; ``RuleError`` where that is not known."""
    known = {key.removeprefix("concept.") for key in texts() if key.startswith("concept.")}
    rows = {line.address for form in all_forms() for line in form.rows}
    known |= rows | {row.partition(".")[0] for row in rows} | {"litigation", "sections"}
    if name not in known:
        raise RuleError("concept", at=at, name=name, meant=meant(name, known))
    return name


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
