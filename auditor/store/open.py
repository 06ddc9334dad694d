"""Opening a store, and what is done with one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Self

from sqlalchemy import Connection, Engine

from auditor import __version__
from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.store.addresses import Addresses
from auditor.store.engine import let_readers_go_on, make_engine, shown, writing
from auditor.store.error import explained
from auditor.store.read import Counts, count, load_findings, load_report
from auditor.store.schema import bring_up_to_date
from auditor.store.write import Audited, finish_run, start_run, write_chunk

CHUNK = 64
"""Reports that share a transaction."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run of the program: the version of the parser, the hash of the rule set, and when it began (UTC)."""

    parser: str
    rule_set: str
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    program: str = __version__


def open_store(url: str) -> "Store":
    """Opens a store, makes it where there is none, and brings an older one up to date.

    Raises ``StoreError`` for a URL that names no store, and for a store that cannot be used; error.py lists the reasons.
    """
    engine = make_engine(url)
    try:
        with explained(shown(engine.url)):
            bring_up_to_date(engine)
            let_readers_go_on(engine)
    except BaseException:
        engine.dispose()
        raise
    return Store(engine)


class Store:
    """Reports and findings in a database. Its methods raise ``StoreError`` where the database cannot do what they ask."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._url = shown(engine.url)
        self._addresses = Addresses(engine)
        self._runs: dict[RunInfo, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._engine.dispose()

    def save(self, audits: Iterable[tuple[Report, list[Finding]]], run: RunInfo) -> None:
        """Writes audited reports, ``CHUNK`` of them in a transaction: what is committed is whole, whatever happens next.

        A report that was audited before (same sha256, wherever its file lies) is replaced; a new hash for the same body, year
        and source supersedes the old one. A finding that a person has decided on keeps its status, which ``audits`` get to
        know too; one that no longer holds is removed, or marked gone where it was decided on. Calls with an equal ``run``
        belong to one run.
        """
        rest = iter(audits)
        while chunk := list(islice(rest, CHUNK)):
            with explained(self._url):
                self._save(chunk, run)

    def report(self, sha256: str) -> Report | None:
        """The report of a hash as it was read, or None."""
        with self._reading() as connection:
            return load_report(connection, sha256, self._addresses.current(connection))

    def findings(self, sha256: str) -> list[Finding]:
        """The findings of a report in the order in which they were found, without those that are gone."""
        with self._reading() as connection:
            return load_findings(connection, sha256, self._addresses.current(connection))

    def counts(self) -> Counts:
        """How much the store holds."""
        with self._reading() as connection:
            return count(connection)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with explained(self._url), self._engine.begin() as connection:
            yield connection

    def _save(self, chunk: Sequence[Audited], run: RunInfo) -> None:
        self._addresses.know(chunk)
        with writing(self._engine).begin() as connection:
            number = self._runs.get(run) or start_run(connection, asdict(run))
            owner = {"run_id": number, "parser": run.parser, "rule_set": run.rule_set}
            write_chunk(connection, chunk, self._addresses.ids, owner)
            finish_run(connection, number)
        self._runs[run] = number
