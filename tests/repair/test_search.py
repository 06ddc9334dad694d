"""The search against an exhaustive one on small tables, and against OR-tools on whole ones."""

import os
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.finding import Place
from auditor.repair.correct import Sums
from auditor.repair.network import networks
from auditor.repair.search import MOST_ANSWERS, MOST_CELLS, search
from auditor.rules.identities import Identity
from auditor.rules.pack import load_pack
from tests.repair import damage

PACK = load_pack().select(["SUM"])
# A few cases for every run of the tests; AUDITOR_REPAIR_CASES=3000 for a long one.
CASES = int(os.environ.get("AUDITOR_REPAIR_CASES", "16"))
MOST_COMPARED = 40
"""The other solver finds sets one by one: where there are more, the size is compared, and the numbers of one set."""
LINES = ("a", "b", "sum")
CELLS = [("t", row, column) for row in LINES for column in LINES]
HIGHEST = 9


def grid():
    """Two rows and two columns with their sums."""
    rows = [Identity("R", Place("t", row), _sum([("t", row, column) for column in LINES])) for row in LINES]
    columns = [Identity("C", Place("t", None, column), _sum([("t", row, column) for row in LINES])) for column in LINES]
    return (*rows, *columns)


def _sum(line):
    *parts, total = line
    return {total: 1} | dict.fromkeys(parts, -1)


GRID = grid()


def exhaustive(values, most):
    """Every smallest set of up to so many cells with every value up to HIGHEST, by trying them all."""
    unknown = [cell for cell in CELLS if values[cell] is None]
    for size in range(most + 1):
        answers = set()
        for cells in combinations([cell for cell in CELLS if cell not in unknown], size):
            for numbers in product(range(HIGHEST + 1), repeat=size + len(unknown)):
                filled = {**values, **dict(zip((*cells, *unknown), numbers, strict=True))}
                if not any(one.imbalance(filled) for one in GRID) and all(filled[cell] != values[cell] for cell in cells):
                    answers.add(frozenset((cell, filled[cell]) for cell in cells))
        if answers:
            return size, answers
    return None, set()


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), st.sets(st.sampled_from(CELLS), max_size=1))
@settings(max_examples=60, deadline=None)
def test_small_tables_have_the_answers_that_trying_everything_gives(numbers, unknown):
    values = {cell: None if cell in unknown else number for cell, number in zip(CELLS, numbers, strict=True)}
    size, answers = exhaustive(values, most=2)
    (network,) = networks(GRID)
    found = search(network, values, most=2)
    assert found.size == size
    assert {frozenset(one.values.items()) for one in found.answers if max(one.values.values(), default=0) <= HIGHEST} == answers


@given(st.lists(st.integers(0, 20), min_size=9, max_size=9), st.sets(st.sampled_from(CELLS), max_size=2))
@settings(max_examples=150, deadline=None)
def test_small_tables_have_the_answers_of_another_solver(numbers, unknown):
    oracle = pytest.importorskip("tests.repair.oracle", reason="OR-tools is not installed")
    values = {cell: None if cell in unknown else number for cell, number in zip(CELLS, numbers, strict=True)}
    (network,) = networks(GRID)
    found = search(network, values)
    fewest = oracle.fewest(GRID, values)
    assert found.size == (fewest if fewest <= MOST_CELLS else None)
    if found.size:
        assert {frozenset(one.values) for one in found.answers} == oracle.every_set(GRID, values, found.size)


def case(seed):
    """A report of either form with one to four cells written wrongly, and half the time with noughts left blank."""
    rng = Random(seed)
    form = rng.choice(("2019", "2021"))
    figures = damage.reconciled(form, rng)
    figures = damage.damaged(figures, damage.some_cells(figures, rng.randint(1, 4), rng), rng)
    return form, damage.blanked(figures, rng) if rng.random() < 0.5 else figures


@pytest.mark.parametrize("blank_unknown", [False, True])
@pytest.mark.parametrize("seed", range(CASES))
def test_whole_reports_have_the_answers_of_another_solver(seed, blank_unknown):
    oracle = pytest.importorskip("tests.repair.oracle", reason="OR-tools is not installed")
    form, figures = case(seed)
    sums = Sums(damage.report_with(figures, form), PACK)
    assert sums.parts
    for network in sums.parts:
        values = {cell: None if blank_unknown and figures[cell] is None else figures[cell] or 0 for cell in network.cells}
        found = sums.found(network, blank_unknown=blank_unknown)
        assert found.size == oracle.fewest(network.identities, values)
        if not found.size:
            continue
        ours = {frozenset(one.values) for one in found.answers}
        if len(found.answers) == MOST_ANSWERS:
            assert not found.complete
        elif len(ours) <= MOST_COMPARED:
            assert oracle.every_set(network.identities, values, found.size) == ours
        cells = min(ours, key=sorted)
        if found.complete:
            numbers = {tuple(sorted(one.values.items())) for one in found.answers if frozenset(one.values) == cells}
            assert numbers == oracle.every_value(network.identities, values, cells)


def test_what_is_written_and_no_count_is_changed_in_every_answer():
    (network,) = networks(GRID)
    values = dict.fromkeys(CELLS, 0) | {("t", "a", "a"): -3}
    (answer,) = search(network, values).answers
    assert answer.values == {("t", "a", "a"): 0}


def test_a_set_that_leaves_its_numbers_open_gives_the_nearest_and_says_so():
    (network,) = networks((Identity("R", Place("t", "a"), _sum([("t", "a", column) for column in LINES])),))
    found = search(network, {("t", "a", "a"): 5, ("t", "a", "b"): None, ("t", "a", "sum"): 3})
    assert found.size == 1
    assert not found.complete
    told = {tuple(one.values.items()): one.determined for one in found.answers}
    assert told == {
        ((("t", "a", "sum"), 5),): False,
        **{((("t", "a", "a"), number),): True for number in range(4)},
    }


def test_more_wrong_cells_than_are_looked_for_are_not_localisable():
    (network,) = networks(GRID)
    values = dict.fromkeys(CELLS, 1) | {("t", "sum", "sum"): 50}
    assert search(network, values, most=1).size is None
    assert search(network, values, most=0).answers == []
