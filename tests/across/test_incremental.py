"""Reports that come, change and come back one after another are judged as if all had come at once."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.across.run import across
from auditor.rules.clean import cell
from auditor.store.open import open_store
from tests.across.reports import PACK, SENTENCES, changed, hashed, report, save, telling

CARRIED_IN = ("applications", "carried_in", "person")
CARRIED_OUT = ("applications", "carried_out", "person")


def version(body, year, file, scope, cells, sentences, tables):  # noqa: PLR0917 - what it can differ in
    """A report, in one of the versions in which its file may come."""
    made = changed(report(year, body=body, source=f"{body}-{year}.{file}", scope=scope), cells)
    made.cells = [one for one in made.cells if one.table in tables]
    return telling(made, SENTENCES[:sentences])


VERSIONS = st.builds(
    version,
    st.sampled_from(["青石县", "云岭县"]),
    st.sampled_from([2021, 2022, 2023]),
    st.sampled_from(["txt", "html"]),
    st.sampled_from(["region", "region", "unknown"]),
    st.dictionaries(st.sampled_from([CARRIED_IN, CARRIED_OUT]), st.sampled_from(["2", "9", ""]), max_size=2),
    st.sampled_from([0, 12, 16]),
    st.sampled_from([("disclosure",), ("applications", "review")]),
)


def findings(store, reports):
    """What holds of each report, as it is stored."""
    told = {one.source: store.findings(one.sha256) for one in reports}
    return {source: sorted(map(repr, found)) for source, found in told.items()}


def compare(store):
    for _ in across(store, PACK):
        pass


@pytest.mark.parametrize("again", [[], [SENTENCES[0]]])
def test_what_was_copied_from_a_report_that_is_corrected_is_no_copy_any_more(store, again):
    own = version("青石县", 2022, "txt", "region", {}, 16, ())
    other = version("云岭县", 2022, "txt", "region", {}, 16, ())
    save(store, own, other)
    compare(store)
    assert [one.rule for one in store.findings(other.sha256) if one.rule.startswith("DUP")] == ["DUP-102"]
    for sentence in again:  # two corrections before the next comparison
        save(store, telling(own, [sentence]))
    save(store, telling(own, []))
    compare(store)
    assert [one.rule for one in store.findings(other.sha256) if one.rule.startswith("DUP")] == []


def test_staleness_spreads_from_each_of_many_new_reports(store, monkeypatch):
    monkeypatch.setattr("auditor.across.run.PAGE", 1)
    chain = [report(year) for year in (2021, 2022, 2023)]
    for made in chain:  # with too few figures to be copies of each other
        made.cells = [cell(*one[:3], "9", one.line) for one in made.cells if one[:3] in (CARRIED_IN, CARRIED_OUT)]
        made.cells[0] = cell(*CARRIED_IN, "8", made.cells[0].line)
    save(store, hashed(chain[2]))
    compare(store)
    save(store, hashed(chain[0]), hashed(chain[1]))
    compare(store)
    assert [[one.rule for one in store.findings(made.sha256) if one.rule == "YRS-101"] for made in chain[1:]] == [["YRS-101"]] * 2


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(VERSIONS, min_size=1, max_size=3), min_size=2, max_size=4))
def test_what_is_found_does_not_rest_on_the_order_in_which_reports_came(batches):
    current = {made.source: made for batch in batches for made in batch}.values()
    pages = patch("auditor.across.run.PAGE", 2)
    with pages, open_store("sqlite://") as bit_by_bit, open_store("sqlite://") as at_once:
        for batch in batches:
            save(bit_by_bit, *batch)
            compare(bit_by_bit)
        save(at_once, *sorted(current, key=lambda one: one.source))
        compare(at_once)
        assert findings(bit_by_bit, current) == findings(at_once, current)
        assert [bit_by_bit.grade(one.sha256) for one in current] == [at_once.grade(one.sha256) for one in current]
