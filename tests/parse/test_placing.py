"""Blank cells that vanished are placed where the sums leave one way, and only there."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.form import table_form
from auditor.model.report import Reading, Report, State
from auditor.parse.placing import in_order, placed
from auditor.parse.read import read_report
from tests import formats, writer

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


# ---------------------------------------------------------------- labels torn off their values


def torn(text: str, *, keep_labels: bool) -> str:
    """A report in Markdown whose table 3 has lost the labels of its rows; they stand after it where they are kept."""
    lines, labels, inside = [], [], False
    for line in text.split("\n"):
        cells = line.removeprefix("| ").removesuffix(" |").split(" | ")
        inside = line.startswith("|") and (inside or "申请人情况" in line)
        if inside and len(cells) == 10 and cells[-1].isdecimal():
            labels += [cell for cell in cells[:3] if cell]
            lines.append("| " + " | ".join(["", "", "", *cells[3:]]) + " |")
            continue
        if not inside and labels:
            lines += labels if keep_labels else []
            labels = []
        lines.append(line)
    return "\n".join(lines)


@pytest.mark.parametrize("keep_labels", [True, False])
def test_values_torn_off_their_labels_are_told_by_the_order_of_the_form_where_every_sum_holds(keep_labels: bool) -> None:
    cells = reconciled(Random(4), 6)
    figures = writer.zeros("2019") | {("applications", *place): str(value) for place, value in cells.items()}
    report = read_report("x.md", torn(writer.report(figures, "2019", "markdown"), keep_labels=keep_labels).encode())
    assert {(one.row, one.column): one.value for one in report.cells if one.table == "applications"} == cells
    assert [one.code for one in report.diagnostics] == ["PARSE-ORDERED"]


def test_torn_values_whose_sums_fail_are_unreadable_and_not_missing() -> None:
    figures = writer.zeros("2019") | {("applications", "received", "total"): "3"}
    report = read_report("x.md", torn(writer.report(figures, "2019", "markdown"), keep_labels=False).encode())
    assert report.reading is Reading.PARTIAL
    assert {one.state for one in report.cells if one.table == "applications"} == {State.UNREADABLE}
    assert [one.code for one in report.diagnostics] == ["PARSE-TABLE-VALUES"]


def test_numbers_are_rows_in_order_only_where_there_are_as_many_as_the_form_has() -> None:
    assert in_order([0] * 7 * len(ROWS), ROWS).keys() == set(ROWS)
    assert in_order([0] * 7 * (len(ROWS) - 1), ROWS) == {}


# ---------------------------------------------------------------- rows that lost all their values, and pages


def test_a_row_of_table_2_that_has_no_value_left_is_blank_and_one_that_has_some_is_unreadable() -> None:
    gone = {("disclosure", "penalties", column): "" for column in ("previous", "change", "decisions")}
    figures = writer.zeros("2019") | gone | {("disclosure", "coercion", "change"): ""}
    report = read_report("x.txt", writer.report(figures, "2019", "line").encode())
    states = {row: {one.state for one in report.cells if one.row == row} for row in ("penalties", "coercion", "licences")}
    assert states == {"penalties": {State.BLANK}, "coercion": {State.UNREADABLE}, "licences": {State.NUMBER}}
    assert sorted(one.code for one in report.diagnostics) == ["PARSE-ROW-VALUES", "PARSE-VANISHED"]


def test_in_a_pdf_without_rules_blanks_are_told_by_the_columns_of_the_page() -> None:
    gone = {
        ("disclosure", "licences", "change"),
        ("applications", "granted", "company"),
        ("review", "litigation_after", "pending"),
    }
    figures = {place: "" if place in gone else "7" for place in writer.zeros("2019")}
    report = read_report("x.pdf", formats.pdf(figures, "2019", ruled=False))
    assert {(one.table, one.row, one.column) for one in report.cells if one.state is State.BLANK} == gone
    assert {one.state for one in report.cells} == {State.BLANK, State.NUMBER}
    assert [one.code for one in report.diagnostics if one.code == "PARSE-ALIGNED"] == ["PARSE-ALIGNED"] * 3
