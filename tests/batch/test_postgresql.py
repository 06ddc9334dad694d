"""Many files into a store on a server: by processes, by a cluster, and while the server goes away."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE
from uuid import uuid4

import pytest

from auditor.batch.audit import CHUNK, Batch
from auditor.batch.crew import Alone
from auditor.batch.stored import told
from auditor.batch.work import Setting
from auditor.batch.workers import Workers
from auditor.model.report import Reading
from auditor.store.check import check
from auditor.store.error import StoreError
from auditor.store.open import open_store
from tests.batch.conftest import PACK, files
from tests.batch.test_faults import wait_for

COUNT = 4 * CHUNK
ALL = [(f"{number:04}.txt", Reading.READ, number % 3 == 0) for number in range(COUNT)]


@pytest.fixture
def url(postgresql):
    return postgresql.database(f"batch_{uuid4().hex}")


@pytest.fixture
def reports(folder):
    return folder(COUNT)


def ran(url, setting, crew, reports, *, resume=False, on_progress=lambda _: None):
    """(name, reading, whether something was found) of each file, and the progress; the store is whole then and has each once."""
    with open_store(url) as store:
        batch = Batch(store, setting, crew, resume=resume, on_progress=on_progress)
        with batch.run(files(reports)) as manifest:
            audits = [
                (Path(one.report.source).name, one.report.reading, bool(one.findings)) for one in told(store, PACK, manifest)
            ]
        assert check(store) == []
        assert store.counts().reports == COUNT
    return audits, batch.progress


def once(action):
    """Hears of progress; does something when the first files are in the store."""
    left = [action]

    def hear(progress):
        if left and progress.done:
            left.pop()()

    return hear


def test_two_workers_write_to_a_server(url, setting, reports):
    audits, progress = ran(url, setting, lambda by, _: Workers(by, 2), reports)
    assert audits == ALL
    assert (progress.done, progress.failed) == (COUNT, 0)


def test_other_rules_check_what_a_server_has(url, setting, reports):
    few = Setting(PACK.select(["BLK"]))
    ran(url, few, lambda by, _: Alone(by), reports)
    audits, progress = ran(url, setting, lambda by, _: Alone(by), reports, resume=True)
    assert audits == ALL
    assert (progress.done, progress.skipped) == (COUNT, 0)


def test_a_server_that_crashes_in_mid_run_is_told_and_the_run_goes_on_where_it_was(postgresql, url, setting, reports):
    try:
        with pytest.raises(StoreError) as caught:
            ran(url, setting, lambda by, _: Workers(by, 2), reports, on_progress=once(lambda: postgresql.stop("immediate")))
    finally:
        postgresql.start()
    assert caught.value.key == "store.unreachable"
    audits, progress = ran(url, setting, lambda by, _: Alone(by), reports, resume=True)
    assert audits == ALL
    assert 0 < progress.skipped < COUNT


def test_the_command_says_that_the_server_went_away(postgresql, url, folder):
    command = [sys.executable, "-c", "from auditor.cli.app import main; main()", "audit", str(folder(5 * COUNT)), "--jobs", "2"]
    environment = {**os.environ, "AUDITOR_LANG": "en"}
    with open_store(url) as store:
        run = subprocess.Popen([*command, "--store", url], env=environment, stdout=PIPE, stderr=PIPE, text=True)
        wait_for(lambda: store.counts().reports)
        run.send_signal(signal.SIGSTOP)  # so that it is not done before the server is gone
        assert store.counts().reports < 5 * COUNT
    try:
        postgresql.stop("immediate")
        run.send_signal(signal.SIGCONT)
        out, err = run.communicate(timeout=60)
    finally:
        postgresql.start()
    assert (run.returncode, out) == (2, "")
    assert "the database is not reachable" in err
    assert "reports that were committed are kept" in err
    assert "Traceback" not in err


def test_a_worker_of_a_cluster_killed_in_mid_run_costs_nothing(url, setting, reports):
    cluster = pytest.importorskip("auditor.batch.cluster", reason="Dask is not installed", exc_type=ImportError)
    made = []

    def crew(by, _many):
        made.append(cluster.Cluster(by, cluster.LOCAL, 2))
        return made[0]

    def kill_one():
        os.kill(next(iter(made[0]._client.run(os.getpid).values())), signal.SIGKILL)

    audits, progress = ran(url, setting, crew, reports, on_progress=once(kill_one))
    assert audits == ALL
    assert (progress.done, progress.failed) == (COUNT, 0)
