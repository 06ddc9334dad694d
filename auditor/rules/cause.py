"""Which cell is behind several broken identities.

A cell is the cause where every identity that it stands in is broken and one change of it heals them all. This says that the
least change would reconcile the table, not that the cell is wrong.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

Address: TypeAlias = tuple[str, str, str]
"""Table, row and column of a cell."""


@dataclass(frozen=True, slots=True)
class Identity:
    """An identity of a table: the factor of each cell in it, and its imbalance, 0 where it holds."""

    factors: Mapping[Address, Fraction]
    imbalance: Fraction


def causes(identities: Sequence[Identity]) -> dict[int, Address]:
    """The causing cell of identities, by their place in the sequence; those whose cause is not plain are left out.

    Cells are taken by the number of identities that they heal, two at least. Where two cells that heal as many share one of
    them, which is the cause cannot be told, and their identities stay alone.
    """
    healed = _healed(identities)
    found: dict[int, Address] = {}
    settled: set[int] = set()
    for size in sorted({len(places) for places in healed.values()}, reverse=True):
        best = {cell: places for cell, places in healed.items() if len(places) == size and not places & settled}
        for cell, places in best.items():
            if not any(places & others for other, others in best.items() if other != cell):
                found |= dict.fromkeys(places, cell)
        settled.update(*best.values())
    return found


def _healed(identities: Sequence[Identity]) -> dict[Address, frozenset[int]]:
    """The identities that one change of a cell would heal, for each cell for which those are all it stands in, and several."""
    standing: dict[Address, list[int]] = defaultdict(list)
    for place, identity in enumerate(identities):
        for cell in identity.factors:
            standing[cell].append(place)
    return {
        cell: frozenset(places)
        for cell, places in standing.items()
        if len(places) > 1 and _one_change(cell, [identities[place] for place in places])
    }


def _one_change(cell: Address, identities: Sequence[Identity]) -> bool:
    changes = [identity.imbalance / identity.factors[cell] for identity in identities]
    return changes[0] != 0 and all(one == other for one, other in pairwise(changes))
