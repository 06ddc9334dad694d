import sys
import threading

import pytest

from auditor.rules.host import EngineError, Matcher

BLANK = [{"kind": "row"}, {"$ex": {"s": 1}}, {"s": "blank"}]
SUM = [{"kind": "row"}, {"$ex": {"a": 1}}, {"$ex": {"b": 1}}, {"$neq": {"a": {"$m": "b"}}}]


@pytest.fixture(scope="module")
def matcher():
    return Matcher([BLANK, SUM])


def test_it_tells_which_facts_satisfy_which_conjunction(matcher):
    facts = [
        {"kind": "row", "s": "blank"},
        {"kind": "row", "a": 1, "b": 2, "s": "blank"},
        {"kind": "row", "a": 1, "b": 1, "s": "text"},
        {"kind": "other", "a": 1, "b": 2},
    ]
    assert matcher.match(facts) == {(0, 0), (0, 1), (1, 1)}


@pytest.mark.parametrize(
    "facts",
    [
        [],
        [{"kind": "nobody"}],
        [{"kind": "row"}],
        [{"kind": "row", "a": 2**62, "b": 2**62}],
        [{"kind": "row", "a": -(2**62), "b": -(2**62)}],
        [{"kind": "row", "s": ""}],
        [{"kind": "row", "s": "'\"\\\n\u2028\U0001f600"}],
        [{"kind": "row", "s": "x" * 60_000}],
        [{"kind": "row", "a": 1, "b": 1}] * 3,
        [{"kind": "row", **{f"f{at}": at for at in range(250)}}],
    ],
)
def test_what_crashed_the_engine_elsewhere_matches_nothing_here(matcher, facts):
    assert matcher.match(facts) == set()
    assert matcher.match([{"kind": "row", "a": 1, "b": 2}]) == {(1, 0)}


def test_a_missing_field_never_matches(matcher):
    assert all(matcher.match([{"kind": "row", "a": 1}, {"kind": "row", "b": 1}]) == set() for _ in range(200))


def test_many_matches_of_many_facts_all_arrive(matcher):
    facts = [{"kind": "row", "s": "blank", "a": 1, "b": 2}] * 3000
    assert len(matcher.match(facts)) == 6000


def test_a_batch_that_the_engine_refuses_is_an_error_and_the_next_one_is_right(matcher):
    with pytest.raises(EngineError):
        matcher.match([{"kind": "row", **{f"f{at}": at for at in range(300)}}])
    assert matcher.match([{"kind": "row", "s": "blank"}]) == {(0, 0)}


def test_it_starts_no_threads():
    before = threading.active_count()
    Matcher([BLANK])
    assert threading.active_count() == before


def test_an_engine_that_cannot_be_imported_says_why(monkeypatch):
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    with pytest.raises(EngineError) as caught:
        Matcher([])
    assert "durable" in caught.value.reason
