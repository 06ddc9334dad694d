"""The fewest cells whose change balances a network: every such set, with the numbers that its cells would take.

After Fellegi and Holt (1976): as few cells as can be are open to change. What cannot flow through open cells is cut off, and
some closed cell at the cut must be opened: each is tried in turn, in sets of one cell, then of two, and so on. A cell that was
tried is not tried again beside its siblings, so that each set is met once. Cuts that have no node in common need a cell each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from auditor.repair.flow import Cut, Flow
from auditor.repair.network import Network
from auditor.rules.identities import Address, Amount

MOST_CELLS = 4
"""Sets of more cells are not looked for: what so many changes would reconcile is not localisable."""
MOST_ANSWERS = 1_000
MOST_STEPS = 20_000
_MOST_VALUES = 24
_ENDLESS = 10**15


@dataclass(frozen=True, slots=True)
class Answer:
    """Cells of a smallest set with the numbers they would take.

    ``forced`` are unknown cells that could hold nothing else then, and not 0. ``determined`` is False where the set leaves open
    more numbers than are listed; these are then as near as can be to those that were written.
    """

    values: Mapping[Address, int]
    forced: Mapping[Address, int] = field(default_factory=dict)
    determined: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """The answers for a network. ``size`` counts the cells of each, None where it is not localisable.

    ``complete``: there is no other answer of this size.
    """

    answers: Sequence[Answer]
    size: int | None
    complete: bool


class _TooLongError(Exception):
    """The search has taken as many steps as it may."""


def search(network: Network, values: Mapping[Address, Amount | None], most: int = MOST_CELLS) -> Found:
    """The smallest sets of cells, of ``most`` at most, whose change balances a network.

    ``values`` are what is written in its cells; one that is None is not known, and may be anything at no cost. What is written
    and is no count (negative, or broken) is part of every set.
    """
    unknown = [at for at, cell in enumerate(network.cells) if values[cell] is None]
    flow = Flow.of(network, [values[cell] or 0 for cell in network.cells])
    for cell in unknown:
        flow.release(cell)
    opened = [at for at, amount in enumerate(flow.amounts) if amount < 0 or amount != int(amount)]
    for cell in opened:
        flow.release(cell)
    sets = _Sets(unknown, flow.amounts)
    try:
        for size in range(len(opened), most + 1):
            answers = list(islice(sets.of(flow, opened, size), MOST_ANSWERS + 1))
            if answers:
                whole = len(answers) <= MOST_ANSWERS and not network.apart and all(one.determined for one in answers)
                return Found(answers[:MOST_ANSWERS], size, whole)
    except _TooLongError:
        return Found([], None, complete=False)
    return Found([], None, complete=False)


class _Sets:
    def __init__(self, unknown: Sequence[int], written: Sequence[Amount]) -> None:
        self.unknown, self.written = unknown, tuple(written)
        self.steps = 0

    def of(self, flow: Flow, opened: Sequence[int], size: int) -> Iterator[Answer]:
        """The answers of so many cells."""
        flow = flow.copy()
        yield from self._open(flow, list(opened), size - len(opened), frozenset())

    def _open(self, flow: Flow, opened: list[int], left: int, tried: frozenset[int]) -> Iterator[Answer]:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _TooLongError
        if flow.settle():
            yield from self._answers(flow, opened, opened)
            return
        cuts = list(flow.cuts())
        if max(_apart(cuts, surplus=True), _apart(cuts, surplus=False)) > left:
            return
        for cell in _choices(cuts, left):
            if cell not in tried:
                further = flow.copy()
                further.release(cell)
                yield from self._open(further, [*opened, cell], left - 1, tried)
                tried |= {cell}

    def _answers(self, flow: Flow, opened: Sequence[int], left: Sequence[int], *, determined: bool = True) -> Iterator[Answer]:
        """What the numbers of a set may be: each cell is held at each number in turn, or at the nearest where there are many."""
        if not left:
            yield self._answer(flow, opened, determined=determined)
            return
        cell, *rest = left
        low, high = _range(flow, cell)
        few = high - low < _MOST_VALUES and determined
        nearest = min(max(low, self.written[cell]), high)
        for value in range(int(low), int(high) + 1) if few else [nearest]:
            held = flow.copy()
            held.put(cell, value)
            held.open[cell] = 0
            held.settle()
            yield from self._answers(held, opened, rest, determined=few)

    def _answer(self, flow: Flow, opened: Sequence[int], *, determined: bool) -> Answer:
        cells = flow.network.cells
        forced = {
            cells[cell]: int(flow.amounts[cell])
            for cell in self.unknown
            if flow.amounts[cell] and _range(flow, cell) == (flow.amounts[cell], flow.amounts[cell])
        }
        return Answer({cells[cell]: int(flow.amounts[cell]) for cell in sorted(opened)}, forced, determined)


def _apart(cuts: Sequence[Cut], *, surplus: bool) -> int:
    """How many cuts have no node in common: a change of one cell helps one surplus and one lack."""
    met: set[int] = set()
    count = 0
    for cut in sorted((one for one in cuts if one.surplus is surplus), key=lambda one: len(one.nodes)):
        if met.isdisjoint(cut.nodes):
            met |= cut.nodes
            count += 1
    return count


def _choices(cuts: Sequence[Cut], left: int) -> Sequence[int]:
    """The cells of which one must be opened; the last must help at every cut."""
    fewest = min(cuts, key=lambda cut: len(cut.cells)).cells
    if left > 1:
        return fewest
    others = [frozenset(cut.cells) for cut in cuts]
    return [cell for cell in fewest if all(cell in other for other in others)]


def _range(flow: Flow, cell: int) -> tuple[Amount, Amount]:
    """The least and the greatest number that an open cell can take in a balanced network."""
    amount, tail, head = flow.amounts[cell], flow.network.tails[cell], flow.network.heads[cell]
    flow.open[cell] = 0
    less = flow.most(tail, head, amount) if amount else 0
    more = flow.most(head, tail, _ENDLESS)
    flow.open[cell] = 1
    return amount - less, amount + more
