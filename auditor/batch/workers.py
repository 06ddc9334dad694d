"""Processes of this machine as a crew.

Each worker has a pipe of its own and at most one task. So a worker can be ended whatever it is doing, and it is known what it was
doing when it died; ``concurrent.futures`` gives up all of its processes when one dies, and pools that share queues between
their workers wait for ever when one dies that holds a queue's lock.
"""

import signal
from importlib.util import find_spec
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from time import monotonic
from typing import Any

from auditor.batch.crew import TIME_LIMIT, CrewError, Failure, Task
from auditor.batch.work import Done, Setting, do, unpacked

_PATIENCE = 300.0
"""Seconds that a worker has to start."""
_MOMENT = 1.0
"""Seconds that a process takes at most to end which has closed its pipe."""
_STARTS = 3
"""Workers that may die one after another before they have done anything."""
MOST_MEMORY = 4 << 30
"""Bytes of address space: a worker has some 200 MB. A file that wants more is unreadable, and the machine goes on."""


class Workers:
    """So many processes. One that died, or was ended for taking too long, is followed by another."""

    opens_stores = True

    def __init__(self, setting: Setting, count: int, time_limit: float = TIME_LIMIT) -> None:
        self.room, self.time_limit = count, time_limit
        self._setting = setting.packed()
        self._context = _context()
        self._idle = [self._start() for _ in range(count)]
        self._busy: list[_Worker] = []

    def give(self, task: Task) -> None:
        """Have an idle worker start on a task. Raises ``CrewError``."""
        ended: list[_Worker] = []
        while len(ended) < _STARTS:
            worker = self._idle.pop() if self._idle else self._start()
            if worker.start_on(task, self.time_limit):
                self._busy.append(worker)
                return
            worker.end()
            ended.append(worker)
        raise CrewError("workers", f"exit code {ended[-1].process.exitcode}")

    def take(self) -> tuple[Task, Done | Failure]:
        """Wait for a worker to be done, to die, or to take too long. Raises ``CrewError``."""
        while True:
            first = min(worker.deadline for worker in self._busy)
            ready = wait([worker.pipe for worker in self._busy], max(0.0, first - monotonic()))
            for worker in self._busy:
                if worker.pipe in ready:
                    return self._taken(worker, worker.result())
                if worker.deadline <= monotonic():
                    return self._taken(worker, "timeout")

    def close(self) -> None:
        """End all of them."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle, self._busy = [], []

    def _taken(self, worker: "_Worker", came: Done | Failure) -> tuple[Task, Done | Failure]:
        self._busy.remove(worker)
        if isinstance(came, str):
            worker.end()
        else:
            self._idle.append(worker)
        return worker.task, came

    def _start(self) -> "_Worker":
        pipe, its_end = self._context.Pipe()
        process = self._context.Process(target=serve, args=(its_end, self._setting), daemon=True)
        process.start()
        its_end.close()
        return _Worker(process, pipe)


def _context() -> ForkServerContext | SpawnContext:
    """What starts processes: one that imports this program once, where the system has that. A fork of this one may hang."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload([__name__])
    return context


class _Worker:
    """A process with the pipe to it, and what it is doing."""

    def __init__(self, process: BaseProcess, pipe: Any) -> None:
        self.process, self.pipe, self.ready = process, pipe, False
        self.task, self.deadline = Task(()), 0.0

    def start_on(self, task: Task, time_limit: float) -> bool:
        """Whether the worker has the task now; False where it died, or does not start."""
        try:
            if self.pipe.poll(0 if self.ready else _PATIENCE):
                self.ready = self.pipe.recv()
            self.pipe.send(task.page or task.files)
        except (EOFError, OSError):
            self.process.join(_MOMENT)
            return False
        self.task, self.deadline = task, monotonic() + time_limit
        return self.ready

    def result(self) -> Done | Failure:
        try:
            found: Done = self.pipe.recv()
        except (EOFError, OSError):
            return "killed"
        return found

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def bound_memory(most: int) -> None:
    """Have this process fail rather than take more memory, where the system knows how."""
    if find_spec("resource"):
        import resource  # noqa: PLC0415 - not on every system

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def serve(pipe: Any, setting: bytes) -> None:
    """What a worker does until nobody is at the other end any more; interruptions are for who started it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    bound_memory(MOST_MEMORY)
    by = unpacked(setting)
    try:
        pipe.send(True)  # noqa: FBT003 - a word of its own
        while True:
            pipe.send(do(pipe.recv(), by))
    except (EOFError, OSError):
        return
