"""Known figures written into a layout are read back, every cell right or marked unreadable, on its line."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.report import Reading, State
from auditor.parse.read import read_report
from auditor.parse.value import read_value
from tests import writer

ANY = ["0", "7", "45", "61157", " 0", "0\u00a0", "——", "", "\u00a0", "+5", "3件"]
NOT_BLANK = ["0", "7", "45", "61157", "\u20020", "0 ", "——", "+5", "3件"]
SEEDS = st.integers(0, 2**32)
FORMS = st.sampled_from(["2019", "2021"])
Written = dict[tuple[str, str, str], str]


def figures(form: str, texts: list[str], chance: Random) -> Written:
    return {place: chance.choice(texts) for place in writer.zeros(form)}


def check(form: str, layout: str, written: Written) -> None:
    text = writer.report(written, form, layout)
    report = read_report("x.txt", text.encode())
    lines = text.split("\n")
    assert (report.reading, report.layout, report.form, report.coverage) == (Reading.READ, layout, form, 1.0)
    assert {(cell.table, cell.row, cell.column) for cell in report.cells} == set(written)
    for cell in report.cells:
        wanted = written[cell.table, cell.row, cell.column]
        value = read_value(wanted)
        assert (cell.state, cell.value) == (value.state, value.number)
        assert cell.raw == (wanted if wanted.strip() else "")
        assert lines[cell.line - 1].removeprefix("\t").rstrip("\r") == wanted


@settings(max_examples=40, deadline=None)
@given(FORMS, SEEDS)
def test_tab_cells_are_read_back(form: str, seed: int) -> None:
    check(form, "tab", figures(form, ANY, Random(seed)))


@settings(max_examples=40, deadline=None)
@given(FORMS, SEEDS)
def test_cells_on_lines_are_read_back(form: str, seed: int) -> None:
    check(form, "line", figures(form, NOT_BLANK, Random(seed)))


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_a_blank_that_vanished_is_unreadable_and_never_a_number_of_its_neighbour(seed: int) -> None:
    chance = Random(seed)
    written = figures("2019", ["0", "1", "23", "456"], chance)
    gone = chance.choice(sorted(written))
    text = writer.report(written | {gone: ""}, "2019", "line")
    report = read_report("x.txt", text.encode())
    assert report.reading is Reading.PARTIAL
    for cell in report.cells:
        if cell.state is not State.UNREADABLE:
            assert cell.value == int(written[cell.table, cell.row, cell.column])
    row = [cell for cell in report.cells if (cell.table, cell.row) == gone[:2]]
    assert {cell.state for cell in row} == {State.UNREADABLE}


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 400))
def test_a_file_cut_anywhere_gives_no_value_that_was_not_written(lines: int) -> None:
    written = {place: str(number) for number, place in enumerate(writer.zeros("2019"), 100)}
    text = "\n".join(writer.report(written, "2019", "tab").split("\n")[:lines])
    report = read_report("x.txt", text.encode())
    for cell in report.cells:
        if cell.state is State.NUMBER:
            assert cell.value == int(written[cell.table, cell.row, cell.column])
    assert State.BLANK not in {cell.state for cell in report.cells}
