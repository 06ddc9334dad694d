"""Rows of cells: what each cell is, whatever numbers stand in it."""

import pytest

from auditor.parse.rows import Place, told

NOWHERE = Place(None, has_rows=False, ends_rows=True, traditional=False)
APPLICATIONS = NOWHERE._replace(table="applications", has_rows=True)


def kinds(raws: list[str], place: Place = APPLICATIONS) -> list[tuple[str, int]]:
    return [(cell.kind, cell.at) for cell in told(raws, place).cells]


def test_a_label_opens_its_table_and_what_follows_it_are_values() -> None:
    row = told(["（一）予以公开", "1", "2", "", "0", "0", "0", "3"], NOWHERE)
    assert [(cell.kind, cell.at) for cell in row.cells] == [("TABLE", 0), ("ROW", 0), ("VALUES", 1)]
    assert row.cells[-1].values == (1, 2, 3, 4, 5, 6, 7)
    assert (row.table, row.has_rows) == ("applications", True)


def test_blank_cells_before_a_label_stand_for_merged_ones() -> None:
    assert kinds(["", "", "（一）予以公开", "1", "1"]) == [("ROW", 2), ("VALUES", 3)]


def test_a_label_that_a_merged_cell_repeats_is_there_once() -> None:
    row = told(["（一）予以公开", "（一）予以公开", "1", "1"], APPLICATIONS)
    assert [(cell.kind, cell.at, cell.values) for cell in row.cells] == [("ROW", 0, ()), ("VALUES", 2, (2, 3))]


def test_which_values_stand_in_a_row_makes_no_difference() -> None:
    assert told(["（一）予以公开", "12", " 7 "], APPLICATIONS) is told(["（一）予以公开", "3件", "——"], APPLICATIONS)


@pytest.mark.parametrize("value", ["1234567890123456", "说明", "约3件", ""])
def test_what_is_no_value_is_looked_at(value: str) -> None:
    assert told(["（一）予以公开", value], APPLICATIONS) is not told(["（一）予以公开", "3"], APPLICATIONS)


def test_cells_outside_any_table_are_paragraphs() -> None:
    assert kinds(["全县共12件", "", "说明"], NOWHERE) == [("PARAGRAPH", 0), ("PARAGRAPH", 2)]
