"""The cells of a report as texts, which databases can take apart: a view (migrations) has them as rows with names.

A report keeps a JSON list of entries and one of lines, and names the outline that its cells follow: their addresses in order.
Few reports have an outline of their own. An entry is a number, or null for a blank, where that says it all; else a list: state
(its place in ``codec.STATES``), raw, value, exact, unit, inherited, of which what is null at the end is left out. Raw is null
where it is as usual, value and exact are as ``codec.split`` gives them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from auditor.model.report import Cell, State, cell_of
from auditor.store.bulk import insert_rows
from auditor.store.codec import STATES, join, split, storable, storable_or_none, to_json, usual_raw
from auditor.store.tables import Row

AddressIds = Mapping[tuple[str, str, str], int]
Addresses = Mapping[int, tuple[str, str, str]]

_OUTLINES = Row.metadata.tables["outlines"]
_STATE_NUMBERS = {state: number for number, state in enumerate(STATES)}
_PLAIN = {int: State.NUMBER, type(None): State.BLANK}
_LONG = 10**15
"""Numbers from here on are left to ``split``: a float does not hold all of them."""
_WIDTH = 6
_LARGEST = 1e308
"""JSON has no infinity; a number beyond this has its digits in ``exact``."""


class Packed(NamedTuple):
    """The cells of a report: the numbers of their addresses, and the texts of entries and lines."""

    addresses: tuple[int, ...]
    entries: str
    lines: str

    @property
    def outline(self) -> int:
        """The number of the outline: the same for the same addresses in the same order, whoever counts."""
        return _outline(self.addresses)


def pack_cells(cells: Sequence[Cell], ids: AddressIds) -> Packed:
    """Cells in their order; ``ids`` must have all their addresses."""
    entries, lines = to_json([_entry(cell) for cell in cells]), to_json([cell.line for cell in cells])
    return Packed(tuple(ids[cell[:3]] for cell in cells), entries, lines)


def unpack_cells(packed: Packed, addresses: Addresses) -> list[Cell]:
    """The cells that ``pack_cells`` packed: first all as if they were plain, as most are, and without a call for each."""
    entries, lines = json.loads(packed.entries), json.loads(packed.lines)
    number, blank = State.NUMBER, State.BLANK
    raws = ["" if entry is None else str(entry) for entry in entries]
    states = [blank if entry is None else number for entry in entries]
    named = zip(*map(addresses.__getitem__, packed.addresses), strict=True)
    units, inherited = [None] * len(entries), [False] * len(entries)
    cells = list(map(cell_of, zip(*named, raws, entries, states, units, lines, inherited, strict=True)))
    for at, entry in enumerate(entries):
        if type(entry) is list:
            cells[at] = _odd(cells[at][:3], lines[at], entry)
    return cells


def put_outlines(connection: Connection, packed: Iterable[Packed]) -> None:
    """Sees to it that the store has the outlines of these."""
    met = {one.outline: one.addresses for one in packed}
    there = select(_OUTLINES.c.outline).where(_OUTLINES.c.outline.in_(met), _OUTLINES.c.position == 0)
    known = set(connection.execute(there).scalars())
    new = ((outline, *row) for outline, addresses in met.items() if outline not in known for row in enumerate(addresses))
    insert_rows(connection, _OUTLINES, new)


def to_runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers as runs ``[first, length]`` of such as follow each other: addresses mostly do."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == sum(runs[-1]):
            runs[-1][1] += 1
        else:
            runs.append([number, 1])
    return runs


def of_runs(runs: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The numbers that ``to_runs`` made runs of."""
    return _numbers(tuple(map(tuple, runs)))


@lru_cache(1_000)
def _numbers(runs: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    return tuple(number for first, length in runs for number in range(first, first + length))


@lru_cache(1_000)
def _outline(addresses: tuple[int, ...]) -> int:
    return int.from_bytes(blake2b(to_json(addresses).encode(), digest_size=8).digest()) >> 1


def _entry(cell: Cell) -> Any:
    _, _, _, raw, value, state, unit, _, inherited = cell
    usual = raw == usual_raw(value)
    plain = state is _PLAIN.get(type(value)) and -_LONG < (value or 0) < _LONG
    if plain and usual and unit is None and not inherited:
        return value
    number, exact = split(value)
    if isinstance(number, float):
        number = max(-_LARGEST, min(number, _LARGEST))
    entry = [_STATE_NUMBERS[state], None if usual else storable(raw), number, exact, storable_or_none(unit), inherited or None]
    while entry[-1] is None:
        entry.pop()
    return entry


def _odd(address: tuple[str, str, str], line: int, entry: list[Any]) -> Cell:
    state, raw, number, exact, unit, inherited = entry + [None] * (_WIDTH - len(entry))
    value = join(number, exact)
    return Cell(*address, usual_raw(value) if raw is None else raw, value, STATES[state], unit, line, bool(inherited))
