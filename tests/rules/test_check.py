import random
from datetime import date
from decimal import Decimal

import pytest

from auditor.model.finding import Severity
from auditor.model.form import table_form
from auditor.model.report import Diagnostic, Reading, Report, RowRead, State
from auditor.rules.check import check, check_each, check_many
from auditor.rules.clean import clean
from auditor.rules.host import EngineError
from auditor.rules.message import message
from auditor.rules.pack import load_pack
from tests.rules.packs import pack, rule
from tests.rules.reports import changed, of_004, unreadable, value, with_cells

PACK = load_pack()
SUMS = PACK.select(["SUM"])
RECEIVED, HANDLED = ("received", "carried_in"), ("handled", "carried_out")


def codes(report, rules=PACK):
    return [finding.rule for finding in check(report, rules)]


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_clean_report_has_no_findings(form):
    assert codes(clean(form)) == []


@pytest.mark.parametrize("reading", [Reading.DECLINED, Reading.UNREADABLE])
def test_a_file_that_was_not_read_has_no_findings(reading):
    assert check(Report("x", "0", reading, diagnostics=[Diagnostic("PARSE-BINARY")]), PACK) == []


def test_a_report_without_tables_or_sections_does_not_crash():
    assert codes(Report("x", "0"), PACK.select(["SUM", "STR"])) == []
    assert codes(Report("x", "0", form="2019", year=2019), PACK.select((), ["DAT"])) == ["STR-101"] * 6


@pytest.mark.parametrize(
    ("year", "published", "signed", "expected"),
    [
        (2021, date(2022, 2, 9), date(2022, 2, 8), {"DAT-105": Severity.ERROR}),
        (2021, date(2022, 2, 9), None, {"DAT-105": Severity.ERROR, "DAT-110": Severity.NOTE}),
        (2021, date(2022, 2, 9), date(2022, 1, 18), {"DAT-105": Severity.WARNING}),  # signed in time
        (2021, date(2024, 6, 9), date(2022, 1, 18), {"DAT-115": Severity.NOTE}),  # put up again with a new site
        (2021, date(2022, 1, 31), date(2022, 1, 18), {}),
    ],
)
def test_a_page_that_is_put_up_again_is_not_called_late(year, published, signed, expected):
    report = clean("2021")
    report.year, report.body_kind, report.published, report.signed = year, "department", published, signed
    report.period = (date(year, 1, 1), date(year, 12, 31))
    assert {one.rule: one.severity for one in check(report, PACK.select(["DAT"]))} == expected


def test_the_five_broken_sums_of_2019_have_two_causes():
    report = of_004()
    line = {one[1:3]: one.line for one in report.cells if one.table == "applications"}
    found = {
        (one.rule, one.place.row or one.place.column): (one.expected, one.actual, one.difference, one.line, one.cause)
        for one in check(report, SUMS)
    }
    person, other = "applications/received/person/-", "applications/handled/other_org/-"
    assert found == {
        ("SUM-101", "received"): (712, 687, -25, line["received", "total"], person),
        ("SUM-103", "person"): (680, 655, -25, line["handled", "person"], person),
        ("SUM-101", "handled"): (687, 688, 1, line["handled", "total"], other),
        ("SUM-102", "other_org"): (1, 0, -1, line["handled", "other_org"], other),
        ("SUM-103", "other_org"): (1, 0, -1, line["handled", "other_org"], other),
    }


def test_a_blank_total_of_filled_parts_is_one_error_and_no_blank():
    found = {one.rule: one for one in check(of_004(), PACK) if one.place[:3] == ("applications", "handled", "other_org")}
    assert found.keys() == {"BLK-106"}
    assert (found["BLK-106"].severity, found["BLK-106"].cause) == (Severity.ERROR, "applications/handled/other_org/-")


