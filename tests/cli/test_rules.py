"""``auditor rules`` as people call it."""

import json
import re

import pytest

from auditor.catalogue.language import use
from auditor.cli.app import app
from auditor.cli.rules_commands import rules_app
from auditor.rules.pack import load_pack
from auditor.rules.scaffold import scaffold

PACK = load_pack()
EDITED = re.sub(r"<([^<>\n]+)>", r"\1", scaffold("VAL-901"))


@pytest.fixture
def run(capsys, monkeypatch):
    monkeypatch.setenv("AUDITOR_LANG", "en")

    def called(*arguments):
        with pytest.raises(SystemExit) as ended:
            app(["rules", *map(str, arguments)])
        use(None)
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return called


@pytest.mark.parametrize("command", [one.name for one in rules_app.registered_commands])
@pytest.mark.parametrize(("lang", "example"), [("zh", "例："), ("en", "Examples:")])
def test_every_command_has_help_with_an_example_in_both_languages(run, command, lang, example):
    code, told, _ = run(command, "--lang", lang, "--help")
    assert code == 0
    assert example in told
    assert f"  auditor rules {command}" in told
    assert "cli." not in told


def test_the_list_is_one_document(run):
    code, out, _ = run("list", "--family", "sum,DAT", "--severity", "error", "--format", "json")
    document = json.loads(out)
    assert code == 0
    assert document["query"] == "family=SUM,DAT severity=error"
    assert document["columns"] == ["code", "name", "family", "severity", "status", "tags", "pack"]
    assert document["total"] == len(document["rows"]) == 6
    assert document["rows"][0] == ["DAT-104", "government's report is late", "DAT", "error", "stable", "deadline", "national"]


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        (("--status", "preview"), ["VAL-118"]),
        (("--tag", "period"), ["DAT-101", "DAT-102", "DAT-103"]),
        (("--family", "XYZ"), []),
    ],
)
def test_the_list_is_filtered(run, options, codes):
    out = run("list", *options)[1]
    assert [line.split()[0] for line in out.splitlines()[1:]] == codes


def test_a_rule_is_shown_in_the_readers_language(run):
    zh, en = run("show", "sum-101", "--lang", "zh")[1], run("show", "SUM-101", "--lang", "en")[1]
    assert "每一行的总计等于自然人与五类法人或其他组织之和" in zh
    assert "可能的误报" in zh
    assert "When it may be wrong" in en
    assert json.loads(run("show", "SUM-101", "--format", "json")[1])["check"] == "[总计] = sum([自然人]..[其他])"


def test_a_code_that_is_not_there_ends_the_run_with_a_suggestion(run):
    code, out, err = run("show", "SUM-110")
    assert (code, out) == (2, "")
    assert "did you mean SUM-1" in err


def test_the_rules_that_ship_pass_their_tests_and_lint(run):
    code, out, err = run("test")
    assert (code, out) == (0, "")
    assert f"rules {len(PACK.rules)}, " in err
    code, out, _ = run("lint", "--format", "json")
    assert code == 0
    assert not any(one["fault"] for one in json.loads(out))


def test_a_new_rule_is_linted_edited_and_sound(run, tmp_path):
    file = tmp_path / "own" / "own.yaml"
    assert run("new", "val-901", "--file", file)[0] == 0
    code, out, _ = run("lint", file)
    assert code == 1
    assert f"{file}:2:9: VAL-901: “<名称>” is still to be filled in" in out
    file.write_text(EDITED, encoding="utf-8")
    assert run("lint", file)[0] == run("test", file)[0] == 0


def test_a_second_rule_is_put_behind_the_first(run, tmp_path):
    file = tmp_path / "own.yaml"
    assert [run("new", code, "--file", file)[0] for code in ("VAL-901", "VAL-902", "VAL-901")] == [0, 0, 2]
    assert load_pack([file]).rules.keys() - PACK.rules.keys() == {"VAL-901", "VAL-902"}


def test_an_example_that_is_not_as_it_says_is_told_with_its_place(run, tmp_path):
    file = tmp_path / "own.yaml"
    file.write_text(EDITED.replace("expect: [一]", "expect: [二]"), encoding="utf-8")
    code, out, _ = run("test", tmp_path)
    assert code == 1
    assert f"{file}:15:36: VAL-901: on the form of 2019 this should flag 二, it flags 一" in out


def test_a_broken_file_is_told_and_fails_the_run(run, tmp_path):
    (tmp_path / "own.yaml").write_text(EDITED.replace("[总计]", "[总记]", 1), encoding="utf-8")
    for command in ("test", "lint"):
        code, _, err = run(command, tmp_path)
        assert code == 1
        assert "did you mean “总计”?" in err
    assert run("list", "--rules", tmp_path)[0] == 3


@pytest.mark.parametrize("command", ["lint", "test"])
def test_a_path_that_is_not_there_ends_the_run(run, tmp_path, command):
    assert run(command, tmp_path / "none")[0] == 2


def test_a_code_must_look_like_one(run):
    assert run("new", "rule1")[0] == 2
    assert run("new", "SUM-101")[0] == 2


def test_the_schema_is_json(run):
    assert "$defs" in json.loads(run("schema")[1])


def test_pages_are_written(run, tmp_path):
    assert run("docs", tmp_path / "pages")[0] == 0
    assert (tmp_path / "pages" / "SUM-101.md").exists()


def test_a_file_without_rules_is_told(run, tmp_path):
    (tmp_path / "empty.yaml").touch()
    code, out, err = run("lint", tmp_path)
    assert (code, out) == (0, "")
    assert "empty.yaml: no rule in it" in err
