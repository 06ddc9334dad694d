"""The year that a report says in its opening it is of."""

import pytest

from auditor.claims.read import read_claims
from auditor.model.report import Prose
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests.writer import report, zeros

RULES = load_pack().select(["NAR-162"])
TITLE = "2021年青石县政府信息公开工作年度报告"


def years(*paragraphs, section=""):
    prose = [Prose(line, section, text) for line, text in enumerate(paragraphs, 1)]
    return [(claim.quantity, claim.line, claim.text[claim.start : claim.end]) for claim in read_claims(prose, 2021)[0]]


@pytest.mark.parametrize(
    "text",
    [
        "现公布2020年青石县政府信息公开工作年度报告。",
        "根据《政府信息公开条例》的规定,现向社会公布我县2020年度政府信息公开工作年度报告。",
        "我局现将2020年政府信息公开工作情况报告如下:",
        "按照条例要求,特编制2020年政府信息公开工作年度报告。",
        "本报告是青石县2020年度政府信息公开工作报告。",
    ],
)
def test_the_year_of_what_is_published_with_it_is_met(text):
    assert years(text) == [(2020, 1, "2020年")]


@pytest.mark.parametrize(
    "text",
    [
        "及时编制并公布2020年政府信息公开工作年度报告。",
        "全县集中体现公开成效,公布2020年政府信息公开工作年度报告48份。",
        "现公布《2020年政府信息公开工作要点》。",
        "现将有关情况报告如下:2020年政府信息公开工作要点已落实。",
        "本报告依据2020年修订的政府信息公开工作规定编制。",
        "本报告是按照2020年印发的政府信息公开工作年度报告格式编制的。",
        "现将本县按2020年政府信息公开工作要点开展的工作报告如下。",
        "现将2020年和2021年政府信息公开工作情况报告如下。",
    ],
)
def test_what_is_told_of_other_papers_is_no_year_of_the_report(text):
    assert [year for year, _, _ in years(text) if year > 2000] == []


def test_only_the_opening_is_looked_at():
    text = "现公布2020年青石县政府信息公开工作年度报告。"
    assert years("县情。", "县情。", "县情。", text) == []
    assert years(text, section="other") == []
    assert years("本报告可以下载。", text, section="overview") == [(2020, 2, "2020年")]


@pytest.mark.parametrize(
    ("title", "said", "expected"),
    [
        (TITLE, 2020, [(2020, 2021)]),
        (TITLE, 2021, []),
        ("青石县政府信息公开工作年度报告", 2020, []),
    ],
)
def test_the_year_of_the_opening_is_held_against_that_of_the_title(title, said, expected):
    head, _, rest = report(zeros("2021"), "2021", "tab", title).partition("\n")
    read = read_report("report.txt", f"{head}\n现公布青石县{said}年政府信息公开工作年度报告。\n{rest}".encode())
    assert [(one.actual, one.expected) for one in check(read, RULES)] == expected
