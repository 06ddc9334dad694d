from datetime import date

import pytest

from auditor.model.claim import Link
from auditor.model.report import Diagnostic, RowRead
from auditor.rules.check import check
from auditor.rules.clean import clean, sections
from auditor.rules.pack import load_pack
from auditor.rules.subjects import due_form, row_form, subjects_of
from tests.rules.claims import claim, relation, saying
from tests.rules.reports import with_cells

PACK = load_pack()
TITLES = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]


def found(report):
    return [(one.rule, one.place.section or one.discriminator) for one in check(report, PACK.select(["STR"]))]


def headed(*headings, breaks_off=None):
    report = clean("2019")
    report.sections, report.breaks_off = sections(list(headings)), breaks_off
    return report


def without(report, table, *rows):
    """The report without rows of a table, without the whole table where none is named."""
    taken = next(one for one in report.tables if one.table == table)
    report.cells = [one for one in report.cells if one.table != table or (rows and one.row not in rows)]
    taken.rows = [one for one in taken.rows if one.row not in rows]
    if not rows:
        report.tables.remove(taken)
    return report


def test_the_sections_of_a_report_of_before_2019_are_free():
    report = headed("一、概述", "二、主动公开政府信息情况", "三、其他")
    report.form, report.year, report.tables, report.cells = "pre-2019", 2018, [], []
    assert found(report) == []


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (TITLES, []),
        (TITLES[:5], [("STR-101", "other")]),
        ([], [("STR-112", name) for name in ("applications", "disclosure", "review")]),
        (
            ["一、其他需要报告的事项"],
            [("STR-101", name) for name in ("overview", "problems")]
            + [("STR-112", name) for name in ("applications", "disclosure", "review")],
        ),
        (
            [*TITLES[:2], "三、平台建设", "四、" + TITLES[2][2:]],
            [("STR-101", "other"), ("STR-101", "problems"), ("STR-102", "平台建设"), ("STR-112", "review")],
        ),
        ([*TITLES[:4], "四、" + TITLES[4][2:], TITLES[5]], [("STR-105", "problems")]),
        ([*TITLES[:2], *TITLES[3:]], [("STR-112", "applications")]),
        ([*TITLES[:2], "三、" + TITLES[3][2:], "四、" + TITLES[4][2:], "五、" + TITLES[5][2:]], [("STR-112", "applications")]),
        ([*TITLES[:4], "五、" + TITLES[3][2:], "六、" + TITLES[4][2:], "七、" + TITLES[5][2:]], [("STR-113", TITLES[3][2:])]),
        ([TITLES[0], "1、" + TITLES[1][2:], *TITLES[2:]], [("STR-105", "disclosure"), ("STR-106", "disclosure")]),
        ([TITLES[0], TITLES[1][2:], *TITLES[2:]], [("STR-107", "disclosure")]),
    ],
)
def test_sections_are_judged_by_what_is_there(headings, expected):
    assert sorted(found(headed(*headings))) == sorted(expected)


def test_what_lies_behind_the_place_where_a_file_breaks_off_is_not_missing():
    report = headed(*TITLES[:3], breaks_off=300)
    assert found(without(report, "review")) == []
    report = headed(TITLES[0], TITLES[2], breaks_off=300)
    assert found(without(report, "review")) == [("STR-112", "disclosure")]
    assert found(without(report, "disclosure")) == [("STR-101", "disclosure")]
    assert found(without(without(headed(*TITLES), "review"), "applications")) == [("STR-108", ""), ("STR-108", "")]


def test_rows_behind_the_place_where_a_file_breaks_off_are_not_missing():
    report = headed(*TITLES[:3], breaks_off=300)
    report.tables[1].ended = False
    without(report, "review")
    without(report, "applications", "handled", "carried_out", "other", "received")
    assert [(one.rule, one.place.row) for one in check(report, PACK)] == [("STR-109", "received")]


def test_a_missing_row_takes_the_sums_over_it_along():
    report = without(clean("2019"), "applications", "granted")
    assert [(one.rule, one.place.row) for one in check(report, PACK)] == [("STR-109", "granted")]


def test_a_row_that_no_form_has_may_be_the_missing_one_and_part_of_the_sums():
    report = without(clean("2019"), "applications", "granted")
    report.tables[1].rows.append(RowRead("", "准予公开", 9))
    assert [(one.rule, one.discriminator) for one in check(report, PACK)] == [("STR-110", "准予公开")]


