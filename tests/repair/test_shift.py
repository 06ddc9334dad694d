"""Rows and columns that stand one place beside their own."""

from random import Random

import pytest

from auditor.model.form import table_form
from auditor.repair.correct import Sums
from auditor.rules.pack import load_pack
from tests.repair.damage import reconciled, report_with

PACK = load_pack().select(["SUM"])
FORM = table_form("applications", "2019")
FIGURES = reconciled("2019", Random(3))


def corrected(line, moved):
    """The correction where a line of cells holds these figures instead."""
    return Sums(report_with(FIGURES | dict(zip(line, moved, strict=True)), "2019"), PACK).correction()


def figures(line):
    return [FIGURES[cell] for cell in line]


@pytest.mark.parametrize("row", ["received", "handled"])
def test_a_row_one_place_to_the_right_is_named(row):
    line = [("applications", row, column) for column in FORM.columns_of(row)]
    (shift,) = corrected(line, [0, *figures(line)[:-1]]).shifts
    assert (shift.row, shift.column, shift.by) == (row, None, 1)
    assert {change.address: change.after for change in shift.changes}.items() <= FIGURES.items()


def test_a_column_one_place_too_high_is_named():
    line = [("applications", row, "person") for row in FORM.rows_of("person")]
    correction = corrected(line, [*figures(line)[1:], 0])
    (shift,) = correction.shifts
    assert (shift.row, shift.column, shift.by) == (None, "person", -1)
    assert correction.size is None


def test_one_wrong_cell_is_no_shift():
    line = [("applications", "received", "person")]
    assert corrected(line, [FIGURES[line[0]] + 5]).shifts == []
