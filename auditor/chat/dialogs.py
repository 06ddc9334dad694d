"""Small questions of the app itself: a line to type, or one of some things to choose. Esc gives None."""

from collections.abc import Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

_BINDINGS: list[BindingType] = [("escape", "dismiss", "")]


class LineDialog(ModalScreen[str | None]):
    """Asks for one line."""

    BINDINGS = _BINDINGS

    def __init__(self, title: str, given: str = "") -> None:
        super().__init__()
        self._title, self._given = title, given

    def compose(self) -> ComposeResult:
        """A title and the line."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._title))
            yield Input(self._given, select_on_focus=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter gives the line."""
        self.dismiss(event.value.strip())


class ChoiceDialog(ModalScreen[int | None]):
    """Asks for one of some lines; gives its place."""

    BINDINGS = _BINDINGS

    def __init__(self, title: str, choices: Sequence[str]) -> None:
        super().__init__()
        self._title, self._choices = title, choices

    def compose(self) -> ComposeResult:
        """A title and the choices."""
        with Vertical(classes="dialog"):
            yield Static(Text(self._title))
            yield OptionList(*(Option(Text(choice)) for choice in self._choices))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter gives the choice."""
        self.dismiss(event.option_index)
