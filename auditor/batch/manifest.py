"""Which files a run was given, in their order: kept on disk, as there may be millions."""

import json
from collections.abc import Iterator
from tempfile import TemporaryFile
from types import TracebackType
from typing import NamedTuple, Self

from auditor.model.report import Diagnostic


class Entry(NamedTuple):
    """A file: the hash of its bytes, under which a store has its report, or why it could not be opened.

    ``source`` is the name that it was given by, None for that which the store knows.
    """

    source: str | None
    sha256: str | None
    reason: Diagnostic | None = None


class Manifest:
    """Entries, written one after another and then read in the same order."""

    def __init__(self) -> None:
        self._file = TemporaryFile("w+", encoding="utf-8", errors="surrogateescape")  # noqa: SIM115 - closed below
        self.count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()

    def add(self, entry: Entry) -> None:
        """Note a file. Raises ``OSError`` where there is no room for it."""
        self._file.write(json.dumps(entry) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[Entry]:
        self._file.seek(0)
        for line in self._file:
            source, sha256, reason = json.loads(line)
            yield Entry(source, sha256, Diagnostic(*reason) if reason else None)
