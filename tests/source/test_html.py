"""Web pages become paragraphs and rows of cells; what a page has beside its text is left out."""

import pytest

from auditor.source.decode import Undecodable
from auditor.source.html import read_html


def read(body: str) -> list[tuple[str, str]]:
    page = read_html(f"<html><body>{body}</body></html>".encode())
    return [(piece.kind, piece.raw) for piece in page.pieces if piece.kind in ("text", "cell")]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>一、总体\n  情况</p>", ["一、总体 情况"]),
        ("<div>甲<p>乙</p>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<br>乙<b>丙</b><span>丁</span></p>", ["甲", "乙丙丁"]),
        ("<p>3&lt;4 &amp; 5&nbsp;</p>", ["3<4 & 5\xa0"]),
        ("<nav>首页</nav><script>x</script><footer>版权</footer><p>甲</p>", ["甲"]),
        ('<p style="display: none">隐</p><div hidden>藏</div><p>甲</p>', ["甲"]),
        ("<!-- 注 --><p>甲<!-- 乙 -->丙</p>", ["甲丙"]),
    ],
)
def test_paragraphs_are_what_a_person_sees(body: str, texts: list[str]) -> None:
    assert read(body) == [("text", text) for text in texts]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("0", "0"),
        (" \n 0\t", "0"),
        ("&nbsp;0", "\xa00"),
        ("<p>0</p>", "0"),
        ("<p>&nbsp;</p><p>0</p>", "0"),
        ("<p>本年新</p><p>制作数量</p>", "本年新\n制作数量"),
        ("61<br/>157", "61\n157"),
        ("<p>&nbsp;</p>", "\xa0"),
        ("", ""),
        ("<table><tr><td>5</td></tr></table>", "5"),
        ("1<span style='display:none'>9</span>2", "12"),
    ],
)
def test_the_text_of_a_cell_keeps_its_lines_apart(cell: str, text: str) -> None:
    padding = "规范性文件对外公开总数量现行有效件数"
    assert read(f"<table><tr><td>{padding}</td><td>{cell}</td></tr></table>")[1:] == [("cell", text)]


def test_a_cell_stands_where_it_begins_and_knows_its_column() -> None:
    table = "<tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
    page = read_html(f"<table>{table}</table>".encode())
    cells = [(one.raw, one.column, one.place["row"]) for one in page.pieces if one.kind == "cell"]
    assert cells == [("甲", 1, 1), ("乙", 2, 1), ("丙", 2, 2), ("丁", 3, 2)]


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    inner = "<table><tr><td>规章</td><td>0</td></tr></table>"
    assert read(f"<table><tr><td>菜单</td><td>{inner}</td></tr></table>") == [("text", "菜单"), ("cell", "规章"), ("cell", "0")]


def test_lines_are_those_of_the_source() -> None:
    page = read_html("<html>\n<body>\n<p>甲</p>\n<table>\n<tr>\n<td>乙</td>\n<td>丙</td></tr></table>".encode())
    assert [(one.raw, one.line) for one in page.pieces if one.raw] == [("甲", 3), ("乙", 6), ("丙", 7)]


@pytest.mark.parametrize("charset", ["gb18030", "utf-8", "utf-16"])
def test_a_page_is_read_in_the_encoding_it_has_and_not_the_one_it_claims(charset: str) -> None:
    data = '<html><head><meta charset="gb2312"></head><body><p>青石县人民政府信息公开</p></body></html>'.encode(charset)
    assert [piece.raw for piece in read_html(data).pieces] == ["青石县人民政府信息公开"]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<div>" * 50_000, "depth"),
        (b"<b>" * 50_000 + b"x", "depth"),
        (b"<table><tr><td>" * 50_000, "depth"),
        (b"<table>" + (b"<tr>" + b"<td>1" * 100) * 10_000, "cells"),
        (b"<p>x" * 100_000, "cells"),
    ],
)
def test_a_page_beyond_all_measure_is_refused(data: bytes, kind: str) -> None:
    with pytest.raises(Undecodable, match="PARSE-TOO-MANY") as caught:
        read_html(b"<html><body>" + data)
    assert caught.value.details["kind"] == kind


