"""What the engine cannot compare is split into cases; on every value the cases must say what arithmetic says."""

from fractions import Fraction
from itertools import product

import pytest

from auditor.model.finding import Place
from auditor.rules.cases import MOST_CASES, cases
from auditor.rules.clean import cell
from auditor.rules.evaluate import holds
from auditor.rules.expression import Both, Comparison
from auditor.rules.problem import RuleError
from auditor.rules.program import bind
from auditor.rules.reach import tolerant
from auditor.rules.resolve import condition
from auditor.rules.scope import targets
from auditor.rules.subject import Subject
from auditor.rules.syntax import parse, parse_scope
from tests.rules.packs import rule

TARGET = targets(parse_scope("each row in review"), ["2019"])[0]


def resolved(text):
    return condition(parse(text), TARGET)


def row(**values):
    cells = {name: cell("review", "reconsideration", name, str(value), 1) for name, value in values.items()}
    return Subject(TARGET.kind, Place("review", "reconsideration"), 1, cells, {"row": "reconsideration"})


@pytest.mark.parametrize("operator", ["=", "!=", "<", "<=", ">", ">="])
@pytest.mark.parametrize(
    "left",
    [
        "abs([结果维持] - [结果纠正])",
        "min([结果维持], [结果纠正], 1)",
        "max([结果维持], 0 - [结果纠正])",
        "[结果维持] / [结果纠正]",
        "([结果维持] + 2) / ([结果纠正] - [其他结果])",
        "max(abs([结果维持]), [结果纠正] / [其他结果])",
        "sum([结果维持] / [结果纠正], [其他结果] / [结果纠正])",
        "2 - abs(1 - [结果维持] / 2)",
    ],
)
def test_exactly_one_side_has_a_case_that_holds(left, operator):
    tree = resolved(f"{left} {operator} 1")
    for upheld, corrected, other in product((-2, 0, 1, 3), repeat=3):
        subject = row(upheld=upheld, corrected=corrected, other=other)
        truth = holds(tree, subject, blank_is_zero=False)
        for negated in (False, True):
            found = [holds(Both(tuple(case)), subject, blank_is_zero=False) for case in cases(tree, negated=negated)]
            assert (True in found) is (truth is (not negated)), (upheld, corrected, other)


def test_a_division_by_zero_is_not_judged():
    assert holds(resolved("[结果维持] / [结果纠正] > 1"), row(upheld=5, corrected=0), blank_is_zero=False) is None


def test_the_cases_have_no_division_and_no_function_but_sums():
    for case in cases(resolved("max([结果维持], [结果纠正]) / [总计] <= abs([其他结果])")):
        for atom in case:
            assert isinstance(atom, Comparison)
            assert "function='m" not in repr(atom)
            assert "function='abs" not in repr(atom)
            assert "operator='/'" not in repr(atom)


def test_too_many_cases_are_refused():
    with pytest.raises(RuleError) as caught:
        cases(resolved(" + ".join(["abs([结果维持])"] * 1 + [f"abs([结果纠正] - {n})" for n in range(8)]) + " = 1"))
    assert caught.value.key == "too-many-cases"
    assert caught.value.details["limit"] == MOST_CASES


@pytest.mark.parametrize(
    ("check", "value", "passes"),
    [
        ("[总计] = 10", 11, True),
        ("[总计] = 10", 12, False),
        ("[总计] <= 10", 11, True),
        ("[总计] > 10", 10, True),
        ("[总计] > 10", 9, False),
        ("not [总计] > 10", 11, True),
        ("not [总计] > 10", 12, False),
        ("[总计] != 10", 10, False),
    ],
)
def test_a_tolerance_lets_numbers_be_off(check, value, passes):
    tree = tolerant(resolved(check), Fraction(1), TARGET)
    assert holds(tree, row(total=value), blank_is_zero=False) is passes


def test_a_sum_with_a_tolerance_is_no_identity():
    assert [bound.identity is None for bound in bind(rule(tolerance="0.5"))] == [True, True]
    assert [bound.identity is None for bound in bind(rule())] == [False, False]


def test_count_counts_the_cells_that_hold_a_number():
    tree = resolved("count([结果维持]..[尚未审结]) = 2")
    assert holds(tree, row(upheld=0, corrected="", other="—", pending=4), blank_is_zero=True) is True
    assert holds(tree, row(upheld=0, corrected=1, other="—", pending=4), blank_is_zero=True) is False


@pytest.mark.parametrize(
    ("check", "raw", "expected"),
    [
        ("[总计] has '其中'", "22（其中3件）", True),
        ("[总计] not has '其中'", "22", True),
        ("[总计] matches '^[0-9]+$'", " 22 ", True),
        ("[总计] not matches '[一-龥]'", "22件", False),
        ("[总计] has '.'", "22", False),
    ],
)
def test_texts_are_searched(check, raw, expected):
    assert holds(resolved(check), row(total=raw), blank_is_zero=False) is expected
