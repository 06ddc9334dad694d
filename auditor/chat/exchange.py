"""What the screen shows, as plain text: nothing here knows of stores or widgets. All of it is inert."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["grid", "sheet", "lines", "error"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of an answer: its texts, one a column; the id of its finding, "" for none; its severity, "" for none.

    ``marked`` is which of the texts tells the severity, -1 for none.
    """

    texts: tuple[str, ...]
    finding: str = ""
    severity: str = ""
    marked: int = -1


@dataclass(slots=True)
class Exchange:
    """A question and what came of it.

    ``grid``: rows that can be opened, of which ``lines`` are those read so far and ``total`` all there are, None before they have
    been counted. ``sheet``: (item,
    text) pairs to read. ``lines``: lines of a file, a mark at the end of those that are evidence. ``error``: ``remark`` tells it.
    ``answer`` is what further rows are read from. ``evident``: rows open into evidence, else into what a group has in it.
    """

    question: str
    kind: Kind
    head: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    total: int | None = 0
    remark: str = ""
    answer: Any = None
    evident: bool = False

    @property
    def whole(self) -> bool:
        """Whether all rows have been read."""
        return self.total is not None and len(self.lines) >= self.total


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that many rows of an answer have: what it is called, how many, and the question for them alone."""

    field: str
    value: str
    count: int
    question: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands behind a finding, whose id is "" for a cell or claim.

    (item, text) pairs, lines of its file (line, text, mark), and what to say of the file.
    """

    finding: str
    items: Sequence[tuple[str, str]]
    lines: Sequence[tuple[str, str, str]]
    file: str


@dataclass(frozen=True, slots=True)
class Filed:
    """A report of the side panel: what it is called, how many findings it has, its grade, and the question for them."""

    title: str
    findings: int
    grade: str
    question: str
