"""What can go wrong with a store, told apart so that a person can be told what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from sqlalchemy.exc import DatabaseError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

Problem = Literal[
    "url",  # no URL at all
    "scheme",  # a database that is not spoken to
    "driver",  # its driver is not installed
    "missing",  # there is no store yet, and none is to be made
    "path",  # the file cannot be opened or made
    "closed",  # it may not be written
    "locked",  # another process is writing, and did not end in time
    "full",  # no room on the disk
    "damaged",  # a store that is broken
    "foreign",  # a file or database of something else
    "unreachable",  # a server that is not there, went away, or has no such database or user
    "newer",  # made by a later version of this program
    "failed",  # anything else the database says
]

# SQLite names its errors SQLITE_<name>[_<detail>]: https://www.sqlite.org/rescode.html
_SQLITE: dict[str, Problem] = {
    "BUSY": "locked",
    "LOCKED": "locked",
    "FULL": "full",
    "CANTOPEN": "path",
    "PERM": "closed",
    "READONLY": "closed",
    "CORRUPT": "damaged",
    "NOTADB": "foreign",
}

# PostgreSQL's by class and code: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, Problem] = {
    "55P03": "locked",
    "53100": "full",
    "53200": "full",
    "42501": "closed",
    "25006": "closed",
    "08": "unreachable",
    "57P": "unreachable",
    "XX": "damaged",
}
_CANCELLED = "57014"


class StoreError(Exception):
    """The store cannot be used. ``key`` names the text for people (``store.locked``), ``details`` fill it.

    Every problem has the detail ``url``, without a password; ``scheme`` and ``driver`` name theirs, ``newer`` has the
    ``version`` of the store, ``failed`` and ``unreachable`` the database's own ``reason``.
    """

    def __init__(self, problem: Problem, **details: str) -> None:
        super().__init__(problem)
        self.key, self.details = f"store.{problem}", details

    def __str__(self) -> str:
        return f"{self.key}: " + ", ".join(f"{name} {value}" for name, value in self.details.items())


class Cancelled(Exception):  # noqa: N818 - no error: it was asked for
    """What was being read is not wanted any more."""


@contextmanager
def explained(url: str) -> Iterator[None]:
    """Turns what a database refuses into a ``StoreError``, and an interruption into ``Cancelled``.

    Errors that only a slip of ours can cause pass through.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError("locked", url=url) from error
    except DatabaseError as error:
        if type(error) not in (DatabaseError, OperationalError, ProgrammingError) or not (problem := _problem(error)):
            raise
        if problem == "cancelled":
            raise Cancelled from error
        told = {"reason": str(error.orig).partition("\n")[0]} if problem in ("failed", "unreachable") else {}
        raise StoreError(problem, url=url, **told) from error


def _problem(error: DatabaseError) -> Problem | Literal["cancelled"] | None:
    """What the database refused; None for what only a slip of ours can cause."""
    name = getattr(error.orig, "sqlite_errorname", None)
    if name is not None or not hasattr(error.orig, "sqlstate"):
        if isinstance(error, ProgrammingError):
            return None
        return "cancelled" if name == "SQLITE_INTERRUPT" else _SQLITE.get((name or "SQLITE_UNKNOWN").split("_")[1], "failed")
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # psycopg itself: no server, or one that went away
        return "unreachable"
    if state == _CANCELLED:
        return "cancelled"
    found = next((_POSTGRESQL[state[:length]] for length in (5, 3, 2) if state[:length] in _POSTGRESQL), None)
    return found or (None if isinstance(error, ProgrammingError) else "failed")
