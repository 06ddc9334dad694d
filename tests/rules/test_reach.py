"""For which reports a rule is."""

import pytest

from auditor.rules.check import check
from auditor.rules.clean import clean
from tests.rules.packs import pack, rule

ALWAYS = {"scope": "report", "check": "year < 0", "message": "{year}"}


def fires(report, **reach):
    return bool(check(report, pack(rule(**ALWAYS, **reach))))


@pytest.mark.parametrize(
    ("since", "until", "fired"), [(2019, None, True), (2020, None, False), (None, 2018, False), (2018, 2019, True)]
)
def test_years(since, until, fired):
    assert fires(clean("2019"), since=since, until=until) is fired


def test_a_report_of_no_known_year_is_left_alone():
    report = clean("2019")
    report.year = None
    assert not check(report, pack(rule(scope="report", check="form = 'x'", since=2019, message="{form}")))


def test_layouts_forms_and_provinces():
    report = clean("2021")
    report.layout, report.region.province = "pipe", "浙江省"
    assert fires(report, layouts=["tab", "pipe"])
    assert not fires(report, layouts=["tab"])
    assert fires(report, forms=["2021"])
    assert not fires(report, forms=["2019"])
    assert fires(report, provinces=["浙江省"])
    assert not fires(report, provinces=["湖南省"])


def test_a_province_that_is_not_known_is_none():
    assert not fires(clean("2021"), provinces=["浙江省"])


@pytest.mark.parametrize(
    ("status", "preview", "runs"), [("preview", True, True), ("preview", False, False), ("draft", True, False)]
)
def test_a_preview_runs_when_asked_for(status, preview, runs):
    made = pack(rule(**ALWAYS, status=status))
    asked = type(made)(made.rules, preview=preview)
    assert bool(check(clean("2019"), asked)) is runs
