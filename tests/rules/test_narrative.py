"""What the rules for the prose (rules/national/narrative.yaml) find in claims, and what they let pass."""

from decimal import Decimal
from pathlib import Path

import pytest

from auditor.claims.read import read_claims
from auditor.model.claim import Link
from auditor.model.finding import Severity
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.clean import clean
from auditor.rules.message import message
from auditor.rules.pack import load_pack
from tests.rules.claims import claim, relation, saying
from tests.rules.reports import unreadable, with_cells

CORPUS = Path(__file__).parents[2] / "corpus"
PACK = load_pack().select(["NAR"])
RECEIVED = ("applications", "received", "total")


def found(report):
    return check(report, PACK)


def codes(report):
    return [one.rule for one in found(report)]


KNOWN = {
    "2018-衢州市.txt": [("NAR-141", 22), ("NAR-101", 26)],
    "2019-丽水市.txt": [("NAR-221", 9), ("NAR-221", 9), ("NAR-221", 9), ("NAR-111", 13)],
    "2020-会同县.txt": [("NAR-103", 13)],
}
"""What is known to be wrong in the prose of the sample reports; all else in them is right."""


@pytest.mark.parametrize("path", sorted(CORPUS.glob("20*")), ids=lambda path: path.name)
def test_the_sample_reports_have_the_faults_that_are_known_and_no_other(path):
    report = read_report(path.name, path.read_bytes())
    report.claims, report.relations = read_claims(report.prose, report.year, report.body)
    assert [(one.rule, one.line) for one in found(report)] == KNOWN.get(path.name, [])


def breakdown(whole, parts, *, exhaustive=True, unit="件"):
    claims = [claim(one, unit) for one in (whole, *parts)]
    return saying(clean("2019"), claims, relation(Link.BREAKDOWN, 0, *range(1, len(claims)), exhaustive=exhaustive))


def of_one(*claims, form="2021"):
    return saying(clean(form), list(claims))


# ---------------------------------------------------------------------- parts and wholes


def test_parts_that_do_not_add_up_are_told_with_the_sum_and_what_the_last_one_should_be():
    report = breakdown(467, (300, 118, 42))
    (one,) = found(report)
    assert (one.rule, one.severity) == ("NAR-101", Severity.WARNING)
    assert (one.actual, one.expected, one.difference) == (460, 467, -7)
    said = message(one, PACK, report, "zh")
    assert "300+118+42 = 460" in said
    assert "最后一项42应为49" in said


@pytest.mark.parametrize(
    ("whole", "parts", "exhaustive", "expected"),
    [
        (76, (35, 10, 1, 30), True, []),
        (76, (35, 10), False, []),
        (1226, (63, 329, 42, 1921), False, ["NAR-103"]),
        (900, (700, 400), False, []),
        (900, (900,), False, []),
        (0, (0, 0), True, []),
    ],
)
def test_parts_and_wholes(whole, parts, exhaustive, expected):
    assert codes(breakdown(whole, parts, exhaustive=exhaustive)) == expected


def test_parts_in_another_paragraph_than_their_whole_are_judged_only_if_they_are_all():
    claims = [claim(467), claim(300, line=11), claim(600, line=11)]
    assert codes(saying(clean("2019"), claims, relation(Link.BREAKDOWN, 0, 1, 2))) == []
    (one,) = found(saying(clean("2019"), claims, relation(Link.BREAKDOWN, 0, 1, 2, exhaustive=True)))
    assert (one.rule, one.line) == ("NAR-101", 11)


@pytest.mark.parametrize(("last", "expected"), [(1_050, []), (2_500, ["NAR-102"])])
def test_a_whole_in_ten_thousands_is_rounded_or_cut_off(last, expected):
    claims = [claim("1.2", "万条", low=11_500, high=13_000), claim(8_000, "条"), claim(3_000, "条"), claim(last, "条")]
    report = saying(clean("2019"), claims, relation(Link.BREAKDOWN, 0, 1, 2, 3, exhaustive=True))
    assert codes(report) == expected


def test_a_part_may_be_more_than_what_is_said_to_be_the_least():
    claims = [claim(500, "条", high=None, approximate="余"), claim(800, "条")]
    assert codes(saying(clean("2019"), claims, relation(Link.BREAKDOWN, 0, 1))) == []


def test_parts_of_another_measure_are_no_parts():
    claims = [claim(500, "件"), claim(8_000, "万元")]
    assert codes(saying(clean("2019"), claims, relation(Link.BREAKDOWN, 0, 1))) == []


# ---------------------------------------------------------------------- rates


def share(part, whole, rate, unit="件", text="占比"):
    claims = [claim(whole, unit), claim(part, unit), claim(rate, "%")._replace(text=text)]
    return saying(clean("2019"), claims, relation(Link.SHARE, 0, 1, stated=2))


