import pytest

from auditor.model.finding import Severity
from auditor.rules.examples import outcomes
from auditor.rules.lint import equations, lint
from auditor.rules.pack import load_pack

PACK = load_pack()
EXAMPLES = [(code, number) for code, rule in PACK.rules.items() for number in range(len(rule.examples))]


def test_every_rule_file_that_ships_is_sound():
    assert PACK.problems == ()
    single, across = {"STR", "SUM", "BLK", "VAL", "NAR", "DAT", "FRM"}, {"YRS", "REG", "DUP"}
    assert {code[:3] for code in PACK.rules} == single | across
    assert sum(rule.status == "stable" for rule in PACK.rules.values()) >= 45


def test_no_rule_that_ships_has_a_fault():
    assert [one.problem.text("en") for one in lint(PACK, list(PACK.rules)) if one.fault] == []


def test_the_forms_have_the_equations_that_they_are_known_to_have():
    ranks = {(one.table, one.form): (len(one.equations), one.rank) for one in equations(PACK)}
    assert ranks[("applications", "2019")] == (37, 35)
    assert ranks[("applications", "2021")] == (39, 37)
    assert ranks[("review", "2019")] == ranks[("review", "2021")] == (3, 3)


@pytest.mark.parametrize(("code", "number"), EXAMPLES)
def test_an_example_is_flagged_where_it_says(code, number):
    rule = PACK.rules[code]
    found = list(outcomes(rule, rule.examples[number]))
    assert found
    for outcome in found:
        assert outcome.found == outcome.expected


@pytest.mark.parametrize("code", PACK.rules)
def test_every_rule_shows_what_it_flags_and_what_it_passes(code):
    expected = [bool(example.expect) for example in PACK.rules[code].examples]
    assert {True, False} <= set(expected)


@pytest.mark.parametrize("code", PACK.rules)
def test_every_rule_says_in_both_languages_what_it_is_and_why_and_on_what_it_rests(code):
    rule = PACK.rules[code]
    assert rule.basis
    assert rule.why
    for text in (rule.name, rule.message, rule.why, *rule.falsepositives):
        assert text.zh
        assert text.en
        assert text.zh != text.en


@pytest.mark.parametrize("code", PACK.rules)
def test_what_a_rule_replaces_is_there(code):
    assert set(PACK.rules[code].replaces) <= PACK.rules.keys() - {code}


def test_severities_are_by_harm():
    errors = {code for code, rule in PACK.rules.items() if rule.severity is Severity.ERROR}
    sums = {code for code in PACK.rules if code.startswith("SUM")}
    late = {"DAT-104", "DAT-105"}
    chains = {"YRS-101", "YRS-103", "YRS-105"}
    others = {"STR-101", "BLK-104", "BLK-106", "BLK-107", "VAL-105", "VAL-108"}
    assert errors == sums | late | chains | others
