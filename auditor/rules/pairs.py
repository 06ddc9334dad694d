"""Two reports as rules see them: the rows and columns of one, each with what the other has in the same place."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from auditor.model.finding import Place
from auditor.model.form import TABLES, forms_of
from auditor.model.report import Cell, Report, State
from auditor.rules.resolve import is_other, other_address
from auditor.rules.scope import PAIRS
from auditor.rules.subject import Subject
from auditor.rules.subjects import Rows, lines_of, of_report

Fields = Mapping[str, int | str]
Lines = Mapping[Place, Subject]
"""Rows and columns that forms have, by place."""


class Lined(NamedTuple):
    """A report, what each of its subjects knows of it, and its rows and columns."""

    report: Report
    shared: Fields
    lines: Lines


class _Both(Mapping[str, Cell]):
    """The cells of a line and of the one beside it, as rules name them: most are never asked for, so none is renamed."""

    def __init__(self, whose: str, own: Mapping[str, Cell], other: Mapping[str, Cell]) -> None:
        self._whose, self._own, self._other = whose, own, other

    def __getitem__(self, address: str) -> Cell:
        return self._other[address.partition(" ")[2]] if is_other(address) else self._own[address]

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        yield from (other_address(self._whose, address) for address in self._other)

    def __len__(self) -> int:
        return len(self._own) + len(self._other)


def lined(report: Report, rows: Rows | None = None) -> Lined:
    """A report with its rows and columns, made once for all that it stands beside. ``rows``: only those (``rows_of``)."""
    lines = {subject.place: subject for subject in lines_of(report, _all() if rows is None else rows)}
    return Lined(report, of_report(report), {place: line for place, line in lines.items() if not line.fields.get("extra")})


@cache
def _all() -> Rows:
    return {f"{axis}/{table}/{form}": None for axis in ("row", "column") for table in TABLES for form in forms_of(table)}


def rows_of(pair: str, wanted: Rows) -> Rows:
    """The rows and columns of a report that it needs for a pair, on any form, as the other's may differ.

    ``wanted``: the kinds and rows that rules are about (``Pack.rows``).
    """
    found: dict[str, set[str] | None] = {}
    for kind, rows in wanted.items():
        if kind.startswith(f"{pair}/"):
            _, axis, table, _ = kind.split("/")
            for form in forms_of(table):
                known = found.get(f"{axis}/{table}/{form}", set())
                found[f"{axis}/{table}/{form}"] = None if rows is None or known is None else known.union(rows)
    return found


def paired(pair: str, own: Lined, beside: Lined, wanted: Rows | None = None) -> Iterator[Subject]:
    """The rows and columns of a report beside those of another one: ``year pair`` or ``part of a region``.

    What the other one lacks, or what was not read of it, has no cells here and is not judged. ``wanted``: only those kinds and
    rows.
    """
    other = beside.report
    fields: dict[str, int | str] = {"other_form": other.form, "other_source": other.source, "other_scope": other.scope}
    if other.body is not None:
        fields["other_body"] = other.body
    if other.year is not None:
        fields["other_year"] = other.year
    others = {place: line.cells for place, line in beside.lines.items()}
    yield from _joined(pair, own, others, fields, wanted)


def summed(own: Lined, parts: Sequence[Lined], fields: Fields, wanted: Rows | None = None) -> Iterator[Subject]:
    """The rows and columns of a region's report beside the sums of those of its parts. ``fields``: complete, with_own."""
    tables = [part.lines for part in parts]
    sums = {
        place: _sums([table[place].cells for table in tables]) for place in tables[0] if all(place in table for table in tables)
    }
    names = "、".join(part.report.body or part.report.source for part in parts)
    yield from _joined("region with its parts", own, sums, {**fields, "parts": len(parts), "other_source": names}, wanted)


def _joined(
    pair: str, own: Lined, others: Mapping[Place, Mapping[str, Cell]], fields: Fields, wanted: Rows | None
) -> Iterator[Subject]:
    whose, shared = PAIRS[pair][0], {**own.shared, **fields}
    for place, line in own.lines.items():
        kind = f"{pair}/{line.kind}"
        rows = None if wanted is None else wanted.get(kind, ())
        if rows is None or place.row in rows:
            cells = _Both(whose, line.cells, others.get(place, {}))
            yield Subject(kind, place, line.line, cells, {**shared, **line.fields}, line.labels, line.key, line.lines)


def _sums(cells: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """The sums of cells in the same place; without those that one of them lacks or that holds no number."""
    sums = {}
    for address, first in cells[0].items():
        values = [one[address].value for one in cells if address in one]
        numbers = [value for value in values if value is not None]
        if len(numbers) == len(cells) and len({one[address].unit for one in cells}) == 1:
            total = sum(numbers, Decimal(0))
            value = int(total) if total == int(total) else total
            sums[address] = first._replace(raw=str(value), value=value, state=State.NUMBER, line=0)
    return sums
