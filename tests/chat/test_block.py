"""How texts are laid out."""

import pytest
from rich.cells import cell_len

from auditor.chat.block import folded


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("各列之和为712，差-25", 12, ["各列之和为", "712，差-25"]),
        ("各列之和为712，差-25", 40, ["各列之和为712，差-25"]),
        ("its columns add up to 712", 12, ["its columns", "add up to", "712"]),
        ("3.23亿", 5, ["3.23", "亿"]),
        ("[bold]\\x1b", 20, ["[bold]\\x1b"]),
        ("", 5, [""]),
    ],
)
def test_lines_break_between_words_and_never_within_a_number(text, width, lines):
    assert folded(text, width).split("\n") == lines


def test_nothing_is_lost_where_a_number_is_wider_than_the_column():
    assert folded("1234567890", 4).replace("\n", "") == "1234567890"
    assert max(map(cell_len, folded("政府信息公开", 5).split("\n"))) <= 5
