"""The reader on the labelled sets: nothing wrong is told, and no less is found than was measured."""

import pytest

from tests.claims.labelled import SETS, compare, entries, measure

RECALL = {"number": 1.0, "concept": 0.98, "relation": 0.95, "approximate": 1.0, "change": 1.0}


@pytest.mark.parametrize("entry", [one for name in SETS for one in entries(name)], ids=lambda one: one.text[:12])
def test_nothing_wrong_is_told_of(entry):
    assert [found for found in compare(entry) if found[1] == "wrong"] == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("aspect", RECALL)
def test_no_less_is_found_than_was_measured(name, aspect):
    score = measure(name)[aspect]
    assert score.right > 0
    assert score.recall >= RECALL[aspect]


def test_the_sets_are_large():
    assert sum(len(entry.claims) for name in SETS for entry in entries(name)) >= 200
