"""What is done to a few files at once, in whichever process: read and checked."""

import gc
import logging
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import NamedTuple

from auditor.model.finding import Finding
from auditor.model.report import Diagnostic, Reading, Report
from auditor.parse.read import read_report
from auditor.rules.check import check_each
from auditor.rules.pack import Pack
from auditor.rules.waivers import Waiver

Audited = tuple[Report, list[Finding]]

_ALLOCATIONS = 20_000
"""New objects between two looks of the collector; a report has some thousand, none of them in a circle."""
_log = logging.getLogger(__name__)


class Bytes(NamedTuple):
    """A file as it was read: what names it, and what was in it."""

    source: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Setting:
    """By what files are checked."""

    pack: Pack
    waivers: Sequence[Waiver] = ()

    def packed(self) -> bytes:
        """For another process; engines stay where they are."""
        return pickle.dumps(replace(self, pack=replace(self.pack)), pickle.HIGHEST_PROTOCOL)


def unpacked(setting: bytes) -> Setting:
    """A setting from another process, its engines made. Raises ``EngineError``."""
    found: Setting = pickle.loads(setting)  # noqa: S301 - this program packed it
    found.pack.warm_up()
    spare_collector()
    return found


def spare_collector() -> None:
    """Rules and grammars stay as long as the process: the garbage collector need not look at them again and again."""
    gc.freeze()
    gc.set_threshold(_ALLOCATIONS)


def audit_files(files: Sequence[Bytes], setting: Setting) -> list[Audited]:
    """Audit files, without a store. One on which the program itself fails is unreadable, with the reason and no findings."""
    reports = [_read(file) for file in files]
    found = check_each(reports, setting.pack, setting.waivers)
    return [
        (report, findings) if isinstance(findings, list) else (_failed(file, findings), [])
        for file, report, findings in zip(files, reports, found, strict=True)
    ]


def unread(file: Bytes, code: str, **details: str | int) -> Report:
    """A file of which nothing could be read."""
    return Report(file.source, sha256(file.data).hexdigest(), Reading.UNREADABLE, diagnostics=[Diagnostic(code, None, details)])


def _read(file: Bytes) -> Report:
    try:
        return read_report(file.source, file.data)
    except Exception as error:  # noqa: BLE001 - a fault of this program in one file must not stop the others
        return _failed(file, error)


def _failed(file: Bytes, error: Exception) -> Report:
    _log.debug("%s", file.source, exc_info=error)
    return unread(file, "PARSE-CRASH", error=type(error).__name__)
