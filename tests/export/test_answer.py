"""Answers written as text, JSON and CSV."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pytest

from auditor.export.answer import write_csv, write_json, write_text
from auditor.query.answer import Listed
from auditor.query.tree import About, Select, Value

CELLS = Select("cells")
COLUMNS = ("table", "row", "column", "raw", "value", "state", "unit")
ROWS = [
    ("applications", "handled", "person", "1", 1, "number", None),
    ("disclosure", "procurement", "amount", "=3.23亿", Decimal("3.23"), "number", "亿"),
]


def text(answer, lang="zh"):
    out = io.StringIO()
    write_text(answer, iter(answer), out, lang)
    return out.getvalue()


def lines(answer):
    out = io.StringIO()
    write_csv(answer, iter(answer), out)
    return out.getvalue()


def document(answer, *, every=True):
    out = io.StringIO()
    write_json("cells", answer, iter(answer), out, every=every)
    return json.loads(out.getvalue())


def test_text_has_names_that_people_read_in_aligned_columns():
    assert text(Listed(CELLS, COLUMNS, ROWS)).splitlines() == [
        "表        行            列          原值     值    状态  单位",
        "申请      三（七）      自然人      1        1     数字",
        "主动公开  政府集中采购  采购总金额  =3.23亿  3.23  数字  亿",
    ]
    assert text(Listed(CELLS, COLUMNS[-2:], [ROWS[0][-2:]]), "en") == "state   unit\nnumber\n"


def test_an_answer_without_rows_shows_its_columns():
    assert text(Listed(CELLS, COLUMNS, [])).split() == ["表", "行", "列", "原值", "值", "状态", "单位"]


def test_what_explains_itself_has_no_heading():
    assert text(Listed(About("why", Value("1")), ("item", "text"), [("status", "待定")])) == "处理  待定\n"


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_screen_leaves_out_what_is_blank_and_what_the_message_says(monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("TERM", "xterm")
    columns = ("id", "table", "row", "section", "cause", "message")
    answer = Listed(Select("findings"), columns, [("f1", "applications", "handled", None, None, "长" * 20)])
    out = Screen()
    assert write_text(answer, iter(answer), out, "zh") == 1
    plain = re.sub(r"\x1b\[\d*m", "", out.getvalue())
    assert [line.split() for line in plain.splitlines()] == [
        ["编号", "表", "内容"],
        ["f1", "申请", "长" * 14],
        ["长" * 6],
    ]


def test_many_rows_are_written_as_they_come():
    rows = [("applications", "handled", "person", "x", number, "number", None) for number in range(2500)]
    assert len(text(Listed(CELLS, COLUMNS, rows)).splitlines()) == 2501


def test_json_is_one_document_with_the_programs_own_names():
    answer = Listed(CELLS, (*COLUMNS, "published"), [(*row, date(2020, 1, 31)) for row in ROWS])
    assert document(answer) == {
        "query": "cells",
        "columns": [*COLUMNS, "published"],
        "rows": [
            ["applications", "handled", "person", "1", 1, "number", None, "2020-01-31"],
            ["disclosure", "procurement", "amount", "=3.23亿", 3.23, "number", "亿", "2020-01-31"],
        ],
        "total": 2,
    }


def test_the_total_counts_rows_that_are_not_written_too():
    answer = Listed(CELLS, COLUMNS, ROWS)
    out = io.StringIO()
    write_json("cells", answer, answer.page(0, 1), out, every=False)
    assert json.loads(out.getvalue())["total"] == 2
    assert document(Listed(CELLS, COLUMNS, []))["rows"] == []


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-无", "'-无"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("\t=1", "\\x09=1"),
        ("\x1b[31m", "\\x1b[31m"),
        ("-25", "-25"),
        ("+58", "+58"),
        (-25, "-25"),
        (Decimal("-3.23"), "-3.23"),
        ('说“好”, "ok"', '说“好”, "ok"'),
        (None, ""),
    ],
)
def test_no_text_in_csv_is_a_formula_and_numbers_stay_numbers(value, written):
    assert list(csv.reader(io.StringIO(lines(Listed(CELLS, ("raw",), [(value,)]))))) == [["raw"], [written]] or value is None
    assert (lines(Listed(CELLS, ("raw", "unit"), [(value, "x")])).splitlines()[1] == ",x") is (value is None)


def test_text_from_files_is_inert_in_every_format():
    answer = Listed(CELLS, ("raw",), [("\x1b[2J\u202eabc\nx",)])
    assert text(answer) == "原值\n\\x1b[2J\\u202eabc\\x0ax\n"
    assert document(answer)["rows"] == [["\x1b[2J\u202eabc\nx"]]
    out = io.StringIO()
    write_json("cells", answer, iter(answer), out, every=True)
    assert "\x1b" not in out.getvalue()
    assert "\u202e" not in out.getvalue()
