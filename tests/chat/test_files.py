"""What the chat writes: answers and transcripts."""

import re
import zipfile
from pathlib import Path

import pytest

from auditor.chat.files import export, save_script
from auditor.query.answer import Listed
from auditor.query.tree import Help


def answer(*rows):
    return Listed(Help(), ("line", "text", "value"), rows)


def test_a_workbook_has_numbers_as_numbers_and_no_formulas(tmp_path):
    export(answer((1, "=1+1", 2.5), (2, "http://x\x1b", None)), tmp_path / "a.xlsx", "en")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<v>2.5</v>" in sheet
    assert ">=1+1<" in sheet
    assert r">http://x\x1b<" in sheet
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("a.csv").write_text("before")

    class Broken(Listed):
        def __iter__(self):
            raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - any of them
        export(Broken(Help(), ("a",), []), Path("a.csv"), "en")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert Path("a.csv").read_text() == "before"


def test_a_name_that_says_no_format_is_refused(tmp_path):
    with pytest.raises(ValueError, match=re.escape(".pdf")):
        export(answer(), tmp_path / "a.pdf", "en")


def test_a_script_has_the_questions_and_what_had_no_answer_as_a_comment(desk, tmp_path):
    for question in ("count reports", "nonsense", "findings where rule = SUM-101", "why 1"):
        desk.ask(question)
    save_script(desk.exchanges, tmp_path / "script.txt")
    written = (tmp_path / "script.txt").read_text(encoding="utf-8")
    assert written == "count reports\n# nonsense\nfindings where rule = SUM-101\nwhy 1\n"
