"""Word files become paragraphs and rows of cells; bombs are refused."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.source.decode import Undecodable
from auditor.source.docx import read_docx
from auditor.source.sniff import format_of
from tests.formats import package

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">'
    + LEVEL.format(0, "chineseCounting", "%1、")
    + LEVEL.format(1, "decimal", "%2.")
    + LEVEL.format(2, "bullet", "●")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
)


def document(body: str, prolog: str = "") -> bytes:
    text = f'<?xml version="1.0"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>'
    return package({"word/document.xml": text, "word/numbering.xml": NUMBERING})


def read(body: str) -> list[str]:
    return [piece.raw for piece in read_docx(document(body)) if piece.kind in ("text", "cell")]


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def numbered(text: str, level: int) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>{run(text)}</w:p>'


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (f"<w:p>{run('一、')}{run('总体情况')}</w:p>", ["一、总体情况"]),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", ["甲", "乙 丙"]),
        (f"<w:p><w:ins>{run('1')}</w:ins><w:del><w:r><w:delText>2</w:delText></w:r></w:del>{run('3')}</w:p>", ["13"]),
        (f"<w:sdt><w:sdtContent><w:p>{run('甲')}</w:p></w:sdtContent></w:sdt>", ["甲"]),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", []),
    ],
)
def test_a_paragraph_is_what_a_person_reads(body: str, texts: list[str]) -> None:
    assert read(body) == texts


def test_automatic_numbers_stand_before_their_paragraphs() -> None:
    body = (
        numbered("总体情况", 0)
        + numbered("甲", 1)
        + numbered("乙", 1)
        + numbered("丙", 0)
        + numbered("丁", 1)
        + numbered("戊", 2)
    )
    assert read(body) == ["一、总体情况", "1.甲", "2.乙", "二、丙", "1.丁", "戊"]


def test_merged_cells_stand_once_and_columns_are_counted() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"

    rows = [
        cell("甲", '<w:vMerge w:val="restart"/>') + cell("乙", '<w:gridSpan w:val="2"/>') + cell("丙"),
        cell("", "<w:vMerge/>") + cell("丁") + cell("戊") + cell("己"),
    ]
    pieces = read_docx(document("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"))
    cells = [(one.raw, one.column, one.place["row"], one.line) for one in pieces if one.kind == "cell"]
    assert cells == [("甲", 1, 1, 1), ("乙", 2, 1, 1), ("丙", 4, 1, 1), ("丁", 2, 2, 2), ("戊", 3, 2, 2), ("己", 4, 2, 2)]


def zip_bomb() -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as file, file.open("word/document.xml", "w") as part:
        for _ in range(64):
            part.write(b" " * 2**20)
    return data.getvalue()


LAUGHS = "<!DOCTYPE d [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 no archive", "PARSE-BROKEN"),
        (package({"word/document.xml": "<w:document"}), "PARSE-BROKEN"),
        (package({"word/document.xml": f"<w:document {W}/>"}), "PARSE-BROKEN"),
        (zip_bomb(), "PARSE-TOO-MANY"),
        (document("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", LAUGHS), "PARSE-BROKEN"),
        (document(run("&x;"), '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'), "PARSE-BROKEN"),
        (document("<w:sdt>" * 50_000), "PARSE-BROKEN"),
        (document("<w:tbl>" + "<w:tr>" + "<w:tc/>" * 30_000 + "</w:tr></w:tbl>"), "PARSE-TOO-MANY"),
    ],
)
def test_broken_files_and_bombs_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(Undecodable, match=code):
        read_docx(data)


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_any_damage_is_refused_or_read(at: int, damage: bytes) -> None:
    whole = document(f"<w:p>{run('甲')}</w:p>")
    at %= len(whole)
    try:
        pieces = read_docx(whole[:at] + damage + whole[at + len(damage) :])
    except Undecodable:
        return
    assert all(piece.kind == "text" for piece in pieces)


STYLES = (
    f'<w:styles {W}><w:style w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style><w:style w:styleId="c"><w:basedOn w:val="c"/></w:style></w:styles>'
)
LINKED = NUMBERING.replace('"7">', '"7"><w:styleLink w:val="S"/>', 1).replace(
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="S"/></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="8"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="8"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
)


def listed(text: str, number: str) -> str:
    return f'<w:p><w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>{run(text)}</w:p>'


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(text)}</w:p>'


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (styled("总体情况", "b") + styled("主动公开", "a") + styled("其他", "c"), ["一、总体情况", "二、主动公开", "其他"]),
        (listed("总体情况", "1") + listed("主动公开", "1"), ["一、总体情况", "二、主动公开"]),
        (listed("总体情况", "1") + listed("另起", "2") + listed("再起", "2"), ["一、总体情况", "一、另起", "二、再起"]),
    ],
    ids=["of a style", "of a list that names a style", "of a list that starts anew"],
)
def test_automatic_numbers_are_those_of_their_style_and_list(body: str, texts: list[str]) -> None:
    parts = {"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"}
    pieces = read_docx(package(parts | {"word/numbering.xml": LINKED, "word/styles.xml": STYLES}))
    assert [piece.raw for piece in pieces] == texts


def test_a_picture_stands_behind_its_paragraph() -> None:
    body = f"<w:p>{run('甲')}<w:r><w:object/></w:r></w:p><w:p>{run('乙')}</w:p>"
    assert [(piece.kind, piece.raw) for piece in read_docx(document(body))] == [("text", "甲"), ("image", ""), ("text", "乙")]


def test_a_text_box_is_read_once_in_a_cell_and_out_of_one() -> None:
    held = f"<w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
    choice = f"<mc:Choice>{held}</mc:Choice><mc:Fallback>{held}</mc:Fallback>"
    box = f'<mc:AlternateContent xmlns:mc="{MARKUP}">{choice}</mc:AlternateContent>'
    paragraph = f"<w:p>{run('甲')}<w:r>{box}</w:r></w:p>"
    assert read(paragraph + f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr></w:tbl>") == [
        "甲",
        "框",
        "甲\n框",
        "甲\n框",
    ]


def test_cells_merged_in_the_older_way_stand_once() -> None:
    merged = "<w:tc><w:tcPr><w:hMerge{0}/></w:tcPr><w:p>{1}</w:p></w:tc>"
    cells = merged.format(' w:val="restart"', run("甲")) + merged.format("", run("")) + f"<w:tc><w:p>{run('乙')}</w:p></w:tc>"
    pieces = read_docx(document(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    assert [(piece.raw, piece.column) for piece in pieces if piece.kind == "cell"] == [("甲", 1), ("乙", 3)]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run("12") + '<w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>1</w:t></w:r>', "12(1)"),
        (run("12") + '<w:r><w:rPr><w:position w:val="8"/></w:rPr><w:t>1</w:t></w:r>', "12(1)"),
        (run("12") + '<w:r><w:rPr><w:position w:val="0"/></w:rPr><w:t>1</w:t></w:r>', "121"),
        ("<w:r><w:object/></w:r>", "\ufffd"),
        ('<w:r><w:sym w:font="Arial" w:char="0031"/></w:r>', "\ufffd"),
        (run("12") + "<w:r><w:object/></w:r>", "12"),
    ],
)
def test_what_is_no_plain_text_in_a_cell(content: str, text: str) -> None:
    cells = f"<w:tc><w:p>{run('规章')}</w:p></w:tc><w:tc><w:p>{content}</w:p></w:tc>"
    assert read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == ["规章", text]


def test_a_cell_that_was_deleted_and_tracked_is_none() -> None:
    deleted = f"<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p>{run('9')}</w:p></w:tc>"
    assert read(f"<w:tbl><w:tr><w:tc><w:p>{run('规章')}</w:p></w:tc>{deleted}</w:tr></w:tbl>") == ["规章"]


def test_the_text_may_be_in_a_numbered_part_and_in_the_strict_name_space() -> None:
    strict = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
    data = package({"word/document2.xml": f"<w:document {strict}><w:body><w:p>{run('甲')}</w:p></w:body></w:document>"})
    assert (format_of(data), [piece.raw for piece in read_docx(data)]) == ("docx", ["甲"])


def test_text_that_is_another_file_is_declined_by_name() -> None:
    with pytest.raises(Undecodable, match="PARSE-EMBEDDED") as caught:
        read_docx(document("<w:altChunk/>"))
    assert caught.value.declined
