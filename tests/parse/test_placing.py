"""Blank cells that vanished are placed where the sums leave one way, and only there."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.form import table_form
from auditor.model.report import Report, State
from auditor.parse.placing import placed
from auditor.parse.read import read_report
from tests import writer

ROWS = [line.address for line in table_form("applications", "2019").rows]
COLUMNS = [line.address for line in table_form("applications", "2019").columns]
RESULTS = [row for row in ROWS if row not in ("received", "carried_in", "handled", "carried_out")]


def reconciled(chance: Random, busy: int) -> dict[tuple[str, str], int]:
    """A table 3 whose sums hold, with ``busy`` figures above 0 among its results."""
    cells = {(row, column): 0 for row in ROWS for column in COLUMNS}
    for _ in range(busy):
        cells[chance.choice(RESULTS), chance.choice(COLUMNS[:-1])] = chance.randint(1, 99)
    for column in COLUMNS[:-1]:
        cells["handled", column] = sum(cells[row, column] for row in RESULTS)
        cells["carried_out", column] = chance.choice([0, 0, 3])
        cells["received", column] = cells["handled", column] + cells["carried_out", column]
    for row in ROWS:
        cells[row, "total"] = sum(cells[row, column] for column in COLUMNS[:-1])
    return cells


def read_without(cells: dict[tuple[str, str], int], blank: set[tuple[str, str]]) -> Report:
    figures = writer.zeros("2019") | {
        ("applications", *place): "" if place in blank else str(value) for place, value in cells.items()
    }
    return read_report("x.txt", writer.report(figures, "2019", "line").encode())


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 6), st.booleans())
def test_whatever_is_placed_is_placed_right(seed: int, busy: int, every_zero: bool) -> None:
    chance = Random(seed)
    cells = reconciled(chance, busy)
    zeros = [place for place, value in cells.items() if value == 0]
    blank = set(zeros if every_zero else chance.sample(zeros, 5))
    for cell in read_without(cells, blank).cells:
        place = (cell.row, cell.column)
        if cell.table == "applications" and cell.state is not State.UNREADABLE:
            assert (cell.state, cell.value) == ((State.BLANK, None) if place in blank else (State.NUMBER, cells[place]))


def test_a_row_whose_zeros_are_all_blank_is_placed_by_the_sums() -> None:
    cells = reconciled(Random(0), 0)
    cells["granted", "company"] = cells["handled", "company"] = cells["received", "company"] = 8
    cells |= {(row, "total"): sum(cells[row, column] for column in COLUMNS[:-1]) for row in ROWS}
    blank = {("granted", column) for column in COLUMNS if cells["granted", column] == 0}
    report = read_without(cells, blank)
    row = {cell.column: cell.value for cell in report.cells if cell.row == "granted"}
    assert row == {column: 8 if column in ("company", "total") else None for column in COLUMNS}
    assert [one.code for one in report.diagnostics] == ["PARSE-PLACED"]


@pytest.mark.parametrize("values", [[0] * 6, [4, 0, 0, 0, 0, 4]])
def test_a_blank_among_zeros_has_no_one_place(values: list[int]) -> None:
    rows = {row: [0] * 7 for row in ROWS}
    rows["received"] = rows["granted"] = rows["handled"] = [sum(values[:-1]), 0, 0, 0, 0, 0, sum(values[:-1])]
    assert placed(rows | {"granted": values}, ROWS) == {}


def test_nothing_is_placed_where_the_sums_do_not_hold_or_a_row_is_not_there() -> None:
    rows = {row: [0] * 7 for row in ROWS} | {"granted": [5, 5]}
    assert placed(rows, ROWS) == {}
    rows["received"] = rows["handled"] = [5, 0, 0, 0, 0, 0, 5]
    assert placed(rows, ROWS) == {"granted": (0, 6)}
    del rows["other"]
    assert placed(rows, ROWS) == {}


def test_a_table_of_endless_ways_is_left_alone() -> None:
    assert placed({row: [1, 1, 1, 3] for row in ROWS}, ROWS) == {}
