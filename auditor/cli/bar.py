"""How far a run over many files is, on standard error where that is a terminal."""

from time import monotonic
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Screen

from auditor.batch.audit import Progress
from auditor.catalogue.text import text


class Bar:
    """Files done of a ``total``, how many a second, how many could not be read, the time left; gone at the end."""

    def __init__(self, total: int) -> None:
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[told]}"),
            TimeRemainingColumn(),
        )
        self.screen = Screen(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.task = self.screen.add_task(text("progress.audit"), total=total, told="")
        self.started = monotonic()

    def __enter__(self) -> Self:
        self.started = monotonic()
        self.screen.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.screen.stop()

    def show(self, progress: Progress) -> None:
        """Show how far the run is; the rate is that of the files that there was something to do about."""
        if progress.step == "compare":
            self.screen.update(self.task, description=text("progress.compare"))
            return
        rate = (progress.done - progress.skipped) / max(monotonic() - self.started, 0.001)
        told = text("progress.rate", rate=f"{rate:.0f}", failed=progress.failed)
        self.screen.update(self.task, completed=progress.done, told=told)
