"""Headings that share a line with a paragraph, or whose number stands on a line of its own."""

import pytest

from auditor.parse.read import read_report
from auditor.parse.run_in import parted
from auditor.source.piece import Piece
from tests import writer


def texts(*raws: str) -> list[str]:
    pieces = [Piece("line", raw, line) for line, raw in enumerate(raws, 1)]
    return [piece.raw for piece in parted(pieces, lambda piece: piece.raw)]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["一、总体情况。全年公开12条。"], ["一、总体情况", "全年公开12条。"]),
        (["四、政府信息公开行政复议、行政诉讼情况：见下表"], ["四、政府信息公开行政复议、行政诉讼情况", "见下表"]),
        (["一、", "总体情况"], ["一、总体情况"]),
        (["第一部分", "总体情况"], ["第一部分总体情况"]),
        (["一、加强领导。全年开会3次。"], ["一、加强领导。全年开会3次。"]),
        (["一、总体情况。"], ["一、总体情况。"]),
        (["一、", "加强领导"], ["一、", "加强领导"]),
        (["全年公开12条。", "一、"], ["全年公开12条。", "一、"]),
    ],
)
def test_a_statutory_title_has_a_piece_of_its_own(lines: list[str], found: list[str]) -> None:
    assert texts(*lines) == found


@pytest.mark.parametrize("layout", sorted(set(writer.LAYOUTS) - {"one_line"}))
def test_no_section_is_told_to_be_missing_whose_heading_runs_in(layout: str) -> None:
    text = writer.report(writer.zeros("2021"), "2021", layout)
    for changed in (
        text.replace("一、总体情况\n", "一、总体情况。"),
        text.replace("一、总体情况", "一、\n总体情况").replace("六、其他", "六、\n其他"),
    ):
        report = read_report("x.txt", changed.encode())
        assert [one.section for one in report.sections] == [
            "overview", "disclosure", "applications", "review", "problems", "other",
        ]  # fmt: skip
        assert report.coverage == 1
        assert "这一年按要求推进公开工作。" in [one.text for one in report.prose]
