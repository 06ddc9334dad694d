"""Whose report it is and for which year: titles, dates and signatures."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from auditor.parse.dates import Dates, dates_in
from auditor.parse.front import Paragraph, body_name, kind_of, read_front, read_title

CASES = Path(__file__).parent / "cases"
TITLE_2021 = "2021年青石县政府信息公开工作年度报告"


def paragraphs(*texts: str, front: int = 1) -> list[Paragraph]:
    return [Paragraph(text, line, None, line <= front) for line, text in enumerate(texts, 1)]


@pytest.mark.parametrize(("line", "body", "year"), yaml.safe_load((CASES / "titles.yaml").read_text(encoding="utf-8")))
def test_a_title_names_a_body_and_a_year(line: str, body: str | None, year: int | None) -> None:
    title = read_title(line)
    assert (title and (title.body, title.year)) == ((body, year) if body is not None else None)


@pytest.mark.parametrize(("line", "found"), yaml.safe_load((CASES / "dates.yaml").read_text(encoding="utf-8")))
def test_a_line_holds_these_dates(line: str, found: list[list[object]]) -> None:
    assert list(dates_in(line)) == [Dates(*one) for one in found]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "name", "kind"),
    [
        ("缙云县人民政府", "缙云县", "government"),
        ("丽水市", "丽水市", "government"),
        ("丈亭镇人民政府", "丈亭镇", "town"),
        ("白沙街道办事处", "白沙街道", "town"),
        ("云岭市档案局", "云岭市档案局", "department"),
        ("云岭经济开发区", "云岭经济开发区", "unknown"),
        ("云岭新区管理委员会", "云岭新区管理委员会", "unknown"),
        ("云岭兵团第八师", "云岭兵团第八师", "unknown"),
        ("云岭农场", "云岭农场", "unknown"),
        ("云岭盟行政公署", "云岭盟", "government"),
        ("云岭地区行署", "云岭地区", "government"),
        ("云岭海关关区", "云岭海关关区", "department"),
        ("云岭市东城区大学路办事处", "云岭市东城区大学路办事处", "town"),
        ("云岭省人民政府驻北京办事处", "云岭省人民政府驻北京办事处", "department"),
        ("云岭区西村街", "云岭区西村街", "town"),
        ("云岭区花山街道办", "云岭区花山街道办", "town"),
        ("云岭县城关镇党政办公室", "云岭县城关镇党政办公室", "town"),
        ("云岭县第一人民医院", "云岭县第一人民医院", "unknown"),
        ("云岭县土地储备发展中心", "云岭县土地储备发展中心", "unknown"),
        ("云岭县总工会", "云岭县总工会", "unknown"),
        ("云岭市城关区人民政府", "云岭市城关区", "government"),
    ],
)
def test_a_government_is_called_by_its_region(written: str, name: str, kind: str) -> None:
    assert body_name(written) == name
    assert kind_of(name) == kind


def test_a_title_over_two_lines_is_one() -> None:
    front = read_front(paragraphs("青石县2019年", "政府信息公开工作年度报告", front=2))
    assert (front.body, front.year) == ("青石县", 2019)


def test_the_signature_names_the_body_that_the_title_does_not() -> None:
    front = read_front(paragraphs("2019年度政府信息公开工作年度报告", "正文。", "白沙镇人民政府", "2020年1月20日"))
    assert (front.body, front.body_kind, front.signed) == ("白沙镇", "town", date(2020, 1, 20))
    assert front.dated == {"signed": 4}
    assert "PARSE-BODY-INFERRED" in {diagnostic.code for diagnostic in front.diagnostics}


def test_without_a_title_the_government_named_throughout_is_the_body() -> None:
    text = "由云岭市人民政府办公室牵头，云岭市人民政府印发方案。2018年、2018年、2018年。"
    front = read_front(paragraphs(text, front=0))
    assert (front.body, front.year, front.title) == ("云岭市", 2018, None)


def test_a_text_that_names_two_governments_alike_leaves_the_body_unresolved() -> None:
    front = read_front(paragraphs("云岭市人民政府、青石县人民政府；云岭市人民政府、青石县人民政府", front=0))
    assert front.body is None


def test_digits_eaten_from_the_period_are_unreadable_and_not_wrong() -> None:
    front = read_front(paragraphs("2020年青石县政府信息公开工作年度报告", "统计期限自202011日起至2020年12月31日止", front=2))
    assert front.period is None
    assert [(one.code, one.line) for one in front.diagnostics] == [("PARSE-DATE", 2)]


def test_digits_eaten_from_every_day_of_the_period_are_unreadable_too() -> None:
    front = read_front(paragraphs("松桥镇2023年政府信息公开工作年度报告", "数据统计时限为20231月1日至202312月31日。", front=2))
    assert [(one.code, one.line) for one in front.diagnostics] == [("PARSE-DATE", 2)]


def test_the_line_above_a_bare_title_names_the_body() -> None:
    front = read_front(paragraphs("云岭市档案局", "政府信息公开工作年度报告", "统计期限为2020年1月1日至12月31日", front=3))
    assert (front.body, front.year) == ("云岭市档案局", 2020)


def test_a_report_gathered_from_the_parts_of_a_region_is_the_regions() -> None:
    told = "本报告综合云岭市各县（市、区）政府和市级各部门的报告编制而成。"
    front = read_front(paragraphs("2019年云岭市政府信息公开工作年度报告", told, front=2))
    assert front.scope == "region"


@pytest.mark.parametrize("told", ["各乡镇汇编了办事指南。", "档案馆汇编了文件库,接受各界监督。", "各镇综合执法力量下沉。"])
def test_towns_that_compile_something_do_not_make_a_report_that_of_a_region(told) -> None:  # type: ignore[no-untyped-def]
    assert read_front(paragraphs("2019年云岭市政府信息公开工作年度报告", told, front=2)).scope == "unknown"


def test_a_front_says_where_its_dates_stand() -> None:
    said = ("统计期限为2019年1月1日至2019年12月31日。", "发布日期：2020-01-31", "2020年1月20日")
    front = read_front(paragraphs("青石县2019年政府信息公开工作年度报告", *said))
    assert front.dated == {"period": 2, "published": 3, "signed": 4}


@pytest.mark.parametrize(
    "text",
    [
        "与2020年1月1日至12月31日相比有所增加，本报告统计期限为2021年1月1日至2021年12月31日。",
        "本报告统计期限为2021年1月1日至2021年12月31日，2020年1月1日至12月31日的数据见上年报告。",
    ],
)
def test_the_period_is_the_one_behind_its_words(text: str) -> None:
    assert read_front(paragraphs(TITLE_2021, text)).period == (date(2021, 1, 1), date(2021, 12, 31))


def test_the_period_of_something_else_in_the_body_is_not_the_reports() -> None:
    text = "2021年3月1日至2021年5月31日，组织核对统计数据，办理期限均有登记。"
    assert read_front(paragraphs(TITLE_2021, "一、总体情况", text)).period is None
