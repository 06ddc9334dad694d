"""Scores of all reports of a store, made where they are not there or no longer hold."""

from auditor.model.causes import unsettled
from auditor.rules.scoring import Scheme
from auditor.score.points import count, is_scored, sum_up
from auditor.store.open import Store
from auditor.store.scores import Unscored, keep, unscored

_AT_ONCE = 1_000


def bring_up_to_date(store: Store, scheme: Scheme) -> int:
    """Score every current report that has no score of this scheme: how many those were. Raises ``StoreError``.

    A decision or a new audit takes a report's score away; so only those are scored again. Each thousand is committed by itself.
    """
    made = 0
    while True:
        with store.reading() as connection:
            reports = unscored(connection, scheme.hash, _AT_ONCE)
        if not reports:
            return made
        with store.writing() as connection:
            keep(connection, [(one.id, _score(one, scheme)) for one in reports], scheme.hash)
        made += len(reports)


def _score(report: Unscored, scheme: Scheme) -> float | None:
    if not is_scored(report.reading, report.coverage, scheme):
        return None
    return float(sum_up(count(unsettled(report.findings)), scheme).value)
