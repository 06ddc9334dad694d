"""``auditor audit`` with what people settled before: waivers, a baseline; and its formats for programs."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from auditor.catalogue.language import use
from auditor.cli.app import app
from tests.writer import report, zeros

TOTAL = ("applications", "received", "total")
WRONG = report(zeros("2019") | {TOTAL: "9"}, "2019", "tab")
WORSE = report(zeros("2019") | {TOTAL: "9", ("applications", "granted", "total"): "8"}, "2019", "tab")


@pytest.fixture
def auditor(tmp_path, monkeypatch, capsys):
    """Runs ``auditor audit`` in a folder with one report; gives its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITOR_LANG", "en")
    Path("a.txt").write_text(WRONG, encoding="utf-8")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            app(["audit", "a.txt", *arguments])
        return ended.value.code, *capsys.readouterr()

    yield run
    use(None)


def waive(*lines):
    Path("waivers.toml").write_text("\n".join(("[[waiver]]", *lines)) + "\n", encoding="utf-8")


def statuses(out):
    return {one["rule"]: one["status"] for one in json.loads(out)["reports"][0]["findings"]}


def test_a_waived_finding_fails_no_run_and_is_told_as_waived(auditor):
    assert auditor()[0] == 1
    waive('rule = "SUM"', 'reason = "checked"')
    code, out, err = auditor("--format", "json")
    assert (code, statuses(out)["SUM-101"]) == (0, "waived")
    assert "waivers.toml" not in err
    code, out, _ = auditor()
    assert code == 0
    assert "[waived: checked]" in out


def test_no_waivers_shows_and_counts_everything(auditor):
    waive('rule = "SUM"', "year = true")
    code, out, err = auditor("--no-waivers", "--format", "json")
    assert (code, statuses(out)["SUM-101"]) == (1, "open")
    assert "waivers.toml" not in err


def test_an_expired_and_an_unused_waiver_are_told(auditor):
    waive('rule = "SUM"', "until = 2020-01-31", "", "[[waiver]]", 'rule = "REG"')
    code, _, err = auditor()
    assert code == 1
    assert "waivers.toml:1: this waiver expired on 2020-01-31" in err
    assert "waivers.toml:5: this waiver was not used" in err


def test_a_waiver_of_rules_that_were_not_asked_for_is_not_called_unused(auditor):
    waive('rule = "SUM"')
    assert "waivers.toml" not in auditor("--select", "BLK")[2]


def test_an_error_in_the_waivers_is_exit_code_2_with_file_and_line(auditor):
    waive("year = true", 'rules = "SUM"')
    code, out, err = auditor()
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == "waivers.toml:2: “year” is a whole number"
    assert err.splitlines()[1].startswith("waivers.toml:3: waivers have no key “rules”")


def test_beside_a_baseline_only_what_is_new_is_shown_and_counts(auditor):
    assert auditor("--format", "json", "--output", "old.json")[0] == 1
    code, out, _ = auditor("--baseline", "old.json", "--format", "json")
    assert (code, json.loads(out)["reports"][0]["findings"]) == (0, [])
    Path("a.txt").write_text(WORSE, encoding="utf-8")
    code, out, _ = auditor("--baseline", "old.json", "--format", "json")
    found = json.loads(out)["reports"][0]["findings"]
    assert code == 1
    assert {(one["rule"], one["row"]) for one in found} >= {("SUM-101", "granted")}
    assert ("SUM-101", "received") not in {(one["rule"], one["row"]) for one in found}


@pytest.mark.parametrize("content", [None, "{}", "not json"])
def test_what_is_no_baseline_is_exit_code_2(auditor, content):
    if content is not None:
        Path("old.json").write_text(content, encoding="utf-8")
    code, out, err = auditor("--baseline", "old.json")
    assert (code, out) == (2, "")
    assert "old.json" in err


@pytest.mark.parametrize("format_", ["jsonl", "csv", "sarif", "github"])
def test_formats_for_programs_say_the_same_as_json(auditor, format_):
    ids = {one["id"]: one["rule"] for one in json.loads(auditor("--format", "json")[1])["reports"][0]["findings"]}
    code, out, _ = auditor("--format", format_)
    assert code == 1
    if format_ == "jsonl":
        assert {one["id"]: one["rule"] for line in out.splitlines() for one in json.loads(line)["findings"]} == ids
    elif format_ == "csv":
        assert {one["id"]: one["rule"] for one in csv.DictReader(StringIO(out))} == ids
    elif format_ == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        assert {one["partialFingerprints"]["auditorFindingId/v1"]: one["ruleId"] for one in results} == ids
    else:
        assert sorted(line.partition("title=")[2].partition("::")[0] for line in out.splitlines()) == sorted(ids.values())
