import pytest

from auditor.model.claim import Claim
from auditor.rules.clean import cell, clean
from auditor.rules.table_readings import table_readings

CELLS = {
    ("applications", "received", "total"): "96",
    ("applications", "received", "person"): "84",
    ("applications", "carried_in", "total"): "7",
    ("applications", "handled", "total"): "98",
    ("review", "litigation_direct", "upheld"): "2",
    ("review", "litigation_direct", "total"): "4",
    ("review", "litigation_direct", "pending"): "1",
    ("review", "litigation_after", "upheld"): "3",
    ("review", "litigation_after", "total"): "3",
    ("review", "litigation_after", "pending"): "0",
}


def pairs(concept, of="", told=None, cells=()):
    report = clean("2021")
    figures = {**CELLS, **dict(cells)}
    report.cells = [cell(*one[:3], figures.get(one[:3], one.raw), one.line) for one in report.cells]
    rate = Claim("", 1, 0, 2, 50, "%", 50, 50, concept=concept, of=of)
    return set(table_readings(rate, report, told))


def test_what_was_handled_is_of_what_came_in_with_or_without_what_was_carried_in():
    assert pairs("handled") == {(98, 96), (98, 103), (91, 96), (91, 103)}


def test_litigation_is_of_each_kind_and_of_both_all_and_concluded():
    assert pairs("litigation", "upheld") == {(2, 4), (2, 3), (3, 3), (5, 7), (5, 6)}


def test_a_part_that_the_prose_has_is_tried_too():
    assert (30, 96) in pairs("received", "person", 30)
    assert (84, 96) in pairs("received", "person", 30)


@pytest.mark.parametrize(
    ("concept", "of", "unread"),
    [
        ("handled", "", ("applications", "handled", "total")),
        ("received", "person", ("applications", "received", "person")),
        ("litigation", "upheld", ("review", "litigation_after", "total")),
    ],
)
def test_without_a_cell_that_it_needs_there_is_none(concept, of, unread):
    assert pairs(concept, of, cells={unread: "若干"}) == set()


def test_a_rate_of_anything_else_has_none():
    assert pairs("items") == set()
