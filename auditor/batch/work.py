"""What is done to a few files at once, in whichever process, read and checked, and to a few reports: judged beside others."""

import gc
import logging
import pickle
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from auditor.across.run import Judged, judge
from auditor.model.finding import Finding
from auditor.model.report import Diagnostic, Reading, Report
from auditor.parse.read import read_report
from auditor.rules.check import check_each
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import grade
from auditor.rules.waivers import Waiver
from auditor.store.beside import Placed
from auditor.store.cells import AddressIds
from auditor.store.open import Store, open_store
from auditor.store.seal import Audited, Sealed, addresses_of, seal

_ALLOCATIONS = 100_000
"""New objects between two looks of the collector; a report has some thousand, none of them in a circle."""
_log = logging.getLogger(__name__)


class Bytes(NamedTuple):
    """A file as it was read: what names it, and what was in it."""

    source: str
    data: bytes


class Page(NamedTuple):
    """Stale reports of the store at a URL, to be judged beside all that it holds."""

    url: str
    reports: Sequence[Placed]


Done = list[Audited | Sealed] | Judged | None
"""What comes of files, or of a page: nothing where this process cannot judge it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """By what files are checked; with ``ids``, the addresses of a store, what comes of them is sealed for it."""

    pack: Pack
    waivers: Sequence[Waiver] = ()
    ids: AddressIds = field(default_factory=dict)

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


def do(asked: Sequence[Bytes] | Page, setting: Setting) -> Done:
    """Audit files, or judge a page."""
    if not isinstance(asked, Page):
        return audit_files(asked, setting)
    try:
        return judge(_store(asked.url), asked.reports, setting.pack, setting.waivers)
    except Exception as error:  # noqa: BLE001 - who asked judges it then, and meets the error where it can be told
        _log.debug("%s", asked, exc_info=error)
        return None


@lru_cache(maxsize=1)
def _store(url: str) -> Store:
    """The store at a URL, open as long as the process."""
    return open_store(url, create=False)


def audit_files(files: Sequence[Bytes], setting: Setting) -> list[Audited | Sealed]:
    """Audit files, without a store. One on which the program itself fails is unreadable, with the reason and no findings."""
    reports = [_read(file) for file in files]
    found = check_each(reports, setting.pack, setting.waivers)
    return [
        _sealed(report, findings, setting) if isinstance(findings, list) else (_failed(file, findings), [])
        for file, report, findings in zip(files, reports, found, strict=True)
    ]


def _sealed(report: Report, findings: list[Finding], setting: Setting) -> Audited | Sealed:
    """An audit sealed; as it is where it has addresses of which it is not known what numbers the store gives them."""
    if setting.ids and all(map(setting.ids.__contains__, addresses_of(report, findings))):
        graded = grade(report, findings, setting.pack)
        return seal(report, findings, setting.ids, graded.then.grade if graded else None)
    return report, findings


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
