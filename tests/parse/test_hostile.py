"""Files made to harm are refused with a reason, or read in bounded time; nothing is raised."""

import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.report import Reading
from auditor.parse.read import read_report
from tests import writer
from tests.accuracy.measure import FORMATS, data
from tests.formats import package

MEGABYTE = 2**20
NAMES = [*writer.LAYOUTS, *(name for name in FORMATS if not name.startswith("pdf"))]
WHOLE = {name: data(name, "2019", "none", writer.zeros("2019"), Random(0)) for name in NAMES}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a" * 100 * MEGABYTE, "PARSE-TOO-LARGE"),
        (b"<html>" + b"<div>" * 50_000, "PARSE-TOO-MANY"),
        (b"<table><tr>" + b"<td>0</td>" * 100_000 + b"</table>", "PARSE-TOO-MANY"),
        ("| 规章 | 0 | 0 | 0 |\n".encode() * 100_000, "PARSE-TOO-MANY"),
        ("第二十条第（一）项 规章 0 第二十条第（五）项 ".encode() * 50_000, "PARSE-TOO-MANY"),
        (package({f"part{number}": "" for number in range(6_000)}), "PARSE-BINARY"),
        (package({"OFD.xml": ""}), "PARSE-BINARY"),
        (package({"xl/workbook.xml": ""}), "PARSE-BINARY"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "PARSE-ENCRYPTED"),
        (b"%PDF-1.7\n" + b"\0" * 1000, "PARSE-BROKEN"),
    ],
)
def test_it_is_refused_by_name(content: bytes, code: str) -> None:
    report = read_report("x", content)
    assert report.reading in (Reading.DECLINED, Reading.UNREADABLE)
    assert [one.code for one in report.diagnostics] == [code]


@pytest.mark.parametrize("text", ["政", "0 ", "|", "0|", "\t", "规章 ", "规章 0 0 0 ", "第二十条第（一）项", "（", "1.", "一、"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_endless_repeats_end(text: str, end: str) -> None:
    assert read_report("x", ((text + end) * 20_000).encode()).cells == []


@pytest.mark.parametrize("text", ["2021年1月1日", "本报告编制", "统计数据时间2021年", "共1件，其中2件"])
def test_a_paragraph_without_an_end_ends(text: str) -> None:
    whole = writer.report(writer.zeros("2019"), "2019", "tab").replace("\n", f"\n{text * 5_000}\n", 1)
    assert len(read_report("x", whole.encode()).cells) == len(read_report("x", WHOLE["tab"]).cells)


def test_a_date_with_a_thousand_spaces_behind_it_ends() -> None:
    whole = writer.report(writer.zeros("2019"), "2019", "tab").replace("\n", f"\n2021年1月1日{' ' * 3_000}止\n", 1)
    assert len(read_report("x", whole.encode()).cells) == len(read_report("x", WHOLE["tab"]).cells)


def test_cells_that_claim_to_go_over_a_million_others_end() -> None:
    rows = b"<tr><td colspan=1000 rowspan=1000>0</td></tr>" * 3_000
    assert read_report("x", b"<table>" + rows + b"</table>").reading is Reading.DECLINED


def test_an_old_word_file_needs_a_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    report = read_report("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert (report.reading, report.diagnostics[0].code) == (Reading.DECLINED, "PARSE-CONVERTER")


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 2**32), st.binary(max_size=30))
def test_bytes_changed_anywhere_raise_nothing(name: str, at: int, damage: bytes) -> None:
    whole = WHOLE[name]
    at %= len(whole)
    read_report("x", whole[:at] + damage + whole[at + len(damage) :])


def test_texts_are_read_without_the_readers_of_formats() -> None:
    seen = "import sys; from auditor.parse.read import read_report; read_report('x', b'1'); print(sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", seen], capture_output=True, text=True, check=True).stdout
    assert not any(f"'{name}'" in modules for name in ("lxml", "pypdfium2", "pdfplumber"))
