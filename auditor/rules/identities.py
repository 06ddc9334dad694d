"""The sums that rules state of a report's cells without condition, each at its place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from auditor.model.finding import Place
from auditor.model.report import Cell, State
from auditor.rules.expression import Arithmetic
from auditor.rules.linear import linear
from auditor.rules.program import Bound
from auditor.rules.subject import Subject

Address: TypeAlias = tuple[str, str, str]
"""Table, row and column of a cell."""
Amount: TypeAlias = int | Fraction

_EMPTY = (State.BLANK, State.DASH)


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A sum at one place: the factors of its cells, whose products add up to 0, in whole numbers without a common divisor.

    There is one object for one sum of a pack, so that identities are told apart by what they are.
    """

    rule: str
    place: Place
    factors: Mapping[Address, int]

    def imbalance(self, values: Mapping[Address, Amount | None]) -> Amount | None:
        """What the products add up to; None where a cell is not there or has no value: it is not judged."""
        total: Amount = 0
        for address, factor in self.factors.items():
            value = values.get(address)
            if value is None:
                return None
            total += factor * value
        return total


def amount(cell: Cell) -> Amount | None:
    """What a cell counts for in a sum: 0 for a blank or a dash, None where it holds no number."""
    if cell.value is None:
        return 0 if cell.state in _EMPTY else None
    return cell.value if isinstance(cell.value, int) else Fraction(cell.value)


class Identities:
    """The identities of compiled rules; those in which a blank does not count as 0 are left out."""

    def __init__(self, bounds: Iterable[Bound]) -> None:
        self._bounds: dict[str, list[Bound]] = {}
        self._made: dict[tuple[str, Place], tuple[Identity, ...]] = {}
        for bound in bounds:
            if bound.identity and bound.blank_is_zero and not _constant(bound):
                self._bounds.setdefault(bound.target.kind, []).append(bound)

    def of(self, subject: Subject) -> tuple[Identity, ...]:
        """The identities of a row or column; none for one whose cells are not judged."""
        if not subject.cells or subject.kind not in self._bounds:
            return ()
        key = subject.kind, subject.place
        if key not in self._made:
            self._made[key] = tuple(self._make(*key))
        return self._made[key]

    def _make(self, kind: str, place: Place) -> Iterator[Identity]:
        for bound in self._bounds[kind]:
            factors = {_address(leaf.name, place): factor for leaf, factor in (bound.identity or {}).items()}
            yield Identity(bound.rule.code, place, _whole(factors))


def _constant(bound: Bound) -> Fraction:
    return linear(Arithmetic("-", bound.compared.left, bound.compared.right)).constant if bound.compared else Fraction(0)


def _whole(factors: Mapping[Address, Fraction]) -> Mapping[Address, int]:
    scale = lcm(*(factor.denominator for factor in factors.values()))
    whole = {cell: int(factor * scale) for cell, factor in factors.items()}
    divisor = gcd(*whole.values())
    return {cell: factor // divisor for cell, factor in whole.items()}


def _address(name: str, place: Place) -> Address:
    """The cell that is called so in a row or in a column."""
    return (place.table or "", place.row, name) if place.row else (place.table or "", name, place.column or "")
