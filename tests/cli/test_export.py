"""``auditor export`` as it is called."""

import pytest

from tests.cli.test_score import run  # noqa: F401 - a fixture


@pytest.mark.parametrize("target", ["html", "xlsx", "csv", "json", "jsonl", "sarif", "github", "text"])
def test_every_format_is_one_file(run, tmp_path, target):  # noqa: F811
    assert run("export", "--format", target, "--output", f"out.{target}").exit_code == 0
    assert (tmp_path / f"out.{target}").stat().st_size > 0
    assert not list(tmp_path.glob(".out*"))


@pytest.mark.parametrize("target", ["letters", "parquet"])
def test_folders_are_new_or_empty(run, tmp_path, target):  # noqa: F811
    assert run("export", "--format", target, "--output", "out").exit_code == 0
    assert list((tmp_path / "out").iterdir())
    again = run("export", "--format", target, "--output", "out")
    assert again.exit_code == 2
    assert "out" in again.stderr


def test_a_workbook_needs_a_file(run):  # noqa: F811
    done = run("export", "--format", "xlsx")
    assert (done.exit_code, done.stdout) == (2, "")


def test_what_is_exported_is_what_was_audited(run, tmp_path):  # noqa: F811
    run("export", "--format", "json", "--output", "out.json")
    run("audit", "wrong.txt", "--format", "json", "--output", "audit.json", "--fail-on", "never")
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == (tmp_path / "audit.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("target", ["html", "xlsx"])
def test_an_audit_writes_them_too(run, tmp_path, target):  # noqa: F811
    assert run("audit", "wrong.txt", "--format", target, "--output", f"out.{target}", "--fail-on", "never").exit_code == 0
    assert (tmp_path / f"out.{target}").stat().st_size > 0
