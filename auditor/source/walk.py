"""From paths to files: a file as given; a folder or an archive with all that is in it."""

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from auditor.source.archive import INSIDE, Member, is_archive, members
from auditor.source.decode import LIMIT, Undecodable

SUFFIXES = frozenset(
    (".txt", ".text", ".md", ".html", ".htm", ".shtml", ".mht", ".mhtml", ".docx", ".pdf", ".doc", ".wps", ".odt", ".rtf", ".ofd")
)
"""What is read in a folder; a file that is named itself is read whatever its suffix."""


_TRIES = 3
_DEPTH = 2
"""How many archives may be inside one another."""


class File(NamedTuple):
    """A file to be read. ``source`` names it: a path, or archive.zip!/path for one in an archive.

    ``read`` gives its bytes and raises as ``read_file`` does; for a file in an archive it does so until the next file is taken.
    """

    source: str
    read: Callable[[], bytes]


class Skipped(NamedTuple):
    """A file or folder that was passed over in a folder.

    ``reason``: hidden · suffix (not one of ``SUFFIXES``) · readme · special (no regular file, or a broken link) · loop (a link
    to a folder that was entered already) · closed (a folder that may not be listed) · nested (an archive deep inside others).
    """

    path: Path
    reason: str


class NoSuchPath(Exception):  # noqa: N818 - the design's name for it
    """A path that was given and is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


def walk(paths: Sequence[Path], on_skip: Callable[[Skipped], None]) -> Iterator[File]:
    """The files to read, each folder's in sorted order before those of its folders, an archive's in its own order.

    ``on_skip`` hears of every other file. An archive that is broken is a file itself, one that cannot be read. Raises
    ``NoSuchPath`` at once, before the first file.
    """
    for path in paths:
        if not path.exists():
            raise NoSuchPath(path)
    return _files(paths, on_skip)


def read_file(path: Path) -> bytes:
    """The bytes of a file, also of one in an archive: whole, as they were at one moment.

    Raises ``Undecodable``: PARSE-TOO-LARGE beyond ``LIMIT``, PARSE-CHANGES for a file that is being written; ``OSError`` where it
    cannot be read.
    """
    if INSIDE in str(path) and not path.exists():
        return _read_inside(str(path))
    with path.open("rb") as file:
        data, before = b"", os.fstat(file.fileno())
        for _ in range(_TRIES):
            file.seek(0)
            data = file.read(LIMIT + 1)
            now = os.fstat(file.fileno())
            if (now.st_size, now.st_mtime_ns) == (before.st_size, before.st_mtime_ns):
                break
            before = now
        else:
            raise Undecodable("PARSE-CHANGES")
    if len(data) > LIMIT:
        raise Undecodable("PARSE-TOO-LARGE", limit=LIMIT >> 20)
    return data


def _read_inside(source: str) -> bytes:
    archive, _, _ = source.partition(INSIDE)
    for file in _in_archive(Path(archive), archive, lambda _: None):
        if file.source == source:
            return file.read()
    raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), source)


def _files(paths: Sequence[Path], on_skip: Callable[[Skipped], None]) -> Iterator[File]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path, on_skip)
        else:
            yield from _file(path, on_skip)


def _file(path: Path, on_skip: Callable[[Skipped], None]) -> Iterator[File]:
    if is_archive(path.name) and path.is_file():
        yield from _in_archive(path, str(path), on_skip)
    else:
        yield File(str(path), partial(read_file, path))


def _in_archive(
    file: Path | Callable[[], bytes], source: str, on_skip: Callable[[Skipped], None], depth: int = 1
) -> Iterator[File]:
    """The files of an archive; what goes wrong with the archive goes wrong with a file of its name."""
    try:
        for member in members(file if isinstance(file, Path) else file(), source):
            name = source + INSIDE + member.name
            if reason := _reason_inside(member, depth):
                on_skip(Skipped(Path(name), reason))
            elif is_archive(member.name):
                yield from _in_archive(member.read, name, on_skip, depth + 1)
            else:
                yield File(name, member.read)
    except (Undecodable, OSError) as error:
        yield File(source, partial(_fail, error))


def _fail(error: Exception) -> bytes:
    raise error


def _folder(root: Path, on_skip: Callable[[Skipped], None]) -> Iterator[File]:
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
                yield from _file(path, on_skip)
            else:
                on_skip(Skipped(path, reason))


def _reason(path: Path) -> str | None:
    """Why a file of a folder is not read, None where it is."""
    if not path.name.startswith(".") and not path.is_file():
        return "special"
    return _reason_of_name(path.name)


def _reason_inside(member: Member, depth: int) -> str | None:
    """Why a file of an archive is not read, None where it is."""
    path = PurePosixPath(member.name)
    if any(part == "__MACOSX" or (part.startswith(".") and part != "..") for part in path.parts):
        return "hidden"
    if not member.regular:
        return "special"
    return "nested" if depth == _DEPTH and is_archive(path.name) else _reason_of_name(path.name)


def _reason_of_name(name: str) -> str | None:
    path = PurePosixPath(name)
    if name.startswith("."):
        return "hidden"
    if path.stem.upper() == "README":
        return "readme"
    return None if path.suffix.lower() in SUFFIXES or is_archive(name) else "suffix"