@pytest.mark.parametrize(
    ("part", "whole", "rate", "expected"),
    [
        (7346, 7352, "99.92", []),
        (7346, 7352, "99.91", []),
        (7346, 7352, "99.9", []),
        (7346, 7352, "99.97", ["NAR-111"]),
        (357, 1377, "26", []),
        (357, 1377, "25", []),
        (357, 1377, "27", ["NAR-111"]),
        (0, 0, "100", []),
        (1, 3, "33.33", []),
        (2, 3, "66.66", []),
        (2, 3, "66.67", []),
        (2, 3, "66.68", ["NAR-111"]),
    ],
)
def test_a_rate_fits_its_numbers_rounded_or_cut_off(part, whole, rate, expected):
    assert codes(share(part, whole, rate)) == expected


def test_a_rate_of_rounded_amounts_is_given_with_what_they_come_to():
    report = share("2.12", "8.05", "22.56", "亿元")
    (one,) = found(report)
    assert (one.rule, one.actual, one.expected) == ("NAR-111", Decimal("22.56"), Decimal("26.3354"))
    assert "÷" in message(one, PACK, report, "en")
    assert one.details["arithmetic"] == "2.12亿 ÷ 8.05亿 = 26.34%"


def test_what_was_saved_may_be_no_part_of_what_was_spent():
    assert codes(share("2.12", "8.05", "20.85", "亿元", text="节约率20.85%")) == []
    assert codes(share("2.12", "8.05", "20.85", "亿元", text="占20.85%")) == ["NAR-111"]


def growth(this, last, change, unit="%", kind="growth"):
    claims = [claim(this), claim(last, period="previous"), claim(change, unit, change=kind)]
    return saying(clean("2019"), claims, relation(Link.GROWTH, 0, 1, stated=2))


@pytest.mark.parametrize(
    ("this", "last", "change", "unit", "kind", "expected"),
    [
        (120, 100, "20", "%", "growth", []),
        (120, 100, "30", "%", "growth", ["NAR-121"]),
        (80, 100, "20", "%", "decline", []),
        (80, 100, "20", "%", "growth", ["NAR-121"]),
        (107, 93, "15.05", "%", "growth", []),
        (107, 93, "15.06", "%", "growth", ["NAR-121"]),
        (107, 93, "15.1", "%", "growth", []),
        (107, 93, "15.2", "%", "growth", ["NAR-121"]),
        (120, 100, 20, "件", "growth", []),
        (120, 100, 21, "件", "growth", ["NAR-121"]),
        (80, 100, 20, "件", "decline", []),
        (120, 100, "3", "个百分点", "growth", []),
        (120, 0, "30", "%", "growth", []),
    ],
)
def test_a_change_fits_the_numbers_of_both_years(this, last, change, unit, kind, expected):  # noqa: PLR0917
    report = growth(this, last, int(change) if unit == "件" else change, unit, kind)
    assert [one for one in codes(report) if one == "NAR-121"] == expected


@pytest.mark.parametrize(
    ("total", "average", "expected"),
    [(420_568, 1152, []), (420_568, 1140, ["NAR-131"]), (73_000, 300, ["NAR-131"]), (73_000, 200, []), (73_200, 200, [])],
)
def test_an_average_by_day_fits_its_total(total, average, expected):
    claims = [claim(total, "次", "visits"), claim(average, "次", "visits")]
    report = saying(clean("2019"), claims, relation(Link.AVERAGE, 0, stated=1, divisor=365))
    assert codes(report) == expected


def test_one_thing_said_twice_is_told_with_both_numbers():
    claims = [claim(1372, "个", "items"), claim(1377, "个", "items", line=11)]
    report = saying(clean("2019"), claims, relation(Link.SAME, 0, 1))
    (one,) = found(report)
    assert (one.rule, one.actual, one.expected, one.line) == ("NAR-141", 1377, 1372, 11)
    assert "共1372个" in message(one, PACK, report, "zh")


def test_one_thing_said_twice_may_be_rounded_once():
    claims = [claim(1372, "个", "items"), claim(1300, "个", "items", high=None, approximate="余")]
    assert codes(saying(clean("2019"), claims, relation(Link.SAME, 0, 1))) == []


# ---------------------------------------------------------------------- against the tables


def test_a_number_that_is_none_of_the_readings_is_told_with_all_of_them():
    report = of_one(claim(99, concept="received"))
    (one,) = found(report)
    assert (one.rule, one.severity, one.actual, one.expected) == ("NAR-201", Severity.WARNING, 99, 25)
    assert "本年新收25、本年新收加上年结转37" in message(one, PACK, report, "zh")
    assert RECEIVED in one.evidence


