"""Waivers of what was found over several reports."""

import pytest

from auditor.across.run import across
from auditor.rules.waiver_file import parse_waivers
from auditor.rules.waivers import in_force
from tests.across.reports import PACK, changed, report, save

CARRIED_IN = ("applications", "carried_in", "person")


@pytest.fixture
def now(store):
    """A report that breaks with last year's, has last year's figures, and a rival."""
    made = changed(report(), {CARRIED_IN: "9"})
    carried = {("applications", "carried_out", one.column): one.raw for one in report().cells if one.row == "carried_in"}
    save(store, made, changed(report(2021), carried), changed(report(source="rival.txt"), {CARRIED_IN: "8"}))
    return made


ALL_OPEN = {"YRS-101": "open", "REG-105": "open", "DUP-103": "open"}


def statuses(store, made, content):
    """The status of each finding over several reports by its rule, and the lines of the waivers that it names."""
    for _ in across(store, PACK, [made.sha256], in_force(parse_waivers(content))):
        pass
    told = [one for one in store.findings(made.sha256) if one.rule in ALL_OPEN]
    return {one.rule: one.status for one in told}, {one.details["waiver"] for one in told if "waiver" in one.details}


def waiver(*lines):
    return "\n".join(("[[waiver]]", *lines, ""))


@pytest.mark.parametrize("rule", ALL_OPEN)
def test_a_waiver_excuses_its_own_rule_alone(store, now, rule):
    content = waiver(f'rule = "{rule}"', 'body = "青石县"', "year = 2022", 'reason = "已核实"', 'by = "王审核"')
    assert statuses(store, now, content) == (ALL_OPEN | {rule: "waived"}, {1})


def test_one_of_a_place_excuses_what_stands_there(store, now):
    content = waiver('rule = "YRS"', 'address = "申请/一/自然人"')
    assert statuses(store, now, content)[0]["YRS-101"] == "open"
    content = waiver('rule = "YRS"', 'address = "申请/二/自然人"')
    assert statuses(store, now, content)[0]["YRS-101"] == "waived"


def test_one_that_expired_excuses_nothing(store, now):
    assert statuses(store, now, waiver('rule = "REG"', "until = 2020-01-31")) == (ALL_OPEN, set())


def test_one_of_another_body_or_year_is_not_used(store, now):
    content = waiver('rule = "DUP"', 'body = "云岭县"') + waiver('rule = "DUP"', "year = 2021")
    assert statuses(store, now, content) == (ALL_OPEN, set())


def test_without_the_waiver_the_finding_is_open_again(store, now):
    assert statuses(store, now, waiver('rule = "YRS"'))[0]["YRS-101"] == "waived"
    assert statuses(store, now, "") == (ALL_OPEN, set())


def test_what_a_waiver_excuses_does_not_lower_the_grade(store, now):
    statuses(store, now, "")
    with_error = store.grade(now.sha256)
    statuses(store, now, waiver('rule = "YRS"'))
    assert store.grade(now.sha256) != with_error
