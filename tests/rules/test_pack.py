import re
from pathlib import Path

import pytest

from auditor import rules
from auditor.catalogue.text import texts
from auditor.rules.files import DEEPEST, LARGEST, parse
from auditor.rules.pack import load_pack
from auditor.rules.problem import RuleProblem
from tests.rules.packs import write

GOOD = """
    - rule: SUM-901
      for: each row in review
      check: "[总计] < 100"
      severity: note
      message: "{row}: {actual}"
"""


def broken(**lines):
    """The good rule with lines replaced by key, "" to leave one out."""
    kept = []
    for line in GOOD.splitlines():
        key = line.strip(" -").partition(":")[0]
        kept += [lines.pop(key)] if key in lines else [line]
    return "\n".join([*kept, *lines.values()])


def load(folder, text, name="own.yaml"):
    write(folder, name, text)
    return load_pack([folder])


def test_the_rules_of_a_folder_come_beside_those_that_ship(tmp_path):
    pack = load(tmp_path, GOOD)
    assert pack.problems == ()
    assert pack.rules["SUM-901"].name["zh"] == "SUM-901"
    assert "SUM-101" in pack.rules


def test_a_folder_replaces_a_rule_by_its_code(tmp_path):
    pack = load(tmp_path, broken(rule="    - rule: SUM-101"))
    assert pack.problems == ()
    assert pack.rules["SUM-101"].check == "[总计] < 100"


def test_a_broken_rule_is_told_and_stops_no_other(tmp_path):
    write(tmp_path, "a.yaml", GOOD + broken(rule="    - rule: SUM-902", check='      check: "[总记] < 1"').lstrip("\n"))
    write(tmp_path, "b.yaml", "- [")
    write(tmp_path, "c.yaml", broken(rule="    - rule: SUM-903"))
    pack = load_pack([tmp_path])
    assert {"SUM-101", "SUM-901", "SUM-903"} <= pack.rules.keys()
    assert "SUM-902" not in pack.rules
    assert [(problem.rule, problem.key) for problem in pack.problems] == [("SUM-902", "unknown-column"), ("", "yaml")]


def test_a_problem_shows_the_place_and_what_may_have_been_meant(tmp_path):
    problem = load(tmp_path, broken(check='      check: "[总记] < 100"')).problems[0]
    assert problem.text("en").splitlines() == [
        f"{tmp_path}/own.yaml:3:11: SUM-901: the table review of 2019 has no column “总记”",
        '      check: "[总记] < 100"',
        "              ^",
        "    did you mean “总计”?",
    ]
    assert problem.text("zh").splitlines()[-1] == "    是否指“总计”？"


def test_of_a_long_line_the_place_is_shown(tmp_path):
    check = "[总计] < " + " " * 200 + "[总记]" + " " * 200 + "+ 1"
    _, line, caret, _ = load(tmp_path, broken(check=f'      check: "{check}"')).problems[0].text("en").splitlines()
    assert line.index("[总记]") == len(caret) - 1
    assert len(line) < 250


