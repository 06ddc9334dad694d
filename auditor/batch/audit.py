"""Files to audits: read here, checked by a crew, stored as they are done, told in the order in which they were given.

What is told comes out of the store when all files are in it, as a report's findings may rest on other reports.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b, sha256
from itertools import chain, islice
from typing import Literal, NamedTuple

from auditor.across.run import across
from auditor.batch.audited import Audit
from auditor.batch.crew import TIME_LIMIT, Alone, Crew, Task
from auditor.batch.manifest import Entry, Manifest
from auditor.batch.persist import work_through
from auditor.batch.stored import told
from auditor.batch.work import Audited, Bytes, Setting
from auditor.model.report import Diagnostic, Reading
from auditor.parse.read import PARSER_VERSION
from auditor.rules.check import check_each
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import grade
from auditor.rules.waivers import Waiver
from auditor.score.kept import bring_up_to_date
from auditor.source.decode import Undecodable
from auditor.source.walk import File
from auditor.store.codec import storable
from auditor.store.open import RunInfo, Store
from auditor.store.unread import Unread

CHUNK = 32
"""How many files one task holds at most; what comes of it is one transaction of the store."""
_CHUNK_BYTES = 1 << 20
"""Beyond so many bytes a task takes no further file: files that are large take long."""


Step = Literal["audit", "compare"]


class Progress(NamedTuple):
    """How far a run is: files done, of them those not read, and those that the store had; ``step`` is what it is at."""

    done: int = 0
    failed: int = 0
    skipped: int = 0
    step: Step = "audit"


class Batch:
    """One run over many files.

    ``crew`` is asked for who does the work once it is known whether there is more than one task. With ``resume`` what the store
    has by the same versions is not done again. ``on_progress`` hears how far the run is.
    """

    def __init__(  # noqa: PLR0913 - what a run is told by who asks for it
        self,
        store: Store,
        setting: Setting,
        crew: Callable[[bool], Crew],
        *,
        resume: bool = False,
        time_limit: float = TIME_LIMIT,
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        self.store, self.setting, self.crew = store, setting, crew
        self.resume, self.time_limit, self.on_progress = resume, time_limit, on_progress
        self.run_info = RunInfo(str(PARSER_VERSION), checked_by(setting.pack, setting.waivers))
        self.progress = Progress()
        self.unread: list[Unread] = []

    def run(self, files: Iterable[File]) -> Manifest:
        """Audit files, then compare them with others and score them; which they were.

        What was done is in the store at any moment, and a run that ended goes on with ``resume``. A file that cannot be opened,
        or on which the program or its process ends, is in the store as unread, with the reason. Raises ``EngineError`` before the
        first file where nothing can be checked at all, ``CrewError`` and ``StoreError``.
        """
        self.setting.pack.warm_up()
        manifest = Manifest()
        tasks = self._tasks(files, manifest)
        first = list(islice(tasks, 2))
        crew = self.crew(len(first) > 1)
        try:
            for audited in work_through(chain(first, tasks), crew, self.time_limit):
                self._save(audited)
        finally:
            crew.close()
        self._compare()
        return manifest

    def _tasks(self, files: Iterable[File], manifest: Manifest) -> Iterator[Task]:
        """Files that are to be done, a few at a time; every file is noted."""
        chunk: list[Bytes] = []
        for file in files:
            try:
                chunk.append(Bytes(file.source, file.read()))
            except OSError as error:
                self._note_unread(file, manifest, "PARSE-CLOSED", {"reason": error.strerror or str(error)})
            except Undecodable as error:
                self._note_unread(file, manifest, error.code, error.details)
            else:
                manifest.add(Entry(file.source, sha256(chunk[-1].data).hexdigest()))
            if len(chunk) == CHUNK or sum(len(one.data) for one in chunk) > _CHUNK_BYTES:
                yield from self._wanted(chunk)
                chunk = []
        yield from self._wanted(chunk)

    def _note_unread(self, file: File, manifest: Manifest, code: str, details: Mapping[str, str | int]) -> None:
        reason = Diagnostic(code, None, details)
        manifest.add(Entry(file.source, None, reason))
        self.unread.append((file.source, reason))
        self._tell(done=1, failed=1)

    def _wanted(self, chunk: Sequence[Bytes]) -> Iterator[Task]:
        """A task of those files that the store does not have; what could not be opened is put into the store."""
        by_hash = [(sha256(one.data).hexdigest(), one) for one in chunk] if self.resume else []
        known = self.store.audited({digest for digest, _ in by_hash}, self.run_info) if by_hash else set()
        skipped = [one.source for digest, one in by_hash if digest in known]
        if self.unread or skipped:
            self.store.save_unread(self.unread, self.run_info, skipped)
            self.unread = []
        self._tell(done=len(skipped), skipped=len(skipped))
        wanted = self._unlike([one for one in by_hash if one[0] not in known]) if by_hash else list(chunk)
        if wanted:
            yield Task(wanted)

    def _unlike(self, files: Sequence[tuple[str, Bytes]]) -> list[Bytes]:
        """Checks by these rules, here, what the store has of files by this parser from where they are; the files that are left.

        The path is part of what is read: it may name the body.
        """
        sources = {digest: one.source for digest, one in files}
        stored = self.store.read(sources.keys(), self.run_info).values() if files else ()
        same = [report for report in stored if report.source == storable(sources[report.sha256])]
        found = zip(same, check_each(same, self.setting.pack, self.setting.waivers), strict=True)
        checked = {report.sha256: (report, findings) for report, findings in found if isinstance(findings, list)}
        if checked:
            self._save([*checked.values()], checked_only=True)
        return [one for digest, one in files if digest not in checked or one.source != sources[digest]]

    def _save(self, audited: Sequence[Audited], *, checked_only: bool = False) -> None:
        """In the store with the statuses that people gave, and the grades that come of them."""
        self.store.recall([finding for _, findings in audited for finding in findings])
        graded = {report.sha256: grade(report, findings, self.setting.pack) for report, findings in audited}
        grades = {sha256: one.then.grade for sha256, one in graded.items() if one}
        save = self.store.save_checked if checked_only else self.store.save
        save(audited, self.run_info, grades)
        self._tell(done=len(audited), failed=sum(report.reading is Reading.UNREADABLE for report, _ in audited))

    def _compare(self) -> None:
        pack = self.setting.pack
        for _ in across(self.store, pack, None, self.setting.waivers):
            self._tell(step="compare")
        if pack.scoring:
            bring_up_to_date(self.store, pack.scoring)

    def _tell(self, *, done: int = 0, failed: int = 0, skipped: int = 0, step: Step = "audit") -> None:
        was = self.progress
        self.progress = Progress(was.done + done, was.failed + failed, was.skipped + skipped, step)
        self.on_progress(self.progress)


def checked_by(pack: Pack, waivers: Sequence[Waiver]) -> str:
    """Tells by what a report was checked: the rules and the waivers in force, which are among what it was found to be."""
    if not waivers:
        return pack.hash
    return blake2b(f"{pack.hash} {list(waivers)!r}".encode(), digest_size=16).hexdigest()


def audit(files: Iterable[File], pack: Pack, store: Store, waivers: Sequence[Waiver] = ()) -> Iterator[Audit]:
    """Audit files in this process; each comes out of the store when all of them are in it. Raises as ``Batch.run`` does."""
    setting = Setting(pack, waivers)
    with Batch(store, setting, lambda _: Alone(setting)).run(files) as manifest:
        yield from told(store, pack, manifest)
