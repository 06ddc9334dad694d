"""Audits files one after another: each is read, checked, stored in chunks, and handed on."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from auditor.model.finding import Finding
from auditor.model.report import Diagnostic, Reading, Report
from auditor.parse.read import PARSER_VERSION, read_report
from auditor.rules.check import check
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import grade
from auditor.rules.second.schema import SecondRule
from auditor.rules.waivers import Waiver
from auditor.source.decode import Undecodable
from auditor.source.walk import read_file
from auditor.store.open import RunInfo, Store

CHUNK = 50
"""How many reports one transaction of the store holds."""

_log = logging.getLogger(__name__)


class Audit(NamedTuple):
    """One file, read and checked; ``grade`` is the rule that graded it, None for none."""

    report: Report
    findings: list[Finding]
    grade: SecondRule | None = None


def audit(paths: Iterable[Path], pack: Pack, store: Store, waivers: Sequence[Waiver] = ()) -> Iterator[Audit]:
    """Audit files; each chunk is in the store before the first of it is handed on.

    Findings have the status that people decided in earlier audits, else that of a waiver that fits; grades count what is left.

    A file that cannot be opened, or on which the program itself fails, is handed on as unreadable with the reason and
    no findings; the others go on. Raises ``EngineError`` before the first file where nothing can be checked at all, and
    ``StoreError``.
    """
    pack.warm_up()
    run = RunInfo(str(PARSER_VERSION), pack.hash)
    files = iter(paths)
    while chunk := [audit_file(path, pack, waivers) for path in islice(files, CHUNK)]:
        store.recall([finding for one in chunk for finding in one.findings])
        graded = [one._replace(grade=grade(one.report, one.findings, pack)) for one in chunk]
        grades = {one.report.sha256: one.grade.then.grade for one in graded if one.grade}
        store.save(((one.report, one.findings) for one in graded if one.report.sha256), run, grades)
        yield from graded


def audit_file(path: Path, pack: Pack, waivers: Sequence[Waiver] = ()) -> Audit:
    """Audit one file without a store, and without a grade."""
    try:
        data = read_file(path)
    except OSError as error:
        return _unread(path, "", Diagnostic("PARSE-CLOSED", None, {"reason": error.strerror or str(error)}))
    except Undecodable as error:
        return _unread(path, "", Diagnostic(error.code, None, error.details))
    try:
        report = read_report(str(path), data)
        return Audit(report, check(report, pack, waivers))
    except Exception as error:  # noqa: BLE001 - a fault of this program in one file must not stop the others
        _log.debug("%s", path, exc_info=True)
        failed = Diagnostic("PARSE-CRASH", None, {"error": type(error).__name__})
        return _unread(path, sha256(data).hexdigest(), failed)


def _unread(path: Path, digest: str, reason: Diagnostic) -> Audit:
    return Audit(Report(str(path), digest, Reading.UNREADABLE, diagnostics=[reason]), [])
