from fractions import Fraction

import pytest

from auditor.rules.expression import (
    Arithmetic,
    Both,
    Call,
    Cell,
    Comparison,
    Either,
    Field,
    Not,
    Number,
    Scope,
    Span,
    State,
    Text,
    stated,
)
from auditor.rules.problem import RuleError
from auditor.rules.syntax import LONGEST, parse, parse_scope

A, B = Cell("a"), Cell("b")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("[a] = [b]", Comparison("=", A, B)),
        ("[ 总计 ] >= 1.5", Comparison(">=", Cell("总计"), Number(Fraction(3, 2)))),
        ("[a] + [b] * 2 = 0", Comparison("=", Arithmetic("+", A, Arithmetic("*", B, Number(Fraction(2)))), Number(Fraction(0)))),
        ("[a] - [b] - 1 < 0", Comparison("<", Arithmetic("-", Arithmetic("-", A, B), Number(Fraction(1))), Number(Fraction(0)))),
        ("-[a] = 0", Comparison("=", Arithmetic("-", Number(Fraction(0)), A), Number(Fraction(0)))),
        ("sum([a]..[b], [a]) > 0", Comparison(">", Call("sum", (Span(A, B), A)), Number(Fraction(0)))),
        ("[a] is not blank", State(A, "blank", negated=True)),
        ("not present or extra", Either((Not(Field("present")), Field("extra")))),
        ("present and (extra or not extra)", Both((Field("present"), Either((Field("extra"), Not(Field("extra"))))))),
        ("row in ('x', \"y\")", Either((Comparison("=", Field("row"), Text("x")), Comparison("=", Field("row"), Text("y"))))),
        ("row not in ('x')", Both((Comparison("!=", Field("row"), Text("x")),))),
        ("notes = 1", Comparison("=", Field("notes"), Number(Fraction(1)))),
    ],
)
def test_an_expression_is_a_tree(text, tree):
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("each row in applications", Scope("row", (("applications", 12),))),
        ("each cell in 申请,review", Scope("cell", (("申请", 13), ("review", 16)))),
        ("each section", Scope("section")),
        ("report", Scope("report")),
    ],
)
def test_a_scope_names_what_and_where(text, scope):
    assert parse_scope(text) == scope


@pytest.mark.parametrize(
    ("text", "key", "at"),
    [
        ("[a] =", "cut-short", 5),
        ("[a] = 1 1", "syntax", 8),
        ("[a] == 1", "syntax", 5),
        ("[a = 1", "syntax", 0),
        ("[a] is empty", "syntax", 7),
        ("sum([a]..)", "syntax", 9),
        ("1e9 = 1", "syntax", 1),
        ("", "cut-short", 0),
        ("__import__('os')", "syntax", 0),
        ("[a] = " + "1" * LONGEST, "long", LONGEST),
        ("(" * 200 + "[a]" + ")" * 200 + " = " + "-" * 200 + "1", "nested", None),
    ],
)
def test_an_error_tells_its_place(text, key, at):
    with pytest.raises(RuleError) as caught:
        parse(text)
    assert (caught.value.key, caught.value.at) == (key, at)


def test_what_a_check_states_is_its_first_comparison_that_must_hold():
    assert stated(parse("[a] = 1 or [b] = 2")) == parse("[a] = 1")
    assert stated(parse("[a] is not blank or [b] = 2")) == parse("[b] = 2")
    assert stated(parse("not [a] = 1")) is None
    assert stated(parse("[a] != 1")) is None


def test_a_word_that_is_out_of_place_is_told_whole_with_what_may_stand_there():
    with pytest.raises(RuleError) as caught:
        parse("__import__('os').system('x') > 0")
    assert caught.value.details["found"] == "__import__"
    assert caught.value.details["expected"].startswith("[…] 1 ")
