"""A report, rules of the second stage, and what is made of its findings."""

import pytest

from auditor.model.report import Reading
from auditor.rules.check import check
from auditor.rules.clean import clean
from auditor.rules.pack import load_pack
from auditor.rules.second.conclude import grade
from auditor.rules.waivers import Waiver
from tests.rules.reports import changed, of_004
from tests.rules.second.rules import pack, second

PACK = load_pack()
RECEIVED = "applications/received/person/-"


def blank_and_wrong():
    """Row 一 has a blank that breaks its sum, row 二 another blank that does not."""
    return changed(clean("2019"), received__person="", received__total="1", carried_in__research="", carried_in__total="10")


def told(report, rules, waivers=()):
    return [(one.rule, one.place.row, one.status, one.cause) for one in check(report, rules, waivers)]


def test_without_rules_findings_stay_as_they_are():
    found = told(blank_and_wrong(), pack())
    assert [(rule, row, status) for rule, row, status, _ in found] == [
        ("BLK-901", "received", "open"),
        ("SUM-901", "received", "open"),
        ("BLK-901", "carried_in", "open"),
    ]
    assert {cause for *_, cause in found} == {None}


def test_what_follows_from_a_finding_at_its_place_or_a_wider_one_is_dropped():
    rules = pack(second(when="code = 'BLK-901'", follows=["SUM-901"], status="dropped"))
    assert [(rule, row) for rule, row, *_ in told(blank_and_wrong(), rules)] == [
        ("SUM-901", "received"),
        ("BLK-901", "carried_in"),
    ]


def test_a_narrower_place_makes_nothing_follow():
    rules = pack(second(when="code = 'SUM-901'", follows=["BLK-901"], status="dropped"))
    assert ("SUM-901", "received", "open", None) in told(blank_and_wrong(), rules)


def test_a_finding_does_not_follow_from_itself():
    rules = pack(second(follows=["BLK-901"], status="dropped"))
    assert [one[0] for one in told(blank_and_wrong(), rules)] == ["BLK-901", "SUM-901", "BLK-901"]


def without(report, table, section):
    report.tables = [one for one in report.tables if one.table != table]
    report.cells = [one for one in report.cells if one.table != table]
    report.sections = [one for one in report.sections if one.section != section]
    return report


def test_a_table_is_missing_with_its_section_and_not_with_another():
    rules = pack(second(when="code = 'STR-901'", follows=["STR-902"], status="dropped"))
    assert [one[0] for one in told(without(clean("2019"), "review", "review"), rules)] == ["STR-902"]
    assert {one[0] for one in told(without(clean("2019"), "review", "problems"), rules)} == {"STR-902", "STR-901"}


def test_the_shipped_rules_tell_a_table_that_is_missing_with_its_section_once():
    found = [(one.rule, one.place.section or one.place.table) for one in check(without(clean("2019"), "review", "review"), PACK)]
    assert ("STR-101", "review") in found
    assert ("STR-108", "review") not in found


def test_a_cause_is_a_text_of_the_finding_and_the_first_counts():
    rules = pack(second("a", when="code = 'BLK-901'", cause="{family}/{table}"), second("b", cause="{row}"))
    assert [cause for *_, cause in told(blank_and_wrong(), rules)] == ["BLK/applications", "received", "BLK/applications"]


def test_one_wrong_cell_is_the_cause_of_the_sums_it_breaks():
    found = {(one.rule, one.place.row or one.place.column): one.cause for one in check(of_004(), PACK) if one.rule[:3] == "SUM"}
    assert found == {
        ("SUM-101", "received"): RECEIVED,
        ("SUM-103", "person"): RECEIVED,
        ("SUM-101", "handled"): "applications/handled/other_org/-",
        ("SUM-102", "other_org"): "applications/handled/other_org/-",
        ("SUM-103", "other_org"): "applications/handled/other_org/-",
    }


def test_a_blank_total_and_the_sum_that_it_breaks_have_one_cause_however_many_there_are():
    rows = ("granted", "partly_granted", "refused.internal")
    findings = check(changed(clean("2019"), **{f"{row}__total": "" for row in rows}), PACK)
    told = {row: {one.rule: one.cause for one in findings if one.place.row == row} for row in rows}
    assert told == {row: dict.fromkeys(("BLK-104", "SUM-101"), f"applications/{row}/total/-") for row in rows}


def test_a_waiver_excuses_what_it_fits_where_a_rule_lets_it():
    waiver = Waiver(7, "BLK-9", reason="零\n留空", by="王")
    assert {one[2] for one in told(blank_and_wrong(), pack(), [waiver])} == {"open"}
    blank, wrong, other = check(blank_and_wrong(), pack(second(when="waived and row = 'received'", status="waived")), [waiver])
    assert [blank.status, wrong.status, other.status] == ["waived", "open", "open"]
    assert blank.details == {"waiver": 7, "waived_because": "零 留空", "waived_by": "王", "waived_until": ""} | {
        key: value for key, value in blank.details.items() if not key.startswith("waive")
    }


def test_a_waiver_changes_no_id():
    ids = [one.id for one in check(of_004(), PACK)]
    assert [one.id for one in check(of_004(), PACK, [Waiver(1)])] == ids


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, "A"),
        ({"granted__person": "—"}, "B"),
        ({"received__total": "99"}, "C"),
        ({"received__person": "99"}, "C"),
        ({"received__total": "99", "granted__total": "99"}, "D"),
    ],
)
def test_a_grade_counts_causes(texts, expected):
    report = changed(clean("2019"), **texts)
    assert grade(report, check(report, PACK), PACK).then.grade == expected


def test_what_people_settled_does_not_count():
    report = of_004()
    findings = check(report, PACK)
    assert grade(report, findings, PACK).then.grade == "D"
    for one in findings:
        one.status = "dismissed"
    assert grade(report, findings, PACK).then.grade == "A"
    findings[0].status = "confirmed"
    assert grade(report, findings, PACK).then.grade == "C"


@pytest.mark.parametrize("reading", [Reading.DECLINED, Reading.UNREADABLE])
def test_what_was_not_read_has_no_grade(reading):
    report = clean("2019")
    report.reading = reading
    assert grade(report, [], PACK) is None


def test_a_report_that_was_not_read_whole_is_never_called_sound_but_its_errors_stand():
    report = changed(clean("2019"), received__total="99")
    report.reading = Reading.PARTIAL
    assert grade(report, [], PACK) is None
    assert grade(report, check(report, PACK), PACK).then.grade == "C"


def test_the_first_grade_that_fits_counts():
    rules = pack(second("good", when="errors = 0 and coverage >= 90", grade="A"), second("rest", grade="B"))
    report = clean("2019")
    assert grade(report, [], rules).key == "good"
    report.tables[0].read = 0
    assert grade(report, [], rules).key == "rest"


def test_many_findings_of_one_kind_are_one_fact(monkeypatch):
    rules = pack(second(when="code = 'BLK-901'", cause="{family}"))
    report = clean("2019")
    zeros = {"__".join(one[1:3]): "" for one in report.cells if one.table == "applications" and one.value == 0}
    facts = []
    matcher = rules.conclusions.verdicts.matcher
    match = matcher.match
    monkeypatch.setattr(matcher, "match", lambda given: facts.extend(given) or match(given))
    found = [one.cause for one in check(changed(report, **zeros), rules)]
    assert len(found) == len(zeros) > 64
    assert set(found) == {"BLK"}
    assert len(facts) == 1
