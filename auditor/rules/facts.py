"""Subjects as facts of the engine: flat, small, whole numbers and short texts.

Every number is a whole number of ten-thousandths. A cell gives fields that are told by a letter and its place in the form:

    v7  its value, where it is a number        z7  the same, where a blank or a dash counts as 0
    t7  its state, with ``whole``, ``fraction`` or ``beyond`` for a number        s7  the same, unless it is ``whole``
    w7  its unit, "" for none                  u7  the same, unless there is none

A number is *beyond* what the engine holds exactly when it has more than four decimals or reaches ``LARGEST``; it then has
neither v nor z and takes part in no sum. What is not known has no field, and what would need it does not fire. The usual is
left out of s and u for speed: most cells hold a plain whole number, and most rules ask for anything else.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from auditor.model.report import State
from auditor.rules.subject import Subject

SCALE = 10_000
LARGEST = 2**53
"""Scaled values stay below this, so that no sum of up to 1,023 of them leaves the engine's 64 bits."""
USUAL = ("whole", "")
"""The state and the unit of most cells."""
KINDS_OF_NUMBER = ("whole", "fraction", "beyond")

Fact = dict[str, int | str]


class CellField(NamedTuple):
    """A field of a fact that comes from a cell: ``letter`` says what of it."""

    name: str
    letter: str
    address: str


class Wanted(NamedTuple):
    """The fields that rules use of the facts of one kind; others are not made."""

    cells: tuple[CellField, ...] = ()
    fields: tuple[str, ...] = ()

    def joined(self, other: "Wanted") -> "Wanted":
        """What this or the other wants, each field once."""
        return Wanted(tuple(dict.fromkeys(self.cells + other.cells)), tuple(dict.fromkeys(self.fields + other.fields)))


class FactMaker:
    """Makes the facts of one kind of subject."""

    def __init__(self, kind: str, wanted: Wanted) -> None:
        self.kind, self.fields = kind, wanted.fields
        self.cells: dict[str, list[tuple[str, str]]] = {}
        for name, letter, address in wanted.cells:
            self.cells.setdefault(address, []).append((letter, name))

    def make(self, subject: Subject) -> Fact:
        """The fact of a subject."""
        made: Fact = {"kind": self.kind}
        for address, asked in self.cells.items():
            if cell := subject.cells.get(address):
                known = told(cell.value, cell.state, cell.unit)
                for letter, name in asked:
                    if letter in known:
                        made[name] = known[letter]
        for name in self.fields:
            if name in subject.fields:
                value = subject.fields[name]
                made[name] = value * SCALE if isinstance(value, int) else value
        return made


@lru_cache(maxsize=1 << 14)
def told(value: int | Decimal | None, state: State, unit: str | None) -> Mapping[str, int | str]:
    """What each letter says of a cell; a letter is missing where there is nothing to say."""
    kind, number = state.value, None
    if value is not None:
        number = scaled(value)
        kind = "beyond" if number is None else "fraction" if number % SCALE else "whole"
    elif state in (State.BLANK, State.DASH):
        number = 0
    known: dict[str, int | str] = {"t": kind, "w": unit or ""}
    known |= {letter: known[full] for letter, full in (("s", "t"), ("u", "w")) if known[full] not in USUAL}
    if number is not None:
        known["z"] = number
    if number is not None and value is not None:
        known["v"] = number
    return known


def scaled(value: int | Decimal) -> int | None:
    """A value in ten-thousandths, None where it is beyond what the engine holds exactly."""
    number = value * SCALE
    whole = int(number)
    return whole if whole == number and -LARGEST < whole < LARGEST else None
