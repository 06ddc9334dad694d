"""How a change is explained."""

import pytest

from auditor.repair.slips import SCORES, Slips
from auditor.rules.clean import cell

AT = ("review", "reconsideration", "other")
BESIDE = ("review", "reconsideration", "corrected")
FAR = ("review", "reconsideration", "total")


def reason(text, after, *, beside="0", known=None):
    cells = {AT: cell(*AT, text, 1), BESIDE: cell(*BESIDE, beside, 2), FAR: cell(*FAR, "0", 3)}
    (change,) = Slips(cells, known or {}).explain({AT: after})
    assert change.plausibility == SCORES[change.reason]
    return change.reason


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("", 4, "blank"),
        ("——", 4, "blank"),
        ("-7", 7, "sign"),
        ("654", 645, "transposed"),
        ("645", 546, "other"),
        ("70", 7, "tenfold"),
        ("7", 70, "tenfold"),
        ("670", 640, "digit"),
        ("7", 4, "other"),
        ("64", 645, "length"),
        ("6445", 645, "length"),
        ("670", 645, "other"),
        ("0", 645, "zero"),
        ("670", 0, "erased"),
    ],
)
def test_a_slip_is_told_from_the_number_before_and_after(text, after, expected):
    assert reason(text, after) == expected


def test_the_number_of_the_cell_beside_was_copied():
    assert reason("31", 645, beside="31") == "neighbour"


def test_other_evidence_is_worth_more_than_digits():
    assert reason("670", 645, known={AT: 645}) == "known"
    assert reason("654", 645, known={AT: 654}) == "contradicts"
    assert reason("654", 645, known={AT: 9}) == "transposed"


def test_a_number_in_another_cell_was_moved():
    cells = {AT: cell(*AT, "12", 1), FAR: cell(*FAR, "0", 3)}
    assert [change.reason for change in Slips(cells, {}).explain({AT: 0, FAR: 12})] == ["moved", "moved"]
    cells = {AT: cell(*AT, "12", 1), FAR: cell(*FAR, "5", 3)}
    assert [change.reason for change in Slips(cells, {}).explain({AT: 5, FAR: 12})] == ["moved", "moved"]
