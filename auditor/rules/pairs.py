"""Two reports as rules see them: the rows and columns of one, each with what the other has in the same place."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from auditor.model.finding import Place
from auditor.model.form import TABLES, forms_of
from auditor.model.report import Cell, Report, State
from auditor.rules.resolve import other_address
from auditor.rules.scope import PAIRS
from auditor.rules.subject import Subject
from auditor.rules.subjects import subjects_of

Fields = Mapping[str, int | str]


class Lined(NamedTuple):
    """A report, and its rows and columns that its forms have, by place."""

    report: Report
    lines: Mapping[Place, Subject]


def lined(report: Report, kinds: Collection[str] | None = None) -> Lined:
    """A report with its rows and columns, made once for all that it stands beside. ``kinds``: those that these need."""
    lines = subjects_of(report, _lines_of(None if kinds is None else frozenset(kinds)))
    return Lined(report, {subject.place: subject for subject in lines if not subject.fields.get("extra")})


@cache
def _lines_of(kinds: frozenset[str] | None) -> Collection[str]:
    """The kinds of the rows and columns that subjects made of two reports need: on any form, as theirs may differ."""
    asked = {(axis, table) for axis in ("row", "column") for table in TABLES}
    if kinds is not None:
        asked &= {(one[1], one[2]) for one in (kind.split("/") for kind in kinds) if one[0] in PAIRS}
    return frozenset(f"{axis}/{table}/{form}" for axis, table in asked for form in forms_of(table))


def paired(pair: str, own: Lined, beside: Lined, kinds: Collection[str] | None = None) -> Iterator[Subject]:
    """The rows and columns of a report beside those of another one: ``year pair`` or ``part of a region``.

    What the other one lacks, or what was not read of it, has no cells here and is not judged. ``kinds``: only subjects of these.
    """
    other = beside.report
    fields: dict[str, int | str] = {"other_form": other.form, "other_source": other.source, "other_scope": other.scope}
    if other.body is not None:
        fields["other_body"] = other.body
    if other.year is not None:
        fields["other_year"] = other.year
    yield from _joined(pair, own, beside.lines, fields, kinds)


def summed(own: Lined, parts: Sequence[Lined], fields: Fields, kinds: Collection[str] | None = None) -> Iterator[Subject]:
    """The rows and columns of a region's report beside the sums of those of its parts. ``fields``: complete, with_own."""
    tables = [part.lines for part in parts]
    sums = {
        place: replace(subject, cells=_sums([table[place].cells for table in tables]))
        for place, subject in tables[0].items()
        if all(place in table for table in tables)
    }
    names = "、".join(part.report.body or part.report.source for part in parts)
    yield from _joined("region with its parts", own, sums, {**fields, "parts": len(parts), "other_source": names}, kinds)


def _joined(
    pair: str, own: Lined, others: Mapping[Place, Subject], fields: Fields, kinds: Collection[str] | None
) -> Iterator[Subject]:
    whose = PAIRS[pair][0]
    for subject in own.lines.values():
        kind = f"{pair}/{subject.kind}"
        if kinds is not None and kind not in kinds:
            continue
        other = others.get(subject.place)
        cells = {other_address(whose, address): cell for address, cell in other.cells.items()} if other else {}
        yield replace(subject, kind=kind, cells={**subject.cells, **cells}, fields={**subject.fields, **fields})


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
