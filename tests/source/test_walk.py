import os
from pathlib import Path

import pytest

from auditor.source import walk as walk_module
from auditor.source.decode import Undecodable
from auditor.source.walk import NoSuchPath, read_file, walk


def make(folder, *names):
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def walked(folder):
    """The files found and those skipped with their reasons, relative to a folder."""
    skipped = {}
    found = [
        str(Path(file.source).relative_to(folder))
        for file in walk([folder], lambda one: skipped.update({str(one.path.relative_to(folder)): one.reason}))
    ]
    return found, skipped


def test_a_folder_is_read_in_sorted_order_and_what_is_passed_over_is_told(tmp_path):
    make(tmp_path, "b.txt", "a.TXT", "c.md", "z/1.txt", "y/2.text", "README.md", "x.csv", "LICENSE", ".hidden.txt", ".git/a.txt")
    found, skipped = walked(tmp_path)
    assert found == ["a.TXT", "b.txt", "c.md", "y/2.text", "z/1.txt"]
    assert skipped == {
        "README.md": "readme",
        "x.csv": "suffix",
        "LICENSE": "suffix",
        ".hidden.txt": "hidden",
        ".git": "hidden",
    }


def test_a_file_that_is_named_itself_is_read_whatever_its_name(tmp_path):
    make(tmp_path, "README.docx")
    (found,) = walk([tmp_path / "README.docx"], pytest.fail)
    assert (found.source, found.read()) == (str(tmp_path / "README.docx"), b"text")


def test_links_in_a_circle_end(tmp_path):
    make(tmp_path, "in/a.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    found, skipped = walked(tmp_path)
    assert found == ["in/a.txt"]
    assert skipped == {"in/up": "loop"}


def test_broken_links_and_pipes_are_no_files(tmp_path):
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    assert walked(tmp_path) == ([], {"gone.txt": "special", "pipe.txt": "special"})


def test_a_path_that_is_not_there_is_told_before_anything_is_read(tmp_path):
    make(tmp_path, "a.txt")
    with pytest.raises(NoSuchPath) as caught:
        walk([tmp_path, tmp_path / "b.txt"], pytest.fail)
    assert caught.value.path == tmp_path / "b.txt"


def test_a_file_is_read_up_to_the_limit_and_not_beyond(tmp_path, monkeypatch):
    make(tmp_path, "a.txt")
    monkeypatch.setattr(walk_module, "LIMIT", 4)
    assert read_file(tmp_path / "a.txt") == b"text"
    monkeypatch.setattr(walk_module, "LIMIT", 3)
    with pytest.raises(Undecodable, match="PARSE-TOO-LARGE"):
        read_file(tmp_path / "a.txt")


def test_a_file_is_read_again_when_it_was_written_to_meanwhile(tmp_path, monkeypatch):
    make(tmp_path, "a.txt")
    path = tmp_path / "a.txt"
    fstat, writes = os.fstat, iter(["text", "longer text"])

    def stat(number):
        path.write_text(next(writes, "longer text"), encoding="utf-8")
        os.utime(path, (1, 1))
        return fstat(number)

    monkeypatch.setattr(os, "fstat", stat)
    assert read_file(path) == b"longer text"


def test_a_file_that_does_not_come_to_rest_is_not_read(tmp_path, monkeypatch):
    make(tmp_path, "a.txt")
    path, fstat = tmp_path / "a.txt", os.fstat

    def stat(number):
        path.write_bytes(path.read_bytes() + b"!")
        return fstat(number)

    monkeypatch.setattr(os, "fstat", stat)
    with pytest.raises(Undecodable, match="PARSE-CHANGES"):
        read_file(path)
