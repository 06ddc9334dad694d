"""A row that a page ends within is one row; what cannot be put together is not told to be blank."""

import pytest

from auditor.parse.page_breaks import whole_rows
from auditor.source.piece import Piece


def row(page: int, *cells: str) -> list[Piece]:
    parts = [Piece("cell", text, page, at, {"page": page, "table": page}) for at, text in enumerate(cells, 1)]
    return [*parts, Piece("row_end", "", page)]


def joined(*rows: list[Piece]) -> list[list[str]]:
    """The texts of each row."""
    texts: list[list[str]] = [[]]
    for piece in whole_rows([piece for one in rows for piece in one], lambda piece: piece.raw):
        if piece.kind == "cell":
            texts[-1].append(piece.raw)
        else:
            texts.append([])
    return texts[:-1]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        (["3.补正后申请", "", ""], ["内容仍不明确", "0", "7"], ["3.补正后申请\n内容仍不明确", "0", "7"]),
        (["3.补正后申请", "0", "7"], ["内容仍不明确", "", ""], ["3.补正后申请\n内容仍不明确", "0", "7"]),
        (["2.重复申请", "", ""], ["", "0", "7"], ["2.重复申请", "0", "7"]),
        (["2.重复申请", "—", "7"], ["", "—", ""], ["2.重复申请", "—\n—", "7"]),
        (["（二）部分公开", "5", "5"], ["（区分处理的，只计这一情形，不计其他情形）", "", ""],
         ["（二）部分公开\n（区分处理的，只计这一情形，不计其他情形）", "5", "5"]),
        (["（五）不予处理", "2.重复申请", "0"], ["", "", ""], ["（五）不予处理", "2.重复申请", "0"]),
    ],
)  # fmt: skip
def test_parts_of_one_row_are_put_together(above: list[str], below: list[str], whole: list[str]) -> None:
    assert joined(row(1, *above), row(2, *below)) == [whole]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["1.信访举报投诉类申请", "1", "1"], ["2.重复申请", "0", "0"]),
        (["1.信访举报投诉类申请", "", ""], ["2.重复申请", "", ""]),
        (["2.重复申请", "1", "1"], ["", "3", "3"]),
    ],
)
def test_rows_that_are_whole_stay_apart(above: list[str], below: list[str]) -> None:
    assert joined(row(1, *above), row(2, *below)) == [above, below]


def test_rows_of_one_page_are_never_joined() -> None:
    assert joined(row(1, "2.重复申请", ""), row(1, "", "7")) == [["2.重复申请", ""], ["", "7"]]


def test_values_beside_half_a_label_that_is_no_label_are_untold() -> None:
    above, below = ["5.要求行政机关确认或", "1", "1"], ["重新出具以获取信息", "", ""]
    assert joined(row(1, *above), row(2, *below)) == [above, ["重新出具以获取信息", "\ufffd", "\ufffd"]]


@pytest.mark.parametrize(
    ("cells", "place", "kept"),
    [
        (["其他主动公开文件", "0", "7"], {"page": 1, "table": 1}, 3),
        (["2.申请人逾期未按收费", "0", "7"], {"page": 1}, 1),
        (["2.重复申请", "0", "7"], {"page": 1}, 3),
    ],
    ids=["a row that was added", "half a label outside the rulings", "a row outside the rulings"],
)
def test_a_label_that_is_not_whole_makes_no_row_that_was_added(cells: list[str], place: dict[str, int], kept: int) -> None:
    pieces = [*(Piece("cell", text, 1, place=place) for text in cells), Piece("row_end", "", 1)]
    assert whole_rows(pieces, lambda piece: piece.raw) == [*pieces[:kept], pieces[-1]]


def text(page: int, line: str) -> list[Piece]:
    return [Piece("text", line, page, place={"page": page})]


@pytest.mark.parametrize(
    ("between", "rows"),
    [
        (["6.属于四类过程性信", "息"], [["6.属于四类过程性信"], ["息"]]),
        (["理结果", "（二）部分公开（区分处理的，只"], [["理结果"], ["（二）部分公开（区分处理的，只"]]),
        (["1.信访举报投诉类申请"], [["1.信访举报投诉类申请"]]),
        (["四、政府信息公开行政复议、行政诉讼情况", "行政复议  行政诉讼"], []),
        (["全文到此结束"], []),
    ],
)
def test_a_row_that_lacks_its_rulings_where_a_page_ends_is_there_and_its_values_are_untold(
    between: list[str], rows: list[list[str]]
) -> None:
    above, below = row(1, "4.保护第三方合法权益", "0", "0"), row(2, "7.属于行政执法案卷", "0", "0")
    found = joined(above, *(text(2, line) for line in between), below)
    assert [one for one in found if one and not one[-1].isdigit()] == rows


def test_lines_between_rows_of_one_page_stay_text() -> None:
    assert [] in joined(row(1, "2.重复申请", "0"), text(1, "3.要求提供公开出版物"), row(1, "（六）其他处理", "0"))
