"""Known figures, written, damaged and read back: how many cells are right, unreadable, told otherwise, or wrong in silence."""

from collections import Counter
from random import Random

from auditor.model.report import State
from auditor.parse.read import read_report
from auditor.parse.value import read_value
from tests import formats, writer
from tests.accuracy.damage import DAMAGES

FORMATS = {
    "html": formats.html,
    "html grid": formats.html_grid,
    "docx": formats.docx,
    "pdf ruled": formats.pdf,
    "pdf bare": lambda figures, form: formats.pdf(figures, form, ruled=False),
}
_BUSY = ("0", "0", "0", "7", "45", "617", "1250", "——", "3件")


def figures(form: str, chance: Random, *, blanks: bool) -> dict[tuple[str, str, str], str]:
    """A text for each cell of a form; what only heads others and the units of the annex stay as they are printed."""
    texts = (*_BUSY, "") if blanks else _BUSY
    return {place: chance.choice(texts) if text == "0" else text for place, text in writer.zeros(form).items()}


def data(name: str, form: str, damage: str, written: dict[tuple[str, str, str], str], chance: Random) -> bytes:
    """A report in a layout or format; damage is done to texts only."""
    if name in FORMATS:
        return FORMATS[name](written, form)
    return DAMAGES[damage](writer.report(written, form, name), chance).encode()


def measure(name: str, form: str, damage: str, seed: int, *, blanks: bool) -> Counter[str]:
    """Counts of right, unreadable, placed (by the sums, and wrong) and wrong cells of one report."""
    chance = Random(seed)
    written = figures(form, chance, blanks=blanks)
    report = read_report("x", data(name, form, damage, written, chance))
    placed = {one.line for one in report.diagnostics if one.code in ("PARSE-PLACED", "PARSE-VANISHED")}
    read = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    counts: Counter[str] = Counter()
    for place, text in written.items():
        cell, wanted = read.get(place), read_value(text)
        if cell is None or cell.state is State.UNREADABLE:
            counts["unreadable"] += 1
        elif (cell.state, cell.value) == (wanted.state, wanted.number):
            counts["right"] += 1
        else:
            counts["placed" if cell.line in placed else "wrong"] += 1
    return counts
