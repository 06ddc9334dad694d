"""Blank cells that vanished from a page's lines are put back only where nothing is doubtful about a value's column."""

import pytest

from auditor.parse.positions import with_blanks
from auditor.source.piece import Piece

COLUMNS = (100, 140, 180, 220)


def row(*values: tuple[str, int]) -> list[Piece]:
    return [Piece("cell", text, 1, middles=(at,)) for text, at in values]


WHOLE = [row(*(("0", at) for at in COLUMNS)), row(*(("12", at) for at in COLUMNS))]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([("7", 100), ("5", 180)], ["7", "", "5", ""]),
        ([("12345", 140)], ["", "12345", "", ""]),
        ([("125061734", 140), ("9", 180)], ["", "125061734", "9", ""]),
        ([("125061734", 220)], ["", "", "", "125061734"]),
        ([("125061734", 140)], ["125061734"]),
        ([("0617", 140), ("3", 220)], ["0617", "3"]),
        ([("7", 120)], ["7"]),
    ],
)
def test_a_value_that_may_be_those_of_three_columns_is_not_placed(values: list[tuple[str, int]], told: list[str]) -> None:
    assert [piece.raw for piece in with_blanks(row(*values), WHOLE)] == told
