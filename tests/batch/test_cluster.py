import os
import signal

import pytest

from auditor.batch.audit import CHUNK, Batch
from auditor.batch.crew import CrewError, Task
from auditor.batch.stored import told
from auditor.batch.work import Bytes
from auditor.model.report import Reading
from tests.batch import deadly
from tests.batch.conftest import CLEAN, PACK, files

pytest.importorskip("distributed", reason="Dask is not installed")
from auditor.batch.cluster import LOCAL, Cluster


def test_a_worker_killed_in_mid_run_costs_nothing(folder, store, setting):
    path, made, killed = folder(4 * CHUNK), [], []

    def crew(by, _many):
        made.append(Cluster(by, LOCAL, 2))
        return made[0]

    def kill_one(progress):
        if not killed:
            killed.append(next(iter(made[0]._client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    batch = Batch(store, setting, crew, on_progress=lambda progress: kill_one(progress) if progress.done else None)
    with batch.run(files(path)) as manifest:
        audits = list(told(store, PACK, manifest))
    assert killed
    assert [bool(one.findings) for one in audits] == [number % 3 == 0 for number in range(4 * CHUNK)]
    assert {one.report.reading for one in audits} == {Reading.READ}
    assert store.counts().reports == 4 * CHUNK


def test_a_worker_that_takes_too_long_ends_itself_and_another_does_its_task(setting):
    crew = Cluster(setting, LOCAL, 1, time_limit=2.0)
    try:
        crew._client.run(deadly.in_cluster)  # a worker that is started later is sound
        crew.give(Task([Bytes(deadly.HANG, CLEAN.encode())]))
        _, ((report, _),) = crew.take()
    finally:
        crew.close()
    assert report.reading is Reading.READ


def test_without_a_cluster_the_run_ends_with_the_reason(setting, monkeypatch):
    monkeypatch.setattr("auditor.batch.cluster._PATIENCE", 1)
    with pytest.raises(CrewError, match=r"127\.0\.0\.1:1"):
        Cluster(setting, "tcp://127.0.0.1:1", 1)
