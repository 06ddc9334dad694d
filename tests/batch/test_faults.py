"""What may happen to a run from outside: nothing is lost, nothing is there twice, and it is said what happened."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from auditor.store.check import check
from auditor.store.open import open_store

AUDIT = [sys.executable, "-m", "auditor", "audit"]
COUNT = 130


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


def entries(out):
    """(source, rules) of each entry of a document."""
    return [(one["source"], sorted(f["rule"] for f in one["findings"])) for one in json.loads(out)["reports"]]


def is_whole(path):
    with open_store(f"sqlite:///{path}") as store:
        return check(store) == [] and store.counts().reports == COUNT


@pytest.mark.parametrize(("kill", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_is_ended_goes_on_where_it_was(start, tmp_path, kill, code):
    ended = start("--jobs", "2")
    wait_for(lambda: stored(tmp_path / "a.db"))
    ended.send_signal(kill)
    out, err = ended.communicate(timeout=30)
    assert (ended.returncode, out) == (code, "")
    assert ("--resume" in err) == (kill == signal.SIGINT)
    assert 0 < stored(tmp_path / "a.db") < COUNT

    out, _ = start("--resume", "--format", "json").communicate(timeout=60)
    undisturbed, _ = start("--format", "json", store="b.db").communicate(timeout=60)
    assert entries(out) == entries(undisturbed)
    assert len(entries(out)) == COUNT
    assert is_whole(tmp_path / "a.db")


def test_workers_end_when_who_started_them_is_killed(start, tmp_path):
    parent = start("--jobs", "2")
    wait_for(lambda: stored(tmp_path / "a.db"))
    theirs = [pid for pid in os.listdir("/proc") if pid.isdigit() and is_child_of_its_server(int(pid), parent.pid)]
    assert theirs
    parent.kill()
    parent.communicate()
    wait_for(lambda: not any(is_running(int(pid)) for pid in theirs))


def status(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            state, parent = file.read().rpartition(")")[2].split()[:2]
    except OSError:
        return "X", 0
    return state, int(parent)


def is_running(pid):
    return status(pid)[0] not in "XZ"


def is_child_of_its_server(pid, ancestor):
    """Whether a process was started by one that another started: workers are children of a server of processes."""
    return status(status(pid)[1])[1] == ancestor


def test_two_runs_at_once_on_one_store_do_not_disturb_each_other(start, tmp_path):
    both = [start("--jobs", "1", "--format", "json") for _ in range(2)]
    first, second = (entries(one.communicate(timeout=90)[0]) for one in both)
    assert first == second
    assert len(first) == COUNT
    assert is_whole(tmp_path / "a.db")


def test_a_store_that_another_program_keeps_locked_is_told(start, tmp_path):
    start().communicate(timeout=60)
    with sqlite3.connect(tmp_path / "a.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        run = start()
        out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (2, "")
    assert "another process" in err


def test_a_full_disk_is_told_and_what_is_stored_stays(start, tmp_path):
    room = 600_000  # bytes a file may have: the tables fit in, the reports do not

    run = start("--jobs", "2", preexec_fn=lambda: (limit(room), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)))
    out, err = run.communicate(timeout=60)
    assert (run.returncode, out) == (2, "")
    assert "full" in err or "room" in err
    done = stored(tmp_path / "a.db")
    assert done < COUNT
    assert len(entries(start("--resume", "--format", "json").communicate(timeout=60)[0])) == COUNT
    assert is_whole(tmp_path / "a.db")


def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
