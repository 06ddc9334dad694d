"""Where output goes: a file that is whole or not there, or standard output; errors and progress go to standard error."""

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NoReturn, TextIO, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from auditor.catalogue.text import text
from auditor.export.inert import inert

_Item = TypeVar("_Item")


def say(line: str) -> None:
    """Write a line to standard error, inert but for its own line ends."""
    typer.echo("\n".join(inert(part) for part in line.split("\n")), err=True)


def fail(key: str, **details: object) -> NoReturn:
    """End the run with an error of the catalogue and exit code 2: it could not be done."""
    say(f"{text('error.prefix')}: {text(key, **details)}")
    raise typer.Exit(2)


@contextmanager
def sink(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that takes its name only when all of it is written.

    Raises ``OSError`` where it cannot be written; a device or pipe is written to directly.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    path = path.resolve()
    if path.is_dir():
        raise IsADirectoryError(21, os.strerror(21), str(path))
    if path.exists() and not path.is_file():
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
        return
    with replacing(path) as partial, partial.open("w", encoding="utf-8", errors="backslashreplace") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file to write to, beside the one at ``path``, whose name it takes when all of it is written. Raises ``OSError``."""
    partial = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        yield partial
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


@contextmanager
def filling(path: Path) -> Iterator[Path]:
    """A folder to write to, beside ``path``, whose name it takes when all of it is written.

    Raises ``OSError``, also where there is something at ``path`` already: what it holds would be mixed with what is written.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FileExistsError(errno.ENOTEMPTY, os.strerror(errno.ENOTEMPTY), str(path))
    partial = Path(mkdtemp(prefix=f".{path.name}.", dir=path.resolve().parent))
    try:
        partial.chmod(0o755)
        yield partial
        partial.replace(path)
    except BaseException:
        rmtree(partial, ignore_errors=True)
        raise


def progress(items: Sequence[_Item], label: str, *, quiet: bool = False) -> Iterator[_Item]:
    """The items one by one, with a bar on standard error where that is a terminal, unless ``quiet``.

    The bar is gone when the last item was taken, so that what is written then stands alone.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal) as bar:
        yield from bar.track(items, description=label)


def silence(stream: TextIO) -> None:
    """Let a stream whose reader has gone take no more: nothing is flushed to it at the end of the run."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
