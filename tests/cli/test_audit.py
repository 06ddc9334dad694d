import json
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest

from auditor.batch import workers
from auditor.batch.crew import Alone
from auditor.catalogue.language import use
from auditor.cli.app import app
from tests.writer import report, zeros

CLEAN = report(zeros("2019"), "2019", "tab")
WRONG = report(zeros("2019") | {("applications", "received", "total"): "9"}, "2019", "tab")
BLANK = report(zeros("2019") | {("applications", "granted", "company"): ""}, "2019", "tab")
OUTSIDE = {"CLEAN": CLEAN, "WRONG": WRONG, "BLANK": BLANK, "EMPTY": "", "STRANGER": "今天天气很好。\n"}


@pytest.fixture
def auditor(tmp_path, monkeypatch, capsys):
    """Runs ``auditor audit`` in an empty folder; gives its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITOR_LANG", "en")
    for name, text in OUTSIDE.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            app(["audit", *arguments])
        return ended.value.code, *capsys.readouterr()

    yield run
    use(None)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("CLEAN.txt", 0),
        ("WRONG.txt", 1),
        ("BLANK.txt", 0),
        ("BLANK.txt --fail-on warning", 1),
        ("WRONG.txt --fail-on never", 0),
        ("WRONG.txt --ignore SUM", 0),
        ("WRONG.txt --select BLK,STR", 0),
        ("EMPTY.txt", 3),
        ("STRANGER.txt", 3),
        ("CLEAN.txt EMPTY.txt", 3),
        ("WRONG.txt EMPTY.txt", 1),
        ("WRONG.txt EMPTY.txt --fail-on never", 3),
    ],
)
def test_exit_codes_say_what_was_found_and_what_was_not_read(auditor, arguments, code):
    assert auditor(*arguments.split())[0] == code


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        ("nowhere.txt", "no such file or folder: nowhere.txt"),
        ("CLEAN.txt --rules nowhere", "no such file or folder: nowhere"),
        ("CLEAN.txt --store mongodb://x", "mongodb"),
        ("CLEAN.txt --store sqlite:///nowhere/a.db", "nowhere/a.db"),
        ("CLEAN.txt --store sqlite:///CLEAN.txt", "CLEAN.txt"),
        ("CLEAN.txt --select SUMS", "no rule starts with “SUMS”"),
        ("CLEAN.txt --output nowhere/a.json", "nowhere/a.json"),
        ("CLEAN.txt --output .", "cannot write"),
        ("CLEAN.txt --format yaml", "--format"),
        ("CLEAN.txt --fail-on sometimes", "--fail-on"),
        ("CLEAN.txt --nonsense", "--nonsense"),
        ("CLEAN.txt --jobs 0", "--jobs"),
        ("", "PATH"),
    ],
)
def test_what_cannot_be_run_is_exit_code_2_and_says_why_on_standard_error(auditor, arguments, word):
    code, out, err = auditor(*arguments.split())
    assert (code, out) == (2, "")
    assert word in err


def test_a_missing_path_is_told_before_a_store_is_made(auditor):
    auditor("CLEAN.txt", "nowhere.txt")
    assert not Path("auditor.db").exists()


def test_the_store_is_auditor_db_in_the_working_folder_unless_named(auditor):
    auditor("CLEAN.txt")
    assert Path("auditor.db").exists()
    auditor("CLEAN.txt", "--store", "sqlite:///other.db")
    assert Path("other.db").exists()


def test_data_goes_to_standard_output_and_the_rest_to_standard_error(auditor):
    Path("STRANGER.txt").unlink()
    Path("README.md").write_text("about\n", encoding="utf-8")
    _, out, err = auditor(".", "--format", "json")
    assert [one["source"] for one in json.loads(out)["reports"]] == ["BLANK.txt", "CLEAN.txt", "EMPTY.txt", "WRONG.txt"]
    assert err.startswith("skipped README.md: a readme\nfiles: 4; read 3, partly 0, declined 0, unreadable 1\n")


def test_reports_of_bodies_that_are_in_no_known_region_are_counted(auditor):
    Path("KNOWN.txt").write_text(CLEAN.replace("青石县", "缙云县"), encoding="utf-8")
    assert auditor("CLEAN.txt", "BLANK.txt", "EMPTY.txt")[2].endswith("or its region could not be told: 2\n")
    assert "could not be told" not in auditor("KNOWN.txt")[2]


def test_messages_are_in_the_language_that_is_asked_for(auditor):
    assert "错误" in auditor("WRONG.txt", "--lang", "zh")[1]
    use(None)
    assert "error" in auditor("WRONG.txt")[1]


def test_output_takes_its_name_only_when_all_of_it_is_written(auditor):
    found = Path("found.json")
    found.write_text("old", encoding="utf-8")
    code, _, _ = auditor("nowhere.txt", "--format", "json", "--output", "found.json")
    assert (code, found.read_text(encoding="utf-8")) == (2, "old")
    before = set(Path().iterdir())
    code, out, _ = auditor("WRONG.txt", "--format", "json", "--output", "found.json", "--store", "sqlite://")
    assert (code, out) == (1, "")
    assert json.loads(found.read_text(encoding="utf-8"))["reports"][0]["source"] == "WRONG.txt"
    assert set(Path().iterdir()) == before


def test_auditing_again_finds_the_same_under_the_same_ids(auditor):
    ids = []
    for _ in range(2):
        _, out, _ = auditor("WRONG.txt", "--format", "json")
        ids.append([one["id"] for one in json.loads(out)["reports"][0]["findings"]])
    assert ids[0] == ids[1] != []


def test_a_broken_rule_is_told_and_makes_the_run_incomplete(auditor, tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "own.yaml").write_text("- rule: SUM-900\n  check: [\n", encoding="utf-8")
    code, out, err = auditor("CLEAN.txt", "--rules", "own", "--format", "json")
    assert code == 3
    assert "own.yaml" in err
    assert len(json.loads(out)["reports"]) == 1


def test_what_several_processes_find_is_what_one_finds(auditor):
    arguments = (".", "--format", "json", "--store", "sqlite://")
    alone = auditor(*arguments)
    assert auditor(*arguments, "--jobs", "2") == alone
    assert len(json.loads(alone[1])["reports"]) == len(OUTSIDE)


def test_a_run_that_goes_on_tells_every_file(auditor, monkeypatch):
    first = auditor(".", "--format", "json")
    assert auditor(".", "--format", "json", "--resume")[:2] == first[:2]
    monkeypatch.setattr("auditor.batch.work.read_report", None)  # nothing that was read is read again
    code, out, _ = auditor("WRONG.txt", "BLANK.txt", "--format", "json", "--resume")
    assert (code, [one["reading"] for one in json.loads(out)["reports"]]) == (1, ["read", "read"])


@pytest.mark.parametrize(("content", "asked"), [(CLEAN.encode(), []), (b"%PDF-1.4", [1]), (b"0\n" * (1 << 18), [1])])
def test_a_file_alone_that_may_take_long_is_given_to_a_worker_which_has_a_time_limit(auditor, monkeypatch, content, asked):
    found = []
    monkeypatch.setattr(workers, "Workers", lambda setting, count: found.append(count) or Alone(setting))
    Path("alone").write_bytes(content)
    auditor("alone")
    assert found == asked


def test_archives_are_audited(auditor):
    with zipfile.ZipFile("many.zip", "w") as archive:
        archive.writestr("县/WRONG.txt", WRONG)
    code, out, _ = auditor("many.zip", "--format", "json")
    assert (code, [one["source"] for one in json.loads(out)["reports"]]) == (1, ["many.zip!/县/WRONG.txt"])


def test_an_interruption_ends_the_run_and_says_how_it_goes_on(auditor, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("auditor.batch.work.read_report", interrupt)
    code, out, err = auditor("CLEAN.txt")
    assert (code, out) == (130, "")
    assert "--resume" in err


def test_a_store_that_another_program_writes_to_is_told(auditor, monkeypatch):
    auditor("CLEAN.txt")
    monkeypatch.setattr("auditor.store.engine.PATIENCE", 0.1)
    with sqlite3.connect("auditor.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        code, out, err = auditor("CLEAN.txt")
    assert (code, out) == (2, "")
    assert "another program is writing" in err


def test_without_dask_it_is_said_what_is_missing(auditor, monkeypatch):
    monkeypatch.setitem(sys.modules, "auditor.batch.cluster", None)
    code, out, err = auditor("CLEAN.txt", "--dask", "local")
    assert (code, out) == (2, "")
    assert "dask" in err
