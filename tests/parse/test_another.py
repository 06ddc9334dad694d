"""Two reports in one file: the first is read as if it stood alone, and where the other begins is said."""

from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from auditor.model.report import Reading, Report
from auditor.parse.read import read_report
from tests import writer
from tests.accuracy.measure import figures
from tests.formats import docx, html, package

OF_ANOTHER_YEAR = writer.TITLE.replace("2019", "2020")
OF_ANOTHER_BODY = writer.TITLE.replace("青石县", "白沙县")
CONTENTS = [f"{number}、{name}" for number, name in zip("一二三四五六", writer.TITLES, strict=True)]
LAST_YEARS = writer.TITLE.replace("2019", "2018")


def written(layout: str, title: str = writer.TITLE, seed: int = 1) -> str:
    return writer.report(figures("2019", Random(seed), blanks=layout not in writer.WITHOUT_BLANKS), "2019", layout, title)


def read(text: str) -> Report:
    return read_report("x", text.encode())


def others(report: Report) -> list[tuple[int | None, str]]:
    """The line and title of each report that was found behind the first one."""
    return [(one.line, str(one.details["text"])) for one in report.diagnostics if one.code == "PARSE-ANOTHER-REPORT"]


def told(report: Report) -> object:
    """All that is told of a report, but for the lines and the file that it stands in, and whether that was read whole."""
    cells = [(cell.table, cell.row, cell.column, cell.raw, cell.value, cell.state) for cell in report.cells]
    prose = [(one.section, one.text) for one in report.prose]
    return report.title, report.body, report.year, report.claims, cells, prose, [one.section for one in report.sections]


@pytest.mark.parametrize("title", [OF_ANOTHER_YEAR, OF_ANOTHER_BODY])
@pytest.mark.parametrize("layout", sorted(writer.LAYOUTS))
def test_the_first_of_two_reports_is_read_alone(layout: str, title: str) -> None:
    alone, both = written(layout), written(layout) + "\n" + written(layout, title, seed=2)
    found = read(both)
    assert told(found) == told(read(alone))
    assert found.reading is Reading.PARTIAL
    assert others(found) == [(both.split("\n").index(title) + 1 if layout != "one_line" else 3, title)]


def test_of_three_reports_the_first_is_read() -> None:
    third = writer.TITLE.replace("2019", "2021")
    found = read("\n".join([written("tab"), written("tab", OF_ANOTHER_YEAR, seed=2), written("tab", third, seed=3)]))
    assert told(found) == told(read(written("tab")))
    assert [title for _, title in others(found)] == [OF_ANOTHER_YEAR]


def test_the_other_report_names_a_third_one() -> None:
    other = written("tab", OF_ANOTHER_BODY, seed=2).replace("二、主动公开", f"发布了\n{LAST_YEARS}\n等文件。\n二、主动公开", 1)
    found = read(written("tab") + "\n" + other)
    assert told(found) == told(read(written("tab")))
    assert [title for _, title in others(found)] == [OF_ANOTHER_BODY]


def test_a_compilation_has_its_own_title() -> None:
    of_all = "青石县2019年政府信息公开工作年度报告汇编"
    office = "2019年青石县教育局政府信息公开工作年度报告"
    found = read("\n".join([of_all, "", written("tab", office), written("tab", OF_ANOTHER_BODY, seed=2)]))
    assert (found.body, found.title) == ("青石县教育局", office)
    assert told(found) == told(read(written("tab", office)))


def test_a_title_over_two_lines() -> None:
    both = written("tab") + "\n" + written("tab", "白沙县人民政府\n2019年政府信息公开工作年度报告", seed=2)
    found = read(both)
    assert told(found) == told(read(written("tab")))
    assert others(found)[0][0] == both.split("\n").index("白沙县人民政府") + 1


def test_a_page_with_two_reports() -> None:
    def page(title: str, seed: int) -> str:
        return html(figures("2019", Random(seed), blanks=True), "2019").decode().replace(writer.TITLE, title)

    alone, other = page(writer.TITLE, 1), page(OF_ANOTHER_YEAR, 2)
    content = other[other.index('<div class="main">') : other.index("<footer>")]
    both = alone.replace("<footer>", f"{content}<footer>")
    found = read(both)
    assert told(found) == told(read(alone))
    assert found.reading is Reading.PARTIAL
    assert others(found) == [(both[: both.index(f"<h1>{OF_ANOTHER_YEAR}")].count("\n") + 1, OF_ANOTHER_YEAR)]


@pytest.mark.parametrize("layout", ["tab", "line", "pipe", "spaced"])
@pytest.mark.parametrize(
    "said",
    [
        lambda text: text.replace("二、主动公开", f"发布了\n{LAST_YEARS}\n等文件。\n二、主动公开", 1),
        lambda text: text + f"\n附件：\n{LAST_YEARS}\n{OF_ANOTHER_BODY}\n",
        lambda text: f"{LAST_YEARS}\n{OF_ANOTHER_BODY}\n" + text,
        lambda text: text.replace("五、", f"{LAST_YEARS}\n五、", 1),
        lambda text: text + "\n" + "\n".join([LAST_YEARS, *CONTENTS]),
    ],
    ids=["in its prose", "in an annex", "in links above", "above a section", "with its contents"],
)
def test_a_title_without_a_report_is_none(said: Callable[[str], str], layout: str) -> None:
    found = read(said(written(layout)))
    assert others(found) == []
    assert found.coverage == 1


def test_a_report_that_is_there_twice_is_no_other_one() -> None:
    assert others(read(written("tab") + "\n" + written("tab"))) == []


def test_a_word_file_with_two_reports() -> None:
    def part(seed: int) -> str:
        return ZipFile(BytesIO(docx(figures("2019", Random(seed), blanks=True), "2019"))).read("word/document.xml").decode()

    alone, other = part(1), part(2).replace(writer.TITLE, OF_ANOTHER_YEAR)
    both = alone.replace("</w:body>", other[other.index("<w:body>") + len("<w:body>") : other.index("</w:body>")] + "</w:body>")
    found = read_report("x", package({"word/document.xml": both}))
    assert told(found) == told(read_report("x", package({"word/document.xml": alone})))
    assert [title for _, title in others(found)] == [OF_ANOTHER_YEAR]
