"""Files to audits: read here, checked by a crew, stored as they are done, told in the order in which they were given.

What is told comes out of the store when all files are in it, as a report's findings may rest on other reports.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b, sha256
from itertools import chain, islice
from typing import Literal, NamedTuple

from auditor.across.run import Judged, judge, pages, settle
from auditor.batch.audited import Audit
from auditor.batch.crew import TIME_LIMIT, Alone, Crew, Task
from auditor.batch.manifest import Entry, Manifest
from auditor.batch.persist import judge_through, work_through
from auditor.batch.stored import told
from auditor.batch.work import Bytes, Page, Setting
from auditor.model.report import Diagnostic, Reading
from auditor.parse.read import PARSER_VERSION
from auditor.rules.check import check_each
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import grade
from auditor.rules.waivers import Waiver
from auditor.score.kept import bring_up_to_date
from auditor.source.decode import Undecodable
from auditor.source.sniff import format_of
from auditor.source.walk import File
from auditor.store.codec import storable
from auditor.store.open import RunInfo, Store
from auditor.store.seal import Audited, Sealed
from auditor.store.unread import Unread

CHUNK = 32
"""How many files one task holds at most; what comes of it is one transaction of the store."""
_CHUNK_BYTES = 1 << 20
"""Beyond so many bytes a task takes no further file: files that are large take long."""
_LARGE = 1 << 18
"""Bytes beyond which reading a file may take long; a report has a tenth of it as text or a page."""


Step = Literal["audit", "compare"]


class Progress(NamedTuple):
    """How far a run is: files done, of them those not read, and those that the store had; ``step`` is what it is at."""

    done: int = 0
    failed: int = 0
    skipped: int = 0
    step: Step = "audit"


class Batch:
    """One run over many files.

    ``crew`` is asked for who does the work, by a setting, once it is known how many other processes are of use: none for a few
    small files, one for a single task that may take long, and has to be ended then, two where there are several tasks. With
    ``resume`` what the store has by the same versions is not done again. ``on_progress`` hears how far the run is.
    """

    def __init__(  # noqa: PLR0913 - what a run is told by who asks for it
        self,
        store: Store,
        setting: Setting,
        crew: Callable[[Setting, int], Crew],
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
        crew = self.crew(replace(self.setting, ids=self.store.address_ids()), _of_use(first))
        try:
            for audited in work_through(chain(first, tasks), crew, self.time_limit):
                self._save(audited)
            self._compare(crew)
        finally:
            crew.close()
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

    def _save(self, came: Sequence[Audited | Sealed], *, checked_only: bool = False) -> None:
        """In the store with the statuses that people gave, and the grades that come of them."""
        known = self.store.recall(came)
        audited = [one for one in known if not isinstance(one, Sealed)]
        graded = {report.sha256: grade(report, findings, self.setting.pack) for report, findings in audited}
        grades = {sha256: one.then.grade for sha256, one in graded.items() if one}
        if checked_only:
            self.store.save_checked(audited, self.run_info, grades)
        else:
            self.store.save(known, self.run_info, grades)
        self._tell(done=len(came), failed=sum(map(_is_unreadable, came)))

    def _compare(self, crew: Crew) -> None:
        pack, store, waivers = self.setting.pack, self.store, self.setting.waivers
        for page, judged in self._judged(crew):
            found = judge(store, page.reports, pack, waivers) if judged is None else judged
            for _ in settle(store, page.reports, found, pack):
                self._tell(step="compare")
        if pack.scoring:
            bring_up_to_date(store, pack.scoring)

    def _judged(self, crew: Crew) -> Iterator[tuple[Page, Judged | None]]:
        """The pages of stale reports, judged where there are several and the crew can do so."""
        url = self.store.shared_url
        found = (Page(url or "", reports) for reports in pages(self.store, self.setting.pack))
        first = list(islice(found, 2))
        if len(first) > 1 and url and crew.opens_stores:
            yield from judge_through(chain(first, found), crew)
        else:
            yield from ((page, None) for page in chain(first, found))

    def _tell(self, *, done: int = 0, failed: int = 0, skipped: int = 0, step: Step = "audit") -> None:
        was = self.progress
        self.progress = Progress(was.done + done, was.failed + failed, was.skipped + skipped, step)
        self.on_progress(self.progress)


def _of_use(first: Sequence[Task]) -> int:
    """How many other processes are of use for the first two tasks of a run."""
    return 2 if len(first) > 1 else int(any(_may_take_long(file) for task in first for file in task.files))


def _may_take_long(file: Bytes) -> bool:
    """Whether reading a file may take minutes: a few kilobytes of a PDF may unpack to millions of characters."""
    return len(file.data) > _LARGE or format_of(file.data) == "pdf"


def _is_unreadable(one: Audited | Sealed) -> bool:
    return one.is_unreadable if isinstance(one, Sealed) else one[0].reading is Reading.UNREADABLE


def checked_by(pack: Pack, waivers: Sequence[Waiver]) -> str:
    """Tells by what a report was checked: the rules and the waivers in force, which are among what it was found to be."""
    if not waivers:
        return pack.hash
    return blake2b(f"{pack.hash} {list(waivers)!r}".encode(), digest_size=16).hexdigest()


def audit(files: Iterable[File], pack: Pack, store: Store, waivers: Sequence[Waiver] = ()) -> Iterator[Audit]:
    """Audit files in this process; each comes out of the store when all of them are in it. Raises as ``Batch.run`` does."""
    setting = Setting(pack, waivers)
    with Batch(store, setting, lambda by, _: Alone(by)).run(files) as manifest:
        yield from told(store, pack, manifest)
