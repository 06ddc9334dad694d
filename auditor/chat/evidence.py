"""What stands behind a finding, on a screen of its own: told, added up, and shown in the file."""

import re
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from auditor.catalogue.text import text
from auditor.chat.actions import bindings
from auditor.chat.block import source
from auditor.chat.exchange import Evidence, Exchange
from auditor.chat.keys import key_line

if TYPE_CHECKING:
    from auditor.chat.app import ChatApp

_SUM = re.compile(r"(?P<terms>-?[\d.]+([+-][\d.]+)*) = (?P<sum>-?[\d.]+)")
_TERM = re.compile(r"[+-]?[\d.]+")


class EvidenceScreen(ModalScreen[None]):
    """The evidence of a row of an answer; the rows before and after it are a key away."""

    BINDINGS = bindings("evidence")
    app: "ChatApp"

    def __init__(self, exchange: Exchange, row: int) -> None:
        super().__init__()
        self.exchange, self.row = exchange, row
        self.evidence: Evidence | None = None

    def compose(self) -> ComposeResult:
        """What is told of the finding, its lines in the file, and the keys."""
        with VerticalScroll(id="evidence"):
            yield Static("", id="told")
            yield Static("", id="file")
            yield Static("", id="lines")
        yield Static("", classes="keys")

    def on_mount(self) -> None:
        """Ask for it."""
        self.look()

    def look(self) -> None:
        """Read the evidence in the language of now, without holding up the screen."""
        self.query_one(".keys", Static).update(key_line("evidence", self.app.lang))
        row = self.row
        self.app.in_background(lambda: self.app.desk.evidence(self.exchange, row), self.show, self.fail)

    def show(self, evidence: Evidence) -> None:
        """Put it in."""
        self.evidence = evidence
        self.query_one("#told", Static).update(_told(evidence, text("query.item.arithmetic", self.app.lang)))
        self.query_one("#file", Static).update(Text(evidence.file, "bold"))
        self.query_one("#lines", Static).update(source(evidence.lines))
        self.query_one("#evidence").border_title = f"{self.row + 1} / {self._counted}"

    def fail(self, why: str) -> None:
        """Say, in its place, why there is none."""
        self.evidence = None
        self.query_one("#told", Static).update(Text(why, "bold red"))
        for name in ("#file", "#lines"):
            self.query_one(name, Static).update("")
        self.query_one("#evidence").border_title = f"{self.row + 1} / {self._counted}"

    @property
    def _counted(self) -> str:
        return "…" if self.exchange.total is None else f"{self.exchange.total:,}"

    def action_go(self, by: int) -> None:
        """Go to another row of the answer, as far as they have been read."""
        if 0 <= self.row + by < len(self.exchange.lines):
            self.row += by
            self.query_one("#evidence").scroll_home(animate=False)
            self.app.transcript.point_at(self.exchange, self.row)
            self.look()

    def action_decide(self, status: str) -> None:
        """Decide on the finding, and show its history as it is then."""
        self.app.ask_decision(self.exchange, self.row, status, self.look)

    def action_copy(self) -> None:
        """Copy what is told."""
        if self.evidence:
            told = [f"{item}: {text}" for item, text in self.evidence.items]
            lines = [" ".join(line) for line in self.evidence.lines]
            self.app.copy("\n".join([*told, self.evidence.file, *lines]))

    def action_close(self) -> None:
        """Go back to the answer."""
        self.dismiss()


def _told(evidence: Evidence, arithmetic: str) -> Table:
    table = Table.grid(padding=(0, 2, 1, 0), pad_edge=False)
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    before = ""
    for item, told in evidence.items:
        table.add_row(Text("" if item == before else item), Text(laid_out(told) if item == arithmetic else told))
        before = item
    return table


def laid_out(arithmetic: str) -> str:
    """A sum with its terms one below another, as it is done on paper; anything else as it is."""
    found = _SUM.fullmatch(arithmetic)
    if found is None:
        return arithmetic
    terms = _TERM.findall(found["terms"])
    width = max(len(term.lstrip("+-")) for term in (*terms, found["sum"]))
    lines = [f"{term[0] if term[0] in '+-' else ' '} {term.lstrip('+-'):>{width}}" for term in terms]
    return "\n".join([*lines, "─" * (width + 2), f"= {found['sum']:>{width}}"])
