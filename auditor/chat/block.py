"""A question and its answer on the screen."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import DataTable, Static

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.chat.actions import bindings
from auditor.chat.exchange import Exchange, Facet, Line
from auditor.export.inert import inert

# Readable on light and on dark.
SEVERITIES = {"error": "bold #d03030", "warning": "#b36b00", "note": "dim"}
_LEAST = 12
_UNBROKEN = re.compile(r"[+-]?\d[\d.,]*\d\s*|[A-Za-z]+[\s,.:;]*|.\s*[，。、：；）]?\s*")
_MANY = 1_000


class Grid(DataTable[Text]):
    """Rows that open."""

    BINDINGS = bindings("answer")

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(cursor_type="row", zebra_stripes=True)
        self.exchange, self.room = exchange, 0
        self.widths: Sequence[int] = ()

    def fill(self, room: int) -> None:
        """Make the columns for a screen of some width, and put in the rows read so far; what is long is folded."""
        self.room = room
        widths = self._widths(room)
        self.widths = widths
        for head, width in zip(self.exchange.head, widths, strict=True):
            self.add_column(head, width=width)
        self.extend(self.exchange.lines)

    def extend(self, lines: Sequence[Line]) -> None:
        """Put further rows at the end."""
        for line in lines:
            self.add_row(*_cells(line, self.widths), height=None, label=Text(str(self.row_count + 1), "dim"))

    def refill(self, room: int | None = None) -> None:
        """Show the rows as they are now, on a screen of some width."""
        row = self.cursor_row
        self.clear(columns=True)
        self.fill(self.room if room is None else room)
        self.move_cursor(row=row)

    def _widths(self, room: int) -> list[int]:
        """As wide as their texts; the widest give way where there is no room for all."""
        rows = [self.exchange.head, *(line.texts for line in self.exchange.lines)]
        widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
        left = room - 2 * len(widths)
        most = next((most for most in range(max(widths), _LEAST, -1) if sum(min(one, most) for one in widths) <= left), _LEAST)
        return [min(one, most) for one in widths]


class Block(Vertical):
    """A question, and below it what came of it."""

    def __init__(self, question: str, waiting: str) -> None:
        super().__init__(classes="block")
        self.question, self.waiting = question, waiting
        self.exchange: Exchange | None = None
        self.grid: Grid | None = None
        self.facets: Sequence[Facet] = ()

    def compose(self) -> ComposeResult:
        """The question; the rest is put in when it is there."""
        yield Static(Text(f"› {inert(self.question)}"), classes="question")
        yield Static(Text(self.waiting), classes="caption")
        yield Static("", classes="facets")

    def on_resize(self) -> None:
        """Keep the latest answer in view while it grows."""
        if isinstance(self.parent, Widget) and self.parent.children[-1] is self:
            self.scroll_visible(animate=False, top=True)

    def show(self, exchange: Exchange, room: int, lang: Language) -> None:
        """Put the answer in."""
        self.exchange = exchange
        match exchange.kind:
            case "error":
                self.add_class("error")
                self.caption(exchange.remark)
                return
            case "grid" if exchange.lines:
                self.grid = Grid(exchange)
                self.mount(self.grid, after=0)
                self.grid.fill(self._beside_labels(room))
            case "grid":
                pass
            case _:
                self.mount(Static(_told(exchange), classes="sheet"), after=0)
        self.count(exchange, lang)

    def refill(self, exchange: Exchange) -> None:
        """Show the answer as it is now."""
        if self.grid:
            self.grid.refill()
        for told in self.query(".sheet").results(Static):
            told.update(_told(exchange))

    def fit(self, room: int) -> None:
        """Fit the rows to a screen of another width."""
        if self.grid and self.grid.room != (left := self._beside_labels(room)):
            self.grid.refill(left)

    def _beside_labels(self, room: int) -> int:
        """What the numbers of the rows leave of a width."""
        most = self.grid.exchange.total if self.grid else None
        return room - len(str(_MANY if most is None else most)) - 4

    def count(self, exchange: Exchange, lang: Language, uncounted: str = "chat.counting") -> None:
        """Say how many rows there are, and how many of them are here; before that is known, what ``uncounted`` names."""
        told = ""
        if exchange.kind == "grid":
            details = {"first": 1, "last": len(exchange.lines), "total": f"{exchange.total or 0:,}"}
            page = uncounted if exchange.total is None else "query.remark.page"
            told = text("query.remark.rows" if exchange.whole else page, lang, **details)
        self.caption("  ".join(part for part in (told, exchange.remark) if part))

    def caption(self, told: str) -> None:
        """Say something below the answer."""
        line = self.query_one(".caption", Static)
        line.update(Text(told))
        line.display = bool(told)

    def narrow(self, facets: Sequence[Facet]) -> None:
        """Show the commonest values below a long answer."""
        self.facets = facets
        fields = dict.fromkeys(facet.field for facet in facets)
        told = Text()
        for field in fields:
            values = "  ".join(f"{one.value} ({one.count:,})" for one in facets if one.field == field)
            told.append(f"{field} ", "bold").append(f"{values}    ")
        self.query_one(".facets", Static).update(told)


def _told(exchange: Exchange) -> Table:
    return sheet(exchange.lines) if exchange.kind == "sheet" else source([one.texts for one in exchange.lines])


def sheet(lines: Sequence[Line]) -> Table:
    """Rows to read: names in front, texts folded beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for at in range(len(lines[0].texts) if lines else 0):
        table.add_column(overflow="fold", style="bold" if at == 0 else "")
    for line in lines:
        table.add_row(*map(Text, line.texts))
    return table


def source(lines: Sequence[Sequence[str]]) -> Table:
    """Lines of a file with their numbers; those of the evidence stand out, also where there are no colours."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(justify="right", style="dim")
    table.add_column(width=1)
    table.add_column(overflow="fold")
    for number, line, mark in lines:
        table.add_row(Text(number), Text(mark), Text(line, "reverse" if mark else ""))
    return table


def _cells(line: Line, widths: Sequence[int]) -> list[Text]:
    texts = [folded(one, width) for one, width in zip(line.texts, widths, strict=True)]
    return [Text(one, SEVERITIES.get(line.severity, "") if at == line.marked else "") for at, one in enumerate(texts)]


def folded(text: str, width: int) -> str:
    """A text in lines of some width, broken between words, numbers and Chinese characters: never within a number that fits."""
    lines = [""]
    for part in _UNBROKEN.findall(text):
        if lines[-1] and cell_len(lines[-1] + part.rstrip()) > width:
            lines.append("")
        lines[-1] += part
    return "\n".join(line.rstrip() for line in lines)
