"""Rows parted by commas or semicolons, and rows as lists of a program: every cell right, or said to be unread."""

import csv
import json
from io import StringIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.report import Reading, Report, State
from auditor.parse.commas import with_pipes
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests import writer
from tests.parse.test_read_back import FORMS, SEEDS, Written, figures

TEXTS = ["0", "12", "305", "——", "", "3件"]
Grid = list[list[str]]


def saved(sign: str, quoting: int = csv.QUOTE_MINIMAL, end: str = ""):  # type: ignore[no-untyped-def]
    def write(rows: Grid) -> str:
        file = StringIO()
        lines = csv.writer(file, delimiter=sign, quoting=quoting, lineterminator="")  # type: ignore[arg-type]
        for row in rows:
            lines.writerow(row)
            file.write(f"{end}\n")
        return file.getvalue()

    return write


WAYS = {
    "commas": saved(","),
    "semicolons": saved(";"),
    "all in quotes": saved(",", csv.QUOTE_ALL),
    "a comma behind the last": saved(",", end=","),
    "spaced": lambda rows: "\n".join(", ".join(row) for row in rows),
    "a list a line": lambda rows: "\n".join(json.dumps(row, ensure_ascii=False) for row in rows),
    "lists in a list": lambda rows: json.dumps(rows, ensure_ascii=False),
    "a text a line": lambda rows: json.dumps(rows, ensure_ascii=False, indent=2),
    "escaped": json.dumps,
    "as Python prints it": lambda rows: repr([[cell or None for cell in row] for row in rows]),
    "tuples": lambda rows: "\n".join(repr(tuple(row)) for row in rows if len(row) > 1),
}


def cells(rows: writer.Rows) -> Grid:
    return [[box.text for box in row] for row in rows]


def repeated(rows: writer.Rows) -> Grid:
    return writer.grid(rows, repeat=True)


def read(written: Written, form: str, write, grid=cells) -> Report:  # type: ignore[no-untyped-def]
    parts = [writer.TITLE, "", writer.PREFACE]
    for heading, body in writer.sections(lambda table: write(grid(writer.drawn(table, written, form)))):
        parts += [heading, body]
    return read_report("x.txt", "\n".join(parts).encode())


@pytest.mark.parametrize("grid", [cells, writer.grid, repeated])
@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=5, deadline=None)
@given(FORMS, SEEDS)
def test_rows_of_a_spreadsheet_or_a_program_are_read_with_their_blanks(grid, way: str, form: str, seed: int) -> None:  # type: ignore[no-untyped-def]
    written = figures(form, TEXTS, Random(seed))
    report = read(written, form, WAYS[way], grid)
    assert (report.reading, report.form, report.coverage) == (Reading.READ, form, 1.0)
    assert {cell[:3]: cell.raw.strip() for cell in report.cells} == written


@pytest.mark.parametrize("grid", [cells, writer.grid, repeated])
@settings(max_examples=20, deadline=None)
@given(FORMS, SEEDS)
def test_a_comma_inside_a_number_costs_cells_and_makes_none_wrong(grid, form: str, seed: int) -> None:  # type: ignore[no-untyped-def]
    written = figures(form, [*TEXTS, "1,113"], Random(seed))
    report = read(written, form, lambda rows: "\n".join(",".join(row) for row in rows), grid)
    lost = [cell for cell in report.cells if cell.state is State.UNREADABLE]
    assert lost
    assert all(cell in lost or cell.raw.strip() == written[cell[:3]] for cell in report.cells)
    assert not [finding.rule for finding in check(report, load_pack()) if finding.rule.startswith("STR")]


def test_where_a_row_does_not_split_two_numbers_that_may_be_one_are_not_read() -> None:
    """规范性文件 has 1,113 and two blanks, of which its line has lost one: it splits into three, as it should."""
    zeros = writer.zeros("2021") | {("disclosure", "licences", "decisions_2021"): "0"}
    rows = {"规章,0,0,0": "规章,2,500,0,0", "行政规范性文件,0,0,0": "行政规范性文件,1,113,"}

    def write(grid: Grid) -> str:
        lines = [",".join(row) for row in grid]
        return "\n".join(rows.get(line, line) for line in lines)

    report = read(zeros, "2021", write)
    states = {cell[:2]: cell.state for cell in report.cells}
    assert states["disclosure", "regulations"] is State.UNREADABLE
    assert states["disclosure", "normative_documents"] is State.UNREADABLE
    assert states["disclosure", "coercion"] is State.NUMBER


def test_a_cell_in_quotes_may_go_over_lines_and_a_text_be_alone_in_its_row() -> None:
    written = figures("2021", ["0", "12", ""], Random(4))
    parts = [[writer.TITLE], [writer.PREFACE]]
    for heading, body in writer.sections(lambda table: table):
        parts += [[heading], *(writer.grid(writer.drawn(body, written, "2021")) if body in writer.TABLES else [[body]])]
    wide = [row + [""] * (15 - len(row)) for row in parts]
    text = saved(",", csv.QUOTE_ALL)(wide).replace("本年制发件数", "本年\n制发件数").replace("行政许可", "行政\n许可")
    report = read_report("x.csv", text.encode())
    assert (report.reading, report.title, len(report.sections)) == (Reading.READ, writer.TITLE, 6)
    assert {cell[:3]: cell.raw.strip() for cell in report.cells} == written
    assert all(cell.raw in text.split("\n")[cell.line - 1] for cell in report.cells if cell.row != "licences")


@given(st.text(alphabet='规章0 ,;，"\n()（）。一、行政许可', max_size=200))
def test_lines_stay_as_many(text: str) -> None:
    assert with_pipes(text).count("\n") == text.count("\n")
    rows = f'{text}\n规章,0,0\n"规\n章",0,0\n规章,0,0\n规章,0,0\n规章,0,0\n{text}'
    assert with_pipes(rows).count("\n") == rows.count("\n")
