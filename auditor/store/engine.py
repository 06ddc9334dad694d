"""Connections to a database: SQLite by default, PostgreSQL by its URL."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Connection as SQLiteConnection
from threading import Event, Thread
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, make_url
from sqlalchemy.engine.url import URL
from sqlalchemy.exc import ArgumentError, OperationalError

from auditor.store.error import StoreError

PATIENCE = 10
"""Seconds to wait for another process that is writing."""

_PAGE = 8192
"""Bytes of a page in a new file: a report's reading takes 2,000, of which only one would fit into the usual 4,096."""

_STEPS = 20_000
_LOOK = 0.05
_TURN = 0x6A63_6862
"""The number of the lock that writers of a store in PostgreSQL take."""


def make_engine(url: str) -> Engine:
    """An engine for ``sqlite:///PATH``, ``sqlite://`` (memory) or ``postgresql+psycopg://…``; nothing is opened yet.

    Raises ``StoreError`` for what is no URL, another database, or a driver that is not installed.
    """
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError("url", url=url) from error
    match parsed.drivername:
        case "sqlite" | "sqlite+pysqlite":
            return _sqlite(parsed)
        case "postgresql" | "postgresql+psycopg":
            return _postgresql(parsed.set(drivername="postgresql+psycopg"))
        case other:
            raise StoreError("scheme", url=shown(parsed), scheme=other)


def shown(url: URL) -> str:
    """A URL as it may be printed: without its password."""
    return url.render_as_string(hide_password=True)


def writing(engine: Engine) -> Engine:
    """The engine for transactions that write: one at a time, so that none fails half-way or meets half of another.

    SQLite's write lock is taken first, or in PostgreSQL a lock of ours; readers wait for neither.
    """
    return engine.execution_options(begin="BEGIN IMMEDIATE")


def is_missing(engine: Engine) -> bool:
    """Whether the engine's database is a file that is not there."""
    path = engine.url.database
    return engine.dialect.name == "sqlite" and path not in (None, "", ":memory:") and not Path(str(path)).exists()


@contextmanager
def interruptible(connection: Connection, stop: Callable[[], bool] | None) -> Iterator[None]:
    """Asks ``stop`` every few milliseconds of a query and interrupts it when that says so."""
    driver: Any = connection.connection.driver_connection
    if stop is None:
        yield
    elif isinstance(driver, SQLiteConnection):
        driver.set_progress_handler(stop, _STEPS)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)
    else:
        ended = Event()
        watcher = Thread(target=_watch, args=(driver.cancel, stop, ended), daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()


def _watch(cancel: Callable[[], object], stop: Callable[[], bool], ended: Event) -> None:
    """Cancels what a server is doing for us as often as it is asked to; where it does nothing, that comes to nothing."""
    while not ended.wait(_LOOK):
        if stop():
            cancel()


def let_readers_go_on(engine: Engine) -> None:
    """Sees to it that readers and a writer do not wait for each other: in SQLite a mode (WAL) that the file remembers.

    SQLite refuses at once where another process is at work; that one has asked too, and the next opening asks again.
    """
    if engine.dialect.name == "sqlite":
        with engine.execution_options(begin=None).connect() as connection, suppress(OperationalError):
            connection.exec_driver_sql("PRAGMA journal_mode = WAL")


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(url, connect_args={"connect_timeout": PATIENCE})
    except ModuleNotFoundError as error:
        raise StoreError("driver", url=shown(url), driver="psycopg") from error
    event.listen(engine, "begin", _take_turn)
    return engine


def _sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        engine = create_engine(url, poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        engine = create_engine(url, connect_args={"timeout": PATIENCE})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _take_turn(connection: Connection) -> None:
    """Where a transaction writes, wait for its turn; the lock goes when the transaction ends."""
    if "begin" in connection.get_execution_options():
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{PATIENCE}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def _set_up(connection: SQLiteConnection, _record: Any) -> None:
    connection.isolation_level = None  # transactions are begun below, and not by the driver's guess
    connection.execute(f"PRAGMA page_size = {_PAGE}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    statement = connection.get_execution_options().get("begin", "BEGIN")
    if statement:
        connection.exec_driver_sql(statement)
