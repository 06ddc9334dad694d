"""Which indexes queries are answered by: what keeps them fast on large stores, without a clock."""

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from auditor.query.columns import sources
from auditor.query.parser import parse
from auditor.query.statements import asked


@pytest.fixture
def plan(samples):
    """The steps by which SQLite answers a query."""

    def steps(query):
        tree = parse(query)
        rows = asked(tree, sources(lambda *_: "")[tree.entity]).rows.limit(50)
        sql = str(rows.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
        with samples.reading() as connection:
            return [row.detail for row in connection.execute(text(f"EXPLAIN QUERY PLAN {sql}".replace(":", "\\:")))]

    return steps


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("findings where rule = SUM-101", "SEARCH findings USING INDEX ix_findings_rule"),
        ("findings where severity = error", "SEARCH findings USING INDEX ix_findings_severity"),
        ("findings where status = dismissed", "SEARCH findings USING INDEX ix_findings_decided"),
        ("findings where id = f0123456789ab", "SEARCH findings USING INDEX ix_findings_id"),
        ("findings where body = 丽水市", "SEARCH reports USING INDEX ix_reports_body_year"),
        ("findings where year = 2019", "SEARCH reports USING INDEX ix_reports_year"),
        ("findings where region = 丽水市", "SEARCH reports USING INDEX ix_reports_prefecture"),
        ("findings by rule", "SCAN totals"),
        ("findings by year, status", "SCAN totals"),
        ("findings where province = 浙江省 by table, year", "SCAN totals"),
        ("findings where rule = SUM-101 by severity", "SEARCH totals USING PRIMARY KEY (rule=?)"),
        ("count findings", "SCAN totals"),
        ("findings by body, severity", "SCAN findings USING COVERING INDEX ix_findings_severity"),
        ("all findings by rule", "SCAN findings USING COVERING INDEX ix_findings_rule"),
        ("findings where body = 丽水市 by rule", "SEARCH reports USING INDEX ix_reports_body_year"),
    ],
)
def test_an_index_leads_to_the_answer(plan, query, index):
    assert any(step.startswith(index) for step in plan(query)), plan(query)


@pytest.mark.parametrize(
    "query",
    [
        "findings where rule = SUM-101",
        "findings where year = 2019",
        "findings where severity = error",
        "findings where line > 10 and year = 2019",
    ],
)
def test_a_first_page_comes_in_order_and_sorts_only_within_reports(plan, query):
    assert [step for step in plan(query) if "ORDER BY" in step] == ["USE TEMP B-TREE FOR RIGHT PART OF ORDER BY"]


@pytest.mark.parametrize("query", ["cells where raw has 万", "cells where table = review and year = 2019"])
def test_cells_come_in_their_order_and_are_not_sorted(plan, query):
    assert [step for step in plan(query) if "ORDER BY" in step] == []


def test_findings_are_counted_by_report_before_they_are_grouped_by_what_reports_have(plan):
    steps = plan("findings by county, severity")
    assert [step for step in steps if step.startswith("SEARCH")] == ["SEARCH reports USING INTEGER PRIMARY KEY (rowid=?)"]
    assert steps.index("SCAN findings USING COVERING INDEX ix_findings_severity") < steps.index("USE TEMP B-TREE FOR GROUP BY")
    assert steps.count("USE TEMP B-TREE FOR GROUP BY") == 1
