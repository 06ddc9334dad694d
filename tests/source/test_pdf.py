"""PDF becomes lines of words; encrypted, scanned and broken files are told apart."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

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


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 5000), st.binary(min_size=1, max_size=40))
def test_any_damage_is_refused_or_read(at: int, damage: bytes) -> None:
    whole = drawn([(100, 500, "规章"), (200, 500, "12")])
    at %= len(whole)
    try:
        pages = read_pages(whole[:at] + damage + whole[at + len(damage) :])
    except Undecodable:
        return
    assert any(pages)


@pytest.mark.parametrize(("given", "found"), [("\ud842\udfb7", "𠮷"), ("规\ud94e章", "规\ufffd章"), ("规章 0", "规章 0")])
def test_two_surrogates_are_one_character_and_one_alone_is_none(given: str, found: str) -> None:
    assert whole(given) == found


def test_broken_rulings_leave_the_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise KeyError("W")

    monkeypatch.setattr("pdfplumber.open", stumble)
    data = drawn([(100, 500, "规章")])
    assert ruled_pieces(data, read_pages(data)) == []
