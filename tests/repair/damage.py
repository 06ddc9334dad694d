"""Reports whose tables reconcile, with figures at random, and what happens to them on the way."""

from collections.abc import Iterable
from random import Random

from auditor.model.form import table_form
from auditor.model.report import Report
from auditor.rules.clean import cell, clean
from auditor.rules.identities import Address

_OUTSIDE = ("received", "carried_in", "handled", "carried_out")


def reconciled(form: str, rng: Random) -> dict[Address, int]:
    """Figures of tables 3 and 4 that meet every identity; most are 0, as in life."""
    figures = {("applications", row, column): 0 for row, column in table_form("applications", form).cells}
    columns = [column.address for column in table_form("applications", form).columns]
    results = [row.address for row in table_form("applications", form).rows if row.address not in _OUTSIDE]
    for column in columns[:-1]:
        for row in rng.sample(results, rng.randint(0, len(results) // 2)):
            figures["applications", row, column] = _figure(rng)
        handled = sum(figures["applications", row, column] for row in results)
        carried_in, carried_out = rng.randint(0, handled), rng.choice((0, 0, _figure(rng)))
        balance = {
            "handled": handled,
            "carried_in": carried_in,
            "carried_out": carried_out,
            "received": handled + carried_out - carried_in,
        }
        figures |= {("applications", row, column): figure for row, figure in balance.items()}
    for row in (*results, *_OUTSIDE):
        figures["applications", row, "total"] = sum(figures["applications", row, column] for column in columns[:-1])
    for line in table_form("review", form).rows:
        parts = {column: rng.choice((0, _figure(rng))) for column in ("upheld", "corrected", "other", "pending")}
        figures |= {
            ("review", line.address, column): figure for column, figure in (parts | {"total": sum(parts.values())}).items()
        }
    return figures


def report_with(figures: dict[Address, int | None], form: str, texts: dict[Address, str] | None = None) -> Report:
    """A clean report with these figures (None for a blank) and texts in its cells."""
    report = clean(form)
    written = {at: "" if figure is None else str(figure) for at, figure in figures.items()} | (texts or {})
    report.cells = [cell(*one[:3], written.get(one[:3], one.raw), one.line) for one in report.cells]
    return report


def damaged(figures: dict[Address, int], cells: Iterable[Address], rng: Random) -> dict[Address, int | None]:
    """The same with each of these cells written wrongly."""
    return {**figures, **{cell: _slip(figures[cell], rng) for cell in cells}}


def some_cells(figures: Iterable[Address], count: int, rng: Random) -> list[Address]:
    """So many cells, most of them in table 3, and often several in one row or column."""
    known = list(figures)
    first = rng.choice(known)
    near = [cell for cell in known if cell[0] == first[0] and (cell[1] == first[1] or cell[2] == first[2]) and cell != first]
    return [
        first,
        *rng.sample(near if rng.random() < 0.4 and len(near) >= count else [one for one in known if one != first], count - 1),
    ]


def blanked(figures: dict[Address, int | None], rng: Random, share: float = 0.5) -> dict[Address, int | None]:
    """The same with some of the noughts left blank, as many bodies do."""
    return {at: None if figure == 0 and rng.random() < share else figure for at, figure in figures.items()}


def _figure(rng: Random) -> int:
    return rng.choice((rng.randint(1, 9), rng.randint(1, 99), rng.randint(1, 999)))


def _slip(figure: int, rng: Random) -> int | None:
    digits = str(figure)
    at = rng.randrange(len(digits))
    slips = (
        None,
        0,
        figure * 10,
        figure // 10,
        figure + rng.randint(1, 30),
        max(figure - rng.randint(1, 30), 0),
        int(digits[:at] + rng.choice("0123456789") + digits[at + 1 :]),
        int(digits[::-1]),
    )
    return rng.choice([slip for slip in slips if (slip or 0) != figure] or [figure + 1])
