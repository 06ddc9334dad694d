"""Who does the work: this process, several others, or other machines, all asked in the same way."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from auditor.batch.work import Bytes, Done, Page, Setting, audit_files

TIME_LIMIT = 60.0
"""Seconds after which a worker is ended that is not done with what it was given."""

Failure = Literal["timeout", "killed"]


class CrewError(Exception):
    """No worker can be had. ``key`` names the text for people, ``reason`` fills it."""

    def __init__(self, kind: Literal["workers", "cluster"], reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.key, self.reason = f"error.{kind}", reason


@dataclass(eq=False, slots=True)
class Task:
    """Files that are done together, at the ``attempt`` counted from 1; or a page of stored reports."""

    files: Sequence[Bytes]
    attempt: int = 1
    page: Page | None = None


class Crew(Protocol):
    """Does tasks; those with a page too where ``opens_stores``."""

    opens_stores: bool

    @property
    def room(self) -> int:
        """How many tasks it wants to have been given and not taken back."""

    def give(self, task: Task) -> None:
        """Start on a task. Raises ``CrewError``."""

    def take(self) -> tuple[Task, Done | Failure]:
        """Wait for the next task that is done, or whose worker was ended. Raises ``CrewError``."""

    def close(self) -> None:
        """End whatever goes on."""


class Alone:
    """This process: for a few small files, for which starting others takes longer than the work. It has no time limit."""

    room = 1
    opens_stores = False

    def __init__(self, setting: Setting) -> None:
        self.setting, self.given = setting, deque[Task]()

    def give(self, task: Task) -> None:
        """Keep a task."""
        self.given.append(task)

    def take(self) -> tuple[Task, Done | Failure]:
        """Do the task that was given first."""
        task = self.given.popleft()
        return task, audit_files(task.files, self.setting)

    def close(self) -> None:
        """There is nothing to end."""
