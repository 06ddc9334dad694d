"""Where questions are typed: one a line, with completions above and earlier questions at the arrows."""

from collections.abc import Sequence
from typing import Protocol

from rich.text import Text
from textual import events
from textual.message import Message
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from auditor.chat.actions import bindings
from auditor.chat.history import History
from auditor.export.inert import inert, without_active


class Offer(Protocol):
    """A completion: what to put at ``start`` to ``end``, and what it is."""

    text: str
    start: int
    end: int
    detail: str


class Menu(OptionList, can_focus=False):
    """The completions, shown while there are any."""

    offers: Sequence[Offer] = ()
    chosen = False

    def offer(self, offers: Sequence[Offer]) -> None:
        """Show completions, the first ready to be taken; hide where there are none."""
        self.offers, self.chosen = offers, False
        self.clear_options()
        self.add_options([Option(_told(one)) for one in offers])
        self.display = bool(offers)
        if offers:
            self.highlighted = 0

    def move(self, by: int) -> None:
        """Go to another completion."""
        self.highlighted = ((self.highlighted or 0) + by) % len(self.offers)
        self.chosen = True


class Prompt(TextArea):
    """The question that is being typed. Enter asks it; several lines, as pasted, are asked one after another."""

    # The app's keys before those of a text area.
    BINDINGS = bindings("everywhere")

    class Asked(Message):
        """Questions to answer, in order."""

        def __init__(self, questions: Sequence[str]) -> None:
            super().__init__()
            self.questions = questions

    class Typed(Message):
        """Something was typed that may be completed: the line and the cursor in it."""

        def __init__(self, line: str, cursor: int) -> None:
            super().__init__()
            self.line, self.cursor = line, cursor

    def __init__(self, menu: Menu, history: History) -> None:
        super().__init__(soft_wrap=True, show_line_numbers=False, highlight_cursor_line=False, compact=True, id="prompt")
        self.menu, self.asked = menu, history
        self._put: str | None = None

    def on_key(self, event: events.Key) -> None:
        """Keys that ask, complete and go back; all others type."""
        keys = {"enter": self._submit, "tab": self._accept, "escape": self._close, "up": self._back, "down": self._on}
        if event.key in keys and keys[event.key]():
            event.prevent_default()
            event.stop()

    def on_paste(self, event: events.Paste) -> None:
        """Take in what is pasted, without what would act on the screen or hide in a question."""
        event.prevent_default()
        event.stop()
        self.replace(without_active(event.text), *self.selection, maintain_selection_offset=False)

    def on_text_area_changed(self) -> None:
        """Ask for completions of what was typed, not of what was put there."""
        if self.text == self._put or not self.text.strip():
            self.menu.offer(())
            return
        row, column = self.cursor_location
        self.post_message(self.Typed(self.document.get_line(row), column))

    def put(self, text: str) -> None:
        """Show a question, the cursor at its end."""
        self._put = text
        self.text = text
        self.move_cursor(self.document.end)

    # ------------------------------------------------------------------ keys: whether there was something to do

    def _submit(self) -> bool:
        if self.menu.display and self.menu.chosen:
            return self._accept()
        if questions := [line.strip() for line in self.text.splitlines() if line.strip()]:
            self.put("")
            self.menu.offer(())
            self.post_message(self.Asked(questions))
        return True

    def _accept(self) -> bool:
        if self.menu.display and self.menu.highlighted is not None:
            offer, (row, _) = self.menu.offers[self.menu.highlighted], self.cursor_location
            space = "" if offer.text.startswith("/") and offer.text.endswith(" ") else " "
            self._put = None
            self.replace(f"{offer.text}{space}", (row, offer.start), (row, offer.end))
        return True

    def _close(self) -> bool:
        shown = self.menu.display
        self.menu.offer(())
        return bool(shown)

    def _back(self) -> bool:
        return self._go(-1)

    def _on(self) -> bool:
        return self._go(1)

    def _go(self, by: int) -> bool:
        if self.menu.display:
            self.menu.move(by)
            return True
        if self.document.line_count > 1:
            return False
        found = self.asked.earlier() if by < 0 else self.asked.later()
        if found is not None:
            self.put(found)
        return True


def _told(offer: Offer) -> Text:
    return Text.assemble(inert(offer.text), "  ", (inert(offer.detail), "dim"), no_wrap=True, overflow="ellipsis")
