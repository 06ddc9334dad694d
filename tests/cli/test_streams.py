import os
import stat
import threading
from pathlib import Path

import pytest

from auditor.cli.streams import progress, say, sink


def fail_half_way(path):
    with sink(path) as out:
        out.write("half")
        raise RuntimeError


def test_a_file_that_fails_half_way_stays_as_it_was(tmp_path):
    path = tmp_path / "found.json"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError):
        fail_half_way(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_may_be_read_by_those_who_may_read_others(tmp_path):
    (tmp_path / "other").touch()
    with sink(tmp_path / "found.json") as out:
        out.write("报告")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert len(modes) == 1
    assert (tmp_path / "found.json").read_text(encoding="utf-8") == "报告"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.json").touch()
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    with sink(link) as out:
        out.write("{}")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_text(encoding="utf-8") == "{}"


def test_a_pipe_is_written_to_directly(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    with sink(pipe) as out:
        out.write("{}")
    reader.join()
    assert read == ["{}"]
    assert pipe.is_fifo()


def test_a_folder_cannot_be_written_to(tmp_path):
    with pytest.raises(IsADirectoryError), sink(tmp_path):
        pytest.fail("nothing may be written")


def test_progress_hands_on_every_item_and_shows_nothing_where_no_one_looks(capsys):
    assert list(progress([Path("a"), Path("b")], "auditing")) == [Path("a"), Path("b")]
    assert capsys.readouterr() == ("", "")


def test_what_is_said_takes_no_effect_on_the_screen(capsys):
    say("第一行\n\x1b[2J第二行")
    assert capsys.readouterr().err == "第一行\n\\x1b[2J第二行\n"
