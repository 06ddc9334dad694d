"""From paths to files: a file as given, a folder with all that lies under it, in sorted order."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.source.decode import LIMIT, Undecodable

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".docx", ".pdf"})
"""What is read in a folder; a file that is named itself is read whatever its suffix."""


class Skipped(NamedTuple):
    """A file or folder that was passed over in a folder.

    ``reason``: hidden · suffix (not one of ``SUFFIXES``) · readme · special (no regular file, or a broken link) · loop (a link
    to a folder that was entered already) · closed (a folder that may not be listed).
    """

    path: Path
    reason: str


class NoSuchPath(Exception):  # noqa: N818 - the design's name for it
    """A path that was given and is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def walk(paths: Sequence[Path], on_skip: Callable[[Skipped], None]) -> Iterator[Path]:
    """The files to read, each folder's in sorted order before those of its folders; ``on_skip`` hears of every other.

    Raises ``NoSuchPath`` at once, before the first file.
    """
    for path in paths:
        if not path.exists():
            raise NoSuchPath(path)
    return _files(paths, on_skip)


def read_file(path: Path) -> bytes:
    """The bytes of a file; ``Undecodable`` (PARSE-TOO-LARGE) beyond ``LIMIT``, ``OSError`` where it cannot be read."""
    with path.open("rb") as file:
        data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        raise Undecodable("PARSE-TOO-LARGE", limit=LIMIT >> 20)
    return data


def _files(paths: Sequence[Path], on_skip: Callable[[Skipped], None]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path, on_skip)
        else:
            yield path


def _folder(root: Path, on_skip: Callable[[Skipped], None]) -> Iterator[Path]:
    entered = {root.resolve()}

    def closed(error: OSError) -> None:
        on_skip(Skipped(Path(error.filename), "closed"))

    def enters(path: Path) -> bool:
        reason = "hidden" if path.name.startswith(".") else "loop" if path.resolve() in entered else None
        entered.add(path.resolve())
        if reason:
            on_skip(Skipped(path, reason))
        return reason is None

    for folder, folders, names in os.walk(root, followlinks=True, onerror=closed):
        here = Path(folder)
        folders[:] = [name for name in sorted(folders) if enters(here / name)]
        for path in (here / name for name in sorted(names)):
            reason = _reason(path)
            if reason is None:
                yield path
            else:
                on_skip(Skipped(path, reason))


def _reason(path: Path) -> str | None:
    """Why a file of a folder is not read, None where it is."""
    if path.name.startswith("."):
        return "hidden"
    if not path.is_file():
        return "special"
    if path.stem.upper() == "README":
        return "readme"
    return None if path.suffix.lower() in SUFFIXES else "suffix"
