"""Corrections of whole reports."""

import pytest

from auditor.repair.correct import Sums
from auditor.rules.clean import clean
from auditor.rules.pack import load_pack
from tests.repair.damage import report_with

PACK = load_pack().select(["SUM"])


def written(**texts):
    """A clean report with other texts in cells of table 3, by ``row__column``."""
    return report_with({}, "2019", {("applications", *at.split("__")): text for at, text in texts.items()})


def told(solution):
    return [(change.row, change.column, change.before, change.after) for change in solution.changes]


def figure(row, column, table="applications"):
    return next(cell.value for cell in clean("2019").cells if cell[:3] == (table, row, column))


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_report_that_reconciles_has_nothing_to_change(form):
    zero, unknown = Sums(clean(form), PACK).corrected()
    assert zero.size == unknown.size == 0
    assert zero.solutions == ()
    assert (zero.judged, zero.unread) == (40 if form == "2019" else 42, 0)


def test_a_wrong_cell_is_found_and_what_it_should_be():
    correction = Sums(written(received__person="70"), PACK).correction()
    assert (correction.size, correction.unique) == (1, True)
    assert told(correction.solutions[0]) == [("received", "person", 70, figure("received", "person"))]
    assert [(one.rule, one.place[1:3]) for one in correction.broken] == [
        ("SUM-101", ("received", None)),
        ("SUM-103", (None, "person")),
    ]


def test_a_blank_counts_as_a_cell_to_change_unless_blanks_are_unknown():
    report = written(handled__other_org="", received__person="70")
    zero, unknown = Sums(report, PACK).corrected()
    cells = [
        ("received", "person", 70, figure("received", "person")),
        ("handled", "other_org", None, figure("handled", "other_org")),
    ]
    assert (zero.size, zero.unique, told(zero.solutions[0])) == (2, True, cells)
    assert (unknown.size, unknown.unique, told(unknown.solutions[0])) == (1, True, cells)
    assert [change.reason for change in unknown.solutions[0].changes] == ["other", "forced"]


def test_where_only_a_blank_is_wrong_no_written_number_need_change():
    corrected = Sums(written(handled__other_org=""), PACK).corrected()
    assert (corrected.zero.size, corrected.unknown.size) == (1, 0)
    assert corrected.differ


def test_a_sum_of_table_4_can_be_wrong_in_any_of_its_cells():
    correction = Sums(report_with({}, "2019", {("review", "reconsideration", "total"): "9"}), PACK).correction()
    assert (correction.size, correction.unique, correction.complete) == (1, False, True)
    assert {told(one)[0][1:] for one in correction.solutions} == {
        ("upheld", 2, 4),
        ("corrected", 1, 3),
        ("other", 1, 3),
        ("pending", 3, 5),
        ("total", 9, 7),
    }


def test_no_cell_falls_below_nought():
    correction = Sums(report_with({}, "2019", {("review", "reconsideration", "total"): "5"}), PACK).correction()
    assert {told(one)[0][1:] for one in correction.solutions} == {("upheld", 2, 0), ("pending", 3, 1), ("total", 5, 7)}


def test_tables_that_are_both_broken_are_corrected_together():
    report = written(received__person="70")
    review = report_with({}, "2019", {("review", "reconsideration", "total"): "5"})
    report.cells = [one for one in report.cells if one.table != "review"] + [one for one in review.cells if one.table == "review"]
    correction = Sums(report, PACK).correction()
    assert (correction.size, len(correction.solutions), correction.complete) == (2, 3, True)


def test_a_cell_that_could_not_be_read_is_accused_of_nothing():
    correction = Sums(written(granted__person="若干", received__total="若干"), PACK).correction()
    assert (correction.size, correction.unread) == (0, 4)


def test_beside_an_unread_cell_what_can_be_judged_is_corrected():
    correction = Sums(written(granted__company="若干", received__person="70"), PACK).correction()
    assert (correction.size, correction.unique, correction.unread) == (1, True, 2)
    assert told(correction.solutions[0])[0][3] == figure("received", "person")


def test_a_negative_number_is_no_count():
    correction = Sums(written(received__person="-70"), PACK).correction()
    assert told(correction.solutions[0]) == [("received", "person", -70, figure("received", "person"))]


def test_many_wrong_cells_are_not_localisable():
    rows = ("granted", "partly_granted", "other", "received", "carried_in", "carried_out")
    columns = ("person", "company", "research", "charity", "legal_service", "other_org")
    wrong = {f"{row}__{column}": str(50 + 7 * at) for at, (row, column) in enumerate(zip(rows, columns, strict=True))}
    correction = Sums(written(**wrong), PACK).correction()
    assert (correction.size, correction.solutions, correction.unique, correction.complete) == (None, (), False, False)


def test_a_report_without_tables_has_nothing_to_judge():
    report = clean("2019")
    report.tables, report.cells = [], []
    correction = Sums(report, PACK).correction()
    assert (correction.size, correction.judged) == (0, 0)


def test_what_other_evidence_says_comes_first_and_rules_nothing_out():
    report = report_with({}, "2019", {("review", "reconsideration", "total"): "9"})
    known = {("review", "reconsideration", "pending"): 5}
    first, *others = Sums(report, PACK, known).correction().solutions
    assert (told(first)[0][1:], first.changes[0].reason) == (("pending", 3, 5), "known")
    assert len(others) == 4
