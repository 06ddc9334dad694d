"""Old Office files (doc, wps, rtf) and OpenDocument texts, by LibreOffice where it is installed."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.source.decode import Undecodable

_PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 60


def to_docx(data: bytes, kind: str) -> bytes:
    """A file as LibreOffice converts it to docx.

    Raises ``Undecodable``: PARSE-CONVERTER (declined) where LibreOffice is not installed, PARSE-BROKEN where it fails.
    """
    program = next((found for name in _PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise Undecodable("PARSE-CONVERTER", declined=True, kind=kind)
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"report.{kind}"
        source.write_bytes(data)
        profile = (Path(folder) / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "docx",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            _run(command)
            return source.with_suffix(".docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise Undecodable("PARSE-BROKEN", kind=kind) from error


def _run(command: Sequence[str]) -> None:
    """Runs a program to its end, or ends it after ``_SECONDS`` with what it started: LibreOffice's launcher starts another."""
    none = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=none, stdout=none, stderr=none, start_new_session=True) as running:  # noqa: S603
        try:
            code = running.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            raise
    if code:
        raise subprocess.CalledProcessError(code, command[0])
