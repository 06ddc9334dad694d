"""``auditor score`` as it is called."""

import json
from typing import NamedTuple

import pytest

from auditor.catalogue.language import use
from auditor.cli.app import app
from tests.writer import report, zeros

WRONG = {("applications", "received", "total"): "4"}  # breaks its row and its column: one cause


class Done(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Calls ``auditor`` in a folder with an audited report."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            app(list(arguments))
        use(None)
        streams = capsys.readouterr()
        return Done(ended.value.code, streams.out, streams.err)

    (tmp_path / "wrong.txt").write_text(report(zeros("2019") | WRONG, "2019", "tab"), encoding="utf-8")
    assert call("audit", "wrong.txt", "--fail-on", "never").exit_code == 0
    return call


def test_a_report_and_its_score(run):
    found = json.loads(run("score", "--format", "json").stdout)
    assert found["query"] == "score --by report"
    assert found["columns"] == ["body", "year", "score"]
    ((_, year, score),) = found["rows"]
    assert (year, found["total"]) == (2019, 1)
    assert 0 < score < 100


def test_a_dismissed_finding_counts_no_more(run):
    before = json.loads(run("score", "--format", "json").stdout)["rows"][0][-1]
    wrong = json.loads(run("query", "findings where severity = error", "--format", "json").stdout)["rows"]
    for row in wrong:
        assert run("query", f'dismiss {row[0]} because "已核实"').exit_code == 0
    after = json.loads(run("score", "--format", "json").stdout)["rows"][0][-1]
    assert after == pytest.approx(before + 10)


def test_who_has_not_filed(run, tmp_path):
    (tmp_path / "roster.csv").write_text("机构\n未报县\n", encoding="utf-8")
    done = run("score", "--roster", "roster.csv", "--lang", "zh")
    assert "未公布报告" in done.stdout
    assert "查无报告的有1项" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--roster", "none.csv"], "none.csv"),
        (["--store", "sqlite:///none.db"], "none.db"),
        (["--output", "no/such/dir.csv"], "dir.csv"),
    ],
)
def test_what_cannot_be_done_ends_with_2(run, arguments, said):
    done = run("score", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr
