import sys
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.batch import work
from auditor.batch.audit import CHUNK, Batch, audit, checked_by
from auditor.batch.crew import Alone
from auditor.batch.manifest import Entry
from auditor.batch.stored import stored, told
from auditor.batch.work import Setting
from auditor.model.report import Reading
from auditor.parse.read import read_report
from auditor.rules.host import EngineError
from auditor.rules.pack import load_pack
from auditor.rules.waivers import Waiver
from tests.batch.conftest import CLEAN, PACK, WRONG, files


@pytest.fixture
def file(tmp_path):
    """Writes a file and gives its path."""

    def write(name, content=CLEAN):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def run(store, setting):
    """Runs a batch in this process; gives (source, reading, rules) of each file as told, and the progress at the end."""

    def run_on(*paths, by=setting, **options):
        batch = Batch(store, by, lambda by, _: Alone(by), **options)
        with batch.run(files(*paths)) as manifest:
            audits = list(told(store, by.pack, manifest))
        return [
            (Path(one.report.source).name, one.report.reading, {f.rule for f in one.findings}) for one in audits
        ], batch.progress

    return run_on


def test_each_file_is_read_checked_and_stored(file, store):
    audits = list(audit(files(file("好.txt"), file("差.txt", WRONG)), PACK, store))
    assert [one.report.body for one in audits] == ["青石县", "青石县"]
    assert [any(finding.rule == "SUM-101" for finding in one.findings) for one in audits] == [False, True]
    for one in audits:
        assert store.report(one.report.sha256) == one.report
        assert store.findings(one.report.sha256) == one.findings


def test_where_none_are_shown_sound_reports_come_without_their_cells_tables_and_claims(file, store):
    whole = list(audit(files(file("好.txt"), file("差.txt", WRONG)), PACK, store))
    entries = [Entry(one.report.source, one.report.sha256) for one in whole]
    sound, wrong = told(store, PACK, entries, bare=True)
    assert (sound.report, sound.findings) == (replace(whole[0].report, cells=[], tables=[], claims=[], relations=[]), [])
    assert wrong == whole[1]


