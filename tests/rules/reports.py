"""Reports for tests: clean ones changed, and the figures of the seeds' damaged table."""

from auditor.model.report import Cell, Report, State
from auditor.rules.clean import cell, clean

COLUMNS = ("person", "company", "research", "charity", "legal_service", "other_org", "total")


def changed(report: Report, **texts: str) -> Report:
    """A report with cells of the applications table replaced: ``received__person="3"``; two underscores for a slash."""
    by_place = {tuple(name.split("__")): raw for name, raw in texts.items()}
    return with_cells(report, {("applications", *place): raw for place, raw in by_place.items()})


def with_cells(report: Report, texts: dict[tuple[str, ...], str]) -> Report:
    """A report with cells replaced by (table, row, column)."""
    report.cells = [cell(*one[:3], texts[one[:3]], one.line) if one[:3] in texts else one for one in report.cells]
    return report


def unreadable(one: Cell) -> Cell:
    """A cell that could not be told."""
    return one._replace(raw="", value=None, state=State.UNREADABLE, unit=None)


def value(report: Report, table: str, row: str, column: str) -> int:
    """The whole number that a cell holds."""
    (found,) = (one.value for one in report.cells if one[:3] == (table, row, column))
    assert isinstance(found, int)
    return found


def of_004() -> Report:
    """A report with the application figures of a city of 2019: five sums are broken, by two cells; zeros are left blank."""
    figures = {
        "received": ("670", "27", "2", "7", "5", "1", "687"),
        "carried_in": ("10", "", "", "", "", "", "10"),
        "handled": ("646", "27", "2", "7", "5", "", "688"),
        "carried_out": ("9", "", "", "", "", "", "9"),
        "granted": ("646", "27", "2", "7", "5", "1", "688"),
    }
    report = clean("2019")
    rows = {row for table, row, _ in (one[:3] for one in report.cells) if table == "applications"}
    texts = {("applications", row, column): figures.get(row, ("",) * 7)[at] for row in rows for at, column in enumerate(COLUMNS)}
    return with_cells(report, texts)
