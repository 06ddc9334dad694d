"""The engine against plain Python, on random reports and random rules."""

import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.form import table_form
from auditor.model.report import Report, State
from auditor.rules.check import check, check_many, violations
from auditor.rules.clean import cell, clean
from auditor.rules.evaluate import holds
from auditor.rules.pack import Pack, load_pack
from auditor.rules.problem import RuleError
from auditor.rules.program import Program
from auditor.rules.schema import Rule
from auditor.rules.subjects import subjects_of
from tests.rules.packs import pack, rule
from tests.rules.reports import unreadable

TEXTS = (
    *("0", "1", "2", "-1", "17", "+3", "减3", "1,113", "0.5", "0.00001", "3.1400", "26966.28万元", "3.23亿", "5个"),
    *("", " ", "——", "/", "无", "若干", "900719925474", "-900719925475", "999999999999999", "1e22", "inf", "NaN"),
)


def agree(report: Report, rules: Pack) -> int:
    """Assert that engine and Python find the same; how much that is."""
    subjects = [one for one in subjects_of(report) if one.kind in rules.makers]
    by_kind = defaultdict(list)
    for number, bound in enumerate(rules.program.bounds):
        by_kind[bound.target.kind].append((number, bound))
    expected = [
        (number, at)
        for at, subject in enumerate(subjects)
        for number, bound in by_kind[subject.kind]
        if holds(bound.violation, subject, blank_is_zero=bound.blank_is_zero)
    ]
    assert violations(subjects, rules) == sorted(expected)
    return len(expected)


def random_report(lots: random.Random) -> Report:
    """A report of either form with some cells, rows, sections and tables damaged."""
    report = clean(lots.choice(["2019", "2021"]), annex=lots.random() < 0.5, year=lots.choice([2018, 2020, 2021]))
    damage = lots.choice([0, 0.02, 0.2, 1])
    cells = (_damaged(one, lots) if lots.random() < damage else one for one in report.cells)
    report.cells = [one for one in cells if lots.random() > damage / 20]
    report.sections = [one for one in report.sections if lots.random() > damage / 5]
    report.tables = [one for one in report.tables if lots.random() > damage / 10]
    for table in report.tables:
        table.form = lots.choice([table.form, table.form, "mixed"])
    report.form = lots.choice([report.form, "mixed", "pre-2019", "unknown"])
    report.breaks_off = lots.choice([None, 5000])
    return report


def _damaged(one, lots):
    return unreadable(one) if lots.random() < 0.05 else cell(*one[:3], lots.choice(TEXTS), one.line)


SHIPPED = load_pack()


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 2**32))
def test_engine_and_python_agree_on_the_rules_that_ship(seed):
    report = random_report(random.Random(seed))
    agree(report, SHIPPED)
    ids = [one.id for one in check(report, SHIPPED)]
    assert len(set(ids)) == len(ids)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 2**32), min_size=1, max_size=6))
def test_many_reports_at_once_and_facts_known_before_give_what_each_alone_gives_afresh(seeds):
    reports = [random_report(random.Random(seed)) for seed in seeds]
    together, again = check_many(reports, SHIPPED), check_many(reports, SHIPPED)
    alone = []
    for report in reports:
        SHIPPED.verdicts.forget()
        SHIPPED.conclusions.verdicts.forget()
        alone.append(check(report, SHIPPED))
    assert together == again == alone


NAMES = [line.label for line in table_form("applications", "2021").columns]
STATES = ("blank", "dash", "text", "number", "unreadable", "whole", "fraction", "beyond")


