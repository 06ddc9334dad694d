"""What a sentence says of its numbers, as an auditor would put it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.claims.read import read_claims
from auditor.model.claim import Link
from auditor.model.report import Prose


def read(text, year=2020, section="overview", body=None):
    return read_claims([Prose(7 + at, section, line) for at, line in enumerate(text.split("\n"))], year, body)


def said(text, **given):
    return [(f"{claim.quantity}{claim.unit}", claim.concept) for claim in read(text, **given)[0]]


def test_a_claim_knows_its_clause_its_line_and_its_place_in_it():
    claims, _ = read("总体情况。\n全年公开有序,全县共收到政府信息公开申请约120余件,都已办理。")
    (claim,) = claims
    assert claim.text == "全县共收到政府信息公开申请约120余件"
    assert (claim.line, claim.text[claim.start : claim.end]) == (8, "120余件")
    assert (claim.quantity, claim.unit, claim.section) == (120, "件", "overview")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("公开信息46条", (46, "条", "", 46, 46)),
        ("公开信息1,113条", (1113, "条", "", 1113, 1113)),
        ("公开信息约300条", (300, "条", "约", 270, 330)),
        ("公开信息近300条", (300, "条", "近", 270, 300)),
        ("公开信息60余条", (60, "条", "余", 60, None)),
        ("公开信息1000多万条", (1000, "万条", "多", 10_000_000, None)),
        ("公开信息300条以上", (300, "条", "以上", 300, None)),
        ("公开信息逾300条", (300, "条", "以上", 300, None)),
        ("成交8.05亿元", (Decimal("8.05"), "亿元", "", 805_000_000, 805_000_000)),
        ("公开信息一百二十条", (120, "条", "", 120, 120)),
        ("公开信息两千零五条", (2005, "条", "", 2005, 2005)),
        ("满意率百分之九十五", (95, "%", "", 95, 95)),
        ("满意率提高2.1个百分点", (Decimal("2.1"), "个百分点", "", Decimal("2.1"), Decimal("2.1"))),
    ],
)
def test_numbers_are_read_as_they_are_written(text, expected):
    (claim,), _ = read(text)
    assert (claim.quantity, claim.unit, claim.approximate, claim.low, claim.high) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2020年1月20日10时30分",
        "国办公开办函〔2021〕30号第三条、第20条规定",
        "联系电话0571-88886666",
        "7×24小时,20个工作日,第2次会议",
        "《二十条措施》和“三公开”",
        "竞争比达1:7,一次办结,几十条、数百条",
        "一是公开不够;二是更新慢",
    ],
)
def test_what_counts_nothing_is_no_claim(text):
    assert said(text) == []


def test_what_another_office_did_is_no_count_of_the_body():
    assert said("全年收到申请35件") == [("35件", "received")]
    assert said("市公安局全年收到申请35件") == [("35件", "")]
    assert said("市公安局高度重视,全年收到申请35件") == [("35件", "")]
    assert said("青石县全年收到申请35件", body="青石县") == [("35件", "received")]


def test_a_clause_with_an_unknown_word_has_no_concept():
    assert said("收到申请35件") == [("35件", "received")]
    assert said("收到公租房申请35件") == [("35件", "")]


def test_handled_is_of_applications_only_where_they_are_spoken_of():
    assert said("收到申请35件,办结33件")[1] == ("33件", "handled")
    assert said("收到来电35件,办结33件")[1] == ("33件", "")
    assert said("办结33件", section="applications") == [("33件", "handled")]


def relations(text, **given):
    claims, found = read(text, **given)
    return [(one.link, [claims[at].quantity for at in (one.whole, *one.parts)], one.exhaustive) for one in found]


def test_a_list_that_ends_in_the_others_is_all():
    assert relations("收到申请9件,其中网络申请5件,信函申请3件,其他1件。") == [(Link.BREAKDOWN, [9, 5, 3, 1], True)]
    assert relations("收到申请9件,其中网络申请5件,信函申请3件。") == [(Link.BREAKDOWN, [9, 5, 3], False)]


def test_parts_by_several_criteria_are_several_lists():
    text = "收到申请9件,其中自然人8件,法人1件;网络申请5件,信函申请3件,其他1件。"
    assert relations(text) == [(Link.BREAKDOWN, [9, 8, 1], True), (Link.BREAKDOWN, [9, 5, 3, 1], True)]


def test_a_list_in_another_sentence_is_of_the_number_before():
    text = "全县受理政府信息公开申请9件,同比增长50%。\n从申请方式看,网络申请5件,信函申请3件,其他1件。"
    assert (Link.BREAKDOWN, [9, 5, 3, 1], True) in relations(text)


def test_a_list_that_is_of_nothing_said_before_is_left_out():
    assert relations("行政应诉案件45件。\n从申请内容看,土地征收类28件、财政类5件、其他类19件。") == []


def test_what_one_office_did_among_the_parts_is_not_carried_on():
    claims, _ = read("全县收到申请52件(其中县政府办公室18件),办结50件。")
    assert [claim.scope for claim in claims] == ["region", "own", "region"]


def test_a_proportion_without_a_whole_is_of_nothing():
    assert relations("土地征收类28件,占53.8%,财政类5件,占9.6%。") == []
    assert relations("征集意见60条,采纳18条,占30%。") == [(Link.SHARE, [60, 18], False)]


def test_a_list_of_things_of_another_kind_is_of_nothing():
    assert relations("开设栏目2个,其中办理事项310个。") == []


def test_of_two_wholes_that_might_be_one_must_fit():
    text = "收到申请100件,办结98件。其中网络申请70件,信函申请20件,其他9件。"
    assert [whole for _, (whole, *_), _ in relations(text)] == [100]  # ways of filing are of what came in
    assert relations("办理建议8件、提案70件,其中公开答复75件。") == []


def test_growth_rates_and_averages_are_of_the_count_before():
    claims, found = read("接听来电730件,比上年的500件增长46%,日均2件,办结657件,办结率90%。")
    told = {
        one.link: ([claims[at].quantity for at in (one.whole, *one.parts)], claims[one.stated].quantity, one.divisor)
        for one in found
    }
    assert told == {
        Link.GROWTH: ([730, 500], 46, None),
        Link.AVERAGE: ([730], 2, 365),
        Link.SHARE: ([730, 657], 90, None),
    }


def test_a_rate_with_two_possible_wholes_is_of_none():
    assert relations("上年结转5件,新收100件,办结98件,办结率93.3%。") == []


def test_the_same_thing_in_two_paragraphs_is_one_thing_said_twice():
    assert relations("全县新收申请46件。\n全县新收申请48件,办结40件。") == [(Link.SAME, [46, 48], False)]
    assert relations("全县新收申请46件。\n全县收到申请48件。") == []  # 收到 may count what was carried in
    assert relations("全县新收申请46件。\n上半年新收申请20件。") == []


WORDS = [
    "收到",
    "申请",
    "其中",
    "其他",
    "占",
    "(",
    ")",
    ",",
    "、",
    ";",
    "。",
    "这",
    "日均",
    "同比增长",
    "办结率",
    "12",
    "3,456",
    "7.5",
    "件",
    "个",
    "%",
    "二百",
    "事项",
    "未",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=3), max_size=40).map("".join))
def test_any_text_gives_claims_that_stand_in_it_and_relations_between_them(text):
    claims, found = read(text)
    for claim in claims:
        assert claim.text in text
        assert 0 <= claim.start < claim.end <= len(claim.text)
    for one in found:
        places = {one.whole, *one.parts, *({one.stated} - {None})}
        assert places <= set(range(len(claims)))
        assert len(places) == 1 + len(one.parts) + (one.stated is not None)


def test_what_comes_beside_a_count_in_parentheses_is_no_part_of_it():
    _, found = read("全县受理政府信息公开申请3件(另有5件结转下年度办理)。")
    assert found == []
