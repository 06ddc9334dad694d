"""Writes the reports of tests/writer.py as web pages, Word files and PDF."""
# ruff: noqa: PLC0415 - reportlab is imported where a PDF is made

from collections.abc import Callable
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from tests.writer import FORMS, PREFACE, TITLE, Box, Figures, Rows, drawn, grid, sections

_PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>{title} - 青石县人民政府</title><style>td {{ color: red }}</style></head>
<body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/1">2018年白沙县政府信息公开工作年度报告</a></li></ul></nav>
<div class="side"><ul><li>一、机构概况</li><li>2017年云岭市政府信息公开工作年度报告</li></ul></div>
<div class="main"><h1>{title}</h1><p class="meta">发布时间：2020-01-20 浏览次数：12</p>
<div class="content">
{body}
</div></div>
<footer>主办：青石县人民政府办公室 2023年5月1日</footer><script>var total = "<td>9</td>";</script>
</body></html>
"""


def html(figures: Figures, form: str, *, charset: str = "utf-8", cell: Callable[[str], str] = escape) -> bytes:
    """A web page with menus around the report; ``cell`` writes the text of a cell."""
    parts = [f"<p>{PREFACE}</p>"]
    for heading, body in sections(lambda table: _html_table(drawn(table, figures, form), cell), annex="platform" in FORMS[form]):
        parts.append(f"<p><strong>{heading}</strong></p>\n" + (body if body.startswith("<table") else f"<p>{body}</p>"))
    return _PAGE.format(charset=charset, title=TITLE, body="\n".join(parts)).encode(charset)


def _html_table(rows: Rows, cell: Callable[[str], str]) -> str:
    lines = [
        "<tr>" + "".join(f'<td colspan="{box.wide}" rowspan="{box.high}">{cell(box.text)}</td>\n' for box in row) + "</tr>"
        for row in rows
    ]
    return '<table border="1"><tbody>\n' + "\n".join(lines) + "\n</tbody></table>"


def html_grid(figures: Figures, form: str) -> bytes:
    """A web page whose tables have a cell for every place of the grid: merged cells are blank ones."""
    parts = [f"<h2>{TITLE}</h2>", PREFACE, "<br>"]
    for heading, body in sections(lambda table: _grid_table(drawn(table, figures, form)), annex="platform" in FORMS[form]):
        parts.append(f"{heading}<br>{body}<br>")
    return ("<html><body><div>" + "\n".join(parts) + "</div></body></html>").encode()


def _grid_table(rows: Rows) -> str:
    lines = ("<tr>" + "".join(f"<td>&nbsp;<p>{escape(text)}</p></td>" for text in row) + "</tr>" for row in grid(rows))
    return "<table>" + "\n".join(lines) + "</table>"


# ---------------------------------------------------------------- Word


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(figures: Figures, form: str) -> bytes:
    """A Word file with gridSpan and vMerge."""
    parts = [_paragraph(TITLE), _paragraph(PREFACE)]
    for heading, body in sections(lambda table: _docx_table(drawn(table, figures, form)), annex="platform" in FORMS[form]):
        parts += [_paragraph(heading), body if body.startswith("<w:tbl>") else _paragraph(body)]
    document = f'<?xml version="1.0" encoding="UTF-8"?><w:document {_W}><w:body>{"".join(parts)}</w:body></w:document>'
    return package({"word/document.xml": document})


def package(parts: dict[str, str]) -> bytes:
    """A zipped office file of these parts."""
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        for name, content in parts.items():
            file.writestr(name, content)
    return data.getvalue()


def _paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _docx_table(rows: Rows) -> str:
    width = sum(box.wide for box in rows[0])
    under = [0] * width
    spans = [1] * width
    lines = []
    for row in rows:
        cells, rest, column = [], list(row), 0
        while column < width:
            if under[column]:
                cells.append(_docx_cell("", spans[column], "<w:vMerge/>"))
                under[column] -= 1
                column += spans[column]
                continue
            box: Box = rest.pop(0)
            cells.append(_docx_cell(box.text, box.wide, '<w:vMerge w:val="restart"/>' if box.high > 1 else ""))
            under[column], spans[column] = box.high - 1, box.wide
            column += box.wide
        lines.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def _docx_cell(text: str, wide: int, merge: str) -> str:
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/>{merge}</w:tcPr>{_paragraph(text)}</w:tc>'


# ---------------------------------------------------------------- PDF


def pdf(figures: Figures, form: str, *, ruled: bool = True) -> bytes:
    """A PDF of several pages with page numbers; labels are wrapped in their columns."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def number(canvas, document) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A4[0] / 2, 30, str(document.page))

    style = _style()
    flow = [Paragraph(TITLE, style), Paragraph(PREFACE, style)]
    for heading, body in sections(lambda table: table, annex="platform" in FORMS[form]):
        flow.append(Paragraph(heading, style))
        flow.append(_pdf_table(drawn(body, figures, form), ruled=ruled) if body in FORMS[form] else Paragraph(body, style))
    data = BytesIO()
    SimpleDocTemplate(data, pagesize=A4, title=TITLE).build(flow, onFirstPage=number, onLaterPages=number)
    return data.getvalue()


def _style():  # type: ignore[no-untyped-def]
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return ParagraphStyle("song", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")


def _pdf_table(rows: Rows, *, ruled: bool):  # type: ignore[no-untyped-def]
    from reportlab.platypus import Paragraph, Table

    style, width = _style(), sum(box.wide for box in rows[0])
    cells = [[Paragraph(text, style) if text else "" for text in row] for row in grid(rows)]
    commands = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0))] if ruled else []
    commands += [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_pdf_spans(rows, width)]
    label = {3: [240, 60, 60], 4: [150, 90, 90, 90], 10: [28, 45, 95, *[40] * 7], 15: [30] * 15}[width]
    return Table(cells, colWidths=label, style=commands)


def _pdf_spans(rows: Rows, width: int) -> list[tuple[object, ...]]:
    taken: set[tuple[int, int]] = set()
    spans: list[tuple[object, ...]] = []
    for number, row in enumerate(rows):
        column = 0
        for box in row:
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(box.high) for right in range(box.wide)}
            spans.append(("SPAN", (column, number), (column + box.wide - 1, number + box.high - 1)))
            column += box.wide
    return spans
