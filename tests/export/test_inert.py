import json

import pytest

from auditor.export.inert import inert, inert_cell, inert_json


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("一、总体情况 [red]", "一、总体情况 [red]"),
        ("\x1b[31m红\x07", r"\x1b[31m红\x07"),
        ("a\tb\r\nc", r"a\x09b\x0d\x0ac"),
        ("\x9b2J", r"\x9b2J"),
        ("县\u202e长", r"县\u202e长"),
        ("零\u200b宽\ufeff", r"零\u200b宽\ufeff"),
        ("行\u2028段", r"行\u2028段"),
        ("\udcff", r"\udcff"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_active_characters_show_as_their_escapes(text, shown):
    assert inert(text) == shown


@pytest.mark.parametrize("text", ["\x1b\x9b\x7f", "县\u202e长\u2028", "\U000e0041标签", "普通文字\n第二行"])
def test_json_stays_the_same_data_without_active_characters(text):
    document = inert_json(json.dumps(text, ensure_ascii=False))
    assert json.loads(document) == text
    assert inert(document) == document


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "＝1", "－x", "+1 2", "-", "=", "-1\n", "+1e5"])
def test_a_formula_stands_behind_an_apostrophe(text):
    assert inert_cell(text) == "'" + inert(text)


@pytest.mark.parametrize("value", ["", "青石县", "-25", "+58", "-0.5", "1=1", "a@b", 5, -5, None])
def test_other_values_stay_as_they_are(value):
    assert inert_cell(value) == value


def test_no_character_before_a_formula_takes_effect():
    assert inert_cell("\t=1+1") == r"\x09=1+1"