@pytest.mark.parametrize(
    "said",
    [
        claim(25, concept="received"),
        claim(37, concept="received"),
        claim(37, concept="received", with_carried_in=True),
        claim(99, concept="received", scope="own"),
        claim(99, concept="received", period="previous"),
        claim(99, concept="received", period="cumulative"),
        claim(99, concept="received", change="growth"),
        claim(99, concept=""),
        claim(99, concept="received", of="当面"),
        claim(4, concept="received", of="person"),
        claim(20, concept="received", approximate="余", high=None),
        claim(26, concept="received", approximate="近", low=25),
        claim(31, concept="handled"),
        claim(23, concept="handled"),
        claim(7, concept="reconsideration"),
        claim(4, concept="reconsideration", concluded=True),
        claim(14, concept="litigation"),
        claim(8, concept="litigation"),
        claim(12, concept="refused"),
        claim("3.2", "万次", "visits", low=31_500, high=33_000),
        claim(80, "项", "licences"),
        claim(45, "万元", "fees"),
        claim(5, "件", "normative_documents"),
        claim(0, "", "received", scope="own"),
        claim(37, concept="handled", with_carried_in=True),
        claim(31, concept="handled", with_carried_in=True),
    ],
)
def test_what_the_forms_say_is_no_error_is_not_flagged(said):
    assert codes(of_one(said)) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (claim(99, concept="received", of="person"), "NAR-201"),
        (claim(40, concept="received", approximate="余", high=None), "NAR-201"),
        (claim(0, "", "received"), "NAR-201"),
        (claim(0, "", "fees"), "NAR-223"),
        (claim(99, concept="handled"), "NAR-203"),
        (claim(99, concept="handled", with_carried_in=True), "NAR-206"),
        (claim(9, concept="reconsideration"), "NAR-211"),
        (claim(19, concept="litigation"), "NAR-212"),
        (claim(80, concept="licences"), "NAR-222"),
        (claim(80, "万元", "fees"), "NAR-223"),
        (claim(77, concept="normative_documents"), "NAR-226"),
    ],
)
def test_what_no_reading_explains_is_flagged(said, code):
    assert codes(of_one(said)) == [code]


def test_a_number_of_nobody_known_is_a_warning():
    (one,) = found(of_one(claim(99, concept="received", scope="unknown")))
    assert one.severity is Severity.WARNING


def test_a_number_that_another_cell_explains_is_a_warning_that_names_it():
    report = with_cells(of_one(claim(49, concept="licences"), form="2019"), {("disclosure", "licences", "previous"): "50"})
    (one,) = found(report)
    assert (one.rule, one.severity, one.actual, one.expected) == ("NAR-221", Severity.WARNING, 49, 30)
    assert "这个数等于上一年项目数量加本年增/减" in message(one, PACK, report, "zh")
    assert "the number is that of last year's items plus the change" in message(one, PACK, report, "en")


def test_no_cell_explains_a_denial():
    report = with_cells(of_one(claim(0, "", "received")), {("applications", "carried_in", "total"): "0"})
    (one,) = found(report)
    assert message(one, PACK, report, "zh").endswith("本年新收加上年结转25")


def test_an_explanation_that_cannot_be_read_takes_no_finding_away():
    report = of_one(claim(49, concept="licences"), form="2019")
    report.cells = [unreadable(one) if one[:3] == ("disclosure", "licences", "previous") else one for one in report.cells]
    assert codes(report) == ["NAR-221"]


def test_nothing_is_held_against_a_cell_that_could_not_be_read():
    report = of_one(claim(99, concept="received"))
    report.cells = [unreadable(one) if one[:3] == ("applications", "carried_in", "total") else one for one in report.cells]
    assert codes(report) == []


def test_nothing_is_held_against_a_blank_alone():
    report = of_one(claim(99, concept="received"))
    assert codes(with_cells(report, {RECEIVED: ""})) == []
    report = of_one(claim(99, concept="received"))
    assert codes(with_cells(report, {("applications", "carried_in", "total"): ""})) == ["NAR-201"]


def test_money_is_compared_in_yuan_and_never_without_a_unit():
    fees = ("disclosure", "fees", "amount")
    assert codes(with_cells(of_one(claim(450_000, "元", "fees")), {fees: "45万元"})) == []
    assert codes(with_cells(of_one(claim(80, "万元", "fees")), {fees: "45"})) == []


@pytest.mark.parametrize(
    ("parts", "missing", "expected"), [(6, 0, []), (5, 0, ["NAR-161"]), (6, 1, ["NAR-161"]), (5, 1, []), (7, 0, ["NAR-161"])]
)
def test_the_parts_that_the_report_says_it_has_are_counted(parts, missing, expected):
    report = of_one(claim(parts, "个", "sections"))
    report.sections = report.sections[: 6 - missing]
    assert codes(report) == expected


def test_parts_are_not_counted_in_a_file_that_breaks_off():
    report = of_one(claim(6, "个", "sections"))
    report.sections, report.breaks_off = report.sections[:4], 2000
    assert codes(report) == []


def test_the_same_number_gives_the_same_finding_wherever_it_stands():
    first, second = of_one(claim(99, concept="received")), of_one(claim(1, concept=""), claim(99, concept="received"))
    assert [one.id for one in found(first)] == [one.id for one in found(second)]


def test_a_report_of_its_own_office_is_held_against_what_it_says_of_its_office():
    report = of_one(claim(99, concept="received", scope="own"))
    report.scope, report.body_kind = "own", "department"
    assert codes(report) == ["NAR-201"]
