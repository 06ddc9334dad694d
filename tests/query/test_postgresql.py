"""The same questions to a store in PostgreSQL; what is there is said by the cases of the samples."""

from threading import Timer

import pytest
from sqlalchemy import text

from auditor.query.session import Session
from auditor.store.error import Cancelled
from auditor.store.open import open_store
from tests.query.conftest import COUNTED, PACK, RUN
from tests.query.test_answers import CASES, plain


@pytest.fixture(scope="module")
def served(postgresql, samples):
    """The sample reports on a server."""
    with open_store(postgresql.database("queries")) as store:
        hashes = samples.hashes()
        store.save([(samples.report(one), samples.findings(one)) for one in hashes], RUN)
        yield Session(store, "tester", "en", lambda: PACK)


@pytest.mark.parametrize("case", [case for case in CASES if "scores" not in case["en"]], ids=lambda case: case["en"])
def test_the_answer_is_the_same(served, case):
    answer = served.ask(case["en"])
    columns = case.get("columns", answer.columns)
    rows = [[plain(row[answer.columns.index(one)]) for one in columns] for row in answer]
    assert sorted(map(str, rows)) == sorted(str([plain(value) for value in row]) for row in case["rows"])
    assert answer.total == case.get("total", len(case["rows"]))


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("count findings where not message has 712", [(188,)]),
        (
            "findings where severity = error and (message has 712 or actual = 0) by rule",
            [("SUM-101", 1), ("SUM-102", 1), ("SUM-103", 1)],
        ),
        ("count findings where message is blank", [(0,)]),
    ],
)
def test_messages_are_conditions_like_others(served, asked, query, rows):
    assert list(served.ask(query)) == list(asked.ask(query)) == rows


@pytest.mark.parametrize(
    "query", ["findings order actual desc, id", "reports order published, body, year", "cells order value desc, line limit 30"]
)
def test_what_is_not_known_is_sorted_alike(served, asked, query):
    first = [[plain(value) for value in row[1:]] for row in served.ask(query)]
    assert first == [[plain(value) for value in row[1:]] for row in asked.ask(query)]


def test_what_a_server_is_doing_can_be_stopped(served):
    with served.store.writing() as connection:
        connection.execute(text("CREATE VIEW slow AS SELECT pg_sleep(60)::text"))
    stopped = Timer(0.2, served.stop)
    served.go_on()
    stopped.start()
    with pytest.raises(Cancelled), served._reading(None) as connection:
        connection.execute(text("SELECT * FROM slow"))
    assert list(served.ask("count reports")) == [(len(COUNTED.split()),)]
