"""Paragraphs as clerks write them: none is accused, and of the contradictions planted in them none that was noticed is missed."""

import pytest

from tests.claims.clerks import paragraphs
from tests.claims.test_sound import findings

PARAGRAPHS = paragraphs()
ANYWHERE = {"overview": ("overview", "disclosure")}


@pytest.mark.parametrize("one", PARAGRAPHS, ids=lambda one: one.text[:14])
def test_nothing_is_found_where_nothing_is_wrong(one):
    for section in ANYWHERE.get(one.section, (one.section,)):
        assert findings(one.text, section, one.cells, one.year) == []


@pytest.mark.parametrize("one", [one for one in PARAGRAPHS if "【" in one.marked], ids=lambda one: one.text[:14])
def test_a_number_that_contradicts_the_others_is_found(one):
    for text in one.planted():
        assert findings(text, one.section, one.cells, one.year), text


def test_the_paragraphs_and_the_plants_are_many():
    assert len(PARAGRAPHS) >= 400
    assert sum(len(list(one.planted())) for one in PARAGRAPHS) >= 400
