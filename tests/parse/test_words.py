"""A line is taken apart into the words of its label and its values."""

import pytest

from auditor.parse.words import words_of
from auditor.source.piece import Piece


@pytest.mark.parametrize(
    ("line", "words", "values"),
    [
        ("规章  0  —  37", ["规章"], ["0", "—", "37"]),
        ("（二）部分公开（不计其他情形）0  0  7", ["（二）部分公开（不计其他情形）"], ["0", "0", "7"]),
        ("2.重复申请——  0", ["2.重复申请"], ["——", "0"]),
        ("第二十条第1项", ["第二十条第1项"], []),
    ],
)
def test_values_end_a_line_also_where_the_first_touches_the_label(line: str, words: list[str], values: list[str]) -> None:
    found = words_of(Piece("line", line, 1))
    assert [[piece.raw for piece in part] for part in found] == [words, values]


def test_values_are_told_where_they_stand_only_where_each_word_is() -> None:
    assert [piece.middles for piece in words_of(Piece("line", "规章  0  3", 1, middles=(1.0, 2.0, 3.0))).values] == [
        (2.0,),
        (3.0,),
    ]
    assert [piece.middles for piece in words_of(Piece("line", "规章0  3", 1, middles=(1.0, 3.0))).values] == [(), ()]


@pytest.mark.parametrize("word", ["-——", "————", "000"])
def test_values_of_a_page_that_ran_together_are_none(word: str) -> None:
    line = Piece("line", f"规章  {word}  3", 1)
    assert [piece.raw for piece in words_of(line._replace(middles=(1.0, 2.0, 3.0))).values] == ["3"]
    assert [piece.raw for piece in words_of(line).values] == [word, "3"]