def test_a_row_has_no_column_and_a_column_no_row_and_both_their_cells():
    row, column = check(changed(clean("2019"), received__research="99"), SUMS)
    assert (row.place, column.place) == (("applications", "received", None, None), ("applications", None, "research", None))
    assert row.evidence[0] == ("applications", "received", "total")
    assert len(row.evidence) == 7
    assert {address[1] for address in column.evidence} == {"handled", "carried_out", "received", "carried_in"}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_one_changed_cell_breaks_exactly_its_identities_and_they_have_one_cause(form):
    draw = random.Random(form)
    for row, column in draw.sample(table_form("applications", form).cells, 40):
        report = clean(form)
        raised = value(report, "applications", row, column) + draw.randint(1, 9)
        found = check(changed(report, **{f"{row}__{column}": str(raised)}), SUMS)
        expected = {("SUM-101", row)}
        if row in RECEIVED or row in HANDLED:
            expected.add(("SUM-103", column))
        if row not in (*RECEIVED, "carried_out"):
            expected.add(("SUM-102", column))
        assert {(one.rule, one.place.row or one.place.column) for one in found} == expected
        assert {one.cause for one in found} == {f"applications/{row}/{column}/-"}


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_one_changed_cell_of_table_four_breaks_the_total_of_its_group(form):
    for row, column in table_form("review", form).cells:
        found = check(with_cells(clean(form), {("review", row, column): "44"}), PACK)
        assert [(one.rule, one.place.row) for one in found] == [("SUM-104", row)]


def test_zeros_left_blank_or_dashed_break_no_sum():
    for empty in ("", "——", "/", "无"):
        report = clean("2019")
        zeros = {one[:3]: empty for one in report.cells if one.value == 0}
        found = check(with_cells(report, zeros), PACK)
        assert {one.rule for one in found} == {"BLK-101" if empty == "" else "BLK-102"}
        assert {one.cause for one in found} == {"BLK/applications"}
        assert len(found) == len(zeros)


def test_a_cell_that_was_not_told_is_never_a_zero():
    report = clean("2019")
    report.cells = [unreadable(one) if one[:3] == ("applications", "handled", "person") else one for one in report.cells]
    assert codes(report) == []


def test_a_table_of_which_much_was_not_told_is_not_judged():
    report = changed(clean("2019"), received__person="99", declined__petition="")
    told = [one for one in report.cells if one.table == "applications"]
    lost = {one[:3] for one in told[-17:]}
    report.cells = [unreadable(one) if one[:3] in lost else one for one in report.cells]
    assert codes(report) == []


def test_text_in_a_cell_is_told_and_its_sums_are_not_judged():
    found = check(changed(clean("2019"), received__person="约八件"), PACK)
    assert [(one.rule, one.place.key()) for one in found] == [("BLK-103", "applications/received/person/-")]


def test_a_number_beyond_the_engine_takes_part_in_no_sum():
    assert codes(changed(clean("2019"), received__person="999999999999999")) == ["VAL-107"]
    report = changed(clean("2019"), received__person="900719925474", received__total="900719925474")
    assert codes(report) == ["SUM-101", "SUM-103", "SUM-103"]


def test_a_finding_on_a_cell_is_on_its_line():
    place = ("disclosure", "procurement", "amount")
    report = with_cells(clean("2019"), {place: " 371923.02 "})
    (found,) = check(report, PACK)
    assert (found.rule, found.place[:3], found.evidence) == ("VAL-101", place, (place,))
    assert [found.line] == [one.line for one in report.cells if one[:3] == place]
    assert "“371923.02”" in message(found, PACK, report, "zh")


def test_what_may_be_one_of_several_texts_is_not_told_as_one():
    (found,) = check(with_cells(clean("2019"), {("disclosure", "procurement", "amount"): "3.23亿"}), PACK)
    assert (found.rule, found.expected, found.actual) == ("VAL-102", None, None)


def test_a_form_is_told_with_the_one_that_is_due():
    found = check(clean("2019", year=2022), PACK)
    assert [(one.rule, one.expected, one.actual, one.cause) for one in found] == [("FRM-101", "2021", "2019", "FRM")] * 2


