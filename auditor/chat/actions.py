"""What can be done from the keyboard, in one table: bindings, the line of keys and the palette are made of it."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from textual.binding import BindingType

Where = Literal["everywhere", "answer", "evidence"]


class Action(NamedTuple):
    """An action: its name (``chat.action.<name>`` in the catalogue), its keys and where they hold, and what Textual calls.

    The first key is the one shown; ``shown`` says whether the line of keys has it.
    """

    name: str
    keys: str
    where: Where
    call: str
    shown: bool = True


ACTIONS = (
    Action("help", "f1", "everywhere", "app.ask('help')"),
    Action("answers", "f6,shift+tab", "everywhere", "app.answers"),
    Action("reports", "f3", "everywhere", "app.reports"),
    Action("save", "ctrl+s", "everywhere", "app.save"),
    Action("language", "f2", "everywhere", "app.language"),
    Action("theme", "f4", "everywhere", "app.light", shown=False),
    Action("palette", "ctrl+p", "everywhere", "app.command_palette", shown=False),
    Action("quit", "ctrl+q", "everywhere", "app.quit"),
    Action("cancel", "escape", "everywhere", "app.cancel", shown=False),
    Action("open", "enter", "answer", "select_cursor"),
    Action("dismiss", "d", "answer", "app.decide('dismissed')"),
    Action("confirm", "c", "answer", "app.decide('confirmed')"),
    Action("reopen", "o", "answer", "app.decide('open')", shown=False),
    Action("narrow", "f", "answer", "app.narrow"),
    Action("copy", "y", "answer", "app.copy_row"),
    Action("export", "e", "answer", "app.export"),
    Action("prompt", "escape,i", "answer", "app.prompt"),
    Action("dismiss", "d", "evidence", "screen.decide('dismissed')"),
    Action("confirm", "c", "evidence", "screen.decide('confirmed')"),
    Action("reopen", "o", "evidence", "screen.decide('open')"),
    Action("next", "n", "evidence", "screen.go(1)"),
    Action("previous", "p", "evidence", "screen.go(-1)"),
    Action("copy", "y", "evidence", "screen.copy"),
    Action("language", "f2", "evidence", "app.language", shown=False),
    Action("close", "escape,q,enter", "evidence", "screen.close"),
)


def actions(where: Where) -> Sequence[Action]:
    """The actions that hold somewhere, in the order of the table."""
    return [action for action in ACTIONS if action.where == where]


def bindings(where: Where) -> list[BindingType]:
    """The same as Textual has bindings; what they are called stands in the catalogue."""
    return [(action.keys, action.call, action.name) for action in actions(where)]


def key_name(action: Action) -> str:
    """The key as people read it: F1, Ctrl+S, Enter, d."""
    key = action.keys.partition(",")[0]
    if key == "escape":
        return "Esc"
    return key if len(key) == 1 else "+".join(part.capitalize() for part in key.split("+"))
