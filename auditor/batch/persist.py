"""Every file done or told, whatever becomes of the workers.

A task whose worker died is done again, then file by file: whoever killed the worker, only a file that ends one twice by itself is
left out. One that took too long is done file by file at once.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice

from auditor.across.run import Judged
from auditor.batch.crew import Crew, Failure, Task
from auditor.batch.work import Bytes, Page, unread
from auditor.model.report import Report
from auditor.store.seal import Audited, Sealed

_ATTEMPTS = 2


def work_through(tasks: Iterable[Task], crew: Crew, time_limit: float) -> Iterator[list[Audited | Sealed]]:
    """What comes of tasks, as they are done; the crew has its next one before what comes of the last is handed on.

    Of ``tasks`` one more is taken than the crew has room for: its files are read while others are done. Raises ``CrewError``.
    """
    again, coming = deque[Task](), iter(tasks)
    given = _give(crew, again, coming, crew.room)
    while given:
        if not again:
            again.extend(islice(coming, 1))
        task, came = crew.take()
        rest = _rest(task, came) if isinstance(came, str) else []
        again.extend(rest)
        given += _give(crew, again, coming, crew.room - given + 1) - 1
        if isinstance(came, list):
            yield came
        elif isinstance(came, str) and not rest:
            yield [(_left_out(task.files[0], came, time_limit), [])]


def _give(crew: Crew, again: deque[Task], coming: Iterator[Task], room: int) -> int:
    """Give tasks until there is no more room, those that failed first: how many."""
    for number in range(room):
        task = again.popleft() if again else next(coming, None)
        if task is None:
            return number
        crew.give(task)
    return max(room, 0)


def judge_through(pages: Iterable[Page], crew: Crew) -> Iterator[tuple[Page, Judged | None]]:
    """Pages as they are judged; with None those that no worker could judge, for whatever reason. Raises ``CrewError``."""
    none, coming = deque[Task](), (Task((), page=page) for page in pages)
    given = _give(crew, none, coming, crew.room)
    while given:
        task, came = crew.take()
        given += _give(crew, none, coming, 1) - 1
        if task.page:
            yield task.page, came if isinstance(came, dict) else None


def _rest(task: Task, failure: Failure) -> list[Task]:
    """What is to be done of a task that failed; nothing where its one file is the culprit."""
    if failure == "killed" and task.attempt < _ATTEMPTS:
        return [Task(task.files, task.attempt + 1)]
    return [Task([file]) for file in task.files] if len(task.files) > 1 else []


def _left_out(file: Bytes, failure: Failure, time_limit: float) -> Report:
    if failure == "timeout":
        return unread(file, "PARSE-TIMEOUT", seconds=int(time_limit))
    return unread(file, "PARSE-KILLED")
