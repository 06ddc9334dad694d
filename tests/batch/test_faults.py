"""What may happen to a run from outside: nothing is lost, nothing is there twice, and it is said what happened."""

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.batch.audit import Batch
from auditor.batch.crew import Alone
from auditor.batch.stored import told
from auditor.batch.work import Setting
from auditor.store.check import check
from auditor.store.error import StoreError
from auditor.store.open import open_store
from tests.batch.conftest import PACK, files

# A shell that runs the tests in the background has its children deaf to Ctrl-C: here they are to hear it.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
AUDIT = [sys.executable, "-c", f"{HEARING}; from auditor.cli.app import main; main()", "audit"]
COUNT = 100


@pytest.fixture
def reports(folder):
    return folder(COUNT)


@pytest.fixture
def start(tmp_path, reports):
    """Starts an audit of the reports as a process of its own."""

    def run(*options, store="a.db", **limits):
        arguments = [*AUDIT, str(reports), "--select", "SUM,BLK", "--store", f"sqlite:///{tmp_path}/{store}", *options]
        environment = {**os.environ, "AUDITOR_LANG": "en"}
        return subprocess.Popen(
            arguments, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **limits
        )

    return run


def stored(path):
    """How many reports a store has; 0 where it is not made yet."""
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            return connection.execute("SELECT count(*) FROM reports").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def resumed(path, reports):
    """(name, whether something was found) of each file, by a run that goes on; the store is whole then and has each once."""
    setting = Setting(PACK)
    with open_store(f"sqlite:///{path}") as store:
        batch = Batch(store, setting, lambda by, _: Alone(by), resume=True)
        with batch.run(files(reports)) as manifest:
            found = [(Path(one.report.source).name, bool(one.findings)) for one in told(store, PACK, manifest)]
        assert check(store) == []
        assert store.counts().reports == COUNT
    return found, batch.progress


ALL = [(f"{number:04}.txt", number % 3 == 0) for number in range(COUNT)]


@pytest.mark.parametrize(("kill", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_is_ended_goes_on_where_it_was(start, tmp_path, reports, kill, code):
    ended = start("--jobs", "2")
    wait_for(lambda: stored(tmp_path / "a.db"))
    ended.send_signal(kill)
    out, err = ended.communicate(timeout=30)
    assert (ended.returncode, out) == (code, "")
    assert ("--resume" in err) == (kill == signal.SIGINT)
    assert 0 < stored(tmp_path / "a.db") < COUNT

    found, progress = resumed(tmp_path / "a.db", reports)
    assert found == ALL
    assert 0 < progress.skipped < COUNT


def test_workers_end_when_who_started_them_is_killed(start, tmp_path):
    parent = start("--jobs", "2")
    wait_for(lambda: stored(tmp_path / "a.db"))
    theirs = [pid for pid in pids() if is_child_of_its_server(pid, parent.pid)]
    assert theirs
    parent.kill()
    parent.communicate()
    wait_for(lambda: not any(is_running(pid) for pid in theirs))


def pids():
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def status(pid):
    """State and parent of a process; X for one that is not there."""
    try:
        state, parent = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
    except OSError:
        return "X", 0
    return state, int(parent)


def is_running(pid):
    return status(pid)[0] not in "XZ"


def is_child_of_its_server(pid, ancestor):
    """Whether a process was started by one that another started: workers are children of a server of processes."""
    return status(status(pid)[1])[1] == ancestor


def test_two_runs_at_once_on_one_store_do_not_disturb_each_other(start, tmp_path, reports):
    first, second = [start("--jobs", "1", "--format", "csv") for _ in range(2)]
    assert first.communicate(timeout=90)[0] == second.communicate(timeout=90)[0] != ""
    found, progress = resumed(tmp_path / "a.db", reports)
    assert found == ALL
    assert progress.skipped == COUNT


def test_a_full_disk_is_told_and_what_is_stored_stays(tmp_path, reports):
    setting = Setting(PACK)
    with open_store(f"sqlite:///{tmp_path}/a.db") as store:
        with store.writing() as connection:  # the only connection: 60 pages have no room for all reports
            connection.exec_driver_sql("PRAGMA max_page_count = 60")
        with pytest.raises(StoreError, match=r"store\.full"):
            Batch(store, setting, lambda by, _: Alone(by)).run(files(reports))
    found, progress = resumed(tmp_path / "a.db", reports)
    assert found == ALL
    assert 0 < progress.skipped < COUNT


def test_a_file_system_that_refuses_is_told_and_what_is_stored_stays(start, tmp_path, reports):
    run = start("--jobs", "2", preexec_fn=lambda: limit(600_000))
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (2, "")
    assert "the store failed" in err
    found, progress = resumed(tmp_path / "a.db", reports)
    assert found == ALL
    assert progress.skipped < COUNT


def limit(size):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
