"""Audits out of a store, as they were when they went in, with what people have decided since."""

from collections.abc import Iterable, Iterator

from auditor.batch.audit import Audit
from auditor.rules.pack import Pack
from auditor.store.open import Store


def stored(store: Store, pack: Pack, hashes: Iterable[str]) -> Iterator[Audit]:
    """The audits of reports that are in a store, one after another. Raises ``StoreError``.

    A finding of a rule that the pack does not have any more is left out: there is nobody to say what it means.
    """
    grades = {rule.then.grade: rule for rule in reversed(pack.second) if rule.then.grade}
    for sha256 in hashes:
        if report := store.report(sha256):
            findings = [one for one in store.findings(sha256) if one.rule in pack.rules]
            yield Audit(report, findings, grades.get(store.grade(sha256) or ""))
