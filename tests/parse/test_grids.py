"""Tables whose rows stand on one line each without a frame: parted by TABs, drawn lines or pipes."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.report import Reading
from auditor.parse import commas
from auditor.parse.grids import with_pipes
from auditor.parse.read import read_report
from auditor.parse.value import read_value
from auditor.source.markdown import unmarked
from tests import writer
from tests.parse.test_read_back import ANY, FORMS, SEEDS, figures

CORPUS = Path(__file__).parents[2] / "corpus"
SIGNS = {"tab": "\t", "pipe": " | ", "bare pipe": "|", "drawn": "│", "wide": "｜"}


def as_grid(rows: writer.Rows, sign: str, start: str) -> str:
    """What merged cells cover is blank."""
    return "\n".join(start + sign.join(row) for row in writer.grid(rows))


def as_cells(rows: writer.Rows, sign: str, start: str) -> str:
    """What merged cells cover is not there."""
    return "\n".join(start + sign.join(box.text for box in row) for row in rows)


@pytest.mark.parametrize("draw", [as_grid, as_cells])
@pytest.mark.parametrize(
    ("sign", "start"),
    [*((sign, "") for sign in SIGNS.values()), ("\t", "\t"), (" | ", "| ")],
    ids=[*SIGNS, "tab first", "pipe first"],
)
@settings(max_examples=10, deadline=None)
@given(FORMS, SEEDS)
def test_rows_without_a_frame_are_read_with_their_blanks(draw, sign: str, start: str, form: str, seed: int) -> None:  # type: ignore[no-untyped-def]
    written = figures(form, [one for one in ANY if "|" not in one and "\t" not in one], Random(seed))
    parts = [writer.TITLE, "", writer.PREFACE]
    for heading, body in writer.sections(lambda table: draw(writer.drawn(table, written, form), sign, start)):
        parts += [heading, body]
    report = read_report("x.txt", "\n".join(parts).encode())
    assert (report.reading, report.form, report.coverage, report.layout) == (Reading.READ, form, 1.0, "pipe")
    for cell in report.cells:
        wanted = read_value(written[cell[:3]])
        assert (cell.state, cell.value) == (wanted.state, wanted.number), cell


@pytest.mark.parametrize(("edge", "sign"), [("├──┼──┤", "│"), ("+----+----+", " | "), ("┌──┬──┐", "┃")])
def test_lines_drawn_between_rows_are_no_rows(edge: str, sign: str) -> None:
    written = figures("2021", ["0", "12", ""], Random(4))
    side = sign.strip()
    parts = [writer.TITLE, "", writer.PREFACE]
    for heading, body in writer.sections(lambda table: as_grid(writer.drawn(table, written, "2021"), sign, "")):
        rows = [f"{side}{row}{side}" if side in row else row for row in body.split("\n")]
        parts += [heading, *(line for row in rows for line in ([edge, row] if side in row else [row]))]
    report = read_report("x.txt", "\n".join(parts).encode())
    assert (report.reading, report.coverage) == (Reading.READ, 1.0)
    assert {cell[:3]: cell.raw.strip() for cell in report.cells} == written


@pytest.mark.parametrize("nothing", ["nan", "None", "null"])
def test_what_programs_write_for_nothing_is_a_blank(nothing: str) -> None:
    written = figures("2021", ["0", "12", ""], Random(4))
    parts = [writer.TITLE, "", writer.PREFACE]
    for heading, body in writer.sections(
        lambda table: "\n".join(
            "\t".join(cell or nothing for cell in row) for row in writer.grid(writer.drawn(table, written, "2021"))
        )
    ):
        parts += [heading, body]
    report = read_report("x.txt", "\n".join(parts).encode())
    assert {cell[:3]: cell.raw.strip() for cell in report.cells} == written


def test_a_table_of_which_one_row_alone_has_no_frame_stays_as_it_is() -> None:
    text = "规章 | 0 | 0 | 0 |\n规范性文件 | 1 | 0 | 1\n行政许可 | 2 | 1 | 3 |\n行政处罚 | 2 | 1 | 3 |"
    assert with_pipes(text) == text


# Samples that are no other layout.
GRIDS = {"2020-云岭市应急管理局", "2021-云岭市卫生健康委员会", "2022-云岭市人力资源和社会保障局"}


@pytest.mark.parametrize("prepare", [with_pipes, commas.with_pipes, unmarked])
@pytest.mark.parametrize(
    "path", [one for one in sorted(CORPUS.glob("*.txt")) if one.stem not in GRIDS], ids=lambda path: path.name
)
def test_other_layouts_stay_as_they_are(path: Path, prepare: Callable[[str], str]) -> None:
    text = path.read_text(encoding="utf-8")
    assert prepare(text) == text


@pytest.mark.parametrize("prepare", [with_pipes, unmarked])
@given(st.text(alphabet="规章0 |\t│#*_>$<b/>\\\n-一、", max_size=200))
def test_lines_stay_as_many(prepare: Callable[[str], str], text: str) -> None:
    assert prepare(text).count("\n") == text.count("\n")
