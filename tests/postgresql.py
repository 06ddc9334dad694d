"""A PostgreSQL server of our own, for the time of a test run.

Its programs are looked for on the path and where distributions put them. A server refuses to run as root, so it then runs as a
user who may do nothing else. Without the programs the tests that need them are skipped, and say so.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_WHERE = "/usr/lib/postgresql", "/usr/local/pgsql", "/usr/pgsql-15", "/opt/homebrew/opt/postgresql@15"
_UNPRIVILEGED = "postgres", "nobody"


@cache
def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    if found := shutil.which("pg_ctl"):
        return Path(found).resolve().parent
    folders = (folder for where in _WHERE for folder in sorted(Path(where).glob("**/bin"), reverse=True))
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


class Server:
    """A server on a socket in a folder of its own; it listens to no network."""

    def __init__(self, bin_folder: Path, folder: Path) -> None:
        self.bin, self.folder = bin_folder, folder
        self.user = None if os.geteuid() else next(name for name in _UNPRIVILEGED if _is_user(name))

    def start(self) -> None:
        """Start it, or start it again."""
        self._run("pg_ctl", "start", "-w", "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-o", self._options())

    def stop(self, mode: str = "fast") -> None:
        """Stop it; ``immediate`` is a crash."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", f"{self.folder}/data")

    def prepare(self) -> None:
        """Make its data folder."""
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "-D", f"{self.folder}/data", "-U", "auditor", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")

    def database(self, name: str) -> str:
        """Make an empty database; its URL."""
        self._run("createdb", "-h", str(self.folder), "-U", "auditor", name)
        return f"postgresql+psycopg://auditor@/{name}?host={self.folder}"

    def _options(self) -> str:
        return f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off -c shared_buffers=32MB"

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self.bin / program, *arguments],
            user=self.user,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            raise RuntimeError(f"{program} ended with {done.returncode}\n{log.read_text() if log.exists() else ''}")


@contextmanager
def server() -> Iterator[Server | None]:
    """A server that runs; None where there are no programs for one."""
    if (bin_folder := programs()) is None:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        Path(folder).chmod(0o755)
        running = Server(bin_folder, Path(folder))
        running.prepare()
        running.start()
        try:
            yield running
        finally:
            running.stop("immediate")


def _is_user(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
