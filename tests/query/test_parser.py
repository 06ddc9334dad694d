"""From the text of a query to its tree, and what is said of a text that is none."""

from pathlib import Path

import pytest
import yaml
from rich.cells import cell_len

from auditor.query.error import QueryError
from auditor.query.parser import parse
from auditor.query.tree import About, Both, Comparison, Decide, Either, Has, Help, Not, Save, Select, Value
from auditor.query.words import split

FAULTS = yaml.safe_load((Path(__file__).parent / "cases" / "faults.yaml").read_text(encoding="utf-8"))


def equal(field, text):
    return Comparison(field, "=", Value(text))


@pytest.mark.parametrize("fault", FAULTS, ids=[fault["query"] for fault in FAULTS])
def test_a_fault_is_told_with_its_place(fault):
    with pytest.raises(QueryError) as caught:
        parse(fault["query"])
    assert caught.value.text() == fault["says"].rstrip("\n")


def test_and_binds_closer_than_or_and_not_closest():
    query = parse("reports where not year = 1 or year = 2 and year = 3")
    assert query == Select("reports", where=Either((Not(equal("year", "1")), Both((equal("year", "2"), equal("year", "3"))))))


def test_brackets_that_change_nothing_leave_no_trace():
    assert parse("reports where ((year = 1) and (year = 2 and year = 3))") == parse(
        "reports where year = 1 and year = 2 and year = 3"
    )


@pytest.mark.parametrize(
    "query",
    [
        "findings where severity = error and year >= 2019",
        "问题 其中 严重度 = 错误 且 年度 ≥ 2019",
        "问题其中严重度＝错误且年度》=2019",
        "findings 其中 SEVERITY ＝ “error” AND 年度 >= 2019",
        "FINDINGS　where 严重度 = 'ERROR'\tand year ≥ ２０１９",
    ],
)
def test_languages_widths_cases_and_blanks_make_no_difference(query):
    assert parse(query) == parse("findings where severity = error and year >= 2019")


@pytest.mark.parametrize("quotes", ['""', "''", "“”", "”“", "‘’", "「」", "『』", "＂＂"])
def test_quotes_of_every_kind_hold_a_text_together(quotes):
    query = parse(f"reports where body has {quotes[0]}（a, b） and {quotes[1]}")
    assert query == Select("reports", where=Has("body", Value("（a, b） and ")))


def test_words_of_the_language_can_be_values_and_names():
    assert parse("reports where body = where") == Select("reports", where=equal("body", "where"))
    assert parse("save count reports as count") == Save(Select("reports", counted=True), "count")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("按规则", ["按", "规则"]),
        ("2019且严重度", ["2019", "且", "严重度"]),
        ("丽水市且规则", ["丽水市", "且", "规则"]),
        ("云岭市档案局按年度前10", ["云岭市档案局", "按", "年度", "前", "10"]),
        ("丽水市", ["丽水市"]),
        ("按察司巷街道", ["按察司巷街道"]),
        ("为什么", ["为什么"]),
        ("whereyear", ["whereyear"]),
    ],
)
def test_chinese_words_that_run_together_are_taken_apart_where_all_of_them_is_known(word, parts):
    assert split(word) == parts


def test_a_value_may_be_made_of_words_of_the_language():
    assert parse("reports where body = 机构7县") == Select("reports", where=equal("body", "机构7县"))
    run_together = parse("报告其中机构=市县且年度=2019按格式")
    assert run_together == parse("reports where body = 市县 and year = 2019 by form")


def test_a_row_is_named_by_address_label_or_number():
    for name in ("handled", "三（七）", "三(七)", '"（七）总计"'):
        assert parse(f"cells where row = {name}") == Select("cells", where=equal("row", "handled"))


def test_findings_are_named_by_id_or_row():
    assert parse("why f0123456789ab") == About("why", Value("f0123456789ab"))
    assert parse("为什么 3") == About("why", Value("3"))
    assert parse('驳回 3 因为 "口径不同"') == Decide("dismissed", Value("3"), "口径不同")
    assert parse("重开 3") == Decide("open", Value("3"))


def test_help_may_be_on_an_entity():
    assert parse("帮助 单元格") == Help("cells")


def test_a_name_is_no_word_of_the_language_even_where_it_is_made_of_them():
    assert parse("保存 问题 为 错误报告") == Save(Select("findings"), "错误报告")


@pytest.mark.parametrize("before", ["", "问", "县" * 40, "x" * 800])
def test_a_long_query_is_told_around_the_fault(before):
    query = f"findings where body = '{before}' wher {'y' * 900}"[:1000]
    with pytest.raises(QueryError) as caught:
        parse(query)
    _, shown, carets, *_ = caught.value.text("en").split("\n")
    assert len(shown) < 210
    assert shown.endswith("…")
    assert shown.lstrip().startswith("…") == (len(before) > 100)
    place = cell_len(carets) - carets.count("^")
    (at,) = (number for number in range(len(shown)) if cell_len(shown[:number]) == place)
    assert shown[at:].startswith("wher ")
