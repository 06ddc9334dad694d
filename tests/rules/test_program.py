import pytest

from auditor.rules import program
from auditor.rules.problem import RuleError
from auditor.rules.program import Program, bind, fnv1a
from tests.rules.packs import rule


@pytest.mark.parametrize(
    ("changed", "path", "key", "meant"),
    [
        ({"check": "[总记] = 1"}, ("check",), "unknown-column", "总计"),
        (
            {"scope": "each column in applications", "check": "[结转下年继续办理] = 1"},
            ("check",),
            "unknown-row",
            "结转下年度继续办理",
        ),
        ({"check": "[总计] = sum([自然])"}, ("check",), "unknown-column", "自然人"),
        ({"check": "[总计] = sum([总计]..[自然人])"}, ("check",), "backwards", None),
        ({"scope": "each column in applications", "check": "[三（三）] = 1"}, ("check",), "several", None),
        ({"check": "[总计] * [自然人] = 1"}, ("check",), "product", None),
        ({"check": "1 / [总计] = 1 / [自然人]"}, ("check",), "product", None),
        ({"check": "[总计] / [自然人] = [其他]"}, ("check",), "product", None),
        ({"check": "abs([总计], [自然人]) = 1"}, ("check",), "one-number", None),
        ({"check": "count([总计], 1) = 1"}, ("check",), "count-cells", None),
        ({"check": "[总计] matches '('"}, ("check",), "pattern", None),
        ({"check": "[总计] matches '(a+)+'"}, ("check",), "pattern-refused", None),
        ({"check": "[总计] matches '(?=a)'"}, ("check",), "pattern-refused", None),
        ({"check": "[总计] matches '.*.*.*.*'"}, ("check",), "pattern-repeats", None),
        ({"check": "sum([总计]) has '1'"}, ("check",), "not-searched", None),
        ({"check": "presnt has '1'"}, ("check",), "unknown-field", "present"),
        ({"layouts": ["tabb"]}, ("layouts", 0), "one-of", "tab"),
        ({"check": "[总计] / 0 = 1"}, ("check",), "by-zero", None),
        ({"check": "[总计] = 'x'"}, ("check",), "not-a-text", None),
        ({"check": "row < 'x'"}, ("check",), "not-a-text", None),
        ({"check": "[总计]"}, ("check",), "not-a-truth", None),
        ({"check": "[总计] = (1 = 1)"}, ("check",), "not-a-number", None),
        ({"check": "row is blank"}, ("check",), "not-a-cell", None),
        ({"check": "presnt"}, ("check",), "unknown-field", "present"),
        ({"check": "value > 0"}, ("check",), "unknown-field", None),
        ({"check": "summ([总计]) = 1"}, ("check",), "unknown-function", "sum"),
        ({"check": "[总计] * 99999 = 1"}, ("check",), "too-precise", None),
        ({"check": "row = '本年新收'"}, ("check",), "unknown-row", None),
        ({"check": " or ".join(["([总计] = 1 and [自然人] = 1)"] * 7)}, ("check",), "too-many-cases", None),
        ({"when": "[总计"}, ("when",), "syntax", None),
        ({"at": "[总计] = 1"}, ("at",), "character", None),
        ({"scope": "each row"}, ("for",), "scope-needs-table", None),
        ({"scope": "each row in aplications"}, ("for",), "scope-table", "applications"),
        ({"scope": "each section in review", "check": "present"}, ("for",), "scope-no-table", None),
        ({"scope": "each line in review"}, ("for",), "syntax", None),
        ({"scope": "report", "check": "[总计] = 1"}, ("check",), "no-cells", None),
        ({"scope": "each row in disclosure", "forms": ["2014"], "check": "present"}, ("for",), "no-form", None),
        ({"message": "{colum}"}, ("message", "zh"), "placeholder", "column"),
        ({"message": "{row.__class__}"}, ("message", "zh"), "placeholder", None),
        ({"message": "{row!r}"}, ("message", "zh"), "placeholder", None),
        ({"message": {"zh": "{row}", "en": "{row"}}, ("message", "en"), "braces", None),
    ],
)
def test_what_the_engine_could_not_do_is_refused_with_its_place(changed, path, key, meant):
    made = Program()
    with pytest.raises(RuleError) as caught:
        made.add(rule(**changed))
    assert (caught.value.path, caught.value.key) == (path, key)
    if meant:
        assert caught.value.details["meant"] == meant
    assert made == Program()


def test_a_rule_is_bound_once_for_each_form_and_for_cells_each_column():
    assert [bound.target.kind for bound in bind(rule())] == ["row/applications/2019", "row/applications/2021"]
    cells = list(bind(rule(scope="each cell in review", check="value >= 0", forms=["2021"])))
    assert [bound.target.column for bound in cells] == ["upheld", "corrected", "other", "pending", "total"]


def test_a_case_is_flat_and_guards_every_field_that_it_uses():
    made = Program()
    made.add(rule(check="[总计] = [自然人] + 1", forms=["2019"]))
    assert made.cases == [
        (
            0,
            [
                {"kind": "row/applications/2019"},
                {"$ex": {"v0": 1}},
                {"$ex": {"v6": 1}},
                {"$neq": {"_": {"$sub": {"$l": {"$add": {"$l": 10001, "$r": {"$m": "v0"}}}, "$r": {"$m": "v6"}}}}},
            ],
        )
    ]


def test_a_check_that_cannot_fail_in_a_column_costs_nothing_there():
    made = Program()
    made.add(rule(scope="each cell in review", check="column != 'total' or value = 1", forms=["2019"]))
    assert [made.bounds[bound].target.column for bound, _ in made.cases] == ["total"]


def test_names_are_told_apart_by_the_hash_of_the_engine(monkeypatch):
    assert fnv1a("foobar") == 0xBF9CF968
    monkeypatch.setattr(program, "fnv1a", lambda name: 1 if name in ("v0", "v6") else hash(name))
    with pytest.raises(RuleError) as caught:
        Program().add(rule(check="[总计] = [自然人]"))
    assert caught.value.key == "collision"