def test_decimals_are_exact():
    report = with_cells(clean("2019"), {("disclosure", "procurement", "amount"): "0.1万元"})
    own = rule(scope="each cell in disclosure", when="column = 'amount'", check="value * 3 = 0.3", forms=["2019"])
    assert codes(report, pack(own)) == []
    (found,) = check(report, pack(rule(scope="each cell in disclosure", when="column = 'amount'", check="value = 0.3")))
    assert (found.expected, found.actual, found.difference) == (Decimal("0.3"), Decimal("0.1"), Decimal("-0.2"))


@pytest.mark.parametrize(
    ("blank", "raw", "flagged"),
    [("zero", "", True), ("skip", "", False), ("fail", "", True), ("fail", "—", True), ("fail", "8", False), ("zero", "7", True)],
)
def test_what_a_blank_counts_as_is_the_rules_to_say(blank, raw, flagged):
    own = rule(scope="each row in review", when="row = 'reconsideration'", check="[结果维持] = 8", blank=blank)
    report = with_cells(clean("2019"), {("review", "reconsideration", "upheld"): raw})
    assert bool(check(report, pack(own))) is flagged


def test_a_whole_blank_table_is_one_finding():
    report = clean("2021")
    report = with_cells(report, {one[:3]: "" for one in report.cells if one.table == "applications"})
    assert [(one.rule, one.place.table) for one in check(report, PACK)] == [("BLK-105", "applications")]


def test_ids_are_stable_distinct_and_free_of_line_numbers():
    report = of_004()
    first = check(report, PACK)
    report.cells = [one._replace(line=one.line + 100) for one in report.cells]
    assert [one.id for one in check(report, PACK)] == [one.id for one in first]
    assert len({one.id for one in first}) == len(first)


def test_findings_come_by_line_then_rule():
    keys = [(one.line or 0, one.rule) for one in check(of_004(), PACK)]
    assert keys == sorted(keys)


def test_two_extra_rows_of_one_name_stay_two_findings():
    report = clean("2019")
    report.tables[0].rows += [RowRead("", "其他文件", line) for line in (5, 6)]
    found = check(report, PACK)
    assert [one.discriminator for one in found] == ["其他文件", "其他文件#2"]
    assert len({one.id for one in found}) == 2


def test_several_reports_have_each_its_own_findings():
    reports = [of_004(), Report("x", "0", Reading.DECLINED), clean("2021"), changed(clean("2019"), received__person="99")]
    found = check_many(reports, PACK)
    assert found == [check(report, PACK) for report in reports]
    assert [bool(one) for one in found] == [True, False, False, True]
    assert check_many([], PACK) == []


def test_a_report_on_which_the_engine_fails_takes_no_other_with_it(monkeypatch):
    rules = pack(rule())
    match = rules.verdicts.matcher.match

    def fails(facts):
        if any(990_000 in fact.values() for fact in facts):
            raise EngineError("cut short")
        return match(facts)

    monkeypatch.setattr(rules.verdicts.matcher, "match", fails)
    good, bad = clean("2019"), changed(clean("2019"), received__total="99")
    with pytest.raises(EngineError):
        check_many([good, bad, good], rules)
    first, error, last = check_each([good, bad, good], rules)
    assert first == last == check(good, rules)
    assert isinstance(error, EngineError)
    assert [str(one) for one in check_each([bad], rules)] == ["cut short"]


def test_only_stable_rules_run():
    for status in ("draft", "preview", "deprecated"):
        assert codes(clean("2019"), pack(rule(status=status))) == []
    assert set(codes(clean("2019"), pack(rule()))) == {"SUM-901"}


def test_every_finding_has_a_message_in_both_languages():
    report = of_004()
    report.cells = [one._replace(state=State.TEXT, raw="{0}%s", value=None) if one.value == 4 else one for one in report.cells]
    for finding in check(report, PACK):
        for lang in ("zh", "en"):
            told = message(finding, PACK, report, lang)
            assert told
            assert "{0}" in told or "{" not in told
