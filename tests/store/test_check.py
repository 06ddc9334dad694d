"""A store that is whole says so; one that is not says what is missing."""

import pytest
from sqlalchemy import create_engine, text

from auditor.store.check import check

# What only a slip, a cut or another program can bring about: the databases themselves would refuse it.
UNCHECKED = {"sqlite": "PRAGMA foreign_keys = OFF", "postgresql": "SET session_replication_role = replica"}


def break_with(url, statement):
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(UNCHECKED[engine.dialect.name]))
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def filled(store, report_of, finding_of, run):
    """A store with a report, and a finding on which somebody decided."""
    report = report_of()
    store.save([(report, [finding_of(report)])], run)
    store.decide(finding_of(report).id, "confirmed", None, "li")
    return store


def test_a_store_that_was_written_is_whole(filled):
    assert check(filled) == []


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM readings", ("no-reading", 1, "reports/青石县.txt")),
        ("UPDATE reports SET superseded_by = id", ("superseded", 1, "reports/青石县.txt")),
        ("UPDATE reports SET superseded_by = 99", ("superseded", 1, "reports/青石县.txt")),
        ("UPDATE findings SET report_id = 99", ("no-report-findings", 1, "99")),
        ("DELETE FROM addresses WHERE row = 'procurement' AND \"column\" = 'items'", ("address", 1, "1")),
        ("DELETE FROM outlines", ("outline", 1, "1")),
        ("DELETE FROM decisions", ("decision", 1, None)),
        ("UPDATE totals SET findings = 7 WHERE status = 'confirmed'", ("total", 1, "SUM-101")),
        ("DELETE FROM totals", ("total", 1, "SUM-101")),
    ],
)
def test_what_is_missing_is_named(filled, url, statement, fault):
    break_with(url, statement)
    (key, times, example), *others = check(filled)
    assert (key, times) == fault[:2]
    assert fault[2] in (None, example)
    assert [other.key for other in others] in ([], ["total"])  # what breaks a store behind its triggers' back breaks its totals
