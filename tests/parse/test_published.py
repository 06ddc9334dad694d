"""Reports as sites and offices publish them: however a page or a document is made, each cell is what was written into it."""

import itertools
import re
from collections.abc import Callable
from html import escape
from io import BytesIO
from zipfile import ZipFile

import pytest

from auditor.model.report import Reading, Report, State
from auditor.parse.read import read_report
from auditor.parse.value import read_value
from tests import formats, writer

Dress = Callable[[str], str]
TEXTS = ("7", "12", "0", "", "——", "1250", "0", "3")
FIGURES = {place: TEXTS[at % len(TEXTS)] if text else "" for at, (place, text) in enumerate(sorted(writer.zeros("2019").items()))}
NUMBER = re.compile("[0-9]+")


def wrong(report: Report) -> list[tuple[str, str, str]]:
    """The cells that do not hold what was written into them."""
    return [
        (*cell[:3],)
        for cell in report.cells
        if (cell.state, cell.value) != (read_value(FIGURES[cell[:3]]).state, read_value(FIGURES[cell[:3]]).number)
    ]


def assert_is_whole(report: Report) -> None:
    assert wrong(report) == []
    assert (len(report.cells), report.reading) == (len(FIGURES), Reading.READ)
    assert [section.number for section in report.sections] == list("123456")


# ------------------------------------------------------------------ web pages


def of_word(text: str) -> str:
    """A cell as Word writes web pages."""
    inner = escape(text) or "&nbsp;"
    style = "text-align:center;mso-pagination:widow-orphan"
    return f'<p class=MsoNormal style="{style}"><span lang=EN-US>{inner}<o:p></o:p></span></p>'


def of_fonts(text: str) -> str:
    return f"<FONT face=宋体><B>{escape(text[:2])}</B><FONT color=#000000>{escape(text[2:])}</FONT></FONT>"


def of_entities(text: str) -> str:
    return "&ensp;" + "".join(f"&#{ord(char)};" for char in text) + "&#8203;"


def of_fields(text: str) -> str:
    return f'<input value="{text}"><input type="hidden" value="9">' if NUMBER.fullmatch(text) else escape(text)


def with_mark(text: str) -> str:
    return escape(text) + ("<sup>1</sup>" if NUMBER.fullmatch(text) else "")


def with_corrections(text: str) -> str:
    return f"<del>99</del><ins>{text}</ins>" if NUMBER.fullmatch(text) else escape(text)


CELLS: dict[str, Dress] = {
    "Word": of_word,
    "font soup": of_fonts,
    "entities": of_entities,
    "fields of a form": of_fields,
    "marks of notes": with_mark,
    "marks of notes as signs": lambda text: text + "①" if NUMBER.fullmatch(text) else escape(text),
    "corrections": with_corrections,
    "a table in each cell": lambda text: f"<table><tr><td>{escape(text)}</td></tr></table>",
    "hidden spans and scripts": lambda text: f'<span style="display:none">9</span><script>8</script><div>{escape(text)}</div>',
    "wide digits": lambda text: escape(
        text.translate({48 + digit: 0xFF10 + digit for digit in range(10)}) if text.isdigit() else text
    ),
}

