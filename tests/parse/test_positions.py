"""Blank cells that vanished from a page's lines are put back only where nothing is doubtful about a value's column."""

import pytest

from auditor.parse.positions import with_blanks
from auditor.parse.torn import mend
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


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([("7", 100), ("5", 128)], ["7", "", "5", ""]),
        ([("123", 114), ("5", 128)], ["", "123", "5", ""]),
        ([("123123", 112), ("5", 128)], ["123123", "5"]),
        ([("12120", 128), ("0", 142)], ["12120", "0"]),
        ([("7", 100), ("5", 114), ("3", 128), ("123123", 142)], ["7", "5", "3", "123123"]),
    ],
)
def test_in_narrow_columns_a_long_value_may_be_those_of_two(values: list[tuple[str, int]], told: list[str]) -> None:
    narrow = [row(*(("0", at) for at in (100, 114, 128, 142)))]
    assert [piece.raw for piece in with_blanks(row(*values), narrow)] == told


def line(number: int, *words: tuple[str, int]) -> Piece:
    return Piece("line", " ".join(text for text, _ in words), number, middles=tuple(float(at) for _, at in words))


WHOLE_ROW = line(1, ("（一）予以公开", 50), *(("0", 200 + 14 * at) for at in range(7)))
LABEL = ("1.本机关不掌握相关政府信息", 50)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([line(2, LABEL, *(("3", 200 + 14 * at) for at in range(2, 7)))], ["", "", "3", "3", "3", "3", "3"]),
        ([line(2, LABEL, ("0123", 207), *(("3", 200 + 14 * at) for at in range(2, 7)))], ["3"] * 5),
        ([line(2, LABEL, *(("3", 200 + 14 * at) for at in range(2, 7))), line(3, ("5", 200), ("5", 214))], ["\ufffd"]),
    ],
    ids=["blank cells", "values that touch", "values that were wrapped"],
)
def test_blank_cells_are_put_back_where_no_value_is_parted(lines: list[Piece], told: list[str]) -> None:
    mended = mend([WHOLE_ROW, *lines], set(), lambda piece: piece.raw)
    values = [piece.raw for piece in mended if piece.kind == "cell" and piece.line == 2]
    assert values[-len(told) :] == told
    assert len(told) == 7 or "" not in values
