"""``auditor chat``, and ``auditor`` alone, as people call them."""

import io
import sys

import pytest

from auditor.cli import chat
from auditor.cli.app import app
from auditor.store.error import StoreError


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_terminal(monkeypatch):
    """Called in the test itself: its streams are others than those of a fixture."""
    for name in ("stdin", "stdout"):
        monkeypatch.setattr(sys, name, Terminal())


def test_the_chat_needs_a_terminal(capsys):
    with pytest.raises(SystemExit) as ended:
        app(["chat", "--lang", "en"])
    assert ended.value.code == 2
    assert "use auditor query" in capsys.readouterr().err


def test_without_a_command_the_chat_opens_on_a_terminal(monkeypatch):
    on_terminal(monkeypatch)
    opened = []
    monkeypatch.setattr(chat, "run", lambda store, rules, by: opened.append((store, rules, by)) or 0)
    with pytest.raises(SystemExit) as ended:
        app([])
    assert ended.value.code == 0
    assert opened == [("sqlite:///auditor.db", [], None)]


def test_a_store_that_is_not_there_is_told_and_not_made(capsys, monkeypatch, tmp_path):
    def run(self):
        with pytest.raises(StoreError) as refused:
            self._connect()
        return refused.value

    on_terminal(monkeypatch)
    monkeypatch.setattr(chat.ChatApp, "run", run)
    with pytest.raises(SystemExit) as ended:
        app(["chat", "--store", f"sqlite:///{tmp_path}/none.db", "--lang", "en"])
    assert ended.value.code == 2
    assert "run auditor audit first" in capsys.readouterr().err
    assert not (tmp_path / "none.db").exists()