PAGES: dict[str, Dress] = {
    "a form around the rows": lambda page: page.replace("<tbody>", "<tbody><form><font>").replace(
        "</tbody>", "</font></form></tbody>"
    ),
    "a hidden copy": lambda page: page.replace(
        '<div class="main">', f"<div hidden>{body(page).replace('12', '13')}</div><div class=main>"
    ),
    "a second copy": lambda page: page.replace("<footer>", f"<div id=mobile>{body(page)}</div><footer>"),
    "layout tables": lambda page: page.replace(body(page), f"<table><tr><td>栏目</td><td>{body(page)}</td></tr></table>"),
    "lists of reports": lambda page: page.replace("<nav>", years("<div><ul>") + "<nav>").replace("<footer>", years("<div><ul>")),
    "rows closed twice": lambda page: page.replace("</tr>", "</tr></tr>"),
    "cells never closed": lambda page: page.replace("</td>", "").replace("</tr>", ""),
    "cells closed before their text": lambda page: re.sub(r"(<td[^>]*>)([^<]*)</td>", r"\1</td>\2", page),
    "a hidden row": lambda page: page.replace("</tbody>", "<tr style='display:none'><td>规章</td><td>9</td></tr></tbody>"),
    "a hidden cell": lambda page: page.replace("</tr>", '<td style="display:none">9</td></tr>'),
    "an empty cell at each end": lambda page: page.replace("</tr>", "<td></td></tr>"),
    "columns and a row of widths": lambda page: page.replace(
        "<tbody>", "<colgroup><col></colgroup><tr><td width=9></td></tr><tbody>"
    ),
    "headings": lambda page: re.sub("<p><strong>(.*?)</strong></p>", r"<h2>\1</h2>", page),
    "breaks for paragraphs": lambda page: re.sub("</?p[^>]*>", "<br>", page),
    "a table of the page's facts": lambda page: page.replace(
        '<div class="main">', '<table><tr><td>索引号</td><td>0011</td></tr></table><div class="main">'
    ),
    "comments": lambda page: page.replace("<td", "<!--[if !supportEmptyParas]--><td").replace("</td>", "</td><!--[endif]-->"),
    "a hidden tab": lambda page: page.replace('<div class="main">', '<div class="main" style="display:none">'),
    "hidden tables": lambda page: page.replace("<table", "<div style='display:none'><table").replace(
        "</table>", "</table></div>"
    ),
    "attachments": lambda page: page.replace(
        "</div></div>", "<ul><li><a>附件：2019年青石县政府信息公开工作年度报告.docx</a></ul></div></div>"
    ),
}


def body(page: str) -> str:
    found = re.search(r'<div class="content">\n(.*)\n</div></div>', page, re.DOTALL)
    assert found
    return found[1]


def years(opening: str) -> str:
    items = "".join(f"<li>{year}年青石县政府信息公开工作年度报告</li>" for year in range(2012, 2019))
    return f"{opening}{items}</ul></div>"


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_cell_of_a_web_page_is_read_however_it_is_written(cell: Dress) -> None:
    assert_is_whole(read_report("x", formats.html(FIGURES, "2019", cell=cell)))


@pytest.mark.parametrize("dress", PAGES.values(), ids=PAGES)
def test_the_report_in_a_web_page_is_read_however_the_page_is_made(dress: Dress) -> None:
    page = dress(formats.html(FIGURES, "2019").decode())
    report = read_report("x", page.encode())
    assert_is_whole(report)
    assert (report.body, report.year, str(report.published)) == ("青石县", 2019, "2020-01-20")


@pytest.mark.parametrize("cell", ["4 1", "4&nbsp;1", "4<br>1", "<img src=41.png>"])
def test_a_number_in_parts_or_in_a_picture_is_unreadable_and_no_blank_or_text(cell: str) -> None:
    report = read_report("x", formats.html(FIGURES, "2019", cell=lambda text: cell if text == "12" else escape(text)))
    states = {one.state for one in report.cells if FIGURES[one[:3]] == "12"}
    assert (states, report.reading) == ({State.UNREADABLE}, Reading.PARTIAL)
    assert [one for one in wrong(report) if FIGURES[one] != "12"] == []


def test_tags_put_anywhere_into_a_page_leave_each_cell_right_or_unread() -> None:
    """A stray tag cuts a cell from its text: the text is put back, or the row is unreadable; no value is blank or another's."""
    page = formats.html(FIGURES, "2019").decode()
    places = [match.end() for match in re.finditer(r"<td[^>]*>", page)]
    for at, tag in zip(places[::3], itertools.cycle(("</tr>", "<tr>", "</tbody>", "</table>", "<tbody>", "</td>", "<font><tr>"))):
        report = read_report("x", (page[:at] + tag + page[at:]).encode())
        told = [one for one in report.cells if one.state is not State.UNREADABLE]
        assert [one[:3] for one in told if one.value != read_value(FIGURES[one[:3]]).number] == [], (at, tag)


def test_tables_that_a_script_writes_are_told_and_not_missing() -> None:
    page = "<html><body><div id=a></div><script>a.innerHTML = '<table><tr><td>规章'</script></body></html>"
    report = read_report("x", page.encode())
    assert (report.reading, report.diagnostics[0].code) == (Reading.DECLINED, "PARSE-SCRIPT")


