from pathlib import Path

from auditor.chat.history import History, state_folder


def test_questions_are_gone_back_to_and_forth(tmp_path):
    history = History(tmp_path / "state" / "history")
    history.add("findings")
    history.add("问题")
    assert [history.earlier(), history.earlier(), history.earlier()] == ["问题", "findings", None]
    assert [history.later(), history.later(), history.later()] == ["问题", "", None]


def test_questions_are_kept_and_not_twice_in_a_row(tmp_path):
    path = tmp_path / "history"
    for question in ("findings", "findings", "reports"):
        History(path).add(question)
    assert path.read_text(encoding="utf-8") == "findings\nreports\n"


def test_a_history_that_cannot_be_kept_is_done_without(tmp_path):
    (tmp_path / "file").touch()
    history = History(tmp_path / "file" / "history")
    history.add("findings")
    assert history.earlier() == "findings"


def test_it_is_kept_where_the_system_says():
    assert state_folder({"XDG_STATE_HOME": "/state"}) == Path("/state/auditor")
    assert state_folder({"XDG_STATE_HOME": "relative"}) == Path.home() / ".local" / "state" / "auditor"
    assert state_folder({}) == Path.home() / ".local" / "state" / "auditor"
