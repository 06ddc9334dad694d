from datetime import UTC, date, datetime

import pytest

from auditor.catalogue.text import texts
from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Report
from auditor.rules.waiver_file import WaiverError, parse_waivers, read_waivers
from auditor.rules.waivers import Waiver, in_force

REPORT = Report("a.txt", "0" * 64, body="青石县", year=2019)


def finding(rule="BLK-101", table="applications", row="received", column="person", section=None):
    return Finding(rule, Severity.WARNING, Place(table, row, column, section))


def faults(text):
    with pytest.raises(WaiverError) as caught:
        parse_waivers(text)
    return [(fault.line, fault.key) for fault in caught.value.faults]


def test_a_waiver_says_what_it_is_for_why_by_whom_and_until_when():
    (waiver,) = parse_waivers(
        '# 已核实\n\n[[waiver]]\nrule = "BLK-1"\nbody = "青石县"\nyear = 2019\nreason = "零"\nby = "王"\nuntil = 2027-12-31\n'
    )
    assert waiver == Waiver(3, "BLK-1", "青石县", 2019, reason="零", by="王", until=date(2027, 12, 31))


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("", True),
        ('rule = "BLK-101"', True),
        ('rule = "BLK"', True),
        ('rule = "SUM"', False),
        ('body = "青石县"', True),
        ('body = "云岭市"', False),
        ("year = 2019", True),
        ("year = 2020", False),
        ('address = "applications"', True),
        ('address = "申请"', True),
        ('address = "review"', False),
        ('address = "申请/一"', True),
        ('address = "申请/二"', False),
        ('address = "申请/一/自然人"', True),
        ('address = "applications/received/person"', True),
        ('address = "申请//自然人"', True),
        ('address = "-/-/自然人"', True),
        ('address = "申请/一/总计"', False),
        ('rule = "BLK"\nyear = 2020', False),
    ],
)
def test_a_missing_key_matches_all_and_every_given_one_must(said, fits):
    (waiver,) = parse_waivers(f"[[waiver]]\n{said}\n")
    assert waiver.fits(finding(), REPORT) is fits


def test_a_group_of_rows_is_all_of_its_rows():
    (waiver,) = parse_waivers('[[waiver]]\naddress = "申请/三（三）"\n')
    assert waiver.fits(finding(row="refused.third_party"), REPORT)
    assert not waiver.fits(finding(row="granted"), REPORT)


@pytest.mark.parametrize("address", ["other", "其他需要报告的事项", "-/-/-/other"])
def test_a_section_is_an_address(address):
    (waiver,) = parse_waivers(f'[[waiver]]\naddress = "{address}"\n')
    assert waiver.fits(finding("STR-101", None, None, None, "other"), REPORT)
    assert not waiver.fits(finding("STR-101", None, None, None, "review"), REPORT)


def test_a_waiver_holds_on_its_last_day_and_not_after():
    waivers = [Waiver(1, until=date(2020, 1, 31)), Waiver(2)]
    assert in_force(waivers, date(2020, 1, 31)) == waivers
    assert in_force(waivers, date(2020, 2, 1)) == waivers[1:]


def test_today_is_the_day_here():
    yesterday = date.fromordinal(datetime.now(UTC).astimezone().date().toordinal() - 2)
    assert in_force([Waiver(1, until=yesterday)]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[[waiver]]\nrule = "x\n', [(2, "syntax")]),
        ('[[waiver]]\nrule = "BLK"\nrule = "SUM"\n', [(3, "syntax")]),
        ("[[waiver]]\nuntil = 2020-02-30\n", [(2, "syntax")]),
        ("[[waiver]]\n\nrule = 3\n", [(3, "not-str")]),
        ('[[waiver]]\nrule = "blk-101"\n', [(2, "no-code")]),
        ("[[waiver]]\nyear = true\n", [(2, "not-int")]),
        ('[[waiver]]\nyear = "2019"\n', [(2, "not-int")]),
        ('[[waiver]]\nuntil = "2020-01-01"\n', [(2, "not-date")]),
        ("[[waiver]]\nuntil = 2020-01-01T00:00:00\n", [(2, "not-date")]),
        ('[[waiver]]\nadress = "申请"\n', [(2, "unknown-key")]),
        ('[[waiver]]\naddress = "申请/三（九）"\n', [(2, "no-place")]),
        ('[[waiver]]\naddress = "申请单/一/自然"\n', [(2, "no-place"), (2, "no-place")]),
        ('[[waiver]]\naddress = "a/b/c/d/e"\n', [(2, "no-place")] * 4),
        ("[waiver]\nyear = 2019\n", [(1, "tables")]),
        ("year = 2019\n", [(1, "tables")]),
        ("[[waiver]]\nyear = 2019\n[other]\n", [(1, "tables")]),
        ("[[waiver]]\nyear = 1.5\n[[waiver]]\n\nbody = 1\n", [(2, "not-int"), (5, "not-str")]),
    ],
)
def test_every_error_is_told_with_its_line(text, expected):
    assert faults(text) == expected


def test_a_head_inside_a_reason_starts_no_waiver():
    first, second = parse_waivers('[[waiver]]\nreason = """\n[[waiver]]\nyear = 1\n"""\nyear = 2019\n\n[[waiver]]\nyear = 2020\n')
    assert [(first.line, first.year), (second.line, second.year)] == [(1, 2019), (8, 2020)]


def test_errors_are_told_with_the_file_in_both_languages(tmp_path):
    path = tmp_path / "waivers.toml"
    path.write_bytes("\ufeff[[waiver]]\r\nyear = '二'\r\n".encode())
    with pytest.raises(WaiverError) as caught:
        read_waivers(path)
    assert caught.value.lines("en") == [f"{path}:2: “year” is a whole number"]
    assert caught.value.lines("zh") == [f"{path}:2: “year”应是整数"]


def test_no_file_is_no_waivers_and_one_that_is_no_text_is_an_error(tmp_path):
    assert read_waivers(tmp_path / "waivers.toml") == []
    (tmp_path / "waivers.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(WaiverError):
        read_waivers(tmp_path / "waivers.toml")
    with pytest.raises(WaiverError):
        read_waivers(tmp_path)


def test_every_error_has_a_text():
    keys = {"read", "syntax", "tables", "unknown-key", "not-str", "not-int", "not-date", "no-code", "no-place"}
    assert {f"waiver.{key}" for key in keys} <= texts().keys()
