"""No cell is wrong in silence, whatever the layout and the damage; without damage every cell is right."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests import writer
from tests.accuracy.damage import DAMAGES
from tests.accuracy.measure import measure

SEEDS = st.integers(0, 2**32)
# Nothing in the file tells these: a lost line that leaves what a blank cell looks like, and a repeated one that fills the gap
# of a blank that vanished.
UNTOLD = {("line lost", "pipe_between"), ("line twice", "line")}


@pytest.mark.parametrize("damage", DAMAGES)
@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(writer.LAYOUTS)), st.sampled_from(sorted(writer.FORMS)), SEEDS, st.booleans())
@example("tab", "2021", 1, True)
@example("one_line", "2021", 368, True)
def test_no_cell_is_wrong_in_silence(damage: str, layout: str, form: str, seed: int, blanks: bool) -> None:
    if (damage, layout) not in UNTOLD:
        assert measure(layout, form, damage, seed, blanks=blanks)["wrong"] == 0


@pytest.mark.parametrize("damage", ["none", "traditional", "readings", "widths", "thousands", "label", "head", "remark"])
@pytest.mark.parametrize("layout", ["tab", "line", "pipe", "markdown", "pipe_cell", "spaced"])
def test_what_only_changes_characters_costs_no_cell(layout: str, damage: str) -> None:
    for form in writer.FORMS:
        counts = measure(layout, form, damage, 7, blanks=False)
        assert counts["right"] == counts.total()
