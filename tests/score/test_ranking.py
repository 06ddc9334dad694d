"""Reports gathered by region, body and year; who has not filed."""

from decimal import Decimal

import pytest

from auditor.model.finding import Severity
from auditor.rules.scoring import Scheme
from auditor.score.by import By
from auditor.score.ranking import absent, rank
from auditor.score.roster import Due, RosterError, read_roster
from auditor.store.scores import Scored

SCHEME = Scheme(points={Severity.ERROR: Decimal(10)}, not_filed=Decimal(0), few=2)


def report(body, score, county=None, **told):
    region = {"province": "云岭省", "prefecture": "云岭市", "region_code": None, "county": county}
    about = {"sha256": body, "source": "a.txt", "body_kind": "government", "year": 2021, "reading": "read", "grade": "A"}
    return Scored(body=body, score=score, **region | about | told)


def named(ranking):
    return [(*one.name, one.score) for one in ranking.groups]


def test_reports_best_first_and_the_unread_last():
    reports = [report("青石县", 80.0), report("松雾镇", None, reading="partial"), report("云岭市", 95.5)]
    assert named(rank(reports, By.REPORT, SCHEME)) == [("云岭市", 2021, 95.5), ("青石县", 2021, 80.0), ("松雾镇", 2021, None)]


def test_a_county_is_the_mean_of_its_reports():
    reports = [report("青石县", 80.0, county="青石县"), report("松雾镇", 91.0, county="青石县"), report("云岭市", 60.0)]
    (county,) = rank(reports, By.COUNTY, SCHEME).groups
    assert (county.name, county.score, county.median, county.lowest, county.reports) == (("青石县",), 85.5, 85.5, 80.0, 2)
    assert not county.few


def test_counties_of_one_name_are_told_apart():
    reports = [report("鼓楼区", 90.0, county="鼓楼区"), report("鼓楼区", 80.0, county="鼓楼区", prefecture="南山市", sha256="b")]
    assert named(rank(reports, By.COUNTY, SCHEME)) == [("云岭省云岭市鼓楼区", 90.0), ("云岭省南山市鼓楼区", 80.0)]
    assert all(one.few for one in rank(reports, By.COUNTY, SCHEME).groups)


def test_reports_of_no_known_region_are_counted():
    unknown = report("未名局", 90.0, prefecture=None, province=None)
    ranking = rank([unknown], By.PROVINCE, SCHEME)
    assert (ranking.groups, ranking.unresolved) == ([], 1)


def test_a_distribution_counts_reports():
    assert rank([report("甲县", 100.0), report("乙县", 91.0), report("丙县", 9.9)], By.YEAR, SCHEME).distribution == {9: 2, 0: 1}


def test_who_has_not_filed_is_a_row_and_counts():
    reports = [report("青石县", 90.0, county="青石县")]
    roster = [Due(body, "government", None, None, "云岭省", "云岭市", body) for body in ("青石县", "白沙县")]
    missing = list(absent(reports, roster, [2021]))
    ranking = rank([*reports, *missing], By.PREFECTURE, SCHEME)
    assert [(one.name, one.score, one.reports, one.missing) for one in ranking.groups] == [(("云岭市",), 45.0, 1, 1)]
    assert named(rank(missing, By.REPORT, SCHEME)) == [("白沙县", 2021, 0.0)]


def test_a_roster_is_read_with_chinese_heads(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_bytes("机构,年度\n青石县人民政府,2021年\n\n丽水市档案局,\n".encode("gb18030"))
    first, second = read_roster(path)
    assert (first.body, first.year) == ("青石县", 2021)
    assert (second.body, second.body_kind, second.year, second.province) == ("丽水市档案局", "department", None, "浙江省")


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("名称,年度\n甲,2021\n", "error.roster.no-body", 1),
        ("", "error.roster.no-body", 1),
        ("机构,年度\n甲县,2021\n,2021\n", "error.roster.no-name", 3),
        ("机构,年度\n甲县,21\n", "error.roster.year", 2),
    ],
)
def test_a_roster_that_cannot_be_used_says_where(tmp_path, text, key, line):
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RosterError) as error:
        read_roster(path)
    assert (error.value.key, error.value.line) == (key, line)
