"""Figures of bodies that make no mistake, and what a mistake breaks."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.form import table_form
from auditor.synth.figures import Body, broken, figures, form_of


@given(st.integers(0, 10**6), st.sampled_from([0, 8, 3_000]))
def test_every_identity_of_every_year_holds(seed, size):
    rng, body, before = Random(seed), Body("青石县", size), {}
    for year in (2019, 2020, 2021, 2022):
        made = figures(body, form_of(year), rng)
        assert broken(made, form_of(year)) == []
        assert all(number >= 0 for address, number in made.items() if address[2] != "change")
        for column in ("person", "total"):
            if before:
                assert made["applications", "carried_in", column] == before["applications", "carried_out", column]
        before = made


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_cell_of_the_form_has_a_figure(form):
    made = figures(Body("青石县", 60), form, Random(1))
    assert set(made) == {
        (table, row, column)
        for table in ("disclosure", "applications", "review")
        for row, column in table_form(table, form).cells
    }


def test_a_wrong_cell_breaks_its_row_and_its_column():
    made = figures(Body("青石县", 60), "2019", Random(1))
    made["applications", "received", "person"] += 1
    assert broken(made, "2019") == [
        ("SUM-101", ("applications", "received", None)),
        ("SUM-103", ("applications", None, "person")),
    ]
