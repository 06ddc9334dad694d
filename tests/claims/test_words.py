"""The words of grammar/claim_words.lark as patterns."""

import pytest

from auditor.claims.words import any_word, place_or_parts_word, place_word, time_word
from tests.claims.labelled import SETS, entries

TEXTS = [entry.text for name in SETS for entry in entries(name)]
WORDS = (
    "2019年 今年 本年 年内 全年 上年 去年 截至 目前 至今 历年 现有 以来 累计 上半年 下半年 第一季度 四季度 3季度 11月"
    " 当月 月底 疫情期间"
)
PLACES = "全市 我县 各级 本机关 市本级 本级 省政府办 市级部门 本局 我委 全镇 全乡 本单位 我街道 全街道 区人民政府办公室 旗"


def spans(pattern, text):
    return [(found.span(), found.lastgroup) for found in pattern.finditer(text)]


@pytest.mark.parametrize("text", [*TEXTS, *WORDS.split(), *PLACES.split()])
def test_the_letters_that_words_start_with_pass_over_none(text):
    times = any_word("SEVERAL_YEARS", "YEAR_OF_THING", "LAST_YEAR", "NAMED_YEAR", "THIS_YEAR", "RUNNING", "PART_OF_YEAR")
    assert spans(time_word(), text) == spans(times, text)
    assert spans(place_word(), text) == spans(any_word("REGION", "OWN"), text)
    assert spans(place_or_parts_word(), text) == spans(any_word("REGION", "OWN", "PARTS"), text)


@pytest.mark.parametrize("text", WORDS.split())
def test_words_of_time_are_met(text):
    assert time_word().search(text)