@pytest.mark.parametrize(
    ("text", "key", "line", "column"),
    [
        (broken(severity="      severity: eror"), "one-of", 4, 13),
        (broken(severity=""), "missing-key", 1, 3),
        (broken(extra="      mesage: x"), "unknown-key", 6, 3),
        (broken(severity="      severty: note"), "unknown-key", 4, 3),
        (broken(rule="    - rule: sum-1"), "no-code", 1, 9),
        (broken(extra="      since: 1950"), "beyond", 6, 10),
        (broken(extra="      since: soon"), "no-number", 6, 10),
        (broken(extra="      forms: 2019"), "no-list", 6, 10),
        (broken(rule="    - rule: [a]"), "value", 1, 9),
        (broken(check="      check: '[总计] <'"), "cut-short", 3, 17),
        (broken(check="      check: '[总计] < 1'\n      check: x"), "key-twice", 4, 3),
        (broken(message="      message: {zh: '{row}', en: '{rows}'}"), "placeholder", 5, 30),
        (broken(message="      message: {zh: '{row}'}"), "missing-key", 5, 12),
        (broken(rule="    - rule: SUM-901\n      <<: *other"), "alias", 2, 7),
        (broken(message="      message: &one '{row}'"), "alias", 5, 12),
        (broken(message="      message: !!python/object:os.system x"), "alias", 5, 12),
        ("a: 1", "not-a-list", 1, 1),
        ("- a\n- 1", "not-a-rule", 1, 3),
        ("- " + "[" * (DEEPEST + 5), "deep", 1, 14),
        ("- {a: 1,\n   b", "yaml", 3, 1),
        ("- \x07", "yaml", 1, 1),
    ],
)
def test_every_fault_has_a_place(tmp_path, text, key, line, column):
    problems = load(tmp_path, text).problems
    assert (problems[0].key, problems[0].line, problems[0].column) == (key, line, column)
    assert problems[0].text("zh")
    assert problems[0].text("en")


def test_a_bomb_of_aliases_is_refused_before_it_grows(tmp_path):
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert [problem.key for problem in load(tmp_path, bomb).problems] == ["alias"]


def test_files_that_are_no_text_or_too_large_are_told(tmp_path):
    (tmp_path / "gb.yaml").write_bytes("- rule: 合计".encode("gb18030"))
    (tmp_path / "large.yaml").write_bytes(b"#" * (LARGEST + 1))
    assert [problem.key for problem in load_pack([tmp_path]).problems] == ["read", "too-large"]


def test_a_code_twice_in_a_folder_is_told_with_the_first_place(tmp_path):
    write(tmp_path, "a.yaml", GOOD)
    write(tmp_path, "b.yaml", GOOD)
    (problem,) = load_pack([tmp_path]).problems
    assert (problem.key, problem.file) == ("code-twice", f"{tmp_path}/b.yaml")
    assert problem.details["file"] == f"{tmp_path}/a.yaml"


def test_nothing_is_a_number_or_a_truth_value_by_its_looks():
    assert parse("- {a: 2019, b: no, c: 1e3, d: }", "x").data == [{"a": "2019", "b": "no", "c": "1e3", "d": ""}]


def test_rules_are_chosen_by_the_beginning_of_their_codes():
    pack = load_pack()
    assert {code[:3] for code in pack.select(["SUM", "BLK-101"]).rules} == {"SUM", "BLK"}
    assert not any(code.startswith("STR") for code in pack.select((), ["STR"]).rules)
    assert pack.select().rules == pack.rules


def test_the_hash_tells_sets_of_rules_apart(tmp_path):
    pack = load_pack()
    assert pack.hash == load_pack().hash
    assert len({pack.hash, pack.select(["SUM"]).hash, load(tmp_path, GOOD).hash}) == 3


def test_what_is_shown_of_a_file_has_no_control_characters():
    problem = RuleProblem("f", 1, 3, "alias", {}, "a\x1b[31m\u202eb")
    assert "\x1b" not in problem.text("en")
    assert "\u202e" not in problem.text("en")


def test_every_error_in_a_rule_has_a_text():
    folder = Path(rules.__file__).parent
    keys = {
        key
        for path in folder.glob("*.py")
        for key in re.findall(r'(?:RuleError|RuleProblem)\([^"\n]*?"([a-z-]+)"', path.read_text())
    }
    assert len(keys) > 30
    assert {f"rule-file.{key}" for key in keys} <= texts().keys()


def test_what_holds_no_rule_is_named_and_no_problem(tmp_path):
    write(tmp_path, "empty.yaml", "")
    write(tmp_path, "remarks.yaml", "# to be written\n")
    (bare := tmp_path / "bare").mkdir()
    pack = load_pack([tmp_path, bare])
    assert pack.problems == ()
    assert pack.empty == (str(tmp_path / "empty.yaml"), str(tmp_path / "remarks.yaml"), str(bare))
