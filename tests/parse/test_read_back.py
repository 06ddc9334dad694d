"""Known figures written into a layout or a format are read back, every cell right or marked unreadable, on its line."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.report import Reading, Report, State
from auditor.parse.read import read_report
from auditor.parse.value import read_value
from tests import formats, writer

ANY = ["0", "7", "45", "61157", " 0", "0\u00a0", "——", "", "\u00a0", "+5", "3件"]
NOT_BLANK = ["0", "7", "45", "61157", "——", "+5", "3件"]
SEEDS = st.integers(0, 2**32)
FORMS = st.sampled_from(["2019", "2021"])
NAMED = {"comma": "pipe", "pipe_leading": "pipe", "markdown": "pipe", "markdown_repeated": "pipe"}
FORMATS = {
    "html": formats.html,
    "html in GB18030": lambda figures, form: formats.html(figures, form, charset="gb18030"),
    "html without spans": formats.html_grid,
    "docx": formats.docx,
}
Written = dict[tuple[str, str, str], str]


def figures(form: str, texts: list[str], chance: Random) -> Written:
    return {place: chance.choice(texts) for place in writer.zeros(form)}


def check(report: Report, form: str, written: Written) -> None:
    assert (report.reading, report.form, report.coverage) == (Reading.READ, form, 1.0)
    assert {(cell.table, cell.row, cell.column) for cell in report.cells} == set(written)
    for cell in report.cells:
        wanted = written[cell.table, cell.row, cell.column]
        value = read_value(wanted)
        assert (cell.state, cell.value) == (value.state, value.number)
        assert cell.raw.strip() == wanted.strip()


@pytest.mark.parametrize("layout", writer.LAYOUTS)
@settings(max_examples=12, deadline=None)
@given(FORMS, SEEDS)
def test_every_layout_is_read_back(layout: str, form: str, seed: int) -> None:
    written = figures(form, NOT_BLANK if layout in writer.WITHOUT_BLANKS else ANY, Random(seed))
    text = writer.report(written, form, layout)
    report = read_report("x.txt", text.encode())
    assert report.layout == NAMED.get(layout, layout)
    check(report, form, written)
    lines = text.split("\n")
    for cell in report.cells:
        assert cell.raw in lines[cell.line - 1]


@settings(max_examples=12, deadline=None)
@given(FORMS, SEEDS)
def test_padding_is_part_of_a_tab_cell(form: str, seed: int) -> None:
    written = figures(form, ANY, Random(seed))
    report = read_report("x.txt", writer.report(written, form, "tab").encode())
    for cell in report.cells:
        wanted = written[cell.table, cell.row, cell.column]
        assert cell.raw == (wanted if wanted.strip() else "")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=8, deadline=None)
@given(FORMS, SEEDS)
def test_every_format_is_read_back(name: str, form: str, seed: int) -> None:
    written = figures(form, ANY, Random(seed))
    report = read_report("x", FORMATS[name](written, form))
    assert report.layout == name.partition(" ")[0]
    assert (report.body, report.year, len(report.sections)) == ("青石县", 2019, 6)
    check(report, form, written)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_ruled_pdf_is_read_back_with_its_blanks(form: str) -> None:
    written = figures(form, ["0", "7", "45", "617", "——", ""], Random(1))
    report = read_report("x.pdf", formats.pdf(written, form))
    assert (report.layout, report.body, str(report.period and report.period[0])) == ("pdf", "青石县", "2019-01-01")
    check(report, form, written)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_a_pdf_without_rules_is_read_back_by_its_lines(form: str) -> None:
    written = figures(form, ["0", "7", "45", "617", "——"], Random(2))
    check(read_report("x.pdf", formats.pdf(written, form, ruled=False)), form, written)


@pytest.mark.parametrize("ruled", [True, False])
def test_a_number_wrapped_in_a_narrow_column_of_a_pdf_is_never_read_in_part(ruled: bool) -> None:
    written = figures("2019", ["0", "61157", "7", ""], Random(3))
    report = read_report("x.pdf", formats.pdf(written, "2019", ruled=ruled))
    assert report.reading is Reading.PARTIAL
    for cell in report.cells:
        if cell.state is not State.UNREADABLE:
            assert cell.value == read_value(written[cell.table, cell.row, cell.column]).number


@pytest.mark.parametrize("layout", sorted(writer.WITHOUT_BLANKS))
@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_a_blank_that_vanished_is_no_number_of_its_neighbour(layout: str, seed: int) -> None:
    chance = Random(seed)
    written = figures("2019", ["0", "1", "23", "456"], chance)
    gone = chance.choice(sorted(written))
    report = read_report("x.txt", writer.report(written | {gone: ""}, "2019", layout).encode())
    for cell in report.cells:
        if cell.state is State.NUMBER:
            assert cell.value == int(written[cell.table, cell.row, cell.column])
    assert gone not in {(cell.table, cell.row, cell.column) for cell in report.cells if cell.state is State.NUMBER}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(writer.LAYOUTS)), st.integers(1, 400))
def test_a_file_cut_anywhere_gives_no_value_that_was_not_written(layout: str, lines: int) -> None:
    written = {place: str(number) for number, place in enumerate(writer.zeros("2019"), 100)}
    text = "\n".join(writer.report(written, "2019", layout).split("\n")[:lines])
    report = read_report("x.txt", text.encode())
    for cell in report.cells:
        if cell.state is State.NUMBER:
            assert cell.value == int(written[cell.table, cell.row, cell.column])
    assert State.BLANK not in {cell.state for cell in report.cells}
