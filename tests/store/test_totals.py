"""Totals of findings follow every change of findings and reports."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from auditor.model.finding import Severity
from auditor.store.check import check


@pytest.fixture
def totals(store):
    """What is counted: (rule, year, province, status) and how many, where there are any."""

    def read():
        with store.reading() as connection:
            rows = connection.execute(text("SELECT rule, year, province, status, findings FROM totals WHERE findings <> 0"))
            return {tuple(row[:4]): row.findings for row in rows}

    yield read
    assert check(store) == []


@pytest.fixture
def kept(store, report_of, finding_of, run):
    """The sample in the store, with two findings of one rule and one of another."""
    report = report_of()
    found = [
        finding_of(report),
        finding_of(report, discriminator="x"),
        finding_of(report, rule="VAL-101", severity=Severity.NOTE),
    ]
    store.save([(report, found)], run)
    return report, found


def test_findings_are_counted_by_what_they_are_grouped_by_most(kept, totals):
    assert totals() == {("SUM-101", 2019, "云岭省", "open"): 2, ("VAL-101", 2019, "云岭省", "open"): 1}


def test_what_is_decided_is_counted_anew(kept, store, totals):
    store.decide(kept[1][0].id, "dismissed", "旧表", "li")
    assert totals()["SUM-101", 2019, "云岭省", "open"] == totals()["SUM-101", 2019, "云岭省", "dismissed"] == 1


def test_what_an_audit_does_not_find_again_is_counted_no_more(kept, store, run, totals):
    report, found = kept
    store.save([(report, found[:1])], run)
    assert totals() == {("SUM-101", 2019, "云岭省", "open"): 1}


def test_what_is_gone_is_not_counted(kept, store, run, totals):
    report, found = kept
    store.decide(found[2].id, "confirmed", None, "li")
    store.save([(report, found[:1])], run)
    assert totals() == {("SUM-101", 2019, "云岭省", "open"): 1}


def test_a_report_of_another_year_or_of_no_place_takes_its_findings_along(kept, store, run, totals):
    report, found = kept
    report.year, report.region = None, replace(report.region, province=None)
    store.save([(report, found)], run)
    assert totals() == {("SUM-101", 0, "", "open"): 2, ("VAL-101", 0, "", "open"): 1}


def test_a_report_that_is_superseded_is_not_counted(kept, store, report_of, run, totals):
    store.save([(report_of("1"), kept[1][2:])], run)
    assert totals() == {("VAL-101", 2019, "云岭省", "open"): 1}


def test_a_report_that_is_taken_out_is_not_counted(kept, store, totals):
    with store.writing() as connection:
        connection.execute(text("DELETE FROM reports"))
    assert totals() == {}
