"""The questions and their answers, one below another."""
# ruff: noqa: PLC0415 - the first frame does not wait for what reads the store

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import DataTable, Static

from auditor.chat.block import Block, Grid
from auditor.chat.exchange import Exchange, Facet

if TYPE_CHECKING:
    from auditor.chat.app import ChatApp


class Transcript(VerticalScroll):
    """Asks in a thread, and shows what comes of it as it comes."""

    app: "ChatApp"

    def compose(self) -> ComposeResult:
        """What one may begin with."""
        yield Static("", id="welcome")

    def on_mount(self) -> None:
        """Nothing is being asked yet."""
        self._unwanted = Event()

    def ask(self, questions: Sequence[str], *, focus: bool = False) -> None:
        """Answer questions one after another, each in a block of its own; ``focus``: go to the rows of the answer."""
        self._unwanted = unwanted = Event()
        self.run_worker(lambda: self._answer(questions, unwanted, focus=focus), thread=True, group="ask")

    def on_resize(self) -> None:
        """Fit the answers to the new width."""
        for block in self.query(Block):
            block.fit(self._room)

    @property
    def _room(self) -> int:
        return self.size.width - 4

    def cancel(self) -> None:
        """Ask nothing more of what was to be asked."""
        self._unwanted.set()

    def grids(self) -> Sequence[Grid]:
        """The answers that have rows, the latest last."""
        return list(self.query(Grid))

    def facets_of(self, grid: Grid) -> Sequence[Facet]:
        """The commonest values of an answer, as far as they are known."""
        return self._block(grid).facets

    def point_at(self, exchange: Exchange, row: int) -> None:
        """Move the cursor of an answer."""
        for grid in self._of(exchange):
            grid.move_cursor(row=row)

    def refill(self, exchange: Exchange) -> None:
        """Show the rows of an answer as they are now."""
        for grid in self._of(exchange):
            grid.refill()

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Read on where the last row that was read is reached."""
        grid = event.data_table
        if isinstance(grid, Grid) and grid.row_count and event.cursor_row == grid.row_count - 1 and not grid.exchange.whole:
            self.app.in_background(lambda: self.app.desk.more(grid.exchange), lambda _: self._extend(grid))

    def tell_again(self) -> None:
        """Show the answers in the language of now, the latest first."""
        self._unwanted = unwanted = Event()
        told = [(block, block.exchange) for block in reversed(self.query(Block)) if block.exchange]

        def tell(block: Block, exchange: Exchange) -> None:
            self.app.desk.tell_again(exchange)
            self.app.call_from_thread(block.refill, exchange)

        def work() -> None:
            for block, exchange in told:
                if exchange.kind != "error" and not unwanted.is_set():
                    self._finish(block, exchange, partial(tell, block))

        self.run_worker(work, thread=True, group="ask")

    # ------------------------------------------------------------------ in a thread

    def _answer(self, questions: Sequence[str], unwanted: Event, *, focus: bool) -> None:
        from auditor.store.error import Cancelled

        for question in questions:
            if unwanted.is_set():
                return
            block = Block(question, self.app.say("waiting"))
            self.app.call_from_thread(self._begin, block)
            self.app.wait_until_open()
            try:
                exchange = self.app.desk.ask(question)
            except Cancelled:
                self.app.call_from_thread(block.caption, self.app.say("cancelled"))
                return
            self.app.call_from_thread(self._show, block, exchange, focus=focus)
            if not unwanted.is_set():
                self._finish(block, exchange, self.app.desk.finish)

    def _finish(self, block: Block, exchange: Exchange, finish: Callable[[Exchange], None]) -> None:
        """Count the rows of an answer that is shown, then find its commonest values."""
        from auditor.store.error import Cancelled, StoreError

        try:
            finish(exchange)
            self.app.call_from_thread(block.count, exchange, self.app.lang)
            facets = self.app.desk.facets(exchange)
        except (Cancelled, StoreError):
            self.app.call_from_thread(block.count, exchange, self.app.lang, "chat.uncounted")
        else:
            self.app.call_from_thread(block.narrow, facets)

    # ------------------------------------------------------------------ on the screen

    def _begin(self, block: Block) -> Any:
        mounted = self.mount(block)
        self.scroll_end(animate=False)
        return mounted

    def _show(self, block: Block, exchange: Exchange, *, focus: bool) -> None:
        block.show(exchange, self._room, self.app.lang)
        if focus and block.grid:
            block.grid.focus(scroll_visible=False)

    def _extend(self, grid: Grid) -> None:
        grid.extend(grid.exchange.lines[grid.row_count :])
        self._block(grid).count(grid.exchange, self.app.lang)

    def _of(self, exchange: Exchange) -> Sequence[Grid]:
        return [grid for grid in self.grids() if grid.exchange is exchange]

    def _block(self, grid: Grid) -> Block:
        return next(block for block in self.query(Block) if block.grid is grid)
