"""PDF becomes lines of words; encrypted, scanned and broken files are told apart."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdfium2 import PdfDocument
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from auditor.parse.read import read_report
from auditor.source import pdf
from auditor.source.decode import Undecodable
from auditor.source.pdf import read_pages, whole
from auditor.source.pdf_pieces import line_pieces, ruled_pieces

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def drawn(*pages: list[tuple[float, float, str]], lock: str | None = None) -> bytes:
    data = BytesIO()
    canvas = Canvas(data, encrypt=StandardEncryption(lock) if lock else None)
    for page in pages:
        canvas.setFont("STSong-Light", 10)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def turned(data: bytes, rotation: int) -> bytes:
    """The file with its pages shown turned to the right."""
    document, saved = PdfDocument(data), BytesIO()
    for page in document:
        page.set_rotation(rotation)
    document.save(saved)
    return saved.getvalue()


def ruled(left: int = 0) -> bytes:
    """A page with a ruled table of one row, 规章 and 12, written ``left`` quarter turns to the left."""
    wide, high = size = (600, 800) if left % 2 == 0 else (800, 600)
    data = BytesIO()
    canvas = Canvas(data, pagesize=size)
    canvas.translate(*[(0, 0), (wide, 0), (wide, high), (0, high)][left])
    canvas.rotate(90 * left)
    canvas.setFont("STSong-Light", 10)
    canvas.grid([100, 200, 230], [480, 500])
    canvas.drawString(110, 486, "规章")
    canvas.drawString(212, 486, "12")
    canvas.save()
    return data.getvalue()


def cells(data: bytes) -> list[str]:
    return [piece.raw for piece in ruled_pieces(data, read_pages(data)) if piece.kind == "cell"]


def lines(data: bytes) -> list[tuple[str, str]]:
    return [(piece.kind, piece.raw) for piece in line_pieces(read_pages(data))]


def test_words_of_one_height_are_a_line_from_left_to_right() -> None:
    page = [(200, 500, "12"), (100, 500, "规章"), (300, 501, "—"), (100, 480, "行政许可")]
    assert lines(drawn(page)) == [("line", "规章  12  —"), ("line", "行政许可")]


def test_the_number_of_a_page_is_told_from_a_value() -> None:
    first = [(100, 700, "规章"), (300, 40, "1")]
    second = [(100, 700, "行政许可"), (300, 40, "- 2 -")]
    third = [(100, 700, "行政处罚"), (300, 40, "77")]
    kinds = [kind for kind, _ in lines(drawn(first, second, third))]
    assert kinds == ["line", "page", "line", "page", "line", "line"]


def test_heads_and_feet_that_are_on_every_page_are_no_lines_of_the_report() -> None:
    first = [(100, 800, "某县信息年报 10:15"), (100, 780, "某县信息年报"), (100, 700, "规章"), (100, 20, "网址 a.cn 1/2")]
    second = [(100, 800, "某县信息年报 10:15"), (100, 700, "行政许可"), (100, 20, "网址 a.cn 2/2")]
    told = lines(drawn(first, second))
    assert [text for kind, text in told if kind == "line"] == ["某县信息年报", "规章", "行政许可"]
    assert [kind for kind, _ in told if kind != "line"] == ["aside"] * 4


def test_a_head_that_may_be_the_only_title_is_kept_on_the_first_page() -> None:
    page = [(100, 800, "某县信息公开年报"), (100, 700, "规章")]
    assert [kind for kind, _ in lines(drawn(page, [page[0], (100, 700, "行政许可")]))] == ["line", "line", "aside", "line"]


def test_rows_at_the_end_of_each_page_are_no_feet() -> None:
    pages = [[(100, 700, "甲"), (100, 40, "0"), (150, 40, "0")], [(100, 700, "乙"), (100, 40, "0"), (150, 40, "0")]]
    assert [kind for kind, _ in lines(drawn(*pages))] == ["line"] * 4


def test_a_watermark_is_apart_from_the_text_that_it_lies_across() -> None:
    data = BytesIO()
    canvas = Canvas(data)
    canvas.setFont("STSong-Light", 48)
    canvas.drawString(90, 490, "样张9")
    canvas.rotate(30)
    canvas.drawString(300, 300, "公开")
    canvas.rotate(-30)
    canvas.setFont("STSong-Light", 10)
    for at in range(8):
        canvas.drawString(100, 540 - 12 * at, "规章规章1")
    canvas.save()
    told = lines(data.getvalue())
    assert [text for kind, text in told if kind == "line"] == ["规章规章1"] * 8
    assert [sorted(text) for kind, text in told if kind == "aside"] == [sorted("公开样张9")]


@pytest.mark.parametrize("left", [0, 1, 2, 3])
def test_a_turned_page_is_read_upright_and_its_rulings_are_met(left: int) -> None:
    data = turned(ruled(left), 90 * left)
    assert (lines(data), cells(data)) == ([("line", "规章  12")], ["规章", "12"])


@pytest.mark.parametrize("left", [1, 3])
def test_text_that_lies_on_its_side_is_read_without_rulings(left: int) -> None:
    assert (lines(ruled(left)), cells(ruled(left))) == ([("line", "规章  12")], [])


@pytest.mark.parametrize("box", [(-50, -30, 650, 850), (20, 30, 580, 790)])
def test_a_page_may_begin_anywhere(box: tuple[float, float, float, float]) -> None:
    document, saved = PdfDocument(ruled()), BytesIO()
    document[0].set_mediabox(*box)
    document.save(saved)
    assert cells(saved.getvalue()) == ["规章", "12"]


def test_numbers_that_touch_across_a_ruling_are_two_cells() -> None:
    data = BytesIO()
    canvas = Canvas(data)
    canvas.setFont("STSong-Light", 10)
    canvas.grid([100, 120, 140], [480, 500])
    canvas.drawRightString(119, 486, "12")
    canvas.drawString(121, 486, "34")
    canvas.save()
    assert (lines(data.getvalue()), cells(data.getvalue())) == ([("line", "1234")], ["12", "34"])


def test_a_wide_picture_stands_where_it_is_seen_and_a_small_one_is_none() -> None:
    data = BytesIO()
    canvas = Canvas(data, pagesize=(600, 800))
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(100, 700, "甲")
    canvas.drawInlineImage(Image.new("L", (8, 8)), 100, 400, 300, 200)
    canvas.drawInlineImage(Image.new("L", (8, 8)), 100, 300, 30, 30)
    canvas.drawString(100, 200, "乙")
    canvas.save()
    assert lines(data.getvalue()) == [("line", "甲"), ("image", ""), ("line", "乙")]


def test_a_paragraph_ends_where_the_next_one_is_indented_or_numbered() -> None:
    full = "本年度按照要求推进各项公开工作，重点领域信息及时更新，办理答复规范有序。"
    page = [(70, 700, full[2:]), (50, 680, full), (70, 660, full[2:]), (50, 640, "二、主动公开政府信息情况")]
    assert [text for _, text in lines(drawn(page))] == [full[2:] + full, full[2:], "二、主动公开政府信息情况"]


def test_a_paragraph_goes_on_behind_the_number_of_a_page() -> None:
    full = "本年度按照要求推进各项公开工作，重点领域信息及时更新，办理答复规范"
    told = lines(drawn([(50, 700, full), (300, 40, "1")], [(50, 700, "有序。"), (300, 40, "2")]))
    assert told == [("line", full + "有序。"), ("page", "1"), ("page", "2")]


def test_a_title_in_larger_type_is_no_part_of_the_paragraph_below_it() -> None:
    title, long = "2019年青石县人民政府信息公开工作年度报告", "本年度共公开政府信息若干条，其中通过门户网站公开的占大多数，余下的"
    data = BytesIO()
    canvas = Canvas(data)
    for size, y, text in ((20, 700, title), (12, 670, long), (12, 650, "另行公开。")):
        canvas.setFont("STSong-Light", size)
        canvas.drawString(50, y, text)
    canvas.save()
    assert lines(data.getvalue()) == [("line", title), ("line", long + "另行公开。")]


def test_running_text_is_one_paragraph() -> None:
    long = "本年度共公开政府信息若干条，其中通过门户网站公开的占大多数，余下的"
    page = [(50, 700, long), (50, 680, "另行公开。"), (50, 660, "二、主动公开政府信息情况")]
    assert lines(drawn(page)) == [("line", long + "另行公开。"), ("line", "二、主动公开政府信息情况")]


@pytest.mark.parametrize(
    ("data", "code", "declined"),
    [
        (drawn([(100, 500, "甲")], lock="x"), "PARSE-ENCRYPTED", True),
        (drawn([]), "PARSE-SCANNED", True),
        (b"%PDF-1.7 nothing", "PARSE-BROKEN", False),
        (drawn([(100, 500, "甲")])[:200], "PARSE-BROKEN", False),
    ],
)
def test_what_has_no_text_is_named(data: bytes, code: str, declined: bool) -> None:
    with pytest.raises(Undecodable, match=code) as caught:
        read_pages(data)
    assert caught.value.declined is declined


def test_a_file_of_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_PAGES", 2)
    with pytest.raises(Undecodable, match="PARSE-TOO-MANY"):
        read_pages(drawn(*[[(100, 500, "甲")]] * 3))


def test_a_page_of_too_many_objects_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_MOST_OBJECTS", 2)
    with pytest.raises(Undecodable, match="PARSE-TOO-MANY"):
        read_pages(drawn([(100, 500 - 20 * at, "甲") for at in range(3)]))


@pytest.mark.parametrize("most", ["_MOST_TO_LOOK_AT", "_MOST_ON_A_PAGE"])
def test_a_page_of_many_objects_is_read_but_not_looked_at_for_rulings(most: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, most, 2)
    assert (lines(ruled()), cells(ruled())) == ([("line", "规章  12")], [])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=40))
def test_any_damage_is_refused_or_read(at: int, damage: bytes) -> None:
    whole = drawn([(100, 500, "规章"), (200, 500, "12")])
    at %= len(whole)
    try:
        pages = read_pages(whole[:at] + damage + whole[at + len(damage) :])
    except Undecodable:
        return
    assert any(page.lines for page in pages)


@pytest.mark.parametrize(("given", "found"), [("\ud842\udfb7", "𠮷"), ("规\ud94e章", "规\ufffd章"), ("规章 0", "规章 0")])
def test_two_surrogates_are_one_character_and_one_alone_is_none(given: str, found: str) -> None:
    assert whole(given) == found


def test_broken_rulings_leave_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("W")

    monkeypatch.setattr("pdfplumber.open", stumble)
    data = drawn([(100, 500, "规章")])
    assert ruled_pieces(data, read_pages(data)) == []


def test_a_small_digit_behind_a_number_is_the_mark_of_a_note() -> None:
    data = BytesIO()
    canvas = Canvas(data)
    for x, y, size, text in ((100, 500, 10, "规章"), (200, 500, 10, "12"), (212, 503, 5, "1"), (216, 503, 5, "0")):
        canvas.setFont("STSong-Light", size)
        canvas.drawString(x, y, text)
    canvas.save()
    assert lines(data.getvalue()) == [("line", "规章  12(10)")]


@pytest.mark.parametrize("mode", [0, 3])
def test_text_that_nobody_sees_is_told(mode: int) -> None:
    data = BytesIO()
    canvas = Canvas(data)
    text = canvas.beginText(100, 500)
    text.setFont("STSong-Light", 10)
    text.setTextRenderMode(mode)
    text.textOut("规章")
    canvas.drawText(text)
    canvas.save()
    report = read_report("x", data.getvalue())
    assert ([page.is_unseen for page in read_pages(data.getvalue())], report.diagnostics[0].code == "PARSE-RECOGNISED") == (
        [mode == 3],
        mode == 3,
    )
