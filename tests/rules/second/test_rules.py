"""Rules of the second stage as authors write them: what is refused, and where."""

import pytest

from auditor.rules.check import check
from auditor.rules.clean import clean
from auditor.rules.pack import load_pack
from auditor.rules.second.conclude import grade
from tests.rules.packs import write


def load(tmp_path, text):
    write(tmp_path, "own.yaml", text)
    return load_pack([tmp_path])


def rule(*lines, scope="each finding"):
    return "\n".join(("- second: own", "  name: 例", f"  for: {scope}", *(f"  {line}" for line in lines))) + "\n"


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (rule("then: {status: gone}"), 4, "one-of"),
        (rule("then: {status: dropped, cause: x}"), 4, "value"),
        (rule("then: {}"), 4, "value"),
        (rule("then: {grade: A}"), 1, "value"),
        (rule("then: {status: dropped}", scope="report"), 1, "value"),
        (rule("then: {grade: very good}", scope="report"), 4, "value"),
        (rule("follows: [SUM-101]", "then: {grade: A}", scope="report"), 1, "value"),
        (rule("then: {status: dropped}", scope="each row"), 3, "one-of"),
        (rule("when: codes = 'SUM-101'", "then: {status: dropped}"), 4, "not-a-text"),
        (rule("when: errors = 0", "then: {status: dropped}"), 4, "unknown-field"),
        (rule("when: code =", "then: {status: dropped}"), 4, "cut-short"),
        (rule("when: '[总计] = 1'", "then: {status: dropped}"), 4, "no-cells"),
        (rule("follows: [SUM-199]", "then: {status: dropped}"), 4, "unknown-rule"),
        (rule("then: {cause: '{rows}'}"), 4, "placeholder"),
        (rule("then: {cause: '{'}"), 4, "braces"),
        (rule("whn: waived", "then: {status: dropped}"), 4, "unknown-key"),
        (rule("why: 例"), 1, "missing-key"),
        (rule("then: {cause: x}") * 2, 5, "code-twice"),
    ],
)
def test_a_faulty_rule_is_told_with_its_line_and_the_others_run(tmp_path, text, line, key):
    loaded = load(tmp_path, text)
    assert [(one.key, one.line, one.rule) for one in loaded.problems] == [(key, line, "own")]
    assert {one.key for one in loaded.second} >= {"wrong-cell", "waived", "grade-a"}
    assert loaded.problems[0].text("zh") != loaded.problems[0].text("en")
    assert check(clean("2019"), loaded) == []


def test_a_later_folder_replaces_a_rule_of_the_same_key_in_its_place(tmp_path):
    loaded = load(tmp_path, rule("then: {grade: S}", scope="report").replace("own", "grade-a"))
    assert loaded.problems == ()
    assert [one.key for one in loaded.second] == [one.key for one in load_pack().second]
    assert grade(clean("2019"), [], loaded).then.grade == "S"


def test_rules_of_both_stages_may_share_a_file(tmp_path):
    first = "- {rule: SUM-901, for: report, check: year = 1, severity: note, message: x}\n"
    loaded = load(tmp_path, first + rule("follows: [SUM-901]", "then: {cause: x}"))
    assert loaded.problems == ()
    assert ("SUM-901" in loaded.rules, loaded.second[-1].key) == (True, "own")


def test_selecting_rules_keeps_the_second_stage_and_a_changed_one_is_another_rule_set(tmp_path):
    shipped, changed = load_pack(), load(tmp_path, rule("then: {cause: x}"))
    assert shipped.select(["SUM"]).second == shipped.second
    assert shipped.hash != changed.hash


def test_every_shipped_rule_has_a_name_in_both_languages():
    assert all(one.name.zh != one.name.en for one in load_pack().second)
