"""The examples of rules: the reports that they describe, and what their rule flags there."""

from collections.abc import Iterator
from typing import NamedTuple

from auditor.claims.boilerplate import weigh
from auditor.claims.read import read_claims
from auditor.model.finding import Finding, Place
from auditor.model.form import TABLES, TableForm, table_form
from auditor.model.report import Prose, Report, RowRead, Table
from auditor.parse.headings import SECTIONS
from auditor.rules.beside import beside
from auditor.rules.check import check
from auditor.rules.check_pairs import check_pairs
from auditor.rules.clean import cell, clean, sections
from auditor.rules.example_claims import add_claims
from auditor.rules.expression import Scope
from auditor.rules.pack import Pack
from auditor.rules.problem import RuleError, meant
from auditor.rules.resolve import addresses
from auditor.rules.schema import Circumstances, Example, Rule
from auditor.rules.scope import PROSE, SEVERAL, is_across, tables_of
from auditor.rules.syntax import parse_scope


class Outcome(NamedTuple):
    """An example on one form: the places it expects to be flagged, and those that were; extra sections and rows by name."""

    form: str
    expected: frozenset[str]
    found: frozenset[str]


def alone(rule: Rule) -> Pack:
    """A pack in which a rule runs alone, whatever its status."""
    return Pack({rule.code: rule.model_copy(update={"status": "stable", "replaces": ()})})


def outcomes(rule: Rule, example: Example, pack: Pack | None = None) -> Iterator[Outcome]:
    """The outcome of an example in each form, by the rule alone (``pack``, else made here) and through the engine.

    Raises ``RuleError`` for names that the form does not have.
    """
    pack = pack or alone(rule)
    reader = _Names(rule)
    for form in [example.form] if example.form else [form for form in ("2019", "2021") if form in rule.forms]:
        report = report_of(example, form, reader)
        expected = frozenset(reader.expected(name, report) for name in example.expect)
        yield Outcome(form, expected, frozenset(_told(one, reader.scope) for one in _found(example, report, reader, pack)))


def reports_passed(rule: Rule, form: str) -> list[Report]:
    """The reports of the examples on a form in which a rule finds nothing."""
    names = _Names(rule)
    passed = (example for example in rule.examples if not example.expect and example.form in (None, form))
    return [report_of(example, form, names) for example in passed]


def _found(example: Example, report: Report, reader: "_Names", pack: Pack) -> list[Finding]:
    if not is_across(reader.scope.kind, reader.scope.pair):
        return check(report, pack)
    others = {name: getattr(example, name) for name in ("previous", "whole", "parts")}
    changes = {
        name: {place: raw for key, raw in cells.items() for place in reader.cells(key, report)} for name, cells in others.items()
    }
    unchanged = report_of(example.model_copy(update={"cells": {}}), report.form, reader)
    subjects = beside(reader.scope, report, unchanged, changes, example.beside)
    return check_pairs([(report, list(subjects))], pack)[0]


def _told(finding: Finding, scope: Scope) -> str:
    """The place, by which a finding on prose is told too; what has no place, by what tells it apart."""
    return finding.place.key() if scope.kind in PROSE else finding.discriminator or finding.place.key()


class _Names:
    """What the names in the examples of a rule mean."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.scope: Scope = parse_scope(rule.scope)
        self.tables = tables_of(self.scope)

    def table(self, name: str, report: Report) -> tuple[Table, TableForm, str]:
        """The table that a name begins with or the rule is for, its form, and the rest of the name."""
        first, _, rest = name.partition("/")
        if first not in TABLES and len(self.tables) == 1:
            first, rest = self.tables[0], name
        found = next((table for table in report.tables if table.table == first), None)
        if found is None:
            raise RuleError("scope-table", name=first, meant=meant(first, [table.table for table in report.tables]))
        return found, table_form(first, found.form), rest

    def cells(self, name: str, report: Report) -> list[tuple[str, str, str]]:
        """The cells that ``[table/]row/column`` means; ``*`` for all rows or columns, a group for all its rows."""
        table, form, rest = self.table(name, report)
        row, _, column = rest.partition("/")
        rows = [line.address for line in form.rows] if row == "*" else addresses(form, "row", row)
        columns = [line.address for line in form.columns] if column == "*" else addresses(form, "column", column)
        return [(table.table, at, to) for at, to in form.cells if at in rows and to in columns]

    def expected(self, name: str, report: Report) -> str:
        """The place that an expected name means, as ``_told`` tells it."""
        kind = "cell" if self.rule.at else self.scope.kind
        if kind in ("report", *SEVERAL):
            return Place().key()
        if kind == "section" or kind in PROSE:
            return Place(section=name).key() if name in SECTIONS else name
        if kind == "table":
            return Place(name).key()
        if kind == "cell":
            return Place(*self.cells(name, report)[0]).key()
        if "/" not in name and len(self.tables) > 1:
            return name
        table, form, rest = self.table(name, report)
        return Place(table.table)._replace(**{kind: addresses(form, kind, rest.removeprefix("/"))[0]}).key()


def report_of(example: Example, form: str, names: "_Names") -> Report:
    """The report that an example describes, on one form."""
    report = clean(form, annex=example.base == "annex", year=example.year)
    _say(report, example.report)
    if example.headings is not None:
        report.sections = sections(list(example.headings))
    for section, text in example.prose.items():
        line = next((one.first for one in report.sections if one.section == section), 0)
        report.prose.append(Prose(line, section, text))
    weigh(report.sections, report.prose)
    report.claims, report.relations = read_claims(report.prose, report.year, report.body)
    add_claims(report, example.claims, example.relations)
    for name, raw in example.cells.items():
        _set(report, set(names.cells(name, report)), raw)
    for name in example.without:
        _remove(report, name, names)
    for name in example.rows:
        table, _, label = names.table(name, report)
        table.rows.append(RowRead("", label, table.last_line))
    for table in report.tables:
        table.form = example.forms.get(table.table, table.form)
        table.section = example.under.get(table.table, table.section)
    return report


def _say(report: Report, said: Circumstances) -> None:
    """Let a report say of itself what an example names."""
    for name in ("published", "signed", "period", "body_kind", "scope", "layout"):
        value = getattr(said, name)
        if value is not None:
            setattr(report, name, value or None)
    if said.province is not None:
        report.region.province = said.province or None
    if said.breaks_off:
        report.breaks_off = max(one.line for one in report.cells)


def _set(report: Report, places: set[tuple[str, str, str]], raw: str) -> None:
    report.cells = [cell(*one[:3], raw, one.line) if one[:3] in places else one for one in report.cells]


def _remove(report: Report, name: str, names: "_Names") -> None:
    """Remove a table (review), a row (applications/一) or a column (applications//总计)."""
    table, form, rest = names.table(name, report)
    if not rest:
        report.tables.remove(table)
        report.cells = [one for one in report.cells if one.table != table.table]
        return
    row, _, column = rest.partition("/")
    rows = addresses(form, "row", row) if row else ()
    columns = addresses(form, "column", column) if column else ()
    table.rows = [one for one in table.rows if one.row not in rows]
    table.columns = [one for one in table.columns if one[1] not in columns]
    report.cells = [
        one for one in report.cells if one.table != table.table or (one.row not in rows and one.column not in columns)
    ]
