import pytest

from auditor.rules.message import message
from tests.across.reports import PACK, before, changed, found, hashed, placed, report, save

CARRIED_IN = ("applications", "carried_in", "person")
CARRIED_OUT = ("applications", "carried_out", "person")
BROKEN = "YRS-101 applications/carried_in/person/-"


def test_a_year_that_starts_where_the_last_one_ended_is_sound(store):
    now = report()
    save(store, now, before(now))
    assert found(store) == {"青石县-2022.txt": [], "青石县-2021.txt": []}


def test_the_break_is_put_on_the_later_report_and_tells_both_cells(store):
    now = changed(report(), {CARRIED_IN: "9"})
    save(store, now, before(report()))
    assert found(store)["青石县-2022.txt"] == [BROKEN]
    finding = next(one for one in store.findings(now.sha256) if one.rule == "YRS-101")
    line = next(one.line for one in before(report()).cells if one[:3] == CARRIED_OUT)
    assert (finding.expected, finding.actual, finding.difference) == (2, 9, 7)
    assert (
        message(finding, PACK, now, "zh")
        == f"自然人：上年结转填9，2021年度报告结转下年度的是2（青石县-2021.txt第{line}行），差+7"
    )
    assert '"row": "carried_out"' in str(finding.details["others"])


@pytest.mark.parametrize("raw", ["", "——", "若干"])
def test_nothing_is_said_where_one_of_the_two_is_no_number(store, raw):
    now = changed(report(), {CARRIED_IN: "9"})
    save(store, now, changed(before(report()), {CARRIED_OUT: raw}))
    assert not [rule for rule in found(store)["青石县-2022.txt"] if rule.startswith("YRS-101 applications/carried_in/person")]


def test_reports_of_the_office_and_of_the_region_are_not_compared(store):
    now = changed(report(scope="own"), {CARRIED_IN: "9"})
    save(store, now, before(report(scope="region")))
    assert found(store)["青石县-2022.txt"] == []


def test_where_the_scope_is_not_told_it_is_a_question(store):
    now = changed(report(scope="unknown"), {CARRIED_IN: "9"})
    save(store, now, before(report(scope="region")))
    assert found(store)["青石县-2022.txt"] == [BROKEN.replace("101", "102")]


def test_years_that_do_not_follow_each_other_are_not_compared(store):
    earlier = before(report())
    earlier.year = 2020
    save(store, changed(report(), {CARRIED_IN: "9"}), hashed(earlier))
    assert set(map(tuple, found(store).values())) == {()}


def test_where_last_year_has_rivals_the_chain_is_not_judged(store):
    last = before(report())
    other = changed(last, {CARRIED_OUT: "7"})
    other.source = "other.txt"
    save(store, changed(report(), {CARRIED_IN: "9"}), last, hashed(other))
    told = found(store)
    assert told["青石县-2022.txt"] == []
    assert told["other.txt"] == ["REG-105 -/-/-/-"]


def test_where_the_files_of_last_year_say_the_same_the_chain_is_judged(store):
    last = before(report())
    twin = before(report())
    twin.source = "last.html"
    save(store, changed(report(), {CARRIED_IN: "9"}), last, hashed(twin))
    assert found(store)["青石县-2022.txt"] == [BROKEN]


def test_where_they_differ_in_whose_numbers_they_give_it_is_not(store):
    last = before(report(scope="region"))
    twin = before(report(scope="unknown"))
    twin.source = "last.html"
    save(store, changed(report(scope="region"), {CARRIED_IN: "9"}), last, hashed(twin))
    assert found(store)["青石县-2022.txt"] == []


def test_a_chain_goes_on_where_the_form_changed_between(store):
    now = changed(report(2021, "2021"), {CARRIED_IN: "9"})
    save(store, now, before(report(2021, "2019")))
    assert found(store)["青石县-2021.txt"] == [BROKEN]


def test_a_renamed_county_goes_on_and_a_merged_one_begins_anew(store):
    renamed = placed(changed(report(2019, body="广信区"), {CARRIED_IN: "9"}), "361104", "江西省", "上饶市", "广信区")
    old = placed(before(report(2019, body="上饶县")), "361121", "江西省", "上饶市", "上饶县")
    merged = placed(changed(report(2019, body="新建区"), {CARRIED_IN: "9"}), "360112", "江西省", "南昌市", "新建区")
    smaller = placed(before(report(2019, body="新建区")), "360112", "江西省", "南昌市", "新建区")
    save(store, renamed, old, merged, smaller)
    told = found(store)
    assert BROKEN in told["广信区-2019.txt"]
    assert BROKEN not in told["新建区-2019.txt"]


def test_what_was_merged_late_in_a_year_is_not_chained_in_the_next_one_either(store):
    now = placed(changed(report(2020, body="新建区"), {CARRIED_IN: "9"}), "360112", "江西省", "南昌市", "新建区")
    last = placed(before(report(2020, body="新建区")), "360112", "江西省", "南昌市", "新建区")
    later = placed(changed(report(2021, body="新建区"), {CARRIED_IN: "9"}), "360112", "江西省", "南昌市", "新建区")
    save(store, later, hashed(now), last)
    told = found(store)
    assert BROKEN not in told["新建区-2020.txt"]
    assert BROKEN in told["新建区-2021.txt"]


def test_a_report_that_does_not_tell_its_year_is_compared_with_none(store):
    undated = changed(report(source="年度不明.txt"), {CARRIED_IN: "9"})
    undated.year = None
    save(store, hashed(undated), before(report()), report())
    assert set(map(tuple, found(store).values())) == {()}


def test_a_department_does_not_go_on_where_its_government_ended(store):
    office = changed(report(body="青石县人民政府办公室", source="办公室.txt"), {CARRIED_IN: "9"})
    bureau = changed(report(body="青石县教育局", source="教育局.txt", body_kind="department", scope="own"), {CARRIED_IN: "9"})
    save(store, office, bureau, before(report()))
    told = found(store)
    assert not [one for source in ("办公室.txt", "教育局.txt") for one in told[source] if one.startswith("YRS")]


@pytest.mark.parametrize(
    "body",
    [
        "城关镇",
        "教育局",
        "鼓楼区",
        "鼓楼区教育局",
        "朝阳区卫生健康局",
        "城区教育局",
        "经济开发区管委会",
        "高新技术产业开发区管理委员会",
    ],
)
def test_a_name_that_several_bodies_bear_is_not_chained(store, body):
    kind = "town" if body.endswith("镇") else "department"
    now = changed(report(body=body, body_kind=kind), {CARRIED_IN: "9"})
    save(store, now, before(report(body=body, body_kind=kind)))
    assert found(store)[f"{body}-2022.txt"] == []


def test_departments_of_districts_of_one_name_are_no_rivals(store):
    one, other = (report(body="鼓楼区教育局", body_kind="department", source=source) for source in ("福州.txt", "徐州.txt"))
    save(store, one, changed(other, {CARRIED_IN: "9"}))
    assert not [rule for told in found(store).values() for rule in told if rule.startswith("REG")]
