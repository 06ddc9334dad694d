"""The table of actions: every one has a name in both languages, and a key of its own where it holds."""

import pytest

from auditor.catalogue.text import texts
from auditor.chat.actions import ACTIONS, Action, actions, key_name


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: f"{action.where}-{action.name}")
def test_an_action_has_a_name(action):
    assert f"chat.action.{action.name}" in texts()


@pytest.mark.parametrize("where", ["everywhere", "answer", "evidence"])
def test_a_key_does_one_thing(where):
    keys = [key for action in actions(where) for key in action.keys.split(",")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("keys", "name"), [("f1", "F1"), ("ctrl+s", "Ctrl+S"), ("escape,q", "Esc"), ("d", "d")])
def test_keys_are_called_as_people_call_them(keys, name):
    assert key_name(Action("x", keys, "answer", "")) == name
