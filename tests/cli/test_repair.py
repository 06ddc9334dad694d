"""``auditor repair`` as it is run."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from auditor.catalogue.language import use
from auditor.cli.app import app
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from auditor.store.open import RunInfo, open_store
from tests.writer import report, zeros

WRONG = {
    ("applications", "received", "person"): "70",
    ("applications", "received", "total"): "7",
    ("applications", "carried_out", "person"): "7",
    ("applications", "carried_out", "total"): "7",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    use("zh")
    Path("错.txt").write_text(report(zeros("2019") | WRONG, "2019", "tab"), encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, list(arguments))


@pytest.fixture
def finding(run):
    """The finding on the sum of row 一, in the store of the working directory."""
    pack, path = load_pack().select(["SUM"]), Path("错.txt")
    read = read_report(str(path), path.read_bytes())
    findings = check(read, pack)
    with open_store("sqlite:///auditor.db") as store:
        store.save([(read, findings)], RunInfo("1", pack.hash))
    return next(one for one in findings if one.rule == "SUM-101")


def test_json_has_the_solutions_of_both_readings_of_blanks(run):
    result = run("repair", "错.txt", "--format", "json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    cell = {"table": "applications", "row": "received", "column": "person", "from": 70, "to": 7}
    assert [one["cells"] for one in document["solutions"]] == [[cell]]
    assert [one["reasons"] for one in document["solutions"]] == [["tenfold"]]
    assert (document["size"], document["unique"], document["complete"]) == (1, True, True)
    assert document["blank_unknown"] == {key: value for key, value in document.items() if key != "blank_unknown"}


def test_text_draws_the_table_before_and_after_and_does_not_claim_to_know(run):
    told = run("repair", "错.txt").stdout
    assert "70 → 7" in next(line for line in told.splitlines() if line.startswith("一、本年新收"))
    assert "多写或少写一个0" in told
    assert "使之成立：SUM-103  申请 / 自然人" in told
    assert told.rstrip().endswith("不等于真实情况")


def test_a_stored_report_is_named_by_a_finding_or_by_its_hash(run, finding):
    by_file = run("repair", "错.txt").stdout
    assert run("repair", finding.id).stdout == by_file
    assert run("repair", sha256(Path("错.txt").read_bytes()).hexdigest()[:8]).stdout == by_file


def test_what_is_not_there_ends_with_2_and_what_is_no_report_with_3(run, finding):
    assert run("repair", "nowhere").exit_code == 2
    Path("空.txt").write_text("", encoding="utf-8")
    assert run("repair", "空.txt").exit_code == 3


def test_a_question_in_the_query_language_has_the_same_answer(run, finding):
    rows = dict(json.loads(run("query", f"修复 {finding.id}", "--format", "json").stdout)["rows"])
    assert "70 → 7" in rows["way"]
    assert "不等于真实情况" in rows["caveat"]
    why = dict(json.loads(run("query", f"为什么 {finding.id}", "--format", "json").stdout)["rows"])
    assert "70 → 7" in why["repair"]
