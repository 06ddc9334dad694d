"""The statutory forms (法定表式), read from grammar/forms.lark.

A *table form* is one table as one notice prescribes it: its rows, its columns and which cells it has, in order. Addresses
are the project's names for rows and columns (``refused.third_party``); labels are the statutory Chinese ones.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from lark import Lark
from lark.grammar import NonTerminal

from auditor.resources import grammar_text

STATUTORY = ("disclosure", "applications", "review")
TABLES = (*STATUTORY, "platform")
_STARTS = {
    ("disclosure", "2019"): "disclosure_2019",
    ("disclosure", "2021"): "disclosure_2021",
    ("applications", "2019"): "applications_2019",
    ("applications", "2021"): "applications_2021",
    ("review", "2019"): "review",
    ("review", "2021"): "review",
    ("platform", "2014"): "platform",
}
_NUMBER = re.compile(r"^(?:([一二三四五六七八九十]+)、|(（[一二三四五六七八九十]+）)|(\d+)\.)")
_AFFIX = re.compile(rf"^(?:{'|'.join(TABLES)})_(?=[a-z])|_(?:2014|2019|2021)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a form: its address, its statutory label and the numbering that leads to it.

    ``short`` is how people name a row of table 3: 一, 三（三）1, 三（七）; elsewhere it is the label.
    ``groups`` are the short names of the groups it stands in, outermost first.
    """

    address: str
    label: str
    short: str
    groups: tuple[str, ...] = ()

    @property
    def plain_label(self) -> str:
        """The label without its number: 予以公开 for （一）予以公开."""
        return _NUMBER.sub("", self.label)


@dataclass(frozen=True)
class TableForm:
    """One table of one form.

    ``cells`` holds (row address, column address) in the order of the form; ``groups`` the labels of groups by short name
    (三（三） → （三）不予公开); ``headings`` the labels that head blocks and groups but have no cells.
    """

    table: str
    form: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: tuple[tuple[str, str], ...]
    groups: Mapping[str, str]
    headings: tuple[str, ...]

    @cached_property
    def row_labels(self) -> Mapping[str, str]:
        """Row address → statutory label."""
        return {line.address: line.label for line in self.rows}

    @cached_property
    def column_labels(self) -> Mapping[str, str]:
        """Column address → statutory label."""
        return {line.address: line.label for line in self.columns}

    @cached_property
    def _columns_of(self) -> Mapping[str, tuple[str, ...]]:
        return {line.address: tuple(c for r, c in self.cells if r == line.address) for line in self.rows}

    def columns_of(self, row: str) -> tuple[str, ...]:
        """The column addresses in which a row has cells, in order; none for a row the form does not have."""
        return self._columns_of.get(row, ())

    def rows_of(self, column: str) -> tuple[str, ...]:
        """The row addresses that have a cell in a column, in order."""
        return tuple(row for row, at in self.cells if at == column)

    def find(self, axis: str, name: str) -> tuple[str, ...]:
        """The addresses that ``name`` means on an axis ("row" or "column"); several for a group, none if unknown.

        A name is an address, a label, a label without its number, or a short name (三（三）1).
        """
        lines = self.rows if axis == "row" else self.columns
        for line in lines:
            if name in (line.address, line.label, line.short, line.plain_label):
                return (line.address,)
        return tuple(
            line.address
            for line in lines
            if any(name in (short, self.groups[short], _NUMBER.sub("", self.groups[short])) for short in line.groups)
        )


@cache
def table_form(table: str, form: str) -> TableForm:
    """The table form of one table and form year; ``KeyError`` where the form has no such table."""
    return _Builder(_STARTS[table, form], table, form).build()


@cache
def forms_of(table: str) -> tuple[str, ...]:
    """The form years in which a table exists: ("2019", "2021"), or ("2014",) for the annex."""
    return tuple(form for at, form in _STARTS if at == table)


def all_forms() -> Iterator[TableForm]:
    """Every table form there is."""
    return (table_form(table, form) for table, form in _STARTS)


@cache
def row_label(table: str, form: str, row: str) -> str:
    """The statutory label of a row, from another form where this one lacks it (hybrids)."""
    return _label(table, form, lambda one: one.row_labels.get(row), row)


@cache
def column_label(table: str, form: str, column: str) -> str:
    """The statutory label of a column, from another form where this one lacks it (hybrids)."""
    return _label(table, form, lambda one: one.column_labels.get(column), column)


def _label(table: str, form: str, get: Callable[[TableForm], str | None], address: str) -> str:
    years = sorted(forms_of(table), key=lambda year: year != form)
    return next((label for year in years if (label := get(table_form(table, year)))), address)


@cache
def _productions() -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Rule name → (its text or "", the rules it names), as grammar/forms.lark has them."""
    lark = Lark(grammar_text("forms"), start=sorted(set(_STARTS.values())), parser="earley")
    text = {terminal.name: terminal.pattern.value for terminal in lark.terminals}
    return {
        str(rule.origin.name): (
            "".join(text[symbol.name] for symbol in rule.expansion if not isinstance(symbol, NonTerminal)),
            tuple(str(symbol.name) for symbol in rule.expansion if isinstance(symbol, NonTerminal)),
        )
        for rule in lark.rules
    }


class _Builder:
    """Walks the productions of one table and collects its lines and cells."""

    def __init__(self, start: str, table: str, form: str) -> None:
        self.start, self.table, self.form = start, table, form
        self.rows: dict[str, Line] = {}
        self.columns: dict[str, Line] = {}
        self.cells: list[tuple[str, str]] = []
        self.groups: dict[str, str] = {}
        self.headings: list[str] = []

    def build(self) -> TableForm:
        if self.table == "disclosure":
            for block in _productions()[self.start][1]:
                self._block(block)
        else:
            self._block(self.start)
        return TableForm(
            self.table,
            self.form,
            tuple(self.rows.values()),
            tuple(self.columns.values()),
            tuple(self.cells),
            self.groups,
            tuple(self.headings),
        )

    def _block(self, name: str) -> None:
        """A block holds headings, one rule ``…_columns`` and one rule ``…_rows``: their product is its cells."""
        text, parts = _productions()[name]
        if text:
            self.headings.append(text)
        columns: list[str] = []
        rows: list[str] = []
        for part in parts:
            if part.endswith("_columns"):
                columns = self._lines(part, self.columns)
            elif part.endswith("_rows"):
                rows = self._lines(part, self.rows)
            else:
                self._headings(part)
        self.cells += [(row, column) for row in rows for column in columns]

    def _headings(self, name: str) -> None:
        text, parts = _productions()[name]
        self.headings.append(text)
        for part in parts:
            self._headings(part)

    def _lines(self, name: str, into: dict[str, Line], groups: tuple[str, ...] = ()) -> list[str]:
        text, parts = _productions()[name]
        if text and not parts:
            address = _AFFIX.sub("", name).replace("__", ".")
            into[address] = Line(address, text, _short(text, groups), groups)
            return [address]
        if text:
            short = _short(text, groups)
            self.groups[short] = text
            groups += (short,)
        return [address for part in parts for address in self._lines(part, into, groups)]


def _short(label: str, groups: tuple[str, ...]) -> str:
    number = _NUMBER.match(label)
    digits = "".join(part for part in number.groups() if part) if number else label
    return (groups[-1] if groups and number else "") + digits
