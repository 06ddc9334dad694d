"""``auditor repair``: the least changes that would make the tables of one report reconcile."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from auditor.catalogue.diagnostic import explain
from auditor.catalogue.language import language
from auditor.catalogue.text import text
from auditor.cli.app import RepairFormat
from auditor.cli.rules import load
from auditor.cli.streams import fail, say, silence
from auditor.export.correction import write_json, write_text
from auditor.model.report import Diagnostic, Reading, Report
from auditor.parse.read import read_report
from auditor.repair.correct import Sums
from auditor.repair.evidence import known_cells, year_before
from auditor.source.decode import Undecodable
from auditor.source.walk import read_file
from auditor.store.error import StoreError
from auditor.store.open import Store, open_store
from auditor.store.tables import Row

_HASH = re.compile(r"[0-9a-f]{4,64}")
_REPORTS = Row.metadata.tables["reports"]


class Options(NamedTuple):
    """The options of ``auditor repair``, as given."""

    target: str
    format: RepairFormat
    store: str
    rules: Sequence[Path]


def run(options: Options) -> int:
    """Correct and print; the exit code. Ends the run with code 2 where there is nothing of that name."""
    pack = load(options.rules)
    report, before = _report(options)
    if report.reading in (Reading.DECLINED, Reading.UNREADABLE):
        reason = "; ".join(explain(one) for one in report.diagnostics)
        say(text("error.declined", path=report.source, reason=reason))
        return 3
    corrected = Sums(report, pack, known_cells(report, before)).corrected()
    try:
        if options.format is RepairFormat.JSON:
            write_json(corrected, sys.stdout)
        else:
            write_text(report, corrected, sys.stdout, language())
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    return 3 if pack.problems else 0


def _report(options: Options) -> tuple[Report, Report | None]:
    """The report that is meant, and that of the year before where the store has it."""
    path = Path(options.target)
    report = _read(path) if path.is_file() else None
    try:
        with open_store(options.store, create=False) as store:
            report = report or _stored(options.target, store)
            return report, year_before(store, report)
    except StoreError as error:
        if report is None:
            fail(error.key, **error.details)
        return report, None


def _read(path: Path) -> Report:
    try:
        return read_report(str(path), read_file(path))
    except Undecodable as error:
        return Report(str(path), "", Reading.UNREADABLE, diagnostics=[Diagnostic(error.code, None, error.details)])
    except OSError as error:
        fail("error.no-target", name=path, reason=error.strerror or error)


def _stored(target: str, store: Store) -> Report:
    """The report of a finding's id, or of the sha256 that begins so."""
    if located := store.located(target):
        return located[0].report
    hashes: Sequence[str] = []
    if _HASH.fullmatch(target):
        with store.reading() as connection:
            begin = select(_REPORTS.c.sha256).where(_REPORTS.c.sha256.startswith(target))
            hashes = connection.execute(begin).scalars().all()
    if len(hashes) > 1:
        fail("error.ambiguous", name=target, count=len(hashes))
    report = store.report(hashes[0]) if hashes else None
    if report is None:
        fail("error.no-target", name=target)
    return report
