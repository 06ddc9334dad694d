"""Which lines head sections: cases/headings.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.parse.headings import SECTIONS, find_headings, section_of, statutory_titles

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "headings.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_headings_are_told_from_other_lines(case: dict[str, Any]) -> None:
    found = find_headings((at, at + 1, text) for at, text in enumerate(case["lines"]))
    assert [[one.number, one.section, one.wording, one.style] for one in found] == case["found"]


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("行政机关主动公开政府信息情况", "disclosure"),
        ("行政机关收到和处理政府信息公开申请情况", "applications"),
        ("因政府信息公开工作被申请行政复议、提起行政诉讼的情况", "review"),
        ("政府信息公开工作存在的主要问题及改进情况", "problems"),
    ],
)
def test_the_words_of_article_50_rename_no_section(title: str, section: str) -> None:
    assert section_of(title) == (section, "variant")


def test_every_statutory_title_names_its_section() -> None:
    assert set(statutory_titles()) == set(SECTIONS)
    assert {section_of(title) for title in statutory_titles().values()} == {(section, "exact") for section in SECTIONS}


@pytest.mark.parametrize(
    ("title", "section"),
    [
        ("工作基本情况", "overview"),
        ("工作开展情况", "overview"),
        ("政府信息公开工作情况", "overview"),
        ("监督检查工作开展情况", None),
        ("政府信息主动公开情况", "disclosure"),
        ("存在问题及改进情况", "problems"),
        ("其他报告的事项", "other"),
        ("政府信息公开收费及减免情况", None),
        ("公开平台建设和信息发布情况", None),
    ],
)
def test_other_wordings_met_are_known_as_renamed(title: str, section: str | None) -> None:
    assert section_of(title) == (section, "renamed")
