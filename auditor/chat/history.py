"""What was asked before, kept between sessions in the folder the system has for that, never where one works."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_MOST = 1_000


def state_folder(environ: Mapping[str, str] = os.environ) -> Path:
    """Where the program keeps what is not to be lost but is no document (XDG Base Directory Specification)."""
    given = environ.get("XDG_STATE_HOME", "")
    return (Path(given) if Path(given).is_absolute() else Path.home() / ".local" / "state") / "auditor"


class History:
    """Questions, the latest last, with a place to go back from. A file that cannot be read or written is done without."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = self._read()
        self._at = len(self._lines)

    def add(self, question: str) -> None:
        """Keep a question, unless it is the latest again, and go to the end."""
        if self._lines[-1:] != [question]:
            self._lines = [*self._lines, question][-_MOST:]
            self._write()
        self._at = len(self._lines)

    def earlier(self) -> str | None:
        """The question before; None where there is none."""
        if self._at == 0:
            return None
        self._at -= 1
        return self._lines[self._at]

    def later(self) -> str | None:
        """The question after, "" after the last; None at the end."""
        if self._at >= len(self._lines):
            return None
        self._at += 1
        return self._lines[self._at] if self._at < len(self._lines) else ""

    def _read(self) -> list[str]:
        with suppress(OSError, UnicodeDecodeError):
            return self._path.read_text(encoding="utf-8").splitlines()[-_MOST:]
        return []

    def _write(self) -> None:
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._path.write_text("".join(f"{line}\n" for line in self._lines), encoding="utf-8")
