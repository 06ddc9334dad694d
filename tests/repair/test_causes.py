"""The correction of each cause among findings."""

from auditor.repair.causes import cause_repairs
from auditor.rules.check import check
from auditor.rules.clean import clean
from auditor.rules.pack import load_pack
from tests.repair.damage import report_with

PACK = load_pack().select(["SUM", "BLK"])


def repairs(texts):
    """(rule, correction) of each finding on a clean report with these texts in cells."""
    report = report_with({}, "2019", texts)
    findings = check(report, PACK)
    found = cause_repairs(report, findings, PACK)
    return [(one.rule, found.get(one.id)) for one in findings]


def test_the_findings_of_a_cause_have_its_correction():
    told = repairs({("applications", "received", "person"): "70", ("applications", "handled", "other_org"): ""})
    assert {rule for rule, _ in told} >= {"SUM-101", "SUM-102", "SUM-103", "BLK-106"}
    assert all(repair and repair.unique and repair.size == len(repair.changes) == 1 for rule, repair in told if rule != "BLK-101")
    columns = {(rule, repair.changes[0].column) for rule, repair in told if rule == "SUM-102"}
    assert columns == {("SUM-102", "other_org")}


def test_where_there_are_several_corrections_their_number_is_told():
    ((_, repair),) = repairs({("review", "reconsideration", "total"): "9"})
    assert repair == (None, 1, False, 5)


def test_findings_that_no_sum_is_behind_have_none():
    told = repairs({("review", "reconsideration", "corrected"): "——", ("review", "reconsideration", "total"): "6"})
    assert [repair for _, repair in told] == [None] * len(told) != []
    assert cause_repairs(clean("2019"), [], PACK) == {}


def test_totals_that_were_left_blank_say_what_they_hold_however_many_they_are():
    rows = ("granted", "partly_granted", "refused.internal", "unable.not_held", "declined.petition", "declined.duplicate")
    told = repairs({("applications", row, "total"): "" for row in rows})
    filled = [repair.changes for rule, repair in told if rule == "SUM-101"]
    assert [[(one.row, one.column, one.before) for one in told] for told in filled] == [[(row, "total", None)] for row in rows]
