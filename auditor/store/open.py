"""Opening a store, and what is done with one."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Self

from sqlalchemy import Connection, Engine

from auditor import __version__
from auditor.model.finding import Finding
from auditor.model.form import all_forms
from auditor.model.report import Report
from auditor.store import beside
from auditor.store.addresses import Addresses
from auditor.store.cells import AddressIds
from auditor.store.decisions import Decision, Status, decide, decided, history, recall
from auditor.store.engine import interruptible, is_missing, let_readers_go_on, make_engine, shown, writing
from auditor.store.error import StoreError, explained
from auditor.store.read import (
    Counts,
    Located,
    Stored,
    audited_alike,
    count,
    current_hashes,
    load_audits,
    load_findings,
    load_grade,
    load_report,
    locate,
    read_alike,
)
from auditor.store.saved import save_query, saved_queries
from auditor.store.schema import bring_up_to_date
from auditor.store.seal import Audited, Sealed, addresses_of, opened, seal
from auditor.store.unread import Unread, all_unread, forget_unread, put_unread
from auditor.store.write import finish_run, start_run, write_chunk, write_findings

CHUNK = 64
"""Reports that share a transaction."""


@dataclass(frozen=True, slots=True)
class RunInfo:
    """One run of the program: the version of the parser, the hash of the rule set, and when it began (UTC)."""

    parser: str
    rule_set: str
    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    program: str = __version__


def open_store(url: str, *, create: bool = True) -> "Store":
    """Opens a store, makes it where there is none, and brings an older one up to date.

    Raises ``StoreError`` for a URL that names no store, and for a store that cannot be used; error.py lists the reasons.
    Without ``create``, a file that is not there is one of them.
    """
    engine = make_engine(url)
    if not create and is_missing(engine):
        raise StoreError("missing", url=shown(engine.url))
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

    @property
    def shared_url(self) -> str | None:
        """Where other processes of this machine find the store; None for one in this process's memory."""
        url = self._engine.url
        return url.render_as_string(hide_password=False) if url.database not in (None, "", ":memory:") else None

    def address_ids(self) -> AddressIds:
        """The addresses of all forms by number, for those who seal."""
        forms = ((form.table, *cell) for form in all_forms() for cell in form.cells)
        with explained(self._url):
            return self._addresses.know(forms)

    def save(self, audits: Iterable[Audited | Sealed], run: RunInfo, grades: Mapping[str, str | None] | None = None) -> None:
        """Writes audited reports, ``CHUNK`` of them in a transaction: what is committed is whole, whatever happens next.

        A report that was audited before (same sha256, wherever its file lies) is replaced; a new hash for the same body, year
        and source supersedes the old one. A finding that a person has decided on keeps its status, which ``audits`` get to
        know too; one that no longer holds is removed, or marked gone where it was decided on. Calls with an equal ``run``
        belong to one run. ``grades`` are those of reports that are not sealed, by sha256.
        """
        rest = iter(audits)
        while chunk := list(islice(rest, CHUNK)):
            with self._saving([one for one in chunk if not isinstance(one, Sealed)], run) as (connection, owner):
                write_chunk(connection, [self._sealed(connection, one, grades or {}) for one in chunk], owner)
                forget_unread(connection, [_source(one) for one in chunk])

    def save_checked(self, audits: Sequence[Audited], run: RunInfo, grades: Mapping[str, str | None]) -> None:
        """Writes what was found anew in reports that the store has as they are; else as ``save`` does, in one transaction."""
        with self._saving(audits, run) as (connection, owner):
            write_findings(connection, audits, self._addresses.ids, owner, grades)
            forget_unread(connection, [_source(one) for one in audits])

    def save_unread(self, found: Collection[Unread], run: RunInfo, read: Collection[str] = ()) -> None:
        """Notes files that could not be opened, and forgets so of those at ``read``, which were; ``save`` does so of its own."""
        with self.writing() as connection:
            number = self._run(connection, run)
            put_unread(connection, found, number)
            forget_unread(connection, read)
        self._runs[run] = number

    def unread(self) -> list[Unread]:
        """Every file that could not be opened when it was last met."""
        with self.reading() as connection:
            return all_unread(connection)

    def audited(self, hashes: Collection[str], run: RunInfo) -> set[str]:
        """Those of the hashes that were read and checked by the versions of a run, files that could not be read left out."""
        with self.reading() as connection:
            return audited_alike(connection, hashes, run.parser, run.rule_set)

    def read(self, hashes: Collection[str], run: RunInfo) -> dict[str, Report]:
        """The reports of those of the hashes that the parser of a run read, whatever checked them, by hash."""
        with self.reading() as connection:
            return read_alike(connection, hashes, run.parser, self._addresses.current(connection))

    def audits(self, hashes: Collection[str], *, bare: bool = False) -> dict[str, Stored]:
        """The reports of these hashes, with their findings that hold, grade and score; ``bare`` as ``load_audits`` has it."""
        with self.reading() as connection:
            return load_audits(connection, hashes, self._addresses.current(connection), bare=bare)

    def report(self, sha256: str) -> Report | None:
        """The report of a hash as it was read, or None."""
        with self.reading() as connection:
            return load_report(connection, sha256, self._addresses.current(connection))

    def findings(self, sha256: str) -> list[Finding]:
        """The findings of a report in the order in which they were found, without those that are gone."""
        with self.reading() as connection:
            return load_findings(connection, sha256, self._addresses.current(connection))

    def hashes(self) -> list[str]:
        """The sha256 of every current report, in the order in which they came."""
        with self.reading() as connection:
            return current_hashes(connection)

    def grade(self, sha256: str) -> str | None:
        """The grade of a report, None where it has none."""
        with self.reading() as connection:
            return load_grade(connection, sha256)

    def counts(self) -> Counts:
        """How much the store holds."""
        with self.reading() as connection:
            return count(connection)

    def located(self, finding_id: str) -> list[Located]:
        """The finding of an id in each report that has it: current ones first, then by report."""
        with self.reading() as connection:
            return locate(connection, finding_id, self._addresses.current(connection))

    def decide(self, finding_id: str, status: Status, reason: str | None, by: str) -> int:
        """Notes a decision of a person; how many reports have the finding. With 0, nothing is noted."""
        with self.writing() as connection:
            return decide(connection, finding_id, status, reason, by)

    def history(self, finding_id: str) -> list[Decision]:
        """The decisions on a finding, the oldest first."""
        with self.reading() as connection:
            return history(connection, finding_id)

    def recall(self, audits: Sequence[Audited | Sealed]) -> list[Audited | Sealed]:
        """The same with the statuses that people decided, as ``save`` gives them; what is sealed is opened where it has one."""
        with self.reading() as connection:
            sealed = {finding for one in audits if isinstance(one, Sealed) for finding in one.ids()}
            known, addresses = decided(connection, sealed), self._addresses.current(connection)
            came = [opened(one, addresses) if isinstance(one, Sealed) and one.ids() & known.keys() else one for one in audits]
            recall(connection, [finding for one in came if not isinstance(one, Sealed) for finding in one[1]])
        return came

    def save_query(self, name: str, query: str, by: str) -> None:
        """Keeps a query under a name; an earlier one of that name is replaced."""
        with self.writing() as connection:
            save_query(connection, name, query, by)

    def saved_queries(self) -> dict[str, str]:
        """Every name and its query, by name."""
        with self.reading() as connection:
            return saved_queries(connection)

    def load(self, connection: Connection, numbers: Collection[int], telling: Collection[int] = ()) -> dict[int, Report]:
        """Reports by their numbers, with their tables alone, those of ``telling`` with their claims too."""
        return beside.load_reports(connection, numbers, self._addresses.current(connection), telling)

    def put_beside(
        self,
        found: Mapping[int, Sequence[Finding]],
        codes: Collection[str],
        rule_set: str,
        grade: Callable[[Report, list[Finding]], str | None],
    ) -> None:
        """Puts findings over several reports, by the numbers of theirs, in the place of all those of the same rules.

        Decisions of people hold. A report of which that changes something has no score any more and another ``grade``. One
        transaction.
        """
        with self.writing() as connection:
            changed = beside.replace(connection, found, codes, self._addresses.ids)
            addresses = self._addresses.current(connection)
            for number, report in beside.load_reports(connection, changed, addresses).items():
                beside.set_grade(connection, number, grade(report, beside.standing(connection, number, addresses)))
            beside.set_compared(connection, found, rule_set)

    @contextmanager
    def reading(self, stop: Callable[[], bool] | None = None) -> Iterator[Connection]:
        """A connection that sees one state of the store. ``Cancelled`` is raised soon after ``stop`` says so."""
        with explained(self._url), self._engine.begin() as connection, interruptible(connection, stop):
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose changes are committed together at the end, or not at all."""
        with explained(self._url), writing(self._engine).begin() as connection:
            yield connection

    @contextmanager
    def _saving(self, audits: Sequence[Audited], run: RunInfo) -> Iterator[tuple[Connection, Mapping[str, Any]]]:
        """A connection for one transaction of a run that knows all addresses of audits, and what tells who read and checked."""
        with explained(self._url):
            met = (address for report, findings in audits for address in addresses_of(report, findings))
            self._addresses.know(met)
            with writing(self._engine).begin() as connection:
                number = self._run(connection, run)
                yield connection, {"run_id": number, "parser": run.parser, "rule_set": run.rule_set}
                finish_run(connection, number)
            self._runs[run] = number

    def _sealed(self, connection: Connection, one: Audited | Sealed, grades: Mapping[str, str | None]) -> Sealed:
        if isinstance(one, Sealed):
            return one
        report, findings = one
        recall(connection, findings)
        return seal(report, findings, self._addresses.ids, grades.get(report.sha256))

    def _run(self, connection: Connection, run: RunInfo) -> int:
        return self._runs.get(run) or start_run(connection, asdict(run))


def _source(one: Audited | Sealed) -> str:
    return str(one.fields["source"]) if isinstance(one, Sealed) else one[0].source
