import pytest

from auditor.rules.beside import doubled
from auditor.rules.message import message
from tests.across.reports import PACK, changed, found, hashed, placed, report, save

RECEIVED = ("applications", "received", "person")
COUNTIES = {"330902": "定海区", "330903": "普陀区", "330921": "岱山县", "330922": "嵊泗县"}


def prefecture(times: int):
    made = report(body="舟山市")
    for _ in range(times):
        made = doubled(made)
    made.source = "舟山市.txt"
    return placed(made, "330900", "浙江省", "舟山市")


def county(code: str):
    return placed(report(body=COUNTIES[code], source=f"{COUNTIES[code]}.txt"), code, "浙江省", "舟山市", COUNTIES[code])


def regional(told):
    return {source: [one for one in places if one.startswith("REG")] for source, places in told.items()}


def test_parts_that_fit_into_their_whole_are_sound(store):
    save(store, prefecture(2), *map(county, COUNTIES))
    assert set(map(tuple, regional(found(store)).values())) == {()}


def test_a_part_above_its_whole_is_found_on_the_part(store):
    save(store, prefecture(2), changed(county("330921"), {RECEIVED: "99"}), county("330922"))
    told = regional(found(store))
    assert told["岱山县.txt"] == ["REG-101 applications/received/person/-"]
    assert told["嵊泗县.txt"] == []
    assert told["舟山市.txt"] == ["REG-102 applications/received/person/-"]


def test_a_county_that_its_province_runs_is_no_part_of_its_prefecture(store):
    whole = placed(doubled(doubled(report(body="开封市"))), "410200", "河南省", "开封市")
    apart = placed(changed(report(body="兰考县"), {RECEIVED: "99"}), "410225", "河南省", "开封市", "兰考县")
    other = placed(changed(report(body="杞县"), {RECEIVED: "98"}), "410221", "河南省", "开封市", "杞县")
    save(store, whole, apart, other)
    told = regional(found(store))
    assert told["兰考县-2022.txt"] == []
    assert told["杞县-2022.txt"] == ["REG-101 applications/received/person/-"]


def test_a_whole_that_is_of_the_office_alone_includes_no_one(store):
    office = prefecture(2)
    office.scope = "own"
    save(store, office, changed(county("330921"), {RECEIVED: "99"}))
    assert set(map(tuple, regional(found(store)).values())) == {()}


def test_another_year_or_another_region_is_no_part(store):
    elsewhere = placed(
        changed(report(body="普陀区", source="上海普陀区.txt"), {RECEIVED: "99"}), "310107", "上海市", None, "普陀区"
    )
    earlier = changed(county("330902"), {RECEIVED: "99"})
    earlier.year = 2021
    save(store, prefecture(2), elsewhere, hashed(earlier))
    assert set(map(tuple, regional(found(store)).values())) == {()}


def test_where_all_divisions_filed_what_is_beyond_them_is_noted(store):
    save(store, prefecture(3), *map(county, COUNTIES))
    told = regional(found(store))
    assert told["舟山市.txt"] == ["REG-104 applications/received/total/-", "REG-104 applications/handled/total/-"]


def test_with_one_division_missing_what_is_beyond_is_not_judged(store):
    save(store, prefecture(3), *map(county, list(COUNTIES)[:3]))
    assert regional(found(store))["舟山市.txt"] == []


def test_with_the_own_offices_too_a_whole_is_the_sum_of_its_parts(store):
    own = placed(report(body="舟山市", source="市本级.txt", scope="own"), "330900", "浙江省", "舟山市")
    save(store, prefecture(3), own, *map(county, COUNTIES))
    assert "REG-103 applications/received/total/-" in regional(found(store))["舟山市.txt"]


def test_two_reports_for_one_year_are_rivals_and_both_say_so(store):
    one, other = report(source="a.txt"), changed(report(source="b.txt"), {RECEIVED: "8"})
    save(store, one, other)
    assert regional(found(store)) == {"a.txt": ["REG-105 -/-/-/-"], "b.txt": ["REG-105 -/-/-/-"]}
    ids = [finding.id for made in (one, other) for finding in store.findings(made.sha256) if finding.rule == "REG-105"]
    assert len(set(ids)) == 2


