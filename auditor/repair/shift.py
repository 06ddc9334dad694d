"""Rows and columns whose numbers all stand one place beside their own."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.model.form import forms_of, table_form
from auditor.repair.network import Network
from auditor.repair.search import search
from auditor.rules.identities import Address, Amount, Identity

_FEWEST = 2
"""Numbers that a line must hold, for it to be said that they were shifted together."""


class Shifted(NamedTuple):
    """A line that reconciles when its numbers are moved back ``by`` places; ``values`` is what its cells would hold then."""

    row: str | None
    column: str | None
    by: int
    values: Mapping[Address, int]


def shifted(network: Network, values: Mapping[Address, Amount | None], broken: Sequence[Identity]) -> Iterator[Shifted]:
    """The lines of a network that were shifted by one place, so that moving each back heals all that is broken.

    The place that the numbers left must hold nothing; the number that was pushed out is not known, and is what the sums say.
    """
    for row, column, line in _lines(network.cells):
        if not values.keys() >= set(line) or sum(bool(values[cell]) for cell in line) < _FEWEST:
            continue
        if all(not identity.factors.keys().isdisjoint(line) for identity in broken):
            for by in (1, -1):
                if healed := _healed(network, values, line[::by]):
                    yield Shifted(row, column, by, healed)


def _healed(network: Network, values: Mapping[Address, Amount | None], line: Sequence[Address]) -> Mapping[Address, int] | None:
    """What the cells of a line would hold, if its numbers moved back towards its beginning reconcile."""
    if values[line[0]]:
        return None
    moved = {cell: values[source] for cell, source in pairwise(line)} | {line[-1]: None}
    found = search(network, {**values, **moved}, most=0)
    if found.size is None:
        return None
    (answer,) = found.answers
    given = {cell: int(value) for cell, value in moved.items() if value is not None}
    return given | {line[-1]: answer.forced.get(line[-1], 0)}


def _lines(cells: Sequence[Address]) -> Iterator[tuple[str | None, str | None, list[Address]]]:
    """The rows and columns of a network, each in the order of its form."""
    table, rows = cells[0][0], {row for _, row, _ in cells}
    form = next((one for year in forms_of(table) if rows <= (one := table_form(table, year)).row_labels.keys()), None)
    if form is None:
        return
    for row in form.rows:
        yield row.address, None, [(table, row.address, column) for column in form.columns_of(row.address)]
    for column in form.columns:
        yield None, column.address, [(table, row, column.address) for row in form.rows_of(column.address)]
