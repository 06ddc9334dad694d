"""Widths and scripts: what is told fast is told as Unicode and OpenCC tell it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.normalise.script import is_traditional, narrow, simplified

EVERYDAY = st.text(alphabet="政府信息，（）：；％！？。、“”—〔〕《》０１２．ａＡ 　\n⼀⼆ﾀé件5%")


@given(EVERYDAY)
def test_widths_are_those_of_nfkc(text: str) -> None:
    assert narrow(text) == unicodedata.normalize("NFKC", text)


def test_every_single_character_is_as_nfkc_has_it() -> None:
    characters = (chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)
    assert [one for one in characters if narrow(one) != unicodedata.normalize("NFKC", one)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本年新收政府信息公开申请十二件", False),
        ("本年新收政府信息公開申請十二件，較上年增長兩成", True),
        ("12 3 4", False),
        ("", False),
    ],
)
def test_a_text_is_traditional_where_many_of_its_characters_are(text: str, expected: bool) -> None:
    assert is_traditional(text) is expected


def test_one_traditional_character_in_a_long_text_is_a_slip() -> None:
    assert not is_traditional("公开" * 40 + "開")


def test_readings_and_widths_are_left_out_of_a_simplified_text() -> None:
    assert simplified("會(huì)同縣（２０２１）") == "会同县(2021)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019年政府資訊公開工作年度報告", "2019年政府信息公开工作年度报告"),
        ("透過網際網路公佈", "透过互联网公布"),
        ("青石縣檔案局提供資料", "青石县档案局提供资料"),
    ],
)
def test_words_of_taiwan_are_those_of_the_forms_but_names_stay(text: str, expected: str) -> None:
    assert simplified(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("其中：①12件为网上申请；②8件为信函申请。", "其中: 12件为网上申请; 8件为信函申请。"),
        ("受理申请20¹件", "受理申请20 件"),
        ("⒈20件均已答复", " 20件均已答复"),
        ("①自然人", "1自然人"),
    ],
)
def test_marks_of_lists_and_notes_are_no_digits_of_the_number_beside_them(text, expected):
    assert narrow(text) == simplified(text) == expected
