"""Audits out of a store, with what people have decided since."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from auditor.batch.audited import Audit
from auditor.batch.manifest import Entry
from auditor.model.report import Reading, Report
from auditor.rules.pack import Pack
from auditor.store.open import Store

_AT_ONCE = 50


def stored(store: Store, pack: Pack, hashes: Iterable[str]) -> Iterator[Audit]:
    """The audits of reports that are in a store, one after another, then the files that could not be opened.

    A finding of a rule that the pack does not have any more is left out: there is nobody to say what it means. Raises
    ``StoreError``.
    """
    yield from told(store, pack, (Entry(None, sha256) for sha256 in hashes))
    yield from told(store, pack, (Entry(source, None, reason) for source, reason in store.unread()))


def told(store: Store, pack: Pack, entries: Iterable[Entry], *, bare: bool = False) -> Iterator[Audit]:
    """The audits of files, in their order, each under the name that it was given by.

    ``bare``: reports in which nothing was found come without cells, tables and claims, in half the time. Raises ``StoreError``.
    """
    grades = {rule.then.grade: rule for rule in reversed(pack.second) if rule.then.grade}
    rest = iter(entries)
    while page := list(islice(rest, _AT_ONCE)):
        found = store.audits({entry.sha256 for entry in page if entry.sha256}, bare=bare)
        for entry in page:
            if entry.sha256 is None:
                reasons = [entry.reason] if entry.reason else []
                yield Audit(Report(entry.source or "", "", Reading.UNREADABLE, diagnostics=reasons), [])
            elif one := found.get(entry.sha256):
                report = replace(one.report, source=entry.source or one.report.source)
                findings = [finding for finding in one.findings if finding.rule in pack.rules]
                yield Audit(report, findings, grades.get(one.grade or ""), one.score)