def test_the_same_tables_in_two_files_are_a_note(store):
    save(store, report(source="a.txt"), report(source="a.html"))
    assert regional(found(store)) == {"a.txt": ["REG-106 -/-/-/-"], "a.html": ["REG-106 -/-/-/-"]}


@pytest.mark.parametrize(("raw", "other"), [("", "0"), ("——", "0"), ("", "——"), ("?", "3"), ("若干", "3")])
def test_one_format_that_leaves_out_zeros_or_could_not_be_read_says_the_same(store, raw, other):
    one, twin = (changed(report(source=source), {RECEIVED: text}) for source, text in (("a.docx", raw), ("a.html", other)))
    save(store, one, twin)
    assert regional(found(store)) == {"a.docx": ["REG-106 -/-/-/-"], "a.html": ["REG-106 -/-/-/-"]}


def test_a_blank_in_one_and_a_number_in_the_other_differ(store):
    save(store, changed(report(source="a.docx"), {RECEIVED: ""}), report(source="a.html"))
    assert regional(found(store)) == {"a.docx": ["REG-105 -/-/-/-"], "a.html": ["REG-105 -/-/-/-"]}


def rivals_of(store, made):
    return [one for one in store.findings(made.sha256) if one.rule in ("REG-105", "REG-106")]


def test_of_many_rivals_a_report_names_a_few_and_tells_their_number(store):
    alike = [report(source=f"{number:02}.txt") for number in range(30)]
    differing = changed(report(source="z.txt"), {RECEIVED: "8", ("applications", "granted", "person"): "8"})
    save(store, *alike, differing)
    found(store)
    differs, same = rivals_of(store, alike[0])
    assert (differs.rule, differs.details["rivals"], differs.details["other_source"]) == ("REG-105", 1, "z.txt")
    assert (same.rule, same.details["rivals"], same.details["other_source"]) == ("REG-106", 29, "01.txt、02.txt、03.txt、…")
    assert message(same, PACK, alike[0], "zh") == "本机关本年度另有29份表格与本报告相同的报告：01.txt、02.txt、03.txt、…"
    (differs,) = rivals_of(store, differing)
    assert (differs.rule, differs.details["rivals"], differs.details["differing"]) == ("REG-105", 30, 2)


def test_what_people_decided_on_rivals_holds_when_more_of_them_come(store):
    first = report(source="m.txt")
    save(store, first, report(source="n.txt"))
    found(store)
    (finding,) = rivals_of(store, first)
    store.decide(finding.id, "dismissed", "同一报告的两种格式", "王审计")
    save(store, report(source="a.txt"), report(source="z.txt"))
    found(store)
    (again,) = rivals_of(store, first)
    assert (again.id, again.status, again.details["rivals"]) == (finding.id, "dismissed", 3)


def test_a_region_is_compared_with_parts_of_which_several_files_say_the_same(store):
    high = changed(county("330921"), {RECEIVED: "99"})
    twin = changed(county("330921"), {RECEIVED: "99"})
    twin.source = "岱山县.html"
    save(store, prefecture(2), high, hashed(twin), county("330922"))
    told = regional(found(store))
    assert told["舟山市.txt"] == ["REG-102 applications/received/person/-"]
    assert told["岱山县.txt"] == told["岱山县.html"] == ["REG-101 applications/received/person/-", "REG-106 -/-/-/-"]


def test_a_report_of_the_office_is_no_rival_of_that_of_the_region(store):
    save(store, report(source="a.txt", scope="own"), changed(report(source="b.txt", scope="region"), {RECEIVED: "8"}))
    assert set(map(tuple, regional(found(store)).values())) == {()}


def test_where_one_does_not_tell_its_scope_two_that_differ_are_a_note(store):
    one, other = report(source="a.txt", scope="region"), changed(report(source="b.txt", scope="unknown"), {RECEIVED: "8"})
    save(store, one, other)
    assert regional(found(store)) == {"a.txt": ["REG-107 -/-/-/-"], "b.txt": ["REG-107 -/-/-/-"]}
