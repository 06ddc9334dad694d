import pytest

from auditor.region.divisions import divisions_below, every_division
from auditor.region.lineage import _aliases, goes_on, names, stands_apart, thread


@pytest.mark.parametrize(
    ("old", "new", "year", "both"),
    [
        ("110228", "110118", 2015, {"密云县", "密云区"}),  # the last word of the name changed
        ("361121", "361104", 2019, {"上饶县", "广信区"}),  # aliases.yaml tells it
        ("331122", "331122", 2019, {"缙云县"}),  # nothing changed
    ],
)
def test_a_division_goes_on_under_another_name_or_code(old, new, year, both):
    assert thread(old, year - 1) == thread(new, year)
    assert names(new, year) == both
    assert goes_on(new, year)


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("110101", 2010),  # 东城区 took in 崇文区: a division of Beijing ended, and where it went no code tells
        ("360112", 2019),  # 新建区 took in 湾里区: aliases.yaml tells it
        ("330110", 2021),  # 余杭区 was split
    ],
)
def test_a_division_that_was_merged_or_split_is_cut_in_that_year_and_the_next(code, year):
    assert not goes_on(code, year)
    assert not goes_on(code, year + 1)
    assert goes_on(code, year + 2)


def test_a_new_code_of_another_division_is_another_thread():
    assert thread("330113", 2021) != thread("330110", 2020)


def test_a_code_that_nobody_knows_has_no_thread():
    assert (thread("999999", 2020), names("999999", 2020), goes_on("999999", 2020)) == (None, frozenset(), False)


def test_years_beyond_the_data_are_those_of_the_last_year():
    assert thread("331122", 2030) == thread("331122", 2024)
    assert goes_on("331122", 2030)


def test_the_divisions_right_below_a_prefecture_and_a_province():
    assert {one.name for one in divisions_below("330900", 2022)} == {"定海区", "普陀区", "岱山县", "嵊泗县"}
    below = {one.name for one in divisions_below("460000", 2022)}
    assert {"海口市", "三亚市", "琼海市"} <= below  # prefectures, and counties directly under the province
    assert divisions_below("331122", 2022) == []


@pytest.mark.parametrize(("code", "apart"), [("410225", True), ("410221", False), ("410200", False), ("999999", False)])
def test_counties_that_their_province_runs_stand_apart(code, apart):
    assert stands_apart(code, 2020) is apart


def test_every_county_that_stands_apart_is_known():
    known = {(one.province, one.name) for one in every_division() if one.level == "county"}
    assert {(province, name) for province, names in _aliases()["apart"].items() for name in names} <= known
