"""Scores kept in a store: made once, and anew where a decision or another scheme asks for it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from auditor.model.finding import Finding, Place, Severity, finding_id
from auditor.model.report import Report, Table
from auditor.rules.scoring import Scheme
from auditor.score.kept import bring_up_to_date
from auditor.store.open import RunInfo, open_store
from auditor.store.scores import scored

SCHEME = Scheme(points={Severity.ERROR: Decimal(10), Severity.WARNING: Decimal(2)})
REPORT = Report(
    *("a.txt", "0" * 64), form="2019", body="青石县", year=2019, tables=[Table("applications", "2019", 1, 9, expected=1, read=1)]
)
RUN = RunInfo("1", "rules")


def finding(rule, severity=Severity.ERROR):
    found = Finding(rule, severity, Place("applications"))
    found.id = finding_id(found, REPORT)
    return found


@pytest.fixture
def store():
    with open_store("sqlite://") as opened:
        yield opened


def scores(store):
    with store.reading() as connection:
        return [one.score for one in scored(connection)]


def test_scored_once(store):
    store.save([(REPORT, [finding("SUM-101"), finding("VAL-101", Severity.WARNING)])], RUN)
    assert scores(store) == [None]
    assert bring_up_to_date(store, SCHEME) == 1
    assert scores(store) == [88.0]
    assert bring_up_to_date(store, SCHEME) == 0


def test_a_decision_changes_the_score(store):
    wrong = finding("SUM-101")
    store.save([(REPORT, [wrong])], RUN)
    bring_up_to_date(store, SCHEME)
    store.decide(wrong.id, "dismissed", "已更正", "li")
    assert bring_up_to_date(store, SCHEME) == 1
    assert scores(store) == [100.0]


def test_another_scheme_and_another_audit_score_anew(store):
    store.save([(REPORT, [finding("SUM-101")])], RUN)
    bring_up_to_date(store, SCHEME)
    assert bring_up_to_date(store, Scheme(full=Decimal(50), points=SCHEME.points)) == 1
    assert scores(store) == [40.0]
    store.save([(REPORT, [])], RUN)
    bring_up_to_date(store, SCHEME)
    assert scores(store) == [100.0]


def test_what_is_superseded_is_left_out(store):
    store.save([(REPORT, [finding("SUM-101")])], RUN)
    store.save([(replace(REPORT, sha256="1" * 64), [])], RUN)
    bring_up_to_date(store, SCHEME)
    assert scores(store) == [100.0]
