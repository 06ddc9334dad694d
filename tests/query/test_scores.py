"""Scores by query: kept up to date with what people decide, and explained to the last point."""

import pytest

from auditor.model.report import Table
from auditor.query.error import QueryError
from tests.query.conftest import RUN, found, made


@pytest.fixture
def wrong(store):
    """Two reports: one with an error, one sound."""
    read = [Table("applications", "2019", 1, 20, expected=3, read=3)]
    report = made(tables=read)
    store.save([(report, [found(report)]), (made("2", body="黑沙镇", source="2.txt", tables=read), [])], RUN)
    return found(report)


def rows(session, query):
    return list(session.ask(query))


def test_a_report_and_a_group_have_a_score(session, wrong):
    assert rows(session, "scores order score") == [("白沙镇", 2019, 90.0), ("黑沙镇", 2019, 100.0)]
    assert rows(session, "评分 按 县") == [("青石县", 95.0)]
    assert rows(session, "scores by body having score < 95") == [("白沙镇", 90.0)]
    assert rows(session, "count scores by county") == [("青石县", 2)]


def test_reports_and_findings_are_picked_by_score(session, wrong):
    assert [row[0] for row in rows(session, "reports where score < 95")] == ["白沙镇"]
    assert rows(session, "报告 按 机构 排序 机构") == [("白沙镇", 1), ("黑沙镇", 1)]
    assert rows(session, "findings where score < 95 by rule") == [(wrong.rule, 1)]
    assert rows(session, "count findings where score > 95") == [(0,)]


def test_a_decision_is_in_the_next_answer(session, wrong):
    session.ask(f"dismiss {wrong.id} because 已核实")
    assert rows(session, "scores where body = 白沙镇") == [("白沙镇", 2019, 100.0)]


def test_why_shows_the_sum(session, wrong):
    session.ask("scores order score")
    told = dict(rows(session, "why 1"))
    assert told["SUM"] == "1 error × 10 = 10"
    assert told["arithmetic"] == "100 − 10 = 90.0"


def test_why_score_shows_the_scheme(session, wrong):
    assert ("points", "error 10, warning 2, note 0.5") in rows(session, "why score")
    assert dict(rows(session, "为什么 得分"))["coverage"].startswith("not scored where less than 80 %")


@pytest.mark.parametrize(("query", "key"), [("scores by county", "no-sum"), ("scores where body = x", "no-row")])
def test_a_mean_has_no_sum_of_its_own(session, wrong, query, key):
    session.ask(query)
    with pytest.raises(QueryError) as caught:
        session.ask("why 1")
    assert caught.value.key == key
