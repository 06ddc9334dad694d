"""Subjects as facts of the engine: flat, small, whole numbers and short texts.

Every number is a whole number of ten-thousandths. A cell gives fields that are told by a letter and its place in the form:

    v7  its value, where it is a number        z7  the same, where a blank or a dash counts as 0
    t7  its state, with ``whole``, ``fraction`` or ``beyond`` for a number        s7  the same, unless it is ``whole``
    w7  its unit, "" for none                  u7  the same, unless there is none
    n7  1 where it holds a number, else 0

A field that starts with m is a text test, 1 where a pattern is found and 0 where it is not. Patterns are searched here and
not by the engine, which has no way to ask that a text does not match, and misreads classes of Chinese characters.

A number is *beyond* what the engine holds exactly when it has more than four decimals or reaches ``LARGEST``; it then has
neither v nor z and takes part in no sum. What is not known has no field, and what would need it does not fire. The usual is
left out of s and u for speed: most cells hold a plain whole number, and most rules ask for anything else.
"""

from decimal import Decimal
from functools import cache, lru_cache
from re import Pattern
from re import compile as compiled
from typing import NamedTuple, TypeAlias

from auditor.model.report import State
from auditor.rules.subject import Subject

SCALE = 10_000
LARGEST = 2**53
"""Scaled values stay below this, so that no sum of up to 1,023 of them leaves the engine's 64 bits."""
USUAL = ("whole", "")
"""The state and the unit of most cells."""
KINDS_OF_NUMBER = ("whole", "fraction", "beyond")

Fact = dict[str, int | str]
Key: TypeAlias = tuple[int | str | None, ...]
"""All that a fact says: its kind, then the values of its fields."""


class CellField(NamedTuple):
    """A field of a fact that comes from a cell: ``letter`` says what of it."""

    name: str
    letter: str
    address: str


class TextTest(NamedTuple):
    """A field of a fact that tells whether a pattern is found: in the text of a cell (``of_cell``), else of another field."""

    name: str
    source: str
    of_cell: bool
    pattern: str


class Wanted(NamedTuple):
    """The fields that rules use of the facts of one kind; others are not made."""

    cells: tuple[CellField, ...] = ()
    fields: tuple[str, ...] = ()
    tests: tuple[TextTest, ...] = ()

    def joined(self, other: "Wanted") -> "Wanted":
        """What this or the other wants, each field once."""
        return Wanted(
            tuple(dict.fromkeys(self.cells + other.cells)),
            tuple(dict.fromkeys(self.fields + other.fields)),
            tuple(dict.fromkeys(self.tests + other.tests)),
        )

    @property
    def names(self) -> list[str]:
        """The names of all fields."""
        return [*(cell.name for cell in self.cells), *self.fields, *(test.name for test in self.tests)]


class FactMaker:
    """Makes the facts of one kind of subject."""

    def __init__(self, kind: str, wanted: Wanted) -> None:
        self.kind, self.fields, self.tests = kind, wanted.fields, wanted.tests
        letters: dict[str, dict[str, str]] = {}
        for name, letter, address in wanted.cells:
            letters.setdefault(address, {})[letter] = name
        self.cells = [(address, "".join(asked), (None,) * len(asked)) for address, asked in letters.items()]
        of_cells = [name for asked in letters.values() for name in asked.values()]
        self.names = ("kind", *of_cells, *wanted.fields, *(test.name for test in wanted.tests))

    def key(self, subject: Subject) -> Key:
        """What the fact of a subject holds, in the order of ``names``; None for a field that it does not have.

        Two subjects with equal keys have equal facts.
        """
        values: list[int | str | None] = [self.kind]
        for address, letters, unknown in self.cells:
            cell = subject.cells.get(address)
            values += unknown if cell is None else told(letters, cell.value, cell.state, cell.unit)
        for name in self.fields:
            value = subject.fields.get(name)
            values.append(value if value is None or isinstance(value, str) else int(value * SCALE))
        for test in self.tests:
            text = text_of(test.source, subject, of_cell=test.of_cell)
            values.append(None if text is None else SCALE * found(test.pattern, text))
        return tuple(values)

    def fact(self, key: Key) -> Fact:
        """The fact that has this key."""
        return {name: value for name, value in zip(self.names, key, strict=True) if value is not None}

    def make(self, subject: Subject) -> Fact:
        """The fact of a subject."""
        return self.fact(self.key(subject))


def text_of(source: str, subject: Subject, *, of_cell: bool) -> str | None:
    """The text in a cell of a subject, or of one of its fields; None where it is not known."""
    if of_cell:
        cell = subject.cells.get(source)
        return None if cell is None or cell.state is State.UNREADABLE else cell.raw.strip()
    value = subject.fields.get(source)
    return value if isinstance(value, str) else None


def found(pattern: str, text: str) -> bool:
    """Whether what a pattern describes is somewhere in a text."""
    return _pattern(pattern).search(text) is not None


@cache
def _pattern(pattern: str) -> Pattern[str]:
    return compiled(pattern)


@lru_cache(maxsize=1 << 12)
def told(letters: str, value: int | Decimal | None, state: State, unit: str | None) -> Key:
    """What each of the letters says of a cell; None where there is nothing to say."""
    kind, number = state.value, None
    if value is not None:
        number = scaled(value)
        kind = "beyond" if number is None else "fraction" if number % SCALE else "whole"
    elif state in (State.BLANK, State.DASH):
        number = 0
    known: dict[str, int | str | None] = {"t": kind, "w": unit or "", "z": number}
    known |= {letter: known[full] for letter, full in (("s", "t"), ("u", "w")) if known[full] not in USUAL}
    if state is not State.UNREADABLE:
        known["n"] = SCALE * (value is not None)
    if value is not None:
        known["v"] = number
    return tuple(map(known.get, letters))


def scaled(value: int | Decimal) -> int | None:
    """A value in ten-thousandths, None where it is beyond what the engine holds exactly."""
    number = value * SCALE
    whole = int(number)
    return whole if whole == number and -LARGEST < whole < LARGEST else None
