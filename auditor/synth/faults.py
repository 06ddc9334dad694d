"""Faults planted into reports, each with what must be found for it."""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import NamedTuple

from auditor.model.form import table_form
from auditor.synth.drawing import WITHOUT_BLANKS
from auditor.synth.figures import Address, Figures, broken
from auditor.synth.report import Draft

Place = tuple[str | None, str | None, str | None]


class Expected(NamedTuple):
    """A finding that must be there: of one of ``rules`` (codes or families), at this table, row and column or in this section.

    None as in a finding; all None for one that may be anywhere.
    """

    rules: tuple[str, ...]
    table: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None


Plant = Callable[[Draft, Figures, Random], list[Expected]]
Since = Callable[[Draft, Figures, Draft], list[Expected]]


def plant(kind: str, draft: Draft, figures: Figures, before: Draft | None, rng: Random) -> list[Expected]:
    """Put a fault of a kind into a report; what must be found, nothing where the report has no room for it.

    ``before`` is the body's report for the year before, None for its first.
    """
    if kind in SINCE:
        return SINCE[kind](draft, figures, before) if before else []
    return FAULTS[kind](draft, figures, rng)


def _digit(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """One digit of a number of table 3 or 4 is another."""
    address = _some(draft, figures, rng, least=1)
    digits = list(str(figures[address]))
    at = rng.randrange(len(digits))
    digits[at] = rng.choice([digit for digit in "0123456789" if digit != digits[at] and (at or digit != "0" or len(digits) == 1)])
    return _write(draft, figures, address, int("".join(digits)))


def _swapped(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """Two digits next to each other have changed places."""
    fit = [one for one in _counts(figures) if len(set(str(figures[one])[-2:])) > 1 and figures[one] > 9]
    if not fit:
        return []
    address = rng.choice(fit)
    text = str(figures[address])
    return _write(draft, figures, address, int(text[:-2] + text[-1] + text[-2]))


def _tenfold(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """A nought too many."""
    address = _some(draft, figures, rng, least=1)
    return _write(draft, figures, address, figures[address] * 10)


def _off_by_one(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """A total that is one too large."""
    address = rng.choice([one for one in _counts(figures) if "total" in one])
    return _write(draft, figures, address, figures[address] + 1)


def _blank(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """A cell of table 3 that holds 0 is left blank."""
    empty = [one for one in _counts(figures) if one[0] == "applications" and not figures[one]]
    if draft.layout in WITHOUT_BLANKS or not empty:
        return []
    address = rng.choice(empty)
    draft.texts[address] = ""
    return [Expected(("BLK-101",), *address)]


def _dash(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """A dash stands for 0."""
    empty = [one for one in _counts(figures) if not figures[one]]
    address = rng.choice(empty)
    draft.texts[address] = "——"
    return [Expected(("BLK-102",), *address)]


def _negative(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """A count below 0."""
    address = rng.choice([one for one in _counts(figures) if figures[one]])
    return [Expected(("VAL-105",), *address), *_write(draft, figures, address, -figures[address])]


def _missing_section(draft: Draft, _: Figures, rng: Random) -> list[Expected]:
    """A section of prose is not there."""
    number = rng.choice([1, 5])
    draft.left_out.add(number)
    return [Expected(("STR-101",), section={1: "overview", 5: "problems"}[number])]


def _renamed_section(draft: Draft, _: Figures, rng: Random) -> list[Expected]:
    """A section has a title of its own."""
    draft.renamed[5] = rng.choice(["工作不足与今后打算", "困难和下一年设想"])
    return [Expected(("STR-101", "STR-102", "STR-103"))]


def _late(draft: Draft, _: Figures, rng: Random) -> list[Expected]:
    """Published after the deadline of 31 March."""
    draft.published = date(draft.year + 1, rng.randint(4, 9), rng.randint(1, 28))
    return [Expected(("DAT-104",))]


def _prose(draft: Draft, figures: Figures, rng: Random) -> list[Expected]:
    """The first section says that more was received than the table does."""
    received = figures["applications", "received", "total"]
    told = f"申请{received}件，其中"
    draft.bodies[1] = draft.bodies[1].replace(told, f"申请{received + rng.randint(1, 9)}件，其中")
    return [Expected(("NAR",))]


def _carried(draft: Draft, figures: Figures, before: Draft) -> list[Expected]:
    """More is carried in than was carried out a year before; the tables hold by themselves."""
    if before.texts["applications", "carried_out", "person"] != str(figures["applications", "carried_in", "person"]):
        return []
    for row, more in (("carried_in", 3), ("handled", 3), ("granted", 3)):
        for column in ("person", "total"):
            address = ("applications", row, column)
            draft.texts[address] = str(figures[address] + more)
    draft.bodies[1] = draft.bodies[1].partition("收到政府信息公开申请")[0]
    return [Expected(("YRS-101", "YRS-102"), "applications", "carried_in", column) for column in ("person", "total")]


def _copied(draft: Draft, _: Figures, before: Draft) -> list[Expected]:
    """The prose is that of last year's report."""
    if before.left_out:
        return []
    draft.bodies = {number: text.replace(str(before.year), str(draft.year)) for number, text in before.bodies.items()}
    return [Expected(("DUP",))]


SINCE: Mapping[str, Since] = {"carried": _carried, "copied": _copied}
"""Faults beside the report of the year before; they are found only where that is in the store."""

FAULTS: Mapping[str, Plant] = {
    "digit": _digit,
    "swapped": _swapped,
    "tenfold": _tenfold,
    "off-by-one": _off_by_one,
    "blank": _blank,
    "dash": _dash,
    "negative": _negative,
    "missing-section": _missing_section,
    "renamed-section": _renamed_section,
    "late": _late,
    "prose": _prose,
}
"""The kinds of fault. One report has one fault, so that what is found for it is known."""


def _counts(figures: Figures) -> list[Address]:
    return [one for one in figures if one[0] in ("applications", "review")]


def _some(draft: Draft, figures: Figures, rng: Random, least: int) -> Address:
    """A cell of table 3 or 4 with at least so much in it; the first total where none has."""
    fit = [one for one in _counts(figures) if figures[one] >= least]
    return rng.choice(fit) if fit else ("applications", table_form("applications", draft.form).rows[0].address, "total")


def _write(draft: Draft, figures: Figures, address: Address, number: int) -> list[Expected]:
    """Write another number into a cell: every identity that it breaks must be found."""
    draft.texts[address] = str(number)
    return [Expected((rule,), *place) for rule, place in broken({**figures, address: number}, draft.form)]
