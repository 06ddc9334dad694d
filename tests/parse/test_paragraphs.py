"""Lines of one width are a paragraph that a converter broke; lines of their own stay so."""

from pathlib import Path

import pytest

from auditor.parse.front import Paragraph
from auditor.parse.paragraphs import unwrapped
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack

PACK = load_pack()


def lines(*texts: str, first: int = 1) -> list[Paragraph]:
    return [Paragraph(text, line, "overview", False) for line, text in enumerate(texts, first)]


def cut(line: str, width: int) -> list[str]:
    """A line in pieces, those of tables whole."""
    return [line] if "\t" in line or not line else [line[at : at + width] for at in range(0, len(line), width)]


def test_a_sentence_over_lines_of_one_width_is_one_paragraph() -> None:
    broken = lines(
        "2019年，镇里通过公开栏和县政府网站公开信息118条，其中公开栏47条，网站7",
        "1条。收到申请3件，都已办结。",
        "培训两次。",
    )
    assert [(one.line, one.text[-12:]) for one in unwrapped(broken)] == [
        (1, "。收到申请3件，都已办结。"[-12:]),
        (3, "培训两次。"),
    ]


def test_headings_items_titles_and_whole_sentences_stay_apart() -> None:
    whole = lines(
        "二〇一九年青石县松雾镇人民政府信息公开工作年度报告",
        "本报告由松雾镇人民政府依照条例编制，内容有六个部分",
        "（一）主动公开",
        "全年公开政府信息一百一十八条，都在县政府网站公开。",
        "（二）依申请公开",
    )
    assert unwrapped(whole) == whole


def test_a_file_of_long_lines_is_left_as_it_is() -> None:
    long = lines("全年公开政府信息" * 20, "其中公开栏" * 20, "2019年收到申请三件")
    assert unwrapped(long) == long


@pytest.mark.parametrize("width", [33, 40])
@pytest.mark.parametrize("sample", ["2018-衢州市", "2019-丽水市", "2019-松雾镇"])
def test_a_report_broken_into_lines_says_what_it_said(sample: str, width: int) -> None:
    text = Path(f"corpus/{sample}.txt").read_text(encoding="utf-8")
    broken = "\n".join(part for line in text.split("\n") for part in cut(line, width))
    one, other = (read_report("x.txt", found.encode()) for found in (text, broken))
    assert (other.period, other.published) == (one.period, one.published)
    assert [claim.quantity for claim in other.claims] == [claim.quantity for claim in one.claims]
    said = [finding.rule for finding in check(one, PACK) if finding.rule.startswith("NAR")]
    assert [finding.rule for finding in check(other, PACK) if finding.rule.startswith("NAR")] == said
