"""Numbers of pages on bare lines among the cells: one that stands where a blank cell vanished looks like that cell's value.

Where blank cells vanish, a row may so have as many values as columns and be wrong. Told by the other numbers of pages in the
file, which grow at regular distance, and by the sums of the row, which would hold without that number. Such a row is not read.
"""

from collections.abc import Sequence
from typing import NamedTuple

from auditor.model.form import row_label
from auditor.model.report import Cell, Diagnostic, Report, State

_DIGITS, _MOST = 3, 99
# Pages between a number and the only other one that is known.
_NEAR = 5
# How far off its place a number may stand, in pages.
_SLACK = 0.4
_GROUP = 5


class _Page(NamedTuple):
    line: int
    number: int


def leave_out(report: Report) -> None:
    """Takes the rows that may hold the number of a page for unreadable, and says so.

    A report without numbers of pages has none that blanks vanished from, or none that fails for one value: it stays as it is.
    """
    known = _alone(report)
    rows = [said for said in report.diagnostics if said.code == "PARSE-ROW-VALUES"]
    surplus = [int(said.details["found"]) - int(said.details["expected"]) for said in rows]
    vanish = any(number < 0 for number in surplus)
    if not known and not vanish and 1 not in surplus:
        return
    # The sums of table 3 tell numbers of pages by which those in table 2, which has none, are known.
    for table in sorted(report.tables, key=lambda table: table.table != "applications"):
        for row, cells in _rows(report, table.table).items():
            found = _doubtful(cells, known, vanish=vanish)
            if not found:
                continue
            known = _growing([*known, *found]) if len(found) == 1 else known
            label, line, count = row_label(table.table, table.form, row), cells[0].line, len(cells)
            said = Diagnostic("PARSE-ROW-VALUES", line, {"row": label, "found": count - 1, "expected": count})
            report.diagnostics.append(said)
            report.cells = [_unread(cell) if cell in cells else cell for cell in report.cells]
            table.read -= len(cells)


def _alone(report: Report) -> list[_Page]:
    """Numbers alone on lines outside the tables."""
    texts = ((one.line, one.text.strip()) for one in report.prose)
    return _growing([_Page(line, int(text)) for line, text in texts if text.isdecimal() and len(text) <= _DIGITS])


def _growing(pages: Sequence[_Page]) -> list[_Page]:
    """The pages that grow from each to the next."""
    growing: list[_Page] = []
    for page in sorted(pages):
        if page.number > (growing[-1].number if growing else 0):
            growing.append(page)
    return growing


def _rows(report: Report, table: str) -> dict[str, list[Cell]]:
    """The rows of a table that were read whole; that of table 4 is one row of three groups, named by the first."""
    rows: dict[str, list[Cell]] = {}
    for cell in report.cells:
        if cell.table == table:
            rows.setdefault(next(iter(rows), cell.row) if table == "review" else cell.row, []).append(cell)
    return {row: cells for row, cells in rows.items() if all(_number(cell) is not None for cell in cells)}


def _number(cell: Cell) -> int | None:
    if cell.state in (State.DASH, State.BLANK):
        return 0
    return cell.value if cell.state is State.NUMBER and isinstance(cell.value, int) else None


def _doubtful(cells: Sequence[Cell], known: Sequence[_Page], *, vanish: bool) -> list[_Page]:
    """The values that may be the number of a page, in the place of a blank that vanished."""
    values = [_number(cell) or 0 for cell in cells]
    pages = {at: _Page(cell.line, values[at]) for at, cell in enumerate(cells) if cell.raw.strip().isdecimal() and values[at]}
    if cells[0].table == "review":
        # There the sums tell more than the distance: a value is put out of its group.
        return [] if _hold(values) else [page for at, page in pages.items() if _hold_without(values, at)]
    if cells[0].table == "applications":
        left = {} if _holds(values) else pages
        return [page for at, page in left.items() if _holds_without(values, at) and _may_be(page, known)]
    return [page for page in pages.values() if _may_be(page, known)] if vanish and known else []


def _holds(values: Sequence[int]) -> bool:
    return values[-1] == sum(values[:-1])


def _holds_without(values: Sequence[int], at: int) -> bool:
    """Whether the sum holds without a value, a blank being elsewhere in the row."""
    rest = [*values[:at], *values[at + 1 :]]
    return _holds(rest) or not any(rest)


def _hold(values: Sequence[int]) -> bool:
    """Whether the sums of table 4 hold."""
    return all(_holds(values[at : at + _GROUP]) for at in range(0, len(values), _GROUP))


def _hold_without(values: Sequence[int], at: int) -> bool:
    rest = [*values[:at], *values[at + 1 :]]
    return any(_hold([*rest[:blank], 0, *rest[blank:]]) for blank in range(len(values)))


def _may_be(page: _Page, known: Sequence[_Page]) -> bool:
    """Whether a number stands where its page would end, by the numbers that are known."""
    line, number = page
    before = [one for one in known if one.line < line]
    after = [one for one in known if one.line >= line]
    if not (before[-1].number if before else 0) < number < (after[0].number if after else _MOST + 1):
        return False
    if len(known) < 2:
        return not known or abs(number - known[0].number) <= _NEAR
    if known[-1].line == known[0].line or known[-1].number == known[0].number:
        return False
    length = (known[-1].line - known[0].line) / (known[-1].number - known[0].number)
    near = before[-1] if before else after[0]
    return abs((line - near.line) / length - (number - near.number)) <= _SLACK


def _unread(cell: Cell) -> Cell:
    return cell._replace(raw="", value=None, state=State.UNREADABLE, unit=None, inherited=False)
