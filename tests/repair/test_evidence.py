"""What last year's report and the prose say of cells."""

import pytest

from auditor.model.claim import Claim
from auditor.repair.evidence import known_cells, year_before
from auditor.rules.clean import clean
from auditor.store.open import RunInfo, open_store

CLAIM = Claim("本年受理645件", 9, 4, 7, 645, "件", 645, 645, concept="received")
AT = ("applications", "received", "total")


def known(*claims, before=None):
    report = clean("2019")
    report.claims = list(claims)
    return known_cells(report, before)


def test_an_exact_claim_says_what_a_total_is():
    assert known(CLAIM) == {AT: 645}
    assert known(CLAIM._replace(of="person")) == {("applications", "received", "person"): 645}


@pytest.mark.parametrize(
    "other",
    [
        {"approximate": "余", "high": None},
        {"with_carried_in": True},
        {"period": "previous"},
        {"change": "growth"},
        {"scope": "own"},
        {"of": "当面"},
        {"concept": ""},
    ],
)
def test_a_claim_of_something_else_says_nothing(other):
    assert known(CLAIM._replace(**other)) == {}


def test_two_claims_that_differ_say_nothing():
    assert known(CLAIM, CLAIM._replace(quantity=646, low=646, high=646)) == {}


def test_what_was_carried_out_last_year_was_carried_in_this_year():
    told = known(before=clean("2019", year=2018))
    assert told[("applications", "carried_in", "person")] == 1
    assert {row for _, row, _ in told} == {"carried_in"}


def test_the_year_before_is_found_in_the_store():
    before, now = clean("2019", year=2019), clean("2019", year=2020)
    before.sha256, now.sha256 = "a" * 64, "b" * 64
    with open_store("sqlite://") as store:
        store.save([(before, []), (now, [])], RunInfo("1", "abc"))
        found = year_before(store, now)
        assert found is not None
        assert found.sha256 == before.sha256
        assert year_before(store, before) is None
