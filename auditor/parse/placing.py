"""Blank cells that vanished: where a row of table 3 has fewer values than columns, the sums may leave one place for each.

The sums are those of the form: 总计 of a row is the sum of the other columns; in each column （七） is the sum of all results,
and 一 + 二 = （七） + 四. A blank counts as 0. A row is placed only where every way to satisfy all sums places it alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

_COLUMNS = 7
_OUTSIDE = ("received", "carried_in", "handled", "carried_out")
# Beyond this many steps a table is left alone.
_MOST_STEPS = 20_000

Vector = tuple[int, ...]


class _Way(NamedTuple):
    """One way to place the values of a row: the column of each, and what each column then holds."""

    columns: tuple[int, ...]
    vector: Vector


class _Endless(Exception):  # noqa: N818 - a signal, not an error
    """The search took too many steps."""


def placed(rows: Mapping[str, Sequence[int]], form_rows: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """For each row that is short of values and can be placed: the column (from 0) of each of its values.

    ``rows`` are the values of the rows met, dashes as 0; nothing is placed where a row of the form is not among them.
    """
    if set(form_rows) != set(rows) or not any(len(values) < _COLUMNS for values in rows.values()):
        return {}
    ways = {row: _ways(values) for row, values in rows.items()}
    results = [row for row in form_rows if row not in _OUTSIDE]
    alike: dict[str, set[tuple[int, ...]]] = {row: set() for row in rows}
    try:
        for solution in _solutions(ways, results):
            for row, way in solution.items():
                alike[row].add(way.columns)
    except _Endless:
        return {}
    return {row: found.pop() for row, found in alike.items() if len(found) == 1 and len(rows[row]) < _COLUMNS}


def in_order(numbers: Sequence[int], form_rows: Sequence[str]) -> dict[str, Sequence[int]]:
    """Numbers whose labels were torn off, as rows of table 3 in their order; none where they are not as many or a sum fails."""
    if len(numbers) != _COLUMNS * len(form_rows):
        return {}
    rows = {row: numbers[at * _COLUMNS : (at + 1) * _COLUMNS] for at, row in enumerate(form_rows)}
    results = [values for row, values in rows.items() if row not in _OUTSIDE]
    held = all(values[-1] == sum(values[:-1]) for values in rows.values()) and all(
        new + old == done + left and done == sum(parts)
        for new, old, done, left, *parts in zip(*(rows[row] for row in _OUTSIDE), *results, strict=True)
    )
    return rows if held else {}


def _ways(values: Sequence[int]) -> list[_Way]:
    """Every way to place values in order; a whole row stands as it is, a short one must keep its own sum."""
    found = []
    for columns in combinations(range(_COLUMNS), len(values)):
        held = dict(zip(columns, values, strict=True))
        vector = tuple(held.get(column, 0) for column in range(_COLUMNS))
        if len(values) == _COLUMNS or vector[-1] == sum(vector[:-1]):
            found.append(_Way(columns, vector))
    return found


def _solutions(ways: Mapping[str, list[_Way]], results: Sequence[str]) -> Iterator[dict[str, _Way]]:
    """The ways to place all rows that keep the sums of all columns, in parts: those of one total go with each other."""
    steps = [0]
    for handled in ways["handled"]:
        outside = list(_balanced(ways, handled.vector, steps))
        order = sorted(results, key=lambda row: len(ways[row]))
        holds = False
        for inside in _summing(ways, order, handled.vector, steps) if outside else ():
            holds = True
            yield dict(zip(order, inside, strict=True))
        if holds:
            yield {"handled": handled}
            yield from outside


def _balanced(ways: Mapping[str, list[_Way]], handled: Vector, steps: list[int]) -> Iterator[dict[str, _Way]]:
    for received in ways["received"]:
        for carried_in in ways["carried_in"]:
            for carried_out in ways["carried_out"]:
                _step(steps)
                parts = zip(received.vector, carried_in.vector, handled, carried_out.vector, strict=True)
                if all(new + old == done + left for new, old, done, left in parts):
                    yield {"received": received, "carried_in": carried_in, "carried_out": carried_out}


def _summing(ways: Mapping[str, list[_Way]], order: Sequence[str], rest: Vector, steps: list[int]) -> Iterator[tuple[_Way, ...]]:
    """The ways of the result rows whose sum is ``rest``, column by column."""
    _step(steps)
    if not order:
        if not any(rest):
            yield ()
        return
    for way in ways[order[0]]:
        left = tuple(total - part for total, part in zip(rest, way.vector, strict=True))
        if min(left) >= 0:
            for others in _summing(ways, order[1:], left, steps):
                yield (way, *others)


def _step(steps: list[int]) -> None:
    steps[0] += 1
    if steps[0] > _MOST_STEPS:
        raise _Endless
