"""Numbers of pages among cells that stand on a line each: what stands for a blank that vanished is not read."""

from auditor.model.report import Report, State
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests import writer
from tests.parse.test_read_back import Written

GRANTED = ("applications", "granted")
ROW = dict(zip(("person", "company", "research", "charity", "legal_service", "other_org", "total"), "7010008", strict=True))


def figures(blank: str, **others: str) -> Written:
    """Cells of 0 but for the row （一）予以公开, which has a blank that vanishes, and as blank cells those of ``others``."""
    written = writer.zeros("2021") | {(*GRANTED, column): text for column, text in ROW.items()}
    return written | {(*GRANTED, blank): ""} | {("applications", row, "research"): text for row, text in others.items()}


def read(written: Written, change=lambda text: text) -> Report:  # type: ignore[no-untyped-def]
    return read_report("x.txt", change(writer.report(written, "2021", "line")).encode())


def paged(text: str) -> str:
    """A 4 behind the fourth value of the row: the number of a page."""
    before, label, after = text.partition("（一）予以公开\n\n7\n\n0\n\n")
    assert label
    return before + label + "4\n\n" + after


def granted(report: Report) -> set[State]:
    return {cell.state for cell in report.cells if cell[:2] == GRANTED}


def sums(report: Report) -> list[tuple[str, str | None]]:
    return [(one.rule, one.place.row) for one in check(report, load_pack()) if one.rule == "SUM-101"]


def test_a_row_whose_sum_holds_without_one_number_is_not_read_where_blanks_vanish() -> None:
    report = read(figures("charity", carried_in=""), paged)
    assert granted(report) == {State.UNREADABLE}
    assert sums(report) == []
    assert ("PARSE-ROW-VALUES", 6) in [(one.code, one.details.get("found")) for one in report.diagnostics]


def test_a_control_character_behind_a_number_is_no_part_of_it() -> None:
    report = read(figures("charity", carried_in="") | {(*GRANTED, "total"): "8\x1c"}, paged)
    assert granted(report) == {State.UNREADABLE}


def test_a_row_whose_sum_holds_is_read() -> None:
    written = figures("charity") | {(*GRANTED, "charity"): "0", ("applications", "carried_in", "research"): ""}
    assert granted(read(written)) == {State.NUMBER}


def test_a_wrong_sum_is_a_finding_where_no_blank_vanished() -> None:
    written = figures("charity") | {(*GRANTED, "charity"): "4"}
    report = read(written)
    assert granted(report) == {State.NUMBER}
    assert sums(report) == [("SUM-101", "granted")]


def test_a_number_at_the_distance_of_pages_may_be_one() -> None:
    """Pages 1 and 4 are known; page 2 would end in the row 规章, which has lost a blank cell."""
    written = figures("charity") | {("disclosure", "regulations", "made"): ""}
    lines = writer.report(written, "2021", "line").split("\n")
    at = lines.index("规章") + 3
    lines[at:at] = ["", "2"]
    lines[6:6] = ["1"]
    lines = [*lines[:-4], str(1 + round((len(lines) - 7) / (at - 5))), *lines[-4:]]
    report = read_report("x.txt", "\n".join(lines).encode())
    states = {cell.row: cell.state for cell in report.cells if cell.table == "disclosure"}
    assert (states["regulations"], states["coercion"]) == (State.UNREADABLE, State.NUMBER)
