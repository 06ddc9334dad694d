"""How plausible it is that a number was meant to be another: the slips of people who write and copy numbers.

A change is as plausible as the likeliest slip that explains it. The scores only rank answers; they are no probabilities.
"""

from collections.abc import Mapping, Sequence

from auditor.model.finding import Number
from auditor.model.form import forms_of, table_form
from auditor.model.report import Cell
from auditor.repair.correction import Change
from auditor.rules.identities import Address

SCORES: Mapping[str, float] = {
    "known": 0.98,
    "sign": 0.95,
    "blank": 0.9,
    "transposed": 0.9,
    "moved": 0.85,
    "tenfold": 0.85,
    "digit": 0.8,
    "neighbour": 0.75,
    "length": 0.7,
    "zero": 0.5,
    "other": 0.3,
    "erased": 0.2,
    "contradicts": 0.05,
}
"""By slip.

known: other evidence says the new number; contradicts: it says the written one. sign: a minus too many. blank: nothing was
written. transposed: two digits beside each other changed places. moved: the number stands in another changed cell instead, or the
two changed places. tenfold: a nought too many or too few. digit: one digit is another. neighbour: the number of a cell beside or
above was written again. length: a digit too many or too few. zero: 0 was written for a number. erased: the reverse.
"""


class Slips:
    """Explains changes of a report's cells; ``known`` is what other evidence says that cells hold."""

    def __init__(self, cells: Mapping[Address, Cell], known: Mapping[Address, int]) -> None:
        self.cells, self.known = cells, known

    def explain(self, values: Mapping[Address, int]) -> list[Change]:
        """Changes to new values, each with its likeliest slip."""
        before = {address: _plain(self.cells[address].value) for address in values}
        return [self._change(address, before, values) for address in values]

    def _change(self, address: Address, before: Mapping[Address, int | float | None], after: Mapping[Address, int]) -> Change:
        old, new = before[address], after[address]
        others = [(before[other] or 0, after[other]) for other in after if other != address]
        slip = self._by_evidence(address, old, new) or _moved(old or 0, new, others) or self._slip(address, old, new)
        return Change(*address, old, new, SCORES[slip], slip)

    def _by_evidence(self, address: Address, old: float | None, new: int) -> str:
        if address not in self.known:
            return ""
        return "known" if self.known[address] == new else "contradicts" if self.known[address] == (old or 0) else ""

    def _slip(self, address: Address, old: float | None, new: int) -> str:
        if old is None:
            return "blank"
        if old == -new:
            return "sign"
        if old and new and old == int(old) and (slip := _digits(str(int(old)), str(new))):
            return slip
        if old and any(near in self.cells and self.cells[near].value == old for near in _beside(address)):
            return "neighbour"
        return "zero" if not old else "erased" if not new else "other"


def _plain(value: Number | None) -> int | float | None:
    """A number as JSON has it too; cells hold at most 15 digits."""
    return value if value is None or isinstance(value, int) else int(value) if value == int(value) else float(value)


def _moved(old: float, new: int, others: Sequence[tuple[int | float, int]]) -> str:
    """A number that goes from one changed cell to another, whether or not one comes back for it."""
    goes = old and (0, old) in others and not new
    comes = new and (new, 0) in others and not old
    return "moved" if goes or comes or (old and new and (new, old) in others) else ""


def _digits(old: str, new: str) -> str:
    """The slip between two numbers as they are written, "" for none that is likely."""
    if f"{old}0" == new or f"{new}0" == old:
        return "tenfold"
    if len(old) == len(new):
        differing = [at for at, (one, other) in enumerate(zip(old, new, strict=True)) if one != other]
        if len(differing) == 1:
            return "digit" if len(old) > 1 else ""
        first, last = differing[0], differing[-1]
        beside = len(differing) == 2 and last == first + 1
        return "transposed" if beside and old[first] == new[last] and old[last] == new[first] else ""
    longer, shorter = (old, new) if len(old) > len(new) else (new, old)
    lost = any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    return "length" if lost and len(shorter) > 1 else ""


def _beside(address: Address) -> list[Address]:
    """The cells left, right, above and below, on any form of the table."""
    table, row, column = address
    found = []
    for form in forms_of(table):
        lines = table_form(table, form)
        rows, columns = [line.address for line in lines.rows], [line.address for line in lines.columns]
        if row in rows and column in columns:
            found += [(table, row, near) for near in _next_to(columns, column)]
            found += [(table, near, column) for near in _next_to(rows, row)]
    return found


def _next_to(line: Sequence[str], address: str) -> list[str]:
    at = line.index(address)
    return [*line[max(at - 1, 0) : at], *line[at + 1 : at + 2]]
