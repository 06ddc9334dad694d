import pytest

from auditor.claims.boilerplate import letters, own_letters, weigh
from auditor.model.report import Prose
from auditor.rules.clean import clean


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("暂无。", 2),
        ("根据《中华人民共和国政府信息公开条例》的规定，现编制本年度报告。", 0),
        ("本报告所列数据的统计期限为2019年1月1日至2019年12月31日。", 0),
        ("如对报告有疑问，请与县政府办公室联系（电话：1234567）。", 0),
        ("全年培训两次。", 6),
        ("根据条例编制，" * 100, 600),  # no sentence of any report is so long
        ("根据群众意见改进栏目。", 10),
    ],
)
def test_sentences_of_any_report_do_not_count(text, own):
    assert own_letters(text) == own <= letters(text)


def weighed(*prose):
    """Letters, letters of its own and what is kept of the prose of the first section and of the last."""
    sections = clean("2021").sections
    weigh(sections, [Prose(5, *one) for one in prose])
    return [(one.letters, one.own_letters, one.prose) for one in (sections[0], sections[-1])]


def test_a_section_that_says_next_to_nothing_is_kept_in_words_and_any_other_in_letters():
    long = "全县公开政策文件二十件，举办开放日三次。" * 5
    assert weighed(("overview", long), ("other", "无。")) == [(95 - 5, 95 - 5, ""), (1, 1, "无。")]


def test_paragraphs_of_a_section_count_together():
    assert weighed(("overview", "培训两次"), ("", "前言"), ("overview", "公开十件"))[0] == (8, 8, "培训两次。公开十件")


def test_without_any_prose_nothing_is_known_of_sections():
    assert weighed() == [(None, None, "")] * 2
