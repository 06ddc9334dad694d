import sys
from itertools import islice
from pathlib import Path

import pytest

from auditor.batch import audit as batch
from auditor.batch.audit import CHUNK, audit
from auditor.model.report import Reading
from auditor.rules.host import EngineError
from auditor.rules.pack import load_pack
from auditor.store.open import open_store
from tests.writer import report, zeros

PACK = load_pack()
TEXT = report(zeros("2019"), "2019", "tab")


@pytest.fixture
def store():
    with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture
def file(tmp_path):
    """Writes a file and gives its path."""

    def write(name, content=TEXT):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def test_each_file_is_read_checked_and_stored(file, store):
    wrong = report(zeros("2019") | {("applications", "received", "total"): "9"}, "2019", "tab")
    audits = list(audit([file("好.txt"), file("差.txt", wrong)], PACK, store))
    assert [one.report.body for one in audits] == ["青石县", "青石县"]
    assert [any(finding.rule == "SUM-101" for finding in one.findings) for one in audits] == [False, True]
    for one in audits:
        assert store.report(one.report.sha256) == one.report
        assert store.findings(one.report.sha256) == one.findings


def test_files_that_cannot_be_read_are_handed_on_and_the_others_go_on(file, store, tmp_path):
    paths = [file("空.txt", b""), file("扫描.png", b"\x89PNG\r\n\x1a\n"), tmp_path / "gone.txt", file("好.txt")]
    audits = list(audit(paths, PACK, store))
    assert [[one.code for one in found.report.diagnostics] for found in audits[:3]] == [
        ["PARSE-EMPTY"],
        ["PARSE-BINARY"],
        ["PARSE-CLOSED"],
    ]
    assert [one.report.reading for one in audits] == [Reading.UNREADABLE] * 3 + [Reading.READ]
    assert [bool(one.report.sha256) for one in audits] == [True, True, False, True]


def test_a_fault_of_the_program_never_passes_as_a_clean_report(file, store, monkeypatch):
    def fail(report, pack, waivers):
        raise RecursionError

    monkeypatch.setattr(batch, "check", fail)
    (found,) = audit([file("a.txt")], PACK, store)
    assert found.report.reading is Reading.UNREADABLE
    assert (found.report.diagnostics[0].code, found.report.diagnostics[0].details) == ("PARSE-CRASH", {"error": "RecursionError"})
    assert (found.report.cells, found.findings) == ([], [])


def test_without_the_engine_nothing_is_audited(file, store, monkeypatch):
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    with pytest.raises(EngineError):
        list(audit([file("a.txt")], load_pack(), store))
    assert store.counts().reports == 0


def test_the_same_bytes_in_two_places_are_two_audits_and_one_stored_report(file, store):
    audits = list(audit([file("a.txt"), file("b.txt")], PACK, store))
    assert [Path(one.report.source).name for one in audits] == ["a.txt", "b.txt"]
    assert store.counts().reports == 1


def test_what_is_handed_on_is_in_the_store_already(file, store):
    paths = [file(f"{number}.txt", f"{TEXT}\n{number}") for number in range(CHUNK + 1)]
    list(islice(audit(paths, PACK, store), 1))
    assert store.counts().reports == CHUNK
