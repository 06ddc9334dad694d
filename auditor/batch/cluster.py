"""Machines as a crew: the workers of a Dask cluster.

Each worker gets the rules once, also one that joins later. A worker ends itself when it is not done in time, as nobody else can
end what it is doing; Dask then gives the task to another, and up when that ended a few workers too.
"""

import faulthandler
import logging
import os
from collections.abc import Sequence
from threading import Lock
from typing import cast

from distributed import Client, Future, KilledWorker, LocalCluster, Worker, WorkerPlugin, get_worker, wait

from auditor.batch.crew import TIME_LIMIT, CrewError, Failure, Task
from auditor.batch.work import Bytes, Done, Setting, audit_files, unpacked
from auditor.store.seal import Audited, Sealed

LOCAL = "local"
_NAME = "auditor"
_AHEAD = 2
"""Tasks for each worker, so that none waits for the next."""
_PATIENCE = 30
_one_at_a_time = Lock()


class Cluster:
    """The workers of the scheduler at an address, or with ``LOCAL`` so many ``workers`` on this machine.

    Raises ``CrewError`` where there is no cluster, and ``ModuleNotFoundError`` where Dask is not installed.
    """

    opens_stores = False  # other machines may have no way to it

    def __init__(self, setting: Setting, address: str, workers: int, time_limit: float = TIME_LIMIT) -> None:
        self._local = _local(workers) if address == LOCAL else None
        try:
            self._client = Client(self._local or address, timeout=_PATIENCE)
            self._client.register_plugin(_Rules(setting.packed(), time_limit), name=_NAME)
            self._client.wait_for_workers(1, timeout=_PATIENCE)
        except (OSError, ValueError, TimeoutError) as error:
            self.close()
            raise CrewError("cluster", str(error) or address) from error
        self._given: dict[Future[list[Audited | Sealed]], Task] = {}

    @property
    def room(self) -> int:
        """Two tasks for each worker that is there now."""
        return max(1, _AHEAD * sum(self._client.nthreads().values()))

    def give(self, task: Task) -> None:
        """Have some worker do a task."""
        self._given[self._client.submit(_work, task.files, pure=False)] = task

    def take(self) -> tuple[Task, Done | Failure]:
        """Wait for the next task that is done or ended its workers. Raises ``CrewError`` where the scheduler is gone."""
        done = next(iter(wait(list(self._given), return_when="FIRST_COMPLETED").done))
        task = self._given.pop(done)
        try:
            found: list[Audited | Sealed] = done.result()
        except KilledWorker:
            return task, "killed"
        except (OSError, TimeoutError) as error:
            raise CrewError("cluster", str(error)) from error
        finally:
            done.release()
        return task, found

    def close(self) -> None:
        """Leave the cluster; one of this machine ends."""
        if hasattr(self, "_client"):
            self._client.close()
        if self._local:
            self._local.close()


class _Rules(WorkerPlugin):
    """What a worker checks by, its engines made when the worker joins."""

    def __init__(self, packed: bytes, time_limit: float) -> None:
        self.packed, self.time_limit = packed, time_limit

    def setup(self, worker: Worker) -> None:  # noqa: ARG002 - Dask gives it
        self.setting = unpacked(self.packed)


def _local(workers: int) -> LocalCluster:
    """Processes of this machine that talk among themselves alone; of a worker's death it is enough that this program hears."""
    return LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )


def _work(files: Sequence[Bytes]) -> list[Audited | Sealed]:
    """Done by a worker: with one engine a process, one task at a time."""
    rules = cast("_Rules", get_worker().plugins[_NAME])
    with _one_at_a_time, open(os.devnull, "w") as nowhere:  # noqa: PTH123 - a device
        faulthandler.dump_traceback_later(rules.time_limit, exit=True, file=nowhere)
        try:
            return audit_files(files, rules.setting)
        finally:
            faulthandler.cancel_dump_traceback_later()
