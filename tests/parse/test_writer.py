"""Whose report it is where the title does not say."""

import pytest

from auditor.parse.front import Paragraph, read_front
from auditor.parse.writer import has_place, most_named, named_in_preface


@pytest.mark.parametrize(
    ("preface", "named"),
    [
        ("依照条例，现公布青石县2022年政府信息公开工作年度报告。", ("青石县", 2022)),
        ("特编制云岭市人民政府档案室2022年度政府信息公开年度报告。", None),
        ("特编制云岭市人民政府史志办公室2022年度政府信息公开年度报告。", ("云岭市人民政府史志办公室", 2022)),
        ("本报告由松桥街道办事处编制，数据截至年底。", ("松桥街道办事处", None)),
        ("本报告由青石县人民政府办公室组织编写。", ("青石县人民政府办公室", None)),
        ("本报告由县人民政府办公室编制。", None),
        ("本报告由我局编制。", None),
        ("本报告由云岭市信息公开领导小组办公室编制。", None),
        ("现公布市中区2022年政府信息公开工作年度报告。", ("市中区", 2022)),
    ],
)
def test_the_preface_names_the_body_with_its_place(preface: str, named: tuple[str, int | None] | None) -> None:
    assert named_in_preface([preface], None) == named


def test_the_report_of_another_year_that_a_preface_names_is_not_this_one() -> None:
    assert named_in_preface(["已公布青石县2021年政府信息公开工作年度报告。"], 2022) is None


def test_a_street_office_is_not_taken_for_the_district_it_reports_to() -> None:
    told = "按照梅川区人民政府信息公开办公室的通知，由松桥街道编制的2018年度报告。2018年、2018年。"
    front = read_front([Paragraph(told, 1, None, True)])
    assert (front.body, front.body_kind, front.year) == ("松桥街道", "town", 2018)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由青石县人民政府办公室牵头，青石县人民政府印发方案。", "青石县"),
        ("青石县人民政府办公室已印发方案。", None),
        ("见青石县人民政府门户网站，也见青石县人民政府网。", None),
        ("我局按青石县人民政府的部署，参加青石县人民政府的培训。", None),
    ],
)
def test_a_government_is_the_writer_where_it_is_named_twice_and_nobody_else_speaks(text: str, name: str | None) -> None:
    assert most_named([text]) == name


def test_the_office_of_a_government_has_a_report_beside_it() -> None:
    own = read_front([Paragraph("青石县人民政府办公室2020年政府信息公开工作年度报告", 1, None, True)])
    whole = read_front([Paragraph("青石县人民政府2020年政府信息公开工作年度报告", 1, None, True)])
    assert (own.body, own.body_kind, own.scope) == ("青石县人民政府办公室", "department", "own")
    assert (whole.body, whole.body_kind) == ("青石县", "government")


def test_a_date_before_the_first_heading_is_no_signature() -> None:
    title, day = "青石县2017年政府信息公开工作报告", "青石县政务公开办 2018/3/26"
    assert read_front([Paragraph(title, 1, None, True), Paragraph(day, 2, None, True)]).signed is None


def test_the_period_of_a_report_may_be_called_statistical_period() -> None:
    told = "报告中所列数据统计期为2022年1月1日至2022年12月31日。"
    front = read_front([Paragraph(told, 1, None, True)])
    assert front.period is not None


@pytest.mark.parametrize("name", ["县政府办", "市人民政府办公室", "我局", "本镇", "街道办事处"])
def test_a_title_without_a_place_names_no_body(name):
    text = f"{name}2022年政府信息公开工作年度报告\n\n一、总体情况\n本年按要求公开信息。\n"
    assert read_front([Paragraph(one, at, None, at < 3) for at, one in enumerate(text.splitlines(), 1)]).body is None


def test_a_place_may_begin_like_a_rank():
    assert has_place("市北区教育局")
    assert has_place("街道口街道办事处")
