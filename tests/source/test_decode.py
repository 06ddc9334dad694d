from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.source.decode import LIMIT, Undecodable, decode

TEXT = "青石县2019年政府信息公开工作年度报告\n一、总体情况\n\t规范性文件\n\t12\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"plain ASCII\n", "utf-8"),
    ],
)
def test_the_encoding_is_told_and_no_mark_of_it_stays_in_the_text(data, encoding):
    found = decode(data)
    assert (found.encoding, found.damaged) == (encoding, ())
    assert found.text in (TEXT, "plain ASCII\n")


def test_traditional_script_in_gb18030_is_read():
    text = "會同縣2020年政府信息公開工作年度報告，現將情況報告如下：規範性文件數量為零。\n"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("data", "code", "details"),
    [
        (b"", "PARSE-EMPTY", {}),
        (b"\xef\xbb\xbf \r\n\t\n", "PARSE-EMPTY", {}),
        (b"%PDF-1.7\n...", "PARSE-BINARY", {"kind": "pdf"}),
        (b"PK\x03\x04\x14\x00", "PARSE-BINARY", {"kind": "zip"}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "PARSE-BINARY", {"kind": "ole"}),
        (b"\x89PNG\r\n\x1a\n", "PARSE-BINARY", {"kind": "image"}),
        (b"abc\x00\x01\x02def", "PARSE-BINARY", {"kind": "nul"}),
        (b"\x01\x02\x03\x04 text", "PARSE-BINARY", {"kind": "control"}),
        ("政府信息公開工作年度報告，現將有關情況報告如下".encode("big5"), "PARSE-ENCODING", {}),
        ("Café à la crème, très bon".encode("latin-1"), "PARSE-ENCODING", {}),
    ],
)
def test_what_is_no_text_is_named(data, code, details):
    with pytest.raises(Undecodable) as caught:
        decode(data)
    assert (caught.value.code, caught.value.details) == (code, details)


def test_a_file_beyond_the_limit_is_not_read():
    with pytest.raises(Undecodable, match="PARSE-TOO-LARGE"):
        decode(b"a" * (LIMIT + 1))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_that_were_lost_are_told_by_line_and_the_rest_is_read(encoding):
    lines = [line.encode(encoding) for line in TEXT.split("\n")]
    lines[3] = b"1\xff2"
    found = decode(b"\n".join(lines))
    assert found.damaged == (4,)
    assert found.text.split("\n")[:3] == TEXT.split("\n")[:3]


def test_a_file_cut_inside_a_character_is_damaged_on_its_last_line():
    assert decode(TEXT.encode()[:-10]).damaged == (3,)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_at_line_ends_only(end):
    text = decode(f"一{end}二\x0b三\x0c四\u2028五\x85六{end}七".encode()).text
    assert text == "一\n二\x0b三\x0c四\u2028五\x85六\n七"


def test_escape_sequences_do_not_make_a_text_binary():
    assert decode(b"\x1b[31m" + TEXT.encode()).text.startswith("\x1b[31m青石县")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_text_or_refused(data):
    with suppress(Undecodable):
        found = decode(data)
        assert found.text.strip()
        assert "\r" not in found.text


@given(st.text(st.sampled_from("政府信息公开年度报告一二三，。0123456789\n\t"), min_size=20))
def test_any_report_text_reads_the_same_in_every_encoding(text):
    text = TEXT + text
    assert {decode(text.encode(one)).text for one in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030")} == {text}