def test_a_page_that_shows_another_one_says_so() -> None:
    report = read_report("x", "<html><body><p>政府信息公开年报</p>\n<iframe src=a.htm></iframe></body></html>".encode())
    assert [(one.code, one.line) for one in report.diagnostics if one.code == "PARSE-FRAME"] == [("PARSE-FRAME", 2)]


def test_a_cell_that_a_break_parts_is_unreadable_and_no_text() -> None:
    page = formats.html(FIGURES, "2019").decode().replace(">1250<", ">12<br>50<")
    told = {cell.state for cell in read_report("x", page.encode()).cells if FIGURES[cell[:3]] == "1250"}
    assert told == {State.UNREADABLE}


# ------------------------------------------------------------------ Word files


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def in_numbers(before: str = "", after: str = "") -> Dress:
    """Runs before and after the one of each number."""
    return lambda document: re.sub(r"(<w:r><w:t[^>]*>[0-9]+</w:t></w:r>)", rf"{before}\1{after}", document)


ROW = f"<w:tc><w:p>{run('规章')}</w:p></w:tc>" + f"<w:tc><w:p>{run('9')}</w:p></w:tc>" * 3
BOX = "<w:p><w:r><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing></w:r></w:p>"
DOCUMENTS: dict[str, Dress] = {
    "deleted": in_numbers(before="<w:del><w:r><w:delText>99</w:delText></w:r></w:del>"),
    "moved away": in_numbers(before=f"<w:moveFrom>{run('77')}</w:moveFrom>"),
    "hidden": in_numbers(before=run("88", "<w:vanish/>")),
    "struck": in_numbers(before=run("88", "<w:strike/>")),
    "marks of notes": in_numbers(after=run("1", '<w:vertAlign w:val="superscript"/>')),
    "footnotes": in_numbers(after='<w:r><w:footnoteReference w:id="2"/></w:r>'),
    "fields": in_numbers(before="<w:r><w:instrText>=SUM(LEFT) 99</w:instrText></w:r>"),
    "not hidden": lambda document: document.replace("<w:r><w:t", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t'),
    "to be filled in": lambda document: document.replace(
        '<w:t xml:space="preserve"></w:t></w:r>',
        f"</w:r><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入')}</w:sdtContent></w:sdt>",
    ),
    "formulas": lambda document: re.sub(
        "<w:t[^>]*>([0-9]+)</w:t>",
        r'<m:t xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">\1</m:t>',
        document,
    ),
    "a deleted row": lambda document: document.replace("</w:tbl>", f"<w:tr><w:trPr><w:del/></w:trPr>{ROW}</w:tr></w:tbl>"),
    "a hidden row": lambda document: document.replace("</w:tbl>", f"<w:tr><w:trPr><w:hidden/></w:trPr>{ROW}</w:tr></w:tbl>"),
    "tables in text boxes": lambda document: re.sub("(<w:tbl>.*?</w:tbl>)", lambda found: BOX.format(found[1]), document),
    "tables in tables": lambda document: re.sub(
        "(<w:tbl>.*?</w:tbl>)", r"<w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc>\1<w:p/></w:tc></w:tr></w:tbl>", document
    ),
}


@pytest.mark.parametrize("dress", DOCUMENTS.values(), ids=DOCUMENTS)
def test_a_word_file_is_read_as_it_is_seen(dress: Dress) -> None:
    with ZipFile(BytesIO(formats.docx(FIGURES, "2019"))) as file:
        document = dress(file.read("word/document.xml").decode())
    assert_is_whole(read_report("x", formats.package({"word/document.xml": document})))


# ------------------------------------------------------------------ tables that are pictures


@pytest.mark.parametrize(("picture", "codes"), [("<img src=a.png>", ["PARSE-TABLE-IMAGE"]), ("<img src=a.gif width=16>", [])])
def test_a_table_that_is_a_picture_is_unread_and_not_missing(picture: str, codes: list[str]) -> None:
    page = re.sub("<table.*?</table>", picture, formats.html(FIGURES, "2019").decode(), count=1, flags=re.DOTALL)
    report = read_report("x", page.encode())
    assert [one.code for one in report.diagnostics] == codes
    assert [(table.table, table.read) for table in report.tables if not table.read] == [("disclosure", 0)] * len(codes)
    assert report.reading is (Reading.PARTIAL if codes else Reading.READ)
