"""Rules over the prose: how they are written, compiled and proved."""

import random
from decimal import Decimal

import pytest

from auditor.claims.boilerplate import weigh
from auditor.model.claim import Link
from auditor.model.report import Prose
from auditor.rules.claim_cells import named_cells
from auditor.rules.clean import clean
from auditor.rules.examples import alone, outcomes
from auditor.rules.mutation import mutations
from auditor.rules.pack import load_pack
from auditor.rules.page import example
from auditor.rules.problem import RuleError
from auditor.rules.program import Program
from auditor.rules.quantity import bounds, measure, nominal, times
from auditor.rules.subjects import subjects_of
from tests.rules.claims import claim, relation, saying
from tests.rules.packs import rule
from tests.rules.test_differential import agree

PACK = load_pack().select(["NAR"])
READ = {
    "for": "each claim of received",
    "check": "quantity = reading",
    "readings": [{"name": {"zh": "新收", "en": "received"}, "value": "[一]"}],
}


# ---------------------------------------------------------------------- what the digits allow


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        (claim(76), 76, 76),
        (claim("3.2", "万条"), 31_500, 33_000),
        (claim(3, "万条"), 25_000, 40_000),
        (claim("99.92", "%"), Decimal("99.915"), Decimal("99.93")),
        (claim(26, "%"), Decimal("25.5"), 27),
        (claim("8.05", "亿元"), 804_500_000, 806_000_000),
        (claim(2400, "条", high=None), 2400, None),
    ],
)
def test_digits_may_be_rounded_or_cut_off(said, low, high):
    assert bounds(said) == (low, high)


@pytest.mark.parametrize(
    ("unit", "of_what", "multiple"),
    [("件", "count", 1), ("万元", "money", 10_000), ("亿元", "money", 10**8), ("%", "rate", 1), ("个百分点", "points", 1)],
)
def test_units_tell_what_is_measured_and_in_what_multiple(unit, of_what, multiple):
    assert (measure(unit), times(unit)) == (of_what, multiple)


def test_a_number_is_told_in_whole_counts():
    assert nominal(claim("31.12", "万人次")) == 311_200


# ---------------------------------------------------------------------- names of cells


@pytest.mark.parametrize(
    ("name", "concept", "form", "cells"),
    [
        ("一/总计", "received", "2019", ("applications/received/total",)),
        ("一", "received", "2019", ("applications/received/*",)),
        ("行政许可/处理决定数量", "licences", "2019", ("disclosure/licences/decisions",)),
        ("concept/处理决定数量", "penalties", "2019", ("disclosure/penalties/decisions",)),
        ("platform/concept/统计数", "press_conferences", "2021", ("platform/press_conferences/count",)),
        ("concept", "unable", "2019", tuple(f"applications/unable.{one}/*" for one in ("not_held", "not_ready", "unclear"))),
        ("三（六）", "other", "2019", ("applications/other/*",)),
    ],
)
def test_a_name_means_cells_of_any_table(name, concept, form, cells):
    assert named_cells(name, concept, form) == cells


def test_a_name_that_means_nothing_is_told_with_one_that_is_like_it():
    with pytest.raises(RuleError) as error:
        named_cells("行政许要/处理决定数量", "licences", "2019")
    assert error.value.details["meant"] == "行政许可"


# ---------------------------------------------------------------------- what cannot be written


@pytest.mark.parametrize(
    ("changes", "key", "path"),
    [
        ({"for": "each claim of receivd"}, "concept", ("for",)),
        ({"readings": [{"name": "x", "value": "[九]"}]}, "unknown-row", ("readings", 0, "value")),
        ({"readings": [{"name": "x", "value": "concept"}]}, "not-a-text", ("readings", 0, "value")),
        ({"slips": [{"name": "x", "value": "[三（三）]"}]}, "several", ("slips", 0, "value")),
        ({"doubt": "quantity"}, "not-a-truth", ("doubt",)),
        ({"readings": []}, "unknown-field", ("check",)),
        ({"at": "[一]"}, "not-a-place", ("at",)),
        ({"check": "sum([一]..[二]) = quantity"}, "no-cells", ("check",)),
    ],
)
def test_what_is_wrong_is_told_at_its_key(changes, key, path):
    with pytest.raises(RuleError) as error:
        Program.of(rule(**(READ | changes)))
    assert (error.value.key, error.value.path) == (key, path)


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ({"claims": [{"quantity": "many"}], "expect": []}, "no-quantity"),
        ({"claims": [{"quantity": "3件"}], "relations": [{"link": "same", "whole": 0, "parts": [1]}], "expect": []}, "no-claim"),
    ],
)
def test_an_example_with_claims_that_are_none_is_told(said, key):
    made = rule(**READ, examples=[said])
    with pytest.raises(RuleError) as error:
        list(outcomes(made, made.examples[0]))
    assert error.value.key == key