@pytest.mark.parametrize("span", ["-1", "0", "999999999999", "x", "٣", "1.5", ""])
def test_an_absurd_span_is_no_harm(span: str) -> None:
    cells = f'<tr><td colspan="{span}" rowspan="{span}">甲</td><td>乙</td></tr>'
    assert read(f"<table>{cells * 3}</table>") == [("cell", "甲"), ("cell", "乙")] * 3


@pytest.mark.parametrize(
    "table",
    [
        "<table><form><tr><td>甲<td>乙</form></table>",
        "<table><font><tr><td>甲</td></font><td>乙</td></tr></table>",
        "<table><tr><td>甲</td><td></td>乙</tr></table>",
        "<table><tr><td>甲</td><td>乙</td><td hidden>丙</td></tr><tr style='display:none'><td>丁</td></tr></table>",
    ],
)
def test_rows_and_cells_are_those_that_a_browser_shows(table: str) -> None:
    assert read(table) == [("cell", "甲"), ("cell", "乙")]


@pytest.mark.parametrize("rest", ["<tr><td>丙</td><td>丁</td></tr>", "<td>丙</td><td>丁</td>"])
def test_rows_behind_the_end_of_their_table_are_rows(rest: str) -> None:
    assert [text for kind, text in read(f"<table><tr><td>甲</td><td>乙</td></tr></table>{rest}") if kind == "cell"] == list(
        "甲乙丙丁"
    )


def test_a_picture_in_a_paragraph_does_not_part_it() -> None:
    page = read_html("<p>甲<img src=a.png>乙<img src=b.gif height=16px></p><p>丙</p>".encode())
    assert [(piece.kind, piece.raw) for piece in page.pieces] == [("text", "甲乙"), ("image", ""), ("text", "丙")]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("<tr><td>甲</td><td></tr>5</td></tr>", ["甲", "5"]),
        ("<tr><td>甲</td><td><tr>5</td></tr>", ["甲", "5"]),
        ("<tr><td>甲</td><td></tbody>5</td></tr>", ["甲", "5"]),
        ("<tr><td>甲</td><td>1</tr>5</td></tr>", ["甲", "1\n5"]),
        ("<tr><td>甲</td><td></table>5</td></tr>", ["甲", "5"]),
        ("<tr>甲</td><td>5</td></tr>", ["甲", "5"]),
        ("<tr><td>乙</td><td>5</td></tr>注：甲", ["乙", "5", "注：甲"]),
    ],
)
def test_text_outside_the_cells_is_of_the_cell_it_was_cut_off_from_or_one_of_its_own(row: str, cells: list[str]) -> None:
    assert [text for kind, text in read(f"<table>{row}</table>") if kind == "cell"] == cells


def test_rows_that_begin_inside_a_cell_are_rows() -> None:
    page = read_html("<table><tr><td>甲</td><td><font><tr>5</td></tr><tr><td>乙</td><td>6</td></tr></table>".encode())
    assert [(piece.kind, piece.raw) for piece in page.pieces if piece.kind in ("cell", "row_end")][-3:] == [
        ("cell", "乙"),
        ("cell", "6"),
        ("row_end", ""),
    ]


def test_cells_behind_the_end_of_their_table_are_one_row_with_the_text_before_them() -> None:
    page = read_html(
        "<html><body><table><tr><td>甲</td><td>1</td></tr><tr></table>乙</td><td>2</td><td>3</td></tr></body></html>".encode()
    )
    kinds = [(piece.kind, piece.raw) for piece in page.pieces]
    assert kinds[-4:] == [("cell", "乙"), ("cell", "2"), ("cell", "3"), ("row_end", "")]