def _number(lots, depth=2):  # noqa: PLR0911 - one for each kind
    kind = lots.randrange(8 if depth else 2)
    if kind == 0:
        return lots.choice(["0", "1", "2.5", "100"])
    if kind == 1:
        return f"[{lots.choice(NAMES)}]"
    if kind == 2:
        first, last = sorted(lots.sample(range(len(NAMES)), 2))
        return f"sum([{NAMES[first]}]..[{NAMES[last]}], {_number(lots, 0)})"
    if kind == 3:
        return f"({_number(lots, depth - 1)} {lots.choice('*/')} {lots.choice(['2', '0.5', '3'])})"
    if kind == 4:
        return f"abs({_number(lots, depth - 1)})"
    if kind == 5:
        return f"{lots.choice(['min', 'max'])}({_number(lots, 0)}, {_number(lots, depth - 1)})"
    if kind == 6:
        return f"count([{NAMES[0]}]..[{lots.choice(NAMES)}])"
    return f"({_number(lots, depth - 1)} {lots.choice('+-')} {_number(lots, depth - 1)})"


def _condition(lots, depth=2):  # noqa: PLR0911 - one for each kind
    kind = lots.randrange(9 if depth else 4)
    if kind == 7:
        return f"[{lots.choice(NAMES)}] {lots.choice(['', 'not '])}{lots.choice(['has', 'matches'])} '{lots.choice('1.件')}'"
    if kind == 8:
        return f"{_number(lots, 0)} / [{lots.choice(NAMES)}] {lots.choice(['=', '!=', '<', '<=', '>', '>='])} 0.5"
    if kind == 0:
        return f"[{lots.choice(NAMES)}] is {lots.choice(['', 'not '])}{lots.choice(STATES)}"
    if kind == 1:
        return f"row {lots.choice(['in', 'not in'])} ('一', '三（一）', '四')"
    if kind in (2, 3):
        return f"{_number(lots)} {lots.choice(['=', '!=', '<', '<=', '>', '>='])} {_number(lots)}"
    if kind == 4:
        return f"not ({_condition(lots, depth - 1)})"
    return f"({_condition(lots, depth - 1)} {lots.choice(['and', 'or'])} {_condition(lots, depth - 1)})"


def _rules(lots: random.Random, codes: Iterator[int]) -> Iterator[Rule]:
    """Random rules over rows, and some over cells; those with more cases than the compiler takes are left out."""
    for _ in range(150):
        when = _condition(lots, 1) if lots.random() < 0.3 else None
        how = {"blank": lots.choice(["zero", "skip", "fail"]), "tolerance": lots.choice(["0", "0", "1.5"])}
        made = rule(rule=f"VAL-{next(codes)}", check=_condition(lots), when=when, **how)
        with suppress(RuleError):
            Program().add(made)
            yield made
    for test in (
        "unit = ''",
        "unit != '个'",
        "unit in ('亿', '个')",
        "value < 0 or unit not in ('', '万元')",
        "not value is whole",
    ):
        yield rule(rule=f"VAL-{next(codes)}", scope="each cell in disclosure, review", check=test)


@pytest.fixture(scope="module")
def random_rules():
    rules = list(_rules(random.Random(7), count(100)))
    assert len(rules) > 90
    return pack(*rules)


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_engine_and_python_agree_on_random_rules(random_rules, seed):
    agree(random_report(random.Random(seed)), random_rules)


def test_the_random_rules_and_reports_find_something(random_rules):
    lots = random.Random(3)
    report = clean("2021")
    report.cells = [_damaged(one, lots) for one in report.cells]
    assert agree(report, random_rules) > 500
    assert {one.state for one in report.cells} == set(State)


@pytest.mark.parametrize(
    ("check", "right"), [("[总计] / 3 = 1.5", "4.5"), ("1.5 = [总计] / 3", "4.5"), ("[总计] * 0.5 = 1 / 3 + 1 / 6", "1")]
)
def test_one_cell_alone_divided_is_compared_with_the_constant_times_the_divisor(check, right):
    for value, broken in ((right, False), ("1.5", True)):
        report = clean("2021")
        report.cells = [cell(*one[:3], value, one.line) if one.table == "applications" else one for one in report.cells]
        found = agree(report, pack(rule(**{"for": "each row in applications", "check": check})))
        assert bool(found) is broken
