"""Archives as folders: their files one after another, within limits, and nothing is ever written to a disk.

A name inside an archive names a file in a report's source and nothing else, so that a path out of the archive leads nowhere.
"""

import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO, NamedTuple

from auditor.source.decode import LIMIT, Undecodable

SUFFIXES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
INSIDE = "!/"
"""Stands between an archive and the name of a file in it: reports.zip!/2020/县.txt."""

_MOST_MEMBERS = 200_000
_MOST_RATIO = 200
"""How much larger than itself an archive may be when unpacked; text packs to a tenth, thousands of blank forms to a fiftieth."""
_SMALL = 256 * 2**20
"""An archive that unpacks to no more is read whatever the ratio."""
_IS_UTF8, _ENCRYPTED = 0x800, 0x1


class Member(NamedTuple):
    """A file in an archive: its name, whether it is a regular file, and what reads it as long as the next one is not taken.

    ``read`` raises ``Undecodable``: PARSE-BROKEN, -ENCRYPTED, -TOO-LARGE, -TOO-MANY.
    """

    name: str
    regular: bool
    read: Callable[[], bytes]


class _Budget:
    """What may still be unpacked of an archive of ``size`` bytes."""

    def __init__(self, size: int) -> None:
        self.limit = max(_SMALL, size * _MOST_RATIO)
        self.left = self.limit

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Undecodable("PARSE-TOO-MANY", kind="megabytes", limit=self.limit >> 20)


def is_archive(name: str) -> bool:
    """Whether a file is taken for an archive, by its suffix: a .docx is a zip too, and is none."""
    return name.lower().endswith(SUFFIXES)


def members(file: Path | bytes, name: str) -> Iterator[Member]:
    """The files of an archive called ``name``, in its order; each is to be read before the next is taken.

    Raises ``Undecodable`` where the archive is broken or goes beyond a limit, maybe after some of its files; ``OSError``.
    """
    budget = _Budget(len(file) if isinstance(file, bytes) else file.stat().st_size)
    find = _in_zip if name.lower().endswith(".zip") else _in_tar
    with BytesIO(file) if isinstance(file, bytes) else file.open("rb") as stream, _faults():
        for number, member in enumerate(find(stream, budget)):
            if number >= _MOST_MEMBERS:
                raise Undecodable("PARSE-TOO-MANY", kind="parts", limit=_MOST_MEMBERS)
            yield member


def _in_zip(stream: IO[bytes], budget: _Budget) -> Iterator[Member]:
    def read(member: zipfile.ZipInfo) -> bytes:
        if member.flag_bits & _ENCRYPTED:
            raise Undecodable("PARSE-ENCRYPTED", declined=True, kind="zip")
        _refuse_large(member.file_size)
        budget.take(member.file_size)
        with _faults(), archive.open(member) as file:
            return file.read()

    with zipfile.ZipFile(stream) as archive:
        for member in archive.infolist():
            if not member.filename.endswith("/"):
                yield Member(_zip_name(member), regular=True, read=partial(read, member))


def _in_tar(stream: IO[bytes], budget: _Budget) -> Iterator[Member]:
    """As a stream, which unpacks what is passed over too."""

    def read(member: tarfile.TarInfo) -> bytes:
        _refuse_large(member.size)
        with _faults():
            file = archive.extractfile(member)
            return file.read() if file else b""

    with tarfile.open(fileobj=stream, mode="r|*") as archive:
        for member in archive:
            budget.take(member.size)
            if not member.isdir():
                yield Member(_told(member.name.encode("utf-8", "surrogateescape")), member.isreg(), partial(read, member))
            archive.members.clear()  # type: ignore[attr-defined] # it keeps a list of all that it went by


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, zlib.error, LZMAError, EOFError, NotImplementedError, ValueError) as error:
        raise Undecodable("PARSE-BROKEN", kind="archive") from error


def _refuse_large(size: int) -> None:
    if size > LIMIT:
        raise Undecodable("PARSE-TOO-LARGE", limit=LIMIT >> 20)


def _zip_name(member: zipfile.ZipInfo) -> str:
    """The name of a member. Programs that do not say that it is UTF-8 write it as Windows does, in China GBK."""
    return _told(member.filename.encode("utf-8" if member.flag_bits & _IS_UTF8 else "cp437", "replace"))


def _told(name: bytes) -> str:
    """A name as a path inside the archive: without a root, and without steps that lead nowhere."""
    try:
        told = name.decode("utf-8")
    except UnicodeDecodeError:
        told = name.decode("gb18030", "replace")
    return str(PurePosixPath(told.lstrip("/")))
