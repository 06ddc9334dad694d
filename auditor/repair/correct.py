"""From a report to the least changes that would make its tables reconcile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice, product
from math import prod

from auditor.model.report import Cell, Report, State
from auditor.repair.correction import Corrected, Correction, Shift, Solution
from auditor.repair.network import Network, networks
from auditor.repair.search import MOST_ANSWERS, Answer, Found, search
from auditor.repair.shift import Shifted, shifted
from auditor.repair.slips import Slips
from auditor.rules.identities import Address, Amount, Identity, amount
from auditor.rules.pack import Pack
from auditor.rules.subjects import subjects_of

TABLES = ("applications", "review")
_FEW = 2
"""A shifted line is looked for where more cells than this would have to change."""


class Sums:
    """The identities of a report's tables and the cells that stand in them, to be corrected.

    ``known`` is what other evidence (last year's report, the prose) says that cells hold; it ranks answers and rules none out.
    """

    def __init__(self, report: Report, pack: Pack, known: Mapping[Address, int] | None = None) -> None:
        self.cells: Mapping[Address, Cell] = {cell[:3]: cell for cell in report.cells if cell.table in TABLES}
        self.slips = Slips(self.cells, known or {})
        self._amounts: Mapping[Address, Amount | None] = {address: amount(cell) for address, cell in self.cells.items()}
        subjects = (one for one in subjects_of(report) if one.place.table in TABLES)
        self.identities = tuple(identity for subject in subjects for identity in pack.identities.of(subject))
        self._imbalances = {identity: identity.imbalance(self._amounts) for identity in self.identities}
        self._found: dict[tuple[Network, bool], Found] = {}
        self.broken = tuple(identity for identity, imbalance in self._imbalances.items() if imbalance)

    @property
    def unread(self) -> int:
        """How many identities cannot be judged, as a cell in them was not read."""
        return sum(imbalance is None for imbalance in self._imbalances.values())

    @cached_property
    def parts(self) -> Sequence[Network]:
        """The networks in which something is broken: they have no cell in common and are corrected one by one."""
        broken = set(self.broken)
        return [one for one in networks(self.identities) if not broken.isdisjoint(one.identities)] if broken else []

    def solutions(self, found: Found) -> list[Solution]:
        """The answers for a network with their slips, the likeliest first."""
        return sorted(map(self._solution, found.answers), key=lambda one: -one.plausibility)

    def found(self, network: Network, *, blank_unknown: bool = False) -> Found:
        """The smallest sets of cells of a network, a blank being 0 or else anything."""
        key = network, blank_unknown
        if key not in self._found:
            self._found[key] = self._search(network, blank_unknown=blank_unknown)
        return self._found[key]

    def correction(self, *, blank_unknown: bool = False) -> Correction:
        """The least changes after which every identity holds that can be judged, a blank being 0 or else anything."""
        parts = [self.found(one, blank_unknown=blank_unknown) for one in self.parts]
        shifts = [] if blank_unknown else [one for at in zip(self.parts, parts, strict=True) for one in self._shifts(*at)]
        told = Correction(broken=self.broken, judged=len(self.identities) - self.unread, unread=self.unread, shifts=shifts)
        sizes = [found.size for found in parts if found.size is not None]
        if len(sizes) < len(parts):
            return replace(told, size=None, complete=False)
        if not sum(sizes):
            return told
        ways = list(islice((_joined(one) for one in product(*map(self.solutions, parts))), MOST_ANSWERS + 1))
        complete = len(ways) <= MOST_ANSWERS and all(found.complete for found in parts)
        ways = sorted(ways[:MOST_ANSWERS], key=lambda one: -one.plausibility)
        return replace(told, solutions=ways, size=sum(sizes), complete=complete)

    def corrected(self) -> Corrected:
        """The corrections with blanks as 0 and with blanks unknown."""
        return Corrected(self.correction(), self.correction(blank_unknown=True))

    # ------------------------------------------------------------------ of one network

    def _search(self, network: Network, *, blank_unknown: bool) -> Found:
        found = search(network, self._values(network, blank_unknown=blank_unknown))
        if not network.apart:
            return found
        kept = [answer for answer in found.answers if self._heals(network.apart, answer)]
        return Found(kept, found.size if kept else None, complete=False)

    def _values(self, network: Network, *, blank_unknown: bool = False) -> dict[Address, Amount | None]:
        unknown = self._blanks if blank_unknown else frozenset[Address]()
        return {cell: None if cell in unknown else self._amounts.get(cell) for cell in network.cells}

    @cached_property
    def _blanks(self) -> frozenset[Address]:
        return frozenset(address for address, cell in self.cells.items() if cell.state is State.BLANK)

    def _heals(self, identities: Sequence[Identity], answer: Answer) -> bool:
        values = {**self._amounts, **answer.forced, **answer.values}
        return not any(identity.imbalance(values) for identity in identities)

    def _solution(self, answer: Answer) -> Solution:
        """An answer as changes in the order of the table; what blanks must hold then is among them, unread cells are not."""
        blanks = {cell: value for cell, value in answer.forced.items() if cell in self._blanks}
        values = {**answer.values, **blanks}
        changes = self.slips.explain({cell: values[cell] for cell in sorted(values, key=self._order.__getitem__)})
        changes = [replace(one, plausibility=1.0, reason="forced") if one.address in blanks else one for one in changes]
        return Solution(changes, round(prod(change.plausibility for change in changes), 4), answer.determined)

    @cached_property
    def _order(self) -> Mapping[Address, int]:
        return {address: at for at, address in enumerate(self.cells)}

    def _shifts(self, network: Network, found: Found) -> list[Shift]:
        if found.size is not None and found.size <= _FEW:
            return []
        broken = [identity for identity in self.broken if identity in network.identities]
        return [self._shift(one, network.cells[0][0]) for one in shifted(network, self._values(network), broken)]

    def _shift(self, one: Shifted, table: str) -> Shift:
        values = {cell: value for cell, value in one.values.items() if cell in self.cells and self._amounts[cell] != value}
        return Shift(table, one.row, one.column, one.by, self.slips.explain(values))


def _joined(solutions: Sequence[Solution]) -> Solution:
    """Solutions for networks that have no cell in common, as one."""
    return Solution(
        [change for one in solutions for change in one.changes],
        round(prod(one.plausibility for one in solutions), 4),
        all(one.determined for one in solutions),
    )
