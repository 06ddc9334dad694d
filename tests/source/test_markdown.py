"""Marks of Markdown are the converter's, and tables in HTML may stand among lines of text."""

from html import escape

import pytest

from auditor.model.report import Reading, Report
from auditor.parse.headings import SECTIONS
from auditor.parse.read import read_report
from auditor.source.markdown import unmarked
from tests import writer

FIGURES = writer.zeros("2021") | {("applications", "received", "person"): "27", ("applications", "received", "total"): "27"}


def pipes(rows: writer.Rows) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in writer.grid(rows))


def html(rows: writer.Rows) -> str:
    lines = ["".join(f'<td colspan="{box.wide}" rowspan="{box.high}">{escape(box.text)}</td>' for box in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def read(table, head: str = "{}", title: str = "{}") -> Report:  # type: ignore[no-untyped-def]
    parts = [title.format(writer.TITLE), "", writer.PREFACE]
    for heading, body in writer.sections(lambda name: table(writer.drawn(name, FIGURES, "2021"))):
        parts += ["", head.format(heading), "", body]
    return read_report("x.md", "\n".join(parts).encode())


def is_whole(report: Report) -> bool:
    told = report.reading, report.coverage, report.body, [one.section for one in report.sections]
    figures = {cell[:3]: str(cell.value) for cell in report.cells}
    return told == (Reading.READ, 1.0, "青石县", list(SECTIONS)) and figures == FIGURES


@pytest.mark.parametrize("table", [pipes, html])
@pytest.mark.parametrize(
    "head", ["## {}", "**{}**", "### **{}**", "__{}__", "## {} ##", "> {}", "- {}", "* {}", "<u>{}</u>", "<b>{}</b>", "{}。"]
)
def test_headings_are_read_without_their_marks(table, head: str) -> None:  # type: ignore[no-untyped-def]
    report = read(table, head, "# {}")
    assert is_whole(report)
    assert report.title is not None
    assert report.title.endswith(writer.TITLE)


@pytest.mark.parametrize("mark", ["**{}**", "__{}__", "<b>{}</b>", "<span class='a'>{}</span>"])
def test_cells_are_read_without_their_marks(mark: str) -> None:
    assert is_whole(
        read(lambda rows: pipes([[box._replace(text=box.text and mark.format(box.text)) for box in row] for row in rows]))
    )


def test_numbers_written_as_formulas_are_numbers() -> None:
    assert unmarked("| 规章 | $12$ | $1,113$ | US$5 |") == "| 规章 | 12 | 1,113 | US$5 |"


def test_a_break_in_a_cell_joins_no_numbers() -> None:
    assert unmarked("| 规章 | 1<br>2 | 0 |") == "| 规章 | 1 2 | 0 |"


def test_a_line_of_text_among_tables_keeps_its_number() -> None:
    report = read(html)
    assert [prose.line for prose in report.prose[:2]] == [1, 3]
    assert [one.line for one in report.sections][:2] == [5, 9]


@pytest.mark.parametrize("rule", ["--------", "***", "====="])
def test_a_line_drawn_across_is_no_cell(rule: str) -> None:
    assert unmarked(f"12\n{rule}\n三、") == "12\n\n三、"
    assert unmarked("12\n——\n---") == "12\n——\n---"


@pytest.mark.parametrize("cell", ["\t#REF!", "\t--------", "\t> 5", "\t#", "#N/A", "\t***"])
def test_a_cell_that_looks_like_a_mark_stays(cell: str) -> None:
    assert unmarked(cell) == cell
