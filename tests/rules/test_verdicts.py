import pytest

from auditor.rules import verdicts
from auditor.rules.clean import clean
from auditor.rules.host import EngineError
from auditor.rules.subjects import subjects_of
from tests.rules.packs import pack, rule
from tests.rules.reports import changed

SUM = rule(forms=["2019"], check="[总计] = sum([自然人]..[其他])", blank="zero")
EITHER = rule(rule="SUM-902", forms=["2019"], check="[总计] = 0 and [自然人] = 0")
WRONG = {"received__person": "99", "received__total": "98"}


def rows(report):
    return [one for one in subjects_of(report) if one.kind.startswith("row/applications")]


@pytest.fixture
def made():
    return pack(SUM, EITHER).verdicts


@pytest.fixture
def asked(made, monkeypatch):
    """The batches of facts that went to the engine."""
    batches, match = [], made.matcher.match
    monkeypatch.setattr(made.matcher, "match", lambda facts: batches.append(facts) or match(facts))
    return batches


def test_each_subject_has_the_rules_that_it_meets_once_and_in_their_order(made):
    (wrong, *others) = made.of(rows(changed(clean("2019"), **WRONG)))
    assert wrong == (0, 1)
    assert set(others) == {(1,)}


def test_a_fact_is_asked_of_the_engine_once_and_a_new_one_again(made, asked):
    told = made.of(rows(clean("2019")) + rows(clean("2019")))
    assert len(asked) == 1
    assert len(told) == 2 * 23 > len(asked[0])
    assert made.of(rows(clean("2019"))) == told[:23]
    assert len(asked) == 1
    assert made.of(rows(changed(clean("2019"), **WRONG)))[0] == (0, 1)
    assert [len(batch) for batch in asked[1:]] == [1]


def test_what_was_forgotten_is_asked_again(made, asked):
    told = made.of(rows(clean("2019")))
    made.forget()
    assert made.of(rows(clean("2019"))) == told
    assert asked[0] == asked[1]


def test_it_keeps_no_more_than_it_may_and_says_the_same(made, asked, monkeypatch):
    told = made.of(rows(clean("2019")))
    made.forget()
    monkeypatch.setattr(verdicts, "MOST_KEPT", 3)
    for _ in range(3):
        assert made.of(rows(clean("2019"))) == told
        assert made.kept <= 3


def test_many_facts_go_to_the_engine_in_several_calls(made, asked, monkeypatch):
    told = made.of(rows(clean("2019")))
    made.forget()
    monkeypatch.setattr(verdicts, "_AT_ONCE", 2)
    assert made.of(rows(clean("2019"))) == told
    assert {len(batch) for batch in asked[1:-1]} == {2}


def test_after_an_error_of_the_engine_nothing_wrong_is_kept(made, monkeypatch):
    def fails(facts):
        raise EngineError("cut short")

    with monkeypatch.context() as patched:
        patched.setattr(made.matcher, "match", fails)
        with pytest.raises(EngineError):
            made.of(rows(changed(clean("2019"), **WRONG)))
    assert made.of(rows(changed(clean("2019"), **WRONG)))[0] == (0, 1)


def test_no_subjects_are_no_question(made, asked):
    assert made.of([]) == []
    assert asked == []
