"""The chat app: a transcript, a prompt, a panel of reports. What is read is read in threads; the screen never waits."""
# ruff: noqa: PLC0415 - the first frame does not wait for what reads the store

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from rich.text import Text
from textual.app import App, ComposeResult, SystemCommand
from textual.command import CommandPalette
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import DataTable, Static

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.chat import commands
from auditor.chat.actions import Where, actions, bindings, key_name
from auditor.chat.block import Grid
from auditor.chat.dialogs import ChoiceDialog, LineDialog
from auditor.chat.evidence import EvidenceScreen
from auditor.chat.exchange import Exchange
from auditor.chat.history import History
from auditor.chat.keys import key_line
from auditor.chat.panel import Reports
from auditor.chat.prompt import Menu, Prompt
from auditor.chat.transcript import Transcript
from auditor.export.inert import inert

if TYPE_CHECKING:
    from auditor.chat.desk import Desk

_Found = TypeVar("_Found")
_WIDE = 110
_TYPED = "findings where body = ??"


class ChatApp(App[Exception | None]):
    """The app. ``connect`` opens the store, after the first frame; where it raises, the app ends with the exception."""

    CSS_PATH = "app.tcss"
    BINDINGS = bindings("everywhere")
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, connect: Callable[[], "Desk"], history: History, lang: Language, store: str) -> None:
        super().__init__()
        self.desk: Desk
        self.lang, self.store = lang, store
        self._connect, self._opened, self._history = connect, Event(), history

    # ------------------------------------------------------------------ the screen

    def compose(self) -> ComposeResult:
        """Transcript and panel, the prompt, and the line of keys."""
        with Horizontal(id="main"):
            yield Transcript(id="transcript", can_focus=False)
            yield Reports(id="reports")
        menu = Menu(id="menu")
        yield menu
        yield Prompt(menu, self._history)
        yield Static("", classes="keys", id="keys")

    def on_mount(self) -> None:
        """Show what there is to do, and open the store meanwhile."""
        self.query_one(Reports).display = self.size.width >= _WIDE
        self.query_one(Prompt).focus()
        self._speak()
        self.run_worker(self._open, thread=True, group="open")

    def _open(self) -> None:
        try:
            self.desk = self._connect()
            self._opened.set()
            self.call_from_thread(self.in_background, self.desk.reports, self.query_one(Reports).file)
            self.desk.complete(_TYPED, len(_TYPED))  # the grammar and names are there before the first key asks for them
        except Exception as error:  # noqa: BLE001 - whoever runs the app tells it
            self.call_from_thread(self.exit, error)

    def wait_until_open(self) -> None:
        """Let a thread wait for the store."""
        self._opened.wait()

    def _speak(self) -> None:
        """Say what does not change from answer to answer."""
        self.transcript.query_one("#welcome", Static).update(Text(self.say("welcome", store=inert(self.store))))
        self.query_one(Reports).border_title = self.say("reports")
        self.query_one(Prompt).placeholder = self.say("placeholder")
        self.on_descendant_focus()

    def on_descendant_focus(self) -> None:
        """Show the keys of what has the focus."""
        where: Where = "answer" if isinstance(self.screen_stack[0].focused, Grid) else "everywhere"
        if keys := self.screen_stack[0].query("#keys"):
            keys.first(Static).update(key_line(where, self.lang))

    def say(self, key: str, **details: object) -> str:
        """A text of the chat's in its language."""
        return text(f"chat.{key}", self.lang, **details)

    def tell(self, key: str, *, severity: Any = "information", **details: object) -> None:
        """Say something in passing."""
        self.notify(self.say(key, **details), severity=severity, markup=False)

    @property
    def transcript(self) -> Transcript:
        """The questions and answers, also while something is in front of them."""
        return self.screen_stack[0].query_one(Transcript)

    # ------------------------------------------------------------------ questions

    def on_prompt_asked(self, event: Prompt.Asked) -> None:
        """Answer what was typed, or do what a command says."""
        for question in event.questions:
            self._history.add(question)
        self.action_cancel()
        if event.questions[0].startswith("/"):
            commands.run(self, event.questions[0])
        else:
            self.transcript.ask(event.questions)

    def on_prompt_typed(self, event: Prompt.Typed) -> None:
        """Offer completions, unless the store is busy."""
        if event.line.startswith("/"):
            self._offer(event.line, commands.offered(event.line))
            return
        self.run_worker(lambda: self._complete(event.line, event.cursor), thread=True, group="complete", exclusive=True)

    def _complete(self, line: str, cursor: int) -> None:
        if self._opened.is_set():
            offers = self.desk.complete(line, cursor)
            self.call_from_thread(self._offer, line, offers)

    def _offer(self, line: str, offers: Sequence[Any]) -> None:
        prompt = self.query_one(Prompt)
        row, _ = prompt.cursor_location
        if prompt.document.get_line(row) == line:
            done = len(offers) == 1 and line.endswith(offers[0].text)
            prompt.menu.offer(() if done else offers)

    def in_background(
        self, find: Callable[[], _Found], show: Callable[[_Found], object], fail: Callable[[str], object] | None = None
    ) -> None:
        """Find something in a thread, and show it; what prevents it is told, by ``fail`` where there is a place for it."""

        def work() -> None:
            from auditor.query.error import QueryError
            from auditor.store.error import Cancelled, StoreError

            try:
                self.wait_until_open()
                found = find()
            except Cancelled:
                return
            except QueryError as error:
                told = error.text(self.lang)
            except StoreError as error:
                told = text(error.key, self.lang, **error.details)
            except OSError as error:
                told = str(error.strerror or error)
            else:
                self.call_from_thread(show, found)
                return
            self.call_from_thread(fail or partial(self.notify, severity="error", markup=False), told)

        self.run_worker(work, thread=True, group="read")

    # ------------------------------------------------------------------ rows

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Open the evidence of a row, or what a group has in it."""
        grid, row = event.data_table, event.cursor_row
        if not isinstance(grid, Grid):
            return
        if grid.exchange.evident:
            self.push_screen(EvidenceScreen(grid.exchange, row))
        else:
            self.in_background(lambda: self.desk.members_of(grid.exchange, row), self._ask_if_any)

    def _ask_if_any(self, question: str) -> None:
        if question:
            self.transcript.ask([question], focus=True)

    def ask_decision(self, exchange: Exchange, row: int, status: str, then: Callable[[], object] = lambda: None) -> None:
        """Ask for the reason of a decision, and make it."""
        finding = exchange.lines[row].finding

        def decide(reason: str | None) -> None:
            if reason is None:
                return
            if status == "dismissed" and not reason:
                self.tell("needs-reason", severity="warning")
                return
            self.in_background(lambda: self._decided(exchange, finding, status, reason), lambda _: then())

        if finding:
            self.push_screen(LineDialog(self.say(f"reason.{status}")), decide)

    def _decided(self, exchange: Exchange, finding: str, status: Any, reason: str) -> None:
        made = self.desk.decide(finding, status, reason)
        if made.kind == "error":
            self.call_from_thread(self.notify, made.remark, severity="error", markup=False)
            return
        self.desk.refresh(exchange, finding)
        self.call_from_thread(self.transcript.refill, exchange)
        self.call_from_thread(self.tell, f"done.{status}")

    # ------------------------------------------------------------------ actions

    def action_ask(self, question: str) -> None:
        """Ask a question of the program's own."""
        self.transcript.ask([question])

    def action_cancel(self) -> None:
        """End what is being read, and what was to be asked after it."""
        self.transcript.cancel()
        if self._opened.is_set():
            self.desk.stop()

    def action_language(self) -> None:
        """Go on in the other language."""
        self.lang = "en" if self.lang == "zh" else "zh"
        self._speak()
        if self._opened.is_set():
            self.desk.speak(self.lang)
            self.transcript.tell_again()
            if isinstance(self.screen, EvidenceScreen):
                self.screen.look()

    def action_light(self) -> None:
        """Dark on light, or light on dark."""
        self.theme = "textual-dark" if self.theme == "textual-light" else "textual-light"

    def action_reports(self) -> None:
        """Show the panel of reports and go there, or hide it."""
        panel = self.query_one(Reports)
        panel.display = not panel.display
        (panel if panel.display else self.query_one(Prompt)).focus()

    def action_answers(self) -> None:
        """Go to the last answer that has rows."""
        if grids := self.transcript.grids():
            grids[-1].focus()

    def action_prompt(self) -> None:
        """Go back to the prompt."""
        self.action_cancel()
        self.query_one(Prompt).focus()

    def action_decide(self, status: str) -> None:
        """Decide on the finding of the row."""
        if (grid := self._grid()) and grid.row_count:
            self.ask_decision(grid.exchange, grid.cursor_row, status)

    def action_narrow(self) -> None:
        """Choose one of the commonest values, and ask for those rows alone."""
        facets = self.transcript.facets_of(grid) if (grid := self._grid()) else ()
        if not facets:
            self.tell("no-facets")
            return
        choices = [f"{one.field} = {one.value}  ({one.count:,})" for one in facets]
        self.push_screen(
            ChoiceDialog(self.say("action.narrow"), choices),
            lambda at: None if at is None else self.transcript.ask([facets[at].question], focus=True),
        )

    def action_copy_row(self) -> None:
        """Copy the row."""
        if (grid := self._grid()) and grid.row_count:
            self.copy("\t".join(grid.exchange.lines[grid.cursor_row].texts))

    def copy(self, copied: str) -> None:
        """Put a text where it can be pasted."""
        self.copy_to_clipboard(copied)
        self.tell("copied")

    def action_export(self) -> None:
        """Write all rows of an answer to a file."""
        if grid := self._grid():
            commands.ask_export(self, grid.exchange)

    def action_save(self) -> None:
        """Write what was asked to a file."""
        commands.ask_save(self)

    def _grid(self) -> Grid | None:
        return self.focused if isinstance(self.focused, Grid) else None

    # ------------------------------------------------------------------ palette

    def action_command_palette(self) -> None:
        """Everything there is to do, to search."""
        self.push_screen(CommandPalette(placeholder=self.say("palette")))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:  # noqa: ARG002 - as the framework calls it
        """The actions of the table that hold everywhere or, in an answer, there."""
        for where in ("everywhere", "answer") if isinstance(self.focused, Grid) else ("everywhere",):
            for action in actions(where):
                call = action.call
                yield SystemCommand(self.say(f"action.{action.name}"), key_name(action), lambda call=call: self.run_action(call))
