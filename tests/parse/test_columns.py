"""Which form a table is of, and which of a row's values stand in its columns."""

import pytest

from auditor.model.form import table_form
from auditor.parse.columns import columns_of, form_year, under_heads, without_padding
from auditor.parse.labels import Label, exact
from auditor.source.piece import Piece

COLUMNS = ("made", "published", "open_total")


def labels(*texts: str) -> list[Label]:
    return [label for text in texts if (label := exact(text, "disclosure"))]


def cells(*raws: str, line: int = 1) -> list[Piece]:
    return [Piece("cell", raw, line, column) for column, raw in enumerate(raws, 1)]


@pytest.mark.parametrize(
    ("texts", "form"),
    [
        (("规章", "本年新制作数量"), "2019"),
        (("规章", "本年制发件数"), "2021"),
        (("规章", "行政许可"), ""),
        (("本年新制作数量", "本年收费金额"), "mixed"),
        ((), ""),
    ],
)
def test_a_tables_form_is_the_one_that_all_its_labels_have(texts: tuple[str, ...], form: str) -> None:
    assert form_year(labels(*texts)) == form


def test_a_row_has_the_columns_of_its_head_or_else_of_its_form() -> None:
    assert columns_of("disclosure", "mixed", "regulations", COLUMNS, 3) == COLUMNS
    assert columns_of("disclosure", "2021", "regulations", (), 3) == table_form("disclosure", "2021").columns_of("regulations")
    assert columns_of("disclosure", "2021", "no_row", (), 3) == ()


def test_a_row_of_one_form_has_its_columns_where_no_head_was_met() -> None:
    assert columns_of("applications", "", "other.unpaid", (), 7) == table_form("applications", "2021").columns_of("other.unpaid")


def test_in_a_grid_values_stand_under_their_heads() -> None:
    at = {"made": 1, "published": 3, "open_total": 4}
    assert [piece.raw for piece in under_heads(COLUMNS, at, cells("1", "", "2", "3"))] == ["1", "2", "3"]
    assert [piece.raw for piece in under_heads(COLUMNS, at, cells("1", "1", "2", "3"))] == ["1", "2", "3"]


def test_a_value_under_no_head_leaves_the_row_as_it_is() -> None:
    row = cells("1", "9", "2", "3")
    assert under_heads(COLUMNS, {"made": 1, "published": 3, "open_total": 4}, row) == row


def test_blank_cells_fill_a_row_up_to_the_width_of_its_table() -> None:
    assert [piece.raw for piece in without_padding(cells("1", "2", "", ""), 2)] == ["1", "2"]
    assert len(without_padding(cells("1", "", "2", ""), 2)) == 4
