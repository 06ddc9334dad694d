"""The rules over several reports, over a store: what was written since is compared, and what it belongs beside anew.

A report that is new, or that other rules compared, is *stale*. First staleness spreads, once, from what was written to its
neighbours; then each stale report is judged by itself, beside all that the store holds. A finding is put on one report: the later
of two years, the part of a region, the region for its sums, either of two rivals. Each page is one transaction, so a run that is
killed goes on where it was, with nothing lost or twice. Cost is linear in stale reports, and no more than a page is in memory,
beside the numbers of those that are stale.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from auditor.across.gather import gather, likely_copies
from auditor.across.neighbours import neighbours
from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.rules.check_pairs import check_pairs
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import grade
from auditor.rules.waivers import Waiver
from auditor.store import beside
from auditor.store.beside import Placed
from auditor.store.open import Store
from auditor.store.sketches import put_into_buckets, sketches_of

PAGE = 100
"""Stale reports that are judged at once."""
_BUCKETED = 5_000
"""Reports that are put into buckets at once."""
Judged = dict[int, list[Finding]]
"""What was found on each report of a page, by its number."""


class Compared(NamedTuple):
    """A report that was compared with others, and what was found; ``grade`` the key of the rule that grades it now."""

    sha256: str
    findings: list[Finding]


def across(store: Store, pack: Pack, touched: Iterable[str] | None = None, waivers: Sequence[Waiver] = ()) -> Iterator[Compared]:
    """Compare the stale reports of a store with others; each is in the store before it is handed on.

    ``touched`` names reports, by sha256, to be compared whether they are stale or not. Decisions of people hold; scores and
    grades of reports whose findings changed are made anew. Raises ``EngineError`` and ``StoreError``.
    """
    if touched is not None:
        with store.writing() as connection:
            beside.forget(connection, list(touched))
    for page in pages(store, pack):
        yield from settle(store, page, judge(store, page, pack, waivers), pack)


def pages(store: Store, pack: Pack) -> Iterator[list[Placed]]:
    """The stale reports of a store in pages, none for rules that look at one report alone.

    What is found on a page rests on nothing that is found on another: several processes can judge pages at once, each with a
    store of its own, while one settles them.
    """
    if not _codes(pack):
        return
    _put_into_buckets(store)
    _spread(store)
    with store.reading() as connection:
        left = beside.stale(connection, pack.hash)
    for start in range(0, len(left), PAGE):
        with store.reading() as connection:
            page = beside.numbered(connection, left[start : start + PAGE])
        yield page


def judge(store: Store, page: Sequence[Placed], pack: Pack, waivers: Sequence[Waiver] = ()) -> Judged:
    """What rules over several reports find on those of a page. Nothing is written. Raises ``EngineError`` and ``StoreError``."""
    with store.reading() as connection:
        gathered = gather(connection, store, page, pack.rows)
    found = check_pairs(list(gathered.values()), pack, waivers)
    return {one.id: [] for one in page} | dict(zip(gathered, found, strict=True))


def settle(store: Store, page: Sequence[Placed], judged: Judged, pack: Pack) -> list[Compared]:
    """Puts what was found on a page into the store, in one transaction. Raises ``StoreError``."""
    store.put_beside(judged, _codes(pack), pack.hash, lambda report, findings: _grade(report, findings, pack))
    return [Compared(one.sha256, judged[one.id]) for one in page]


def _codes(pack: Pack) -> set[str]:
    """The rules over several reports."""
    return {bound.rule.code for bound in pack.program.bounds if bound.target.across}


def _put_into_buckets(store: Store) -> None:
    """Sees to it that reports that were written since are found by what they share with others."""
    with store.reading() as connection:
        written = beside.written_since(connection)
    for start in range(0, len(written), _BUCKETED):
        with store.writing() as connection:
            put_into_buckets(connection, written[start : start + _BUCKETED])


def _spread(store: Store) -> None:
    """Make stale what stands beside reports that were written since, and what stood beside those that these superseded."""
    with store.reading() as connection:
        known = beside.any_compared(connection)
    for find, then in ((beside.written, ""), (beside.replaced, None)) if known else ():
        left = True
        while left:
            with store.writing() as connection:
                page = find(connection, PAGE)
                near = {one.id for own in neighbours(connection, page).values() for one in own.all()}
                beside.make_stale(connection, near | _later_copies(connection, page))
                beside.set_compared(connection, [one.id for one in page], then)
            left = bool(page)


def _later_copies(connection: Connection, page: Sequence[Placed]) -> set[int]:
    """Reports that may have been copied from one of a page: those of its year and later that share with it."""
    copies = likely_copies(connection, sketches_of(connection, [one.id for one in page]))
    years = {one.id: one.year for one in page if one.year is not None}
    return {other.id for own, year in years.items() for other in copies.get(own, ()) if (other.year or 0) >= year}


def _grade(report: Report, findings: Sequence[Finding], pack: Pack) -> str | None:
    rule = grade(report, findings, pack)
    return rule.then.grade if rule else None
