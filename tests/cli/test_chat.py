"""``auditor chat``, and ``auditor`` alone, as people call them."""

import sys

import pytest

from auditor.cli import chat
from auditor.cli.app import app


@pytest.fixture
def terminal(monkeypatch):
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True)


def test_the_chat_needs_a_terminal(capsys):
    with pytest.raises(SystemExit) as ended:
        app(["chat", "--lang", "en"])
    assert ended.value.code == 2
    assert "use auditor query" in capsys.readouterr().err


def test_without_a_command_the_chat_opens_on_a_terminal(terminal, monkeypatch):
    opened = []
    monkeypatch.setattr(chat, "run", lambda store, rules, by: opened.append((store, rules, by)) or 0)
    with pytest.raises(SystemExit) as ended:
        app([])
    assert ended.value.code == 0
    assert opened == [("sqlite:///auditor.db", [], None)]


def test_a_store_that_is_not_there_is_told_and_not_made(terminal, monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(chat.ChatApp, "run", lambda self: pytest.raises(Exception, self._connect).value)
    with pytest.raises(SystemExit) as ended:
        app(["chat", "--store", f"sqlite:///{tmp_path}/none.db", "--lang", "en"])
    assert ended.value.code == 2
    assert "run auditor audit first" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