def test_what_an_added_row_holds_may_be_in_the_sum_of_results():
    report = clean("2019")
    totals = {("applications", row, column): "50" for row in ("received", "handled") for column in ("research",)}
    report = with_cells(report, totals)
    assert "SUM-102" in [one.rule for one in check(report, PACK)]
    report.tables[1].rows.append(RowRead("", "其他结果", 9))
    assert "SUM-102" not in [one.rule for one in check(report, PACK)]


def test_a_table_is_missing_only_where_another_one_is_there():
    report = clean("2019")
    report.tables, report.cells = [], []
    assert found(report) == []


def test_a_hybrid_has_the_rows_of_the_form_of_which_it_has_more():
    for form in ("2019", "2021"):
        report = clean(form)
        table = report.tables[1]
        table.form = "mixed"
        assert row_form(table, [one for one in report.cells if one.table == "applications"]).form == form
        kinds = {one.kind for one in subjects_of(report)}
        assert f"row/applications/{form}" in kinds


def test_a_hybrid_has_no_missing_rows():
    report = without(clean("2021"), "applications", "other.unpaid")
    report.tables[1].form = report.form = "mixed"
    assert [one.rule for one in check(report, PACK)] == ["FRM-103"]


@pytest.mark.parametrize(
    ("year", "form"), [(None, None), (2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2024, "2021")]
)
def test_the_form_that_is_due_follows_the_year(year, form):
    assert due_form(year) == form


def dated(**said):
    report = clean("2019")
    for name, value in said.items():
        setattr(report, name, value)
    return sorted(one.rule for one in check(report, PACK.select(["DAT"])))


def test_a_date_that_lost_digits_is_neither_missing_nor_late():
    assert dated(signed=None) == ["DAT-110"]
    assert dated(signed=None, diagnostics=[Diagnostic("PARSE-DATE", 9)]) == []


def test_the_signature_of_a_file_that_breaks_off_is_not_missing():
    assert dated(signed=None, published=None, breaks_off=300) == ["DAT-109"]


def test_a_late_day_is_told_with_both_days():
    report = clean("2019")
    report.published = date(2020, 4, 2)
    (found,) = check(report, PACK.select(["DAT"]))
    assert (found.rule, found.expected, found.actual, found.difference) == ("DAT-104", "2020-03-31", "2020-04-02", 2)


@pytest.mark.parametrize("kind", ["government", "department", "town", "unknown"])
def test_who_is_late_depends_on_the_kind_of_body(kind):
    late = {"government": ["DAT-104"], "department": ["DAT-105"], "town": ["DAT-106"], "unknown": []}
    assert dated(body_kind=kind, published=date(2020, 4, 1)) == late[kind]
    assert dated(body_kind=kind, published=date(2020, 2, 1)) == (["DAT-105"] if kind == "department" else [])


def test_a_year_that_is_not_known_has_no_deadline():
    assert dated(year=None, published=date(2030, 4, 1)) == []


# ---------------------------------------------------------------------- where


def lines(report, *codes):
    return [(one.rule, one.line) for one in check(report, PACK.select(codes))]


def test_a_missing_section_is_told_at_the_heading_after_which_it_belongs():
    report = clean("2019")
    heading = {one.section: one.line for one in report.sections}
    report.sections = [one for one in report.sections if one.section not in ("overview", "problems", "other")]
    review = heading["review"]
    assert lines(report, "STR-101") == [("STR-101", None), ("STR-101", review), ("STR-101", review)]


def test_a_date_is_told_at_the_line_on_which_it_stands_and_a_missing_one_at_none():
    report = clean("2019")
    report.dated = {"period": 3, "published": 5, "signed": 900}
    report.published, report.period = date(2020, 4, 2), (date(2019, 1, 2), date(2019, 12, 30))
    assert lines(report, "DAT") == [("DAT-101", 3), ("DAT-102", 3), ("DAT-104", 5)]
    report.period = None
    assert lines(report, "DAT-103") == [("DAT-103", None)]


def test_tables_on_different_forms_are_told_at_the_second_of_them():
    report = clean("2019")
    applications = report.tables[1]
    applications.form = "2021"
    assert ("FRM-102", applications.line) in lines(report, "FRM")


@pytest.mark.parametrize(
    "kind", ["report", "section", "claim/received/2019", "breakdown", "table/review", "row/applications/2019"]
)
def test_what_is_asked_for_is_what_there_is_of_its_kind(kind):
    report = saying(
        clean("2019"), [claim(5, concept="received"), claim(2), claim(3)], relation(Link.BREAKDOWN, 0, 1, 2, exhaustive=True)
    )
    asked = list(subjects_of(report, {kind}))
    assert asked == [one for one in subjects_of(report) if one.kind == kind]
    assert asked
