"""Rows set in columns: by Rich on a terminal, which folds and colours them; elsewhere at their full width.

At full width nothing is to be decided, and Rich takes a millisecond for a few rows: longer than reading takes for a report.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from rich import box
from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

Row = Sequence[str | Text]


@dataclass(frozen=True, slots=True)
class Columns:
    """How so many columns are set: under ``heads`` if there are any, ``right`` ones aligned right.

    On a terminal the first ones, ``stiff``, are not folded, and the one ``narrow`` takes a third of the width at most.
    """

    count: int
    heads: Sequence[str] = ()
    right: Collection[int] = ()
    stiff: int = 0
    narrow: int | None = None

    def table(self, rows: Iterable[Row], width: int) -> Table:
        """For a terminal of a width."""
        look = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False) if self.heads else Table.grid(padding=(0, 2))
        for number in range(self.count):
            look.add_column(
                self.heads[number] if self.heads else "",
                justify="right" if number in self.right else "left",
                overflow="ellipsis" if number < self.stiff else "fold",
                no_wrap=number < self.stiff,
                max_width=width // 3 if number == self.narrow else None,
            )
        for row in rows:
            look.add_row(*row)
        return look

    def lines(self, rows: Iterable[Row]) -> str:
        """At full width, without spaces at the end of lines."""
        set_rows = [list(self.heads)] * bool(self.heads) + [[str(cell) for cell in row] for row in rows]
        gap = "   " if self.heads else "  "
        widths = [max(map(cell_len, column)) for column in zip(*set_rows, strict=True)]
        lines = [gap.join(map(self._set, range(self.count), row, widths)).rstrip() for row in set_rows]
        if self.heads:
            lines.insert(1, "─" * (sum(widths) + len(gap) * (self.count - 1)))
        return "".join(f"{line}\n" for line in lines)

    def _set(self, number: int, cell: str, width: int) -> str:
        room = " " * (width - cell_len(cell))
        return room + cell if number in self.right else cell + room
