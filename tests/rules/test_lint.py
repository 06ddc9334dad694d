"""What is proved of a rule before it may ship."""

import pytest

from auditor.rules.examples import alone
from auditor.rules.lint import lint
from auditor.rules.mutation import mutations
from auditor.rules.pack import Pack, load_pack
from auditor.rules.scaffold import scaffold
from tests.rules.packs import pack, rule, write

SOUND = {
    "rule": "SUM-101",
    "name": {"zh": "行合计", "en": "row total"},
    "check": "[总计] = sum([自然人]..[其他])",
    "blank": "zero",
    "message": {"zh": "{row}不符", "en": "{row} is off"},
    "why": {"zh": "应当相等", "en": "they must be equal"},
    "basis": {"document": "国办公开办函〔2019〕60号"},
    "examples": [{"set": {"一/总计": "99"}, "expect": ["一"]}, {"expect": []}],
}


def faults(*rules, codes=None):
    made = pack(*rules)
    return [(one.problem.rule, one.problem.key) for one in lint(made, codes or list(made.rules)) if one.fault]


def remarks(*rules):
    made = pack(*rules)
    return [one.problem.key for one in lint(made, list(made.rules)) if not one.fault]


def test_a_sound_rule_has_no_fault():
    assert faults(rule(**SOUND)) == []


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"basis": None}, "lint-no-basis"),
        ({"why": None}, "lint-no-why"),
        ({"message": "{row}"}, "lint-one-language"),
        ({"name": None}, "lint-one-language"),
        ({"why": {"zh": "<理由>", "en": "because"}}, "lint-unedited"),
        ({"basis": {"document": "<文件>"}}, "lint-unedited"),
        ({"examples": [{"expect": []}]}, "lint-no-flagged"),
        ({"examples": SOUND["examples"][:1]}, "lint-no-passed"),
        ({"examples": [*SOUND["examples"], {"set": {"二/总计": "99"}, "expect": []}]}, "lint-example"),
        ({"examples": [*SOUND["examples"], {"set": {"二十/总计": "99"}, "expect": []}]}, "unknown-row"),
        ({"replaced_by": "SUM-102"}, "lint-replaced-by"),
        ({"replaces": ["BLK-101"]}, "unknown-rule"),
    ],
)
def test_a_fault_is_told(changed, key):
    assert ("SUM-101", key) in faults(rule(**SOUND | changed))


def test_a_sites_own_rule_needs_no_basis():
    assert faults(rule(**SOUND | {"rule": "SUM-901", "basis": None})) == []


def test_a_rule_that_can_never_fire_is_told():
    assert ("SUM-101", "lint-never") in faults(rule(**SOUND | {"scope": "each cell in review", "check": "column = column"}))


def test_a_sum_that_does_not_see_a_cell_is_told():
    blind = rule(**SOUND | {"check": "[总计] = sum([自然人]..[其他]) - [自然人]"})
    unseen = [sum(cell.endswith("/自然人") for cell in one.unseen) for one in mutations(blind, alone(blind))]
    assert unseen == [23, 25]
    assert ("SUM-101", "lint-unseen") in faults(blind)


def test_every_cell_of_a_sum_is_seen():
    sound = rule(**SOUND)
    assert [(one.form, one.changed, one.unseen) for one in mutations(sound, alone(sound))] == [
        ("2019", 161, ()),
        ("2021", 175, ()),
    ]


def test_what_another_rule_does_not_see_is_a_remark():
    limit = rule(
        **SOUND | {"check": "[总计] < 10000", "examples": [{"set": {"一/总计": "10000"}, "expect": ["一"]}, {"expect": []}]}
    )
    assert faults(limit) == []
    assert remarks(limit) == ["lint-unseen-all"] * 2


def test_an_equation_that_follows_from_others_is_told():
    again = rule(**SOUND | {"rule": "SUM-901", "check": "[总计] - [自然人] = sum([商业企业]..[其他])"})
    assert faults(rule(**SOUND), again) == [("SUM-901", "lint-implied")] * 2


def test_equations_that_contradict_one_another_are_told():
    other = rule(**SOUND | {"rule": "SUM-901", "check": "[总计] = sum([自然人]..[其他]) + 1", "examples": []})
    found = faults(rule(**SOUND), other, codes=["SUM-901"])
    assert found.count(("SUM-901", "lint-contradiction")) == 23 + 25


def test_a_scaffold_is_sound_once_its_words_are_found(tmp_path):
    write(tmp_path, "own.yaml", scaffold("SUM-901"))
    before = load_pack([tmp_path])
    assert before.problems == ()
    assert {one.problem.key for one in lint(before, ["SUM-901"]) if one.fault} == {"lint-unedited"}
    text = scaffold("SUM-901")
    for word, said in {
        "<名称>": "名",
        "<name>": "name",
        "<文件>": "文",
        "<条目>": "条",
        "<为什么要查>": "因",
        "<why it is checked>": "so",
    }.items():
        text = text.replace(word, said)
    write(tmp_path, "own.yaml", text)
    assert [one.problem.key for one in lint(load_pack([tmp_path]), ["SUM-901"]) if one.fault] == []


def test_a_fault_has_its_place_in_the_file(tmp_path):
    write(tmp_path, "own.yaml", scaffold("SUM-901"))
    made = load_pack([tmp_path])
    first = next(one.problem for one in lint(made, ["SUM-901"]))
    assert (first.file, first.line, first.column) == (f"{tmp_path}/own.yaml", 2, 9)


def test_a_draft_states_no_equation():
    draft = rule(**SOUND | {"rule": "SUM-901", "status": "draft"})
    assert faults(rule(**SOUND), draft) == []
    assert isinstance(alone(draft), Pack)
