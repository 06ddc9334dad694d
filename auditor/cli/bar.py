"""How far a run over many files is, on standard error where that is a terminal."""

from collections.abc import Callable
from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Screen

from auditor.batch.audit import Progress
from auditor.catalogue.text import text


class Bar:
    """Files done of all, how many a second, the time left, how many could not be read; gone at the end.

    ``count`` tells how many files there are; it is asked for only where somebody looks.
    """

    def __init__(self, count: Callable[[], int]) -> None:
        console = Console(stderr=True)
        self.count = count
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(),
        )
        self.screen = Screen(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.started = monotonic()

    def __enter__(self) -> Self:
        if not self.screen.disable:
            self.screen.start()
            self.task = self.screen.add_task(text("progress.count"), total=None, told="")
            self.screen.update(self.task, total=self.count(), description=text("progress.audit"))
            self.started = monotonic()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.screen.stop()

    def show(self, progress: Progress) -> None:
        """Show how far the run is."""
        if self.screen.disable:
            return
        rate = (progress.done - progress.skipped) / max(monotonic() - self.started, 0.001)
        told = text("progress.rate", rate=f"{rate:.0f}", failed=progress.failed)
        self.screen.update(self.task, completed=progress.done, description=text(f"progress.{progress.step}"), told=told)
