"""What a report says there was none of, as far as that is sure."""

import pytest

from auditor.claims.read import read_claims
from auditor.model.claim import Link
from auditor.model.report import Prose


def read(text, section="overview", year=2021, body=None):
    return read_claims([Prose(3, section, text)], year, body)


def denied(text, **given):
    return [claim.concept for claim in read(text, **given)[0] if claim.quantity == 0 and not claim.unit and claim.concept]


def test_a_denial_is_a_count_of_nothing_that_keeps_the_words_it_was_read_from():
    (claim,), relations = read("2021年,全县没有收到任何政府信息公开申请,工作平稳。")
    assert (claim.quantity, claim.unit, claim.low, claim.high, claim.approximate) == (0, "", 0, 0, "")
    assert (claim.concept, claim.of, claim.scope, claim.period, claim.section) == ("received", "", "region", "year", "overview")
    assert claim.text == "全县没有收到任何政府信息公开申请"
    assert claim.text[claim.start : claim.end] == "没有收到任何"
    assert relations == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青石县全年未收到政府信息公开申请。", ["received"]),
        ("没有人申请公开政府信息。", ["received"]),
        ("本年度未收到公民、法人或其他组织要求公开政府信息的申请。", ["received"]),
        ("政府信息公开申请数量为零。", ["received"]),
        ("(二)无上年结转申请,没有结转下年度继续办理的申请。", ["carried_in", "carried_out"]),
        ("未发生与政府信息公开有关的行政复议和行政诉讼。", ["reconsideration", "litigation"]),
        ("未因政府信息公开被提起行政诉讼。", ["litigation"]),
        ("全年未发生申请人因政府信息公开提起行政诉讼的案件。", ["litigation"]),
        ("没有申请人因政府信息公开申请复议或诉讼。", ["reconsideration", "litigation"]),
        ("没有因政府信息公开申请引发的举报、行政复议及投诉情况发生。", ["reconsideration"]),
        ("行政复议、行政诉讼均未发生。", ["reconsideration", "litigation"]),
        ("一是未收到政府信息公开申请;二是未出现行政复议。", ["received", "reconsideration"]),
        ("未制发规章,未出台行政规范性文件。", ["regulations", "normative_documents"]),
        ("收到申请9件,未发生行政复议。", ["reconsideration"]),
        ("依申请公开情况:全年未收到政府信息公开申请。", ["received"]),
    ],
)
def test_what_is_denied_from_end_to_end_is_told(text, expected):
    assert denied(text, body="青石县") == expected


@pytest.mark.parametrize(
    "text",
    [
        "收到申请9件,均未被申请行政复议。",  # of those alone
        "无行政复议、行政诉讼败诉案件。",  # lost cases
        "无被纠正的行政复议,行政复议被纠正数量为零。",
        "未收到政府信息公开申请的回复。",
        "对未收到政府信息公开申请的,要求零报告。",
        "在没有收到政府信息公开申请的情况下,渠道保持畅通。",
        "青山镇管理规范,未收到政府信息公开申请。",
        "各乡镇未收到政府信息公开申请。",
        "该单位未收到政府信息公开申请。",
        "无个人申请,无科研机构公开申请,网上申请为零。",
        "申请数量同比增长为零。",
        "没有政府信息公开申请超期。",
        "上年未收到政府信息公开申请。",
        "近三年未发生行政复议和行政诉讼。",
        "第三季度未收到政府信息公开申请。",
        "本机关作为复议机关,未收到行政复议申请。",
        "未收到当面提交的申请,仅收到信函。",
        "受理信访50件,无申请。",
        "其中未收到政府信息公开申请。",
        "未收到政府信息公开申请,但收到网上申请2件。",
        "未制定政府信息公开规章制度。",
        "行政复议情况:无。",
        "县政府:未收到政府信息公开申请;乡镇:收到35件。",
        "未新增行政复议案件。",  # those of last year went on
        "未收到政府信息公开申请、未发生行政复议的单位有12个。",
        "政府信息公开申请未受理。",  # or not accepted
        "无依申请公开事项。",  # or none granted
    ],
)
def test_nothing_is_told_of_a_denial_that_is_not_sure(text):
    assert denied(text) == []


def test_fees_are_those_of_table_2_only_where_its_section_is():
    text = "本年度未收取行政事业性收费。"
    assert denied(text, section="disclosure") == ["fees"]
    assert denied(text, section="other") == []


def test_numbers_stand_in_the_order_of_the_text_among_denials():
    text = "未收到行政复议申请。全年收到政府信息公开申请9件,其中网络5件,信函3件,其他1件。没有结转下年度的申请。"
    claims, relations = read(text)
    assert [claim.quantity for claim in claims] == [0, 9, 5, 3, 1, 0]
    (breakdown,) = relations
    assert (breakdown.link, breakdown.whole, breakdown.parts) == (Link.BREAKDOWN, 1, (2, 3, 4))