def test_the_prose_of_an_example_is_read():
    said = [
        {"prose": {"applications": "2021年全县共收到政府信息公开申请99件。"}, "expect": ["applications"]},
        {"prose": {"applications": "2021年全县共收到政府信息公开申请25件。"}, "expect": []},
    ]
    made = rule(**READ, forms=["2021"], examples=said)
    assert all(one.found == one.expected for at in (0, 1) for one in outcomes(made, made.examples[at]))


def test_an_example_with_claims_in_words():
    said = {"claims": [{"quantity": "49件", "concept": "licences", "scope": "own"}], "expect": ["overview"]}
    made = rule(**READ, examples=[said])
    assert example(made.examples[0], "en") == "claims: 49件 licences scope=own → flags overview"


# ---------------------------------------------------------------------- engine and proof


def test_engine_and_python_agree_on_claims():
    assert sum(agree(_saying_anything(random.Random(seed)), PACK) for seed in range(60)) > 200


def _saying_anything(lots):
    concepts = ("received", "handled", "granted", "refused", "reconsideration", "litigation", "licences", "fees", "sections")
    claims = [_random(lots, lots.choice(concepts)) for _ in range(12)]
    links = [
        relation(link, *lots.sample(range(12), 3), stated=lots.randrange(12), divisor=365, exhaustive=lots.random() < 0.5)
        for link in Link
    ]
    return saying(clean(lots.choice(("2019", "2021"))), claims, *links)


def _random(lots, concept):
    number = lots.choice([0, 1, 7, 12, 25, 30, 31, 37, 99, 10**16, "3.2", "99.95", "0.12345"])
    said = {"scope": lots.choice(("own", "region", "unknown")), "of": lots.choice(("", "", "person", "当面"))}
    if lots.random() < 0.3:
        said["high"] = None
    return claim(number, lots.choice(("件", "件", "万件", "万元", "%")), concept, **said)


def test_a_number_beyond_what_the_engine_holds_is_not_judged():
    (subject,) = (
        one for one in subjects_of(saying(clean("2019"), [claim(10**16, concept="received")])) if one.kind[:5] == "claim"
    )
    assert "quantity" not in subject.fields


def test_a_rule_whose_claims_may_be_anything_is_found_out():
    passed = [{"claims": [{"quantity": "25件", "concept": "received"}], "expect": []}]
    dead = rule(**(READ | {"check": "quantity = reading or quantity >= 0"}), examples=passed)
    live = rule(**READ, forms=["2021"], examples=passed)
    assert [bool(one.unseen) for one in mutations(dead, alone(dead))] == [True, True]
    assert [one.unseen for one in mutations(live, alone(live))] == [()]


# ---------------------------------------------------------------------- what sections say


def sections_of(report):
    return {one.place.section: one.fields for one in subjects_of(report) if one.kind == "section"}


def test_a_report_without_any_prose_is_not_judged_by_it():
    assert "letters" not in sections_of(clean("2019"))["overview"]


def test_text_under_a_heading_beside_the_forms_may_belong_to_the_section_before():
    report = clean("2019")
    weigh(report.sections, [Prose(5, "", "附注")])
    assert sections_of(report)["overview"]["letters"] == 0
    report.sections[1].section = None
    assert "letters" not in sections_of(report)["overview"]


def test_the_last_section_of_a_file_that_breaks_off_is_not_judged():
    report = clean("2019")
    report.breaks_off = 500
    weigh(report.sections, [Prose(5, "", "附注")])
    assert "letters" not in sections_of(report)["other"]
    assert sections_of(report)["overview"]["letters"] == 0