def test_a_cell_without_a_table_stands_alone_behind_one_that_is_hidden() -> None:
    assert read("<td hidden>9</td><td>1</td>") == [("cell", "1")]


def test_the_caption_of_a_table_is_a_paragraph() -> None:
    assert read("<table><caption>单位：件</caption><tr><td>甲</td><td>1</td></tr></table>")[0] == ("text", "单位：件")


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("12<span style='vertical-align: super'>1</span>", "12(1)"),
        ("12<sub>1</sub>", "12(1)"),
        ("12<a href='#note'>1</a>", "12(1)"),
        ("<a href='#top'>12</a>", "12"),
        ("<select><option>1</option><option selected>12</option></select>", "12"),
        ("<span style='font-size:0'>7</span>12", "12"),
        ("<span style='position:absolute;left:-9999px'>7</span>12", "12"),
        ("<img src=12.png>", "\ufffd"),
        ("<img src=1.png>12", "12"),
        ("<img src=blank.gif width=1 height=1>", ""),
    ],
)
def test_what_is_no_plain_text_in_a_cell(cell: str, text: str) -> None:
    assert read(f"<table><tr><td>规章</td><td>{cell}</td></tr></table>")[1:] == [("cell", text)]


@pytest.mark.parametrize(
    ("sheet", "texts"),
    [
        (".x{display:none}", ["规章", "12"]),
        ("/* a { */ span.x, b {color: red; display : none !important}", ["规章", "12"]),
        ("#y{visibility:hidden}", ["规章", "12"]),
        (".x{display:none} .x{display:inline}", ["规章", "712"]),
        ("@media print {.x{display:none} .z{color:red}}", ["规章", "712"]),
        (".x:hover{display:none}", ["规章", "712"]),
        (".x{color:red}", ["规章", "712"]),
    ],
)
def test_what_the_style_sheet_hides_in_a_table_is_not_read(sheet: str, texts: list[str]) -> None:
    table = "<table><tr><td>规章</td><td><span class='w x' id=y>7</span>12</td></tr></table>"
    page = read_html(f"<html><head><style>{sheet}</style></head><body>{table}</body></html>".encode())
    assert [piece.raw for piece in page.pieces if piece.kind == "cell"] == texts


def test_hidden_parts_with_tables_are_read_if_asked_for() -> None:
    data = "<p>甲</p>\n<div style='display:none'><table><tr><td>乙</td><td>1</td></tr></table></div><div hidden>丙</div>".encode()
    page = read_html(data)
    assert ([piece.raw for piece in page.pieces], page.hidden) == (["甲"], 2)
    assert [piece.raw for piece in read_html(data, with_hidden=True).pieces if piece.raw] == ["甲", "乙", "1", "丙"]
    assert read_html("<p>甲</p><div hidden>丙</div>".encode()).hidden is None


@pytest.mark.parametrize(
    "script",
    [
        "<script>document.write('<table><tr><td>1')</script>",
        '<script type="application/json">{"html": "\\u003ctable\\u003e"}</script>',
        "<template><table><tr><td>1</td></tr></table></template>",
        "<noscript><table><tr><td>1</td></tr></table></noscript>",
    ],
)
def test_a_script_that_holds_a_table_is_told(script: str) -> None:
    assert read_html(f"<html><body><p>甲</p>\n{script}</body></html>".encode()).script == 2
    assert read_html("<p>甲</p><script>var total = 1</script>".encode()).script is None


@pytest.mark.parametrize("sheet", ["a" * 300_000, "/*" * 150_000, "a{" * 150_000, "@media " * 40_000, "a:b" * 100_000 + "}" * 99])
def test_a_style_sheet_without_end_ends(sheet: str) -> None:
    """What fuzzing found: patterns that sought a rule's end from each of its characters took minutes."""
    assert read(f"<style>{sheet}</style><table><tr><td class=a>规章</td><td>12</td></tr></table>") == [
        ("cell", "规章"),
        ("cell", "12"),
    ]
