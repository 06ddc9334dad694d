"""Identities as a network, in which numbers flow.

Sums of a table in two directions have a shape that makes them quick to reason about: each cell stands in two identities at
most, once on either side of the sign. An identity is then a node, at which what comes in is what goes out, and a cell is an arc
from one node to another that carries its number. To correct cells is to send the surplus of one node to another that lacks it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from auditor.rules.identities import Address, Identity


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Identities that hang together by their cells.

    ``cells`` are the arcs, ``tails`` and ``heads`` the nodes that they lead from and to. The last node is no identity: arcs of
    cells that stand in one identity only end there. ``at`` holds the arcs of each node. ``identities`` are all that the
    cells stand in, ``apart`` those of them that do not fit a network and are not in it.
    """

    cells: tuple[Address, ...]
    tails: tuple[int, ...]
    heads: tuple[int, ...]
    at: tuple[tuple[int, ...], ...]
    identities: tuple[Identity, ...]
    apart: tuple[Identity, ...]


@lru_cache(maxsize=256)
def networks(identities: tuple[Identity, ...]) -> tuple[Network, ...]:
    """The networks that identities fall into. What follows from others is left out, as it holds with them."""
    standing: dict[Address, list[Identity]] = {}
    for identity in identities:
        for cell in identity.factors:
            standing.setdefault(cell, []).append(identity)
    found, met = [], set()
    for identity in identities:
        if identity not in met:
            together = _joined(identity, standing)
            met |= together
            found.append(_network([one for one in identities if one in together]))
    return tuple(found)


def _joined(start: Identity, standing: Mapping[Address, Sequence[Identity]]) -> set[Identity]:
    """The identities that are linked to one by cells."""
    together, left = {start}, [start]
    while left:
        near = {other for cell in left.pop().factors for other in standing[cell]} - together
        together |= near
        left += near
    return together


def _network(identities: Sequence[Identity]) -> Network:
    counts: dict[Address, int] = {}
    for identity in identities:
        for cell in identity.factors:
            counts[cell] = counts.get(cell, 0) + 1

    def crowd(identity: Identity) -> int:
        return sum(counts[cell] > 2 for cell in identity.factors)

    # Where cells stand in three identities, one of these mostly follows from the rest: it comes last and is left out.
    basis = _independent(sorted(identities, key=crowd))
    signs = _signs(basis)
    ends: dict[Address, tuple[list[int], list[int]]] = {}
    for node, (identity, sign) in enumerate(signs.items()):
        for cell, factor in identity.factors.items():
            ends.setdefault(cell, ([], []))[factor * sign > 0].append(node)
    last = len(signs)
    tails = tuple(out[0] if out else last for out, _ in ends.values())
    heads = tuple(into[0] if into else last for _, into in ends.values())
    at: list[list[int]] = [[] for _ in range(last + 1)]
    for arc, (tail, head) in enumerate(zip(tails, heads, strict=True)):
        at[tail].append(arc)
        at[head].append(arc)
    apart = tuple(identity for identity in basis if identity not in signs)
    return Network(tuple(ends), tails, heads, tuple(map(tuple, at)), tuple(identities), apart)


def _independent(identities: Iterable[Identity]) -> list[Identity]:
    """Gauss: the identities that do not follow from those before them."""
    pivots: dict[Address, dict[Address, Fraction]] = {}
    kept = []
    for identity in identities:
        row = {cell: Fraction(factor) for cell, factor in identity.factors.items()}
        while pivot := next((cell for cell in row if cell in pivots), None):
            times = row[pivot]
            for cell, factor in pivots[pivot].items():
                row[cell] = row.get(cell, Fraction(0)) - times * factor
            row = {cell: factor for cell, factor in row.items() if factor}
        if row:
            pivot, divisor = next(iter(row.items()))
            pivots[pivot] = {cell: factor / divisor for cell, factor in row.items()}
            kept.append(identity)
    return kept


def _signs(identities: Sequence[Identity]) -> dict[Identity, int]:
    """1 or -1 for each identity, so that no cell has one sign twice; those for which there is none are left out."""
    signs: dict[Identity, int] = {}
    sides: dict[Address, list[int]] = {}
    waiting = list(identities)
    while waiting:
        identity = next((one for one in waiting if not sides.keys().isdisjoint(one.factors)), waiting[0])
        waiting.remove(identity)
        wanted = {-side * factor for cell, factor in identity.factors.items() for side in sides.get(cell, ())}
        sign = next(iter(wanted), 1)
        plain = all(abs(factor) == 1 for factor in identity.factors.values())
        if plain and len(wanted) <= 1 and all(len(sides.get(cell, ())) < 2 for cell in identity.factors):
            signs[identity] = sign
            for cell, factor in identity.factors.items():
                sides.setdefault(cell, []).append(sign * factor)
    return signs
