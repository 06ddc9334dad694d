"""Corrections: what would make the tables of a report reconcile with the fewest changes. That is never said to be the truth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.rules.identities import Address, Identity


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is changed: ``before`` is None where it is blank or a dash, ``after`` a count.

    ``plausibility`` is 0 to 1, ``reason`` the slip that would explain it (a key of the catalogue, ``repair.slip.…``).
    """

    table: str
    row: str
    column: str
    before: int | float | None
    after: int
    plausibility: float = 1.0
    reason: str = ""

    @property
    def address(self) -> Address:
        """Where the cell is."""
        return self.table, self.row, self.column


@dataclass(frozen=True, slots=True)
class Solution:
    """A smallest set of changes after which every identity holds.

    ``determined`` is False where its cells could take other numbers too, more than are listed; those given are the nearest to
    what was written.
    """

    changes: Sequence[Change]
    plausibility: float = 1.0
    determined: bool = True


@dataclass(frozen=True, slots=True)
class Shift:
    """A row or column whose numbers all stand ``by`` places too far on in the order of the form (before, where negative).

    Moved back, they reconcile; ``changes`` tells what each cell would hold.
    """

    table: str
    row: str | None
    column: str | None
    by: int
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Correction:
    """What would make a report's tables reconcile: the likeliest solution first.

    ``size`` is how many written cells each solution changes: 0 where nothing is broken, None where it is not localisable.
    ``unique``: there is one solution, and it is proved that there is no other. ``complete``: no solution of this size is missing.
    ``broken`` are the identities that do not hold; ``judged`` counts all that were looked at, ``unread`` those that cannot be, as
    cells are missing or could not be read.
    """

    solutions: Sequence[Solution] = ()
    size: int | None = 0
    complete: bool = True
    broken: Sequence[Identity] = ()
    judged: int = 0
    unread: int = 0
    shifts: Sequence[Shift] = ()

    @property
    def unique(self) -> bool:
        """Whether there is exactly one solution, proved."""
        return self.complete and len(self.solutions) == 1


class Corrected(NamedTuple):
    """The correction in which each blank is 0, and that in which a blank may be anything at no cost."""

    zero: Correction
    unknown: Correction

    @property
    def differ(self) -> bool:
        """Whether it matters what blanks are taken for."""
        one, other = ((each.size, [[(c.address, c.after) for c in way.changes] for way in each.solutions]) for each in self)
        return one != other