def test_a_file_that_grew_after_it_was_listed_is_audited_as_it_is_now(file, store):
    path = file("a.txt", CLEAN[: len(CLEAN) // 2])
    listed = list(files(path))
    path.write_bytes(WRONG.encode())
    (one,) = audit(listed, PACK, store)
    assert one.report == replace(read_report(str(path), WRONG.encode()), prose=[])
    assert store.report(sha256(WRONG.encode()).hexdigest()) == one.report
    assert "SUM-101" in {finding.rule for finding in one.findings}
    assert store.counts().reports == 1


def test_a_file_that_is_replaced_after_it_was_read_is_stored_as_it_was_and_then_as_it_is(file, store, run):
    path = file("a.txt")

    def replaced_once_read():
        for listed in files(path):
            yield listed
            path.write_bytes(WRONG.encode())

    (before,) = audit(replaced_once_read(), PACK, store)
    assert before.report == replace(read_report(str(path), CLEAN.encode()), prose=[])
    assert before.report == store.report(sha256(CLEAN.encode()).hexdigest())
    assert "SUM-101" not in {finding.rule for finding in before.findings}
    ((_, _, rules),), progress = run(path, resume=True)
    assert "SUM-101" in rules
    assert progress.skipped == 0
    assert store.hashes() == [sha256(WRONG.encode()).hexdigest()]


def test_an_audit_tells_grade_and_score(file, store):
    wrong, clean = audit(files(file("差.txt", WRONG), file("好.txt")), load_pack(), store)
    assert wrong.grade.then.grade != clean.grade.then.grade
    assert wrong.score < clean.score


def test_files_that_cannot_be_read_are_told_and_the_others_go_on(file, store, tmp_path):
    paths = [file("空.txt", b""), file("扫描.png", b"\x89PNG\r\n\x1a\n"), file("gone.txt"), file("好.txt")]
    found = files(*paths)
    paths[2].unlink()
    audits = list(audit(found, PACK, store))
    assert [[one.code for one in found.report.diagnostics] for found in audits[:3]] == [
        ["PARSE-EMPTY"],
        ["PARSE-BINARY"],
        ["PARSE-CLOSED"],
    ]
    assert [one.report.reading for one in audits] == [Reading.UNREADABLE] * 3 + [Reading.READ]
    assert [bool(one.report.sha256) for one in audits] == [True, True, False, True]


def test_a_file_that_could_not_be_opened_is_in_the_store_until_it_can(file, store, run):
    path = file("a.txt")
    found = files(path)
    path.unlink()
    list(audit(found, PACK, store))
    ((source, reason),) = store.unread()
    assert (source, reason.code) == (str(path), "PARSE-CLOSED")
    assert [one.report.source for one in stored(store, PACK, [])] == [str(path)]
    run(file("a.txt"))
    assert store.unread() == []


def test_a_fault_of_the_program_never_passes_as_a_clean_report(file, store, monkeypatch):
    def fail(reports, pack, waivers):
        return [RecursionError() for _ in reports]

    monkeypatch.setattr(work, "check_each", fail)
    (found,) = audit(files(file("a.txt")), PACK, store)
    assert found.report.reading is Reading.UNREADABLE
    assert (found.report.diagnostics[0].code, found.report.diagnostics[0].details) == ("PARSE-CRASH", {"error": "RecursionError"})
    assert (found.report.cells, found.findings) == ([], [])


def test_without_the_engine_nothing_is_audited(file, store, monkeypatch):
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    with pytest.raises(EngineError):
        list(audit(files(file("a.txt")), load_pack(), store))
    assert store.counts().reports == 0


def test_the_same_bytes_in_two_places_are_two_audits_and_one_stored_report(file, store):
    audits = list(audit(files(file("a.txt"), file("b.txt")), PACK, store))
    assert [Path(one.report.source).name for one in audits] == ["a.txt", "b.txt"]
    assert store.counts().reports == 1


def test_entries_come_in_the_order_of_the_files_whatever_was_done_first(folder, run):
    path = folder(2 * CHUNK + 5)
    told, progress = run(path)
    assert [source for source, _, _ in told] == sorted(one.name for one in path.iterdir())
    assert (progress.done, progress.failed, progress.skipped) == (2 * CHUNK + 5, 0, 0)


def test_findings_that_rest_on_other_reports_are_among_those_of_a_file(file, store):
    first, second = audit(files(file("a.txt"), file("b.txt", f"{CLEAN}\n更正\n")), load_pack(), store)
    assert any(one.rule.startswith(("YRS", "REG", "DUP")) for one in (*first.findings, *second.findings))


# ---------------------------------------------------------------------- again


def test_a_second_run_does_nothing_and_tells_the_same(folder, run):
    path = folder(7)
    first, _ = run(path)
    second, progress = run(path, resume=True)
    assert second == first
    assert (progress.done, progress.skipped) == (7, 7)


def test_without_resume_everything_is_done_again(folder, run):
    path = folder(3)
    run(path)
    assert run(path)[1].skipped == 0


def test_only_what_is_new_is_done(folder, run, file):
    path = folder(3)
    run(path)
    told, progress = run(path, file("new.txt", WRONG), resume=True)
    assert (len(told), progress.skipped) == (4, 3)


@pytest.mark.parametrize("by", [Setting(PACK.select(["BLK"])), Setting(PACK, [Waiver(1, "SUM")])], ids=["rules", "waivers"])
def test_a_file_is_checked_again_by_other_rules_or_waivers(folder, run, by):
    path = folder(2)
    run(path)
    assert run(path, by=by, resume=True)[1].skipped == 0
    assert run(path, by=by, resume=True)[1].skipped == 2


def test_a_file_that_was_not_read_is_tried_again(run, file):
    path = file("空.txt", b"")
    assert run(path)[1].failed == 1
    _, progress = run(path, resume=True)
    assert (progress.failed, progress.skipped) == (1, 0)


def test_a_file_that_goes_back_to_what_it_was_is_done_again(run, file, store):
    for content in (CLEAN, WRONG):
        run(file("a.txt", content))
    told, progress = run(file("a.txt", CLEAN), resume=True)
    assert progress.skipped == 0
    assert [rules for _, _, rules in stored_rules(store)] == [told[0][2]]


def stored_rules(store):
    return [
        (one.report.source, one.report.reading, {f.rule for f in one.findings}) for one in stored(store, PACK, store.hashes())
    ]


def test_waivers_are_among_what_a_report_is_checked_by():
    assert checked_by(PACK, []) == PACK.hash
    assert len({PACK.hash, checked_by(PACK, [Waiver(1)]), checked_by(PACK, [Waiver(1, "SUM")])}) == 3
