"""Numbers of the prose as answers."""

import pytest
from sqlalchemy import insert

from auditor.query.columns import CLAIMS
from auditor.query.members import members
from auditor.query.parser import parse
from tests.query.conftest import RUN, made

ROWS = [
    ("本年收到申请76件", 9, 76, None, "件", "received", "own", "year", "overview"),
    ("上年收到申请60件", 9, 60, None, "件", "received", "own", "previous", "overview"),
    ("召开新闻发布会1.5万场", 12, 15000, "1.5", "万场", "press_conferences", "region", "year", None),
    ("培训3次", 14, 3, None, "次", "training", "own", "year", None),
]
NAMES = ("text", "line", "quantity", "exact", "unit", "concept", "scope", "period", "section")


@pytest.fixture
def session(store, session):
    store.save([(made(source="report.txt"), [])], RUN)
    with store.writing() as connection:
        rows = [{"report_id": 1, "position": at, **dict(zip(NAMES, row, strict=True))} for at, row in enumerate(ROWS)]
        connection.execute(insert(CLAIMS), rows)
    return session


def test_a_claim_is_told_with_its_sentence_and_its_place(session):
    answer = session.ask("claims where concept = received and period = year")
    told = dict(zip(answer.columns, next(iter(answer)), strict=True))
    assert told == {
        "body": "白沙镇",
        "year": 2019,
        "line": 9,
        "text": "本年收到申请76件",
        "quantity": 76,
        "unit": "件",
        "concept": "received",
        "scope": "own",
        "period": "year",
        "section": "overview",
    }


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("数据 其中 概念 = 一", 2),
        ("claims where concept = training", 1),
        ("claims where concept is blank", 0),
        ("claims where concept in (received, training) and scope = own", 3),
        ("数据 其中 期间 = 上年度", 1),
        ("claims where section = overview and quantity > 60", 1),
        ("claims where text has 培训 and body = 白沙镇", 1),
        ("claims where unit = 件 and year = 2018", 0),
    ],
)
def test_claims_are_asked_for_by_what_they_count(session, query, count):
    assert session.ask(query).total == count


def test_claims_are_grouped_and_their_groups_open(session):
    answer = session.ask("claims by concept order count desc")
    assert list(answer) == [("received", 2), ("press_conferences", 1), ("training", 1)]
    assert members(answer.query, answer.page(0, 1)[0]) == parse("claims where concept = received")


def test_the_source_of_a_claim_or_cell_is_the_lines_around_it(session, tmp_path, monkeypatch, store):
    session.ask("claims where concept = training")
    answer = session.ask("source 1")
    assert "is not there any more" in answer.remark
    session.ask("cells where column = total")
    assert list(session.ask("source 1")) == [(12, "7", ">")]
