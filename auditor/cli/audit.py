"""``auditor audit``: what its options mean, and what its exit code says."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import typer

from auditor.batch.audit import Batch
from auditor.batch.audited import Audit
from auditor.batch.crew import Alone, Crew, CrewError
from auditor.batch.manifest import Manifest
from auditor.batch.stored import told
from auditor.batch.work import Setting, spare_collector
from auditor.catalogue.language import language
from auditor.catalogue.text import name, text
from auditor.cli import waivers
from auditor.cli.app import ExportFormat, FailOn
from auditor.cli.bar import Bar
from auditor.cli.formats import opened
from auditor.cli.profile import Profiler
from auditor.cli.streams import fail, say
from auditor.export.baseline import BaselineError, read_baseline
from auditor.model.causes import at_or_above, unsettled
from auditor.model.finding import Severity
from auditor.model.report import Reading, Report
from auditor.rules.host import EngineError
from auditor.rules.pack import Pack, load_pack
from auditor.rules.waivers import in_force
from auditor.source.walk import NoSuchPath, Skipped, walk
from auditor.store.error import StoreError
from auditor.store.open import Store, open_store


class Options(NamedTuple):
    """The options of ``auditor audit``, as given."""

    paths: Sequence[Path]
    store: str
    rules: Sequence[Path]
    select: Sequence[str]
    ignore: Sequence[str]
    fail_on: FailOn
    format: ExportFormat
    output: Path | None
    every: bool
    no_waivers: bool
    baseline: Path | None
    preview: bool = False
    profile: bool = False
    jobs: int | None = None
    resume: bool = False
    dask: str | None = None


class Tally:
    """Counts what goes through, for the closing line and the exit code; ``known`` findings, of a baseline, go no further."""

    def __init__(self, fail_on: FailOn, known: frozenset[str]) -> None:
        self.known = known
        self.waivers_used: set[int] = set()
        self.threshold = None if fail_on is FailOn.NEVER else Severity(fail_on)
        self.readings: Counter[Reading] = Counter()
        self.unresolved = 0
        self.found, self.incomplete = False, False

    def watch(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        """Hand on the audits, counted, without known findings."""
        for whole in audits:
            self.waivers_used.update(int(one.details["waiver"]) for one in whole.findings if "waiver" in one.details)
            audit = whole._replace(findings=[one for one in whole.findings if one.id not in self.known])
            self.readings[audit.report.reading] += 1
            self.unresolved += _is_unresolved(audit.report)
            self.incomplete |= audit.report.reading is not Reading.READ
            self.found |= any(
                at_or_above(finding.severity, self.threshold) for finding in unsettled(audit.findings) if self.threshold
            )
            yield audit

    @property
    def exit_code(self) -> int:
        """0, 1 for findings at or above the threshold, 3 where something was not read or not checked."""
        return 1 if self.found else 3 if self.incomplete else 0


def _is_unresolved(report: Report) -> bool:
    """Whether it could not be told whose a report is that was read, or where that body belongs."""
    return report.reading in (Reading.READ, Reading.PARTIAL) and (report.body is None or report.region.province is None)


def run(options: Options) -> int:
    """Audit; the exit code. Ends the run with code 2 where it cannot be done."""
    excuses = [] if options.no_waivers else waivers.load()
    tally = Tally(options.fail_on, _baseline(options.baseline))
    pack = _pack(options)
    profiler = Profiler(pack, wanted=options.profile)
    excuses = [replace(one, rule=pack.current(one.rule)) for one in excuses]
    tally.incomplete |= bool(pack.problems)

    def skipped(what: Skipped) -> None:
        tally.incomplete |= what.reason == "closed"
        say(text("progress.skipped", path=what.path, reason=name("skip", what.reason)))

    setting = Setting(pack, in_force(excuses))
    try:
        # Once to count and to tell what is passed over, before there is a store or an output file to come across.
        bar = Bar(sum(1 for _ in walk(options.paths, skipped)))
        with (
            opened(options.format, options.output, every=options.every) as write,
            open_store(options.store) as store,
            _batch(options, store, setting, bar) as manifest,
        ):
            bare = options.format is ExportFormat.TEXT and not options.profile  # it shows no cells but those of findings
            audits = profiler.watch(told(store, pack, manifest, bare=bare))
            write(tally.watch(audits), pack)
    except NoSuchPath as error:
        fail("error.no-such-path", path=error.path)
    except StoreError as error:
        fail(error.key, **error.details)
    except ModuleNotFoundError as error:
        fail("error.no-dask" if options.dask else "error.no-module", module=error.name)
    except CrewError as error:
        fail(error.key, reason=error.reason)
    except OSError as error:
        fail("error.output", path=options.output or "-", reason=error.strerror or error)
    waivers.account(excuses, tally.waivers_used, whole=not (options.select or options.ignore))
    profiler.tell()
    counts = {str(reading): tally.readings[reading] for reading in Reading}
    say(text("progress.done", files=tally.readings.total(), **counts))
    if tally.unresolved:
        say(text("progress.unresolved", count=tally.unresolved))
    return tally.exit_code


def _batch(options: Options, store: Store, setting: Setting, bar: Bar) -> Manifest:
    """Audit all files into the store. An interruption ends the run with code 130: 128 + SIGINT, as shells have it."""
    batch = Batch(store, setting, partial(_crew, options), resume=options.resume, on_progress=bar.show)
    try:
        with bar:
            return batch.run(walk(options.paths, lambda _: None))
    except KeyboardInterrupt:
        say(text("progress.stopped", done=batch.progress.done))
        raise typer.Exit(130) from None


def _crew(options: Options, setting: Setting, of_use: int) -> Crew:
    """Who does the work: a cluster or so many processes where they are named; else processes where there is much to do."""
    if options.dask:
        from auditor.batch.cluster import Cluster  # noqa: PLC0415 - it may not be installed

        return Cluster(setting, options.dask, options.jobs or _cores())
    if options.jobs is None and not of_use:
        return Alone(setting)
    from auditor.batch.workers import Workers  # noqa: PLC0415 - only many files, or a slow one, need it

    return Workers(setting, options.jobs or (_cores() if of_use > 1 else 1))


def _cores() -> int:
    """The processors that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _baseline(path: Path | None) -> frozenset[str]:
    try:
        return read_baseline(path) if path else frozenset()
    except BaselineError as error:
        fail(error.key, **error.details)


def _pack(options: Options) -> Pack:
    for folder in options.rules:
        if not folder.is_dir():
            fail("error.no-such-path", path=folder)
    pack = load_pack(options.rules, preview=options.preview)
    for problem in pack.problems:
        say(problem.text(language()))
    for path in pack.empty:
        say(text("rules.empty", path=path))
    for prefix in (*options.select, *options.ignore):
        if not any(code.startswith(pack.current(prefix)) for code in pack.rules):
            families = " ".join(sorted({code.partition("-")[0] for code in pack.rules}))
            fail("error.no-rule", prefix=prefix, families=families)
    selected = pack.select(options.select, options.ignore)
    try:
        selected.warm_up()  # without the engine nothing is read, stored or written
        spare_collector()
    except EngineError as error:
        fail("error.engine" if isinstance(error.__cause__, ImportError) else "error.engine-rules", reason=error.reason)
    return selected
