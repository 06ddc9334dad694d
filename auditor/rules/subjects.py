"""What a report gives rules to judge: its sections, tables, rows, columns, claims and itself.

What was not seen because the file breaks off, or could not be told, is no subject or lacks the field: it is not judged.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import TypeAlias

from auditor.model.finding import Place
from auditor.model.form import STATUTORY, TableForm, forms_of, table_form
from auditor.model.report import Cell, Report, State, Table
from auditor.rules.claim_subjects import claim_subjects
from auditor.rules.relation_subjects import relation_subjects
from auditor.rules.scope import PROSE
from auditor.rules.section_subjects import section_subjects
from auditor.rules.subject import Subject

Rows: TypeAlias = Mapping[str, Collection[str] | None]
"""Rows of which rules want to know, by the kind of their subjects; None for all of them."""
NO_ROWS: Rows = {}
_RELATIONS = frozenset(PROSE[1:])
"""The kinds of what claims are to each other."""
_FIRST_YEAR_OF = {"2019": 2019, "2021": 2021}
_SAID = {"first_day": "period", "last_day": "period", "published": "published", "signed": "signed"}
"""The days that a report says, by what of it says them (``Report.dated``)."""
_TOO_MANY_UNREAD = 0.1
"""Beyond this share of unreadable cells a table is not judged: what is wrong in it may be our reading."""


def subjects_of(report: Report, kinds: Collection[str] | None = None) -> Iterator[Subject]:
    """Every subject of a report that was read, each with what it knows of its report. ``kinds``: only subjects of these."""
    shared = of_report(report)
    for subject in chain(_of_prose(report, kinds), _of_tables(report, kinds)):
        if kinds is None or subject.kind in kinds:
            subject.fields = {**shared, **subject.fields}
            yield subject


def _of_prose(report: Report, kinds: Collection[str] | None) -> Iterator[Subject]:
    """The report itself, and what it says; of sections and of what claims are to each other all or, where not asked for, none."""
    yield _report(report)
    if kinds is None or "section" in kinds:
        yield from section_subjects(report)
    yield from claim_subjects(report, kinds)
    if kinds is None or not _RELATIONS.isdisjoint(kinds):
        yield from relation_subjects(report)


def lines_of(report: Report, rows: Rows) -> Iterator[Subject]:
    """The rows and columns of a report, of the kinds that ``rows`` has, without what each knows of its report."""
    for table, cells, _ in _judged(report):
        if cells:
            yield from _lines(table, cells, rows.keys(), cut=_is_cut(report, table), only=rows)


def _of_tables(report: Report, kinds: Collection[str] | None) -> Iterator[Subject]:
    for table, cells, states in _judged(report):
        yield _table(table, report, states if table.ended else None)
        if cells:
            yield from _lines(table, cells, kinds, cut=_is_cut(report, table))
    yield from _missing_tables(report)


def _judged(report: Report) -> Iterator[tuple[Table, list[Cell], list[State] | None]]:
    """Each table with its cells and their states; without them where too much of it was not read."""
    cells: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in report.cells:
        cells[cell.table].append(cell)
    for table in report.tables:
        own = cells.get(table.table, [])
        states = [cell.state for cell in own]
        if states.count(State.UNREADABLE) <= table.expected * _TOO_MANY_UNREAD:
            yield table, own, states
        else:
            yield table, [], None


def _is_cut(report: Report, table: Table) -> bool:
    """Whether the file breaks off within a table."""
    return report.breaks_off is not None and not table.ended


def row_form(table: Table, cells: list[Cell]) -> TableForm:
    """The form whose rows a table has; for a hybrid the one that has more of its cells."""
    years = forms_of(table.table)
    if table.form in years:
        return table_form(table.table, table.form)
    met = {(cell.row, cell.column) for cell in cells}
    return max((table_form(table.table, year) for year in years), key=lambda form: len(met.intersection(form.cells)))


def due_form(year: int | None) -> str | None:
    """The form that reports of a year are on: 国办公开办函〔2019〕60号 from 2019, 〔2021〕30号 from 2021."""
    return next((form for form, first in reversed(_FIRST_YEAR_OF.items()) if year is not None and year >= first), None)


# ---------------------------------------------------------------------- report and tables


def of_report(report: Report) -> dict[str, int | str]:
    """What every subject knows of its report (``scope.OF_REPORT``)."""
    fields: dict[str, int | str] = {"form": report.form, "layout": report.layout, "script": report.script}
    fields |= {"body_kind": report.body_kind, "scope": report.scope}
    if report.region.province:
        fields["province"] = report.region.province
    if report.year is not None:
        fields["year"] = report.year
    return fields


def _report(report: Report) -> Subject:
    forms = {f"{table.table}_form": table.form for table in report.tables if table.table in ("disclosure", "applications")}
    lines = {f"{table.table}_form": table.line for table in report.tables}
    lines |= {name: report.dated[of] for name, of in _SAID.items() if of in report.dated}
    return Subject("report", Place(), fields={**forms, **_days(report), **_dated(report)}, lines=lines)


def _days(report: Report) -> dict[str, int]:
    """The days that a report names, and those of its year."""
    days = {"published": report.published, "signed": report.signed}
    if report.period:
        days["first_day"], days["last_day"] = report.period
    if report.year is not None and date.min.year <= report.year < date.max.year:
        days["year_start"], days["year_end"] = date(report.year, 1, 1), date(report.year, 12, 31)
        days["january_end"], days["march_end"] = date(report.year + 1, 1, 31), date(report.year + 1, 3, 31)
    return {name: day.toordinal() for name, day in days.items() if day}


def _dated(report: Report) -> dict[str, int]:
    """Whether the file says its dates. Not known where one could not be told; nor of the signature where the end is lost."""
    if any(one.code == "PARSE-DATE" for one in report.diagnostics):
        return {}
    said = {"has_period": report.period, "has_published": report.published}
    if report.breaks_off is None:
        said["has_signed"] = report.signed
    return {name: int(value is not None) for name, value in said.items()}


def _table(table: Table, report: Report, states: list[State] | None) -> Subject:
    """A table that was met; ``states`` are those of its cells where it was read whole."""
    fields: dict[str, int | str] = {"table": table.table, "present": 1, "form": table.form}
    if due := due_form(report.year):
        fields["due"] = due
    if table.section and table.table in STATUTORY:
        fields["under"] = table.section
        fields["own_section"] = int(any(section.section == table.table for section in report.sections))
    if states is not None:
        fields |= {"cells": len(states), "filled": len(states) - states.count(State.BLANK) - states.count(State.DASH)}
    return Subject(f"table/{table.table}", Place(table.table), table.line, fields=fields)


def _missing_tables(report: Report) -> Iterator[Subject]:
    """The statutory tables that are not there although another is; where the file breaks off, only those before one that is."""
    present = [STATUTORY.index(table.table) for table in report.tables if table.table in STATUTORY]
    if not present:
        return
    last = max(present) if report.breaks_off else len(STATUTORY)
    lines = {section.section: section.line for section in report.sections}
    for order, table in enumerate(STATUTORY):
        if order not in present and order < last:
            yield Subject(f"table/{table}", Place(table), lines.get(table), fields={"table": table, "present": 0})


# ---------------------------------------------------------------------- rows and columns


def _lines(
    table: Table, cells: list[Cell], kinds: Collection[str] | None, *, cut: bool, only: Rows = NO_ROWS
) -> Iterator[Subject]:
    """The rows and columns of a table, where ``kinds`` has theirs; of rows those of ``only``, where it names any.

    With a row that the form does not have, columns keep no cells, as it may be part of their sums; and no row is said to be
    missing, as it may be the one; nor with a text that belongs to no cell. Nor is one in a hybrid, or behind the place where the
    file breaks off.
    """
    form = row_form(table, cells)
    row_kind, column_kind = (f"{axis}/{table.table}/{form.form}" for axis in ("row", "column"))
    if kinds is not None and row_kind not in kinds and column_kind not in kinds:
        return
    met = {cell.row for cell in cells}
    strange = any(not row.row for row in table.rows) or not met <= form.row_labels.keys()
    whole = table.form == form.form and not strange and not table.strays
    if kinds is None or row_kind in kinds:
        yield from _rows(table, form, cells, cut=cut, whole=whole, only=only.get(row_kind))
    if kinds is None or column_kind in kinds:
        yield from _columns(table, form, [] if strange else cells, whole=whole)


def _rows(  # noqa: PLR0913 - what a table is like
    table: Table,
    form: TableForm,
    cells: Sequence[Cell],
    *,
    cut: bool,
    whole: bool,
    only: Collection[str] | None,
) -> Iterator[Subject]:
    kind = f"row/{table.table}/{form.form}"
    lines = {row.row: row.line for row in table.rows}
    rows: defaultdict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        rows[cell.row][cell.column] = cell
    met = [row.address in rows or row.address in lines for row in form.rows]
    last = len(met) - met[::-1].index(True) if cut and any(met) else len(met)
    for row, is_met in zip(form.rows[:last], met, strict=False):
        if (is_met or whole) and (only is None or row.address in only):
            own = rows.get(row.address, {})
            line = lines.get(row.address) or min((cell.line for cell in own.values()), default=table.line)
            fields: dict[str, int | str] = {"row": row.address, "extra": 0, "present": int(is_met)}
            yield Subject(kind, Place(table.table, row.address), line, own, fields)
    for extra in table.rows:
        if not extra.row:
            fields = {"row": "", "label": extra.label, "extra": 1}
            yield Subject(kind, Place(table.table), extra.line, fields=fields, labels={"label": extra.label})


def _columns(table: Table, form: TableForm, cells: Sequence[Cell], *, whole: bool) -> Iterator[Subject]:
    """A column is missing where the table's head was met, does not name it, and no cell of it was."""
    columns: defaultdict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        columns[cell.column][cell.row] = cell
    named = {column for _, column in table.columns}
    for column in form.columns:
        own = columns.get(column.address, {})
        fields: dict[str, int | str] = {"column": column.address}
        if own or column.address in named:
            fields["present"] = 1
        elif named and whole:
            fields["present"] = 0
        yield Subject(f"column/{table.table}/{form.form}", Place(table.table, None, column.address), table.line, own, fields)
