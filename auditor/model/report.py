"""A report as it was read: plain values, no behaviour of any layer.

Lines are 1-based lines of the original file. Text that names something (body, labels, units, titles of sections) is
Simplified Chinese without pinyin readings or inner white space; ``raw`` is the original text, untouched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from auditor.model.claim import Claim, Relation


class State(StrEnum):
    """What stands in a cell. Only ``number`` has a value; ``unreadable`` means that we could not tell."""

    NUMBER = "number"
    BLANK = "blank"
    DASH = "dash"
    TEXT = "text"
    UNREADABLE = "unreadable"


class Reading(StrEnum):
    """How far a file was read. ``partial``: some of what the form asks could not be told from the file."""

    READ = "read"
    PARTIAL = "partial"
    DECLINED = "declined"
    UNREADABLE = "unreadable"


class Cell(NamedTuple):
    """One cell of a statutory table.

    ``line`` is where the cell starts; ``unit`` the counter or unit that stands in the cell or heads its column, as
    written (亿, 万元, 个), never converted. ``value`` is exact: ``int`` or ``Decimal``. ``inherited`` tells that the unit
    comes from the column's head.
    """

    table: str
    row: str
    column: str
    raw: str
    value: int | Decimal | None
    state: State
    unit: str | None
    line: int
    inherited: bool = False


cell_of = partial(tuple.__new__, Cell)
"""The cell of a tuple of all its fields, in half the time of a call of ``Cell``: a report has hundreds."""


@dataclass(slots=True)
class RowRead:
    """A row as it was met in a table: which row of the form, where, and how far its label is from the statutory one.

    ``row`` is "" for a row that no form knows (an extra provincial row); ``label`` is then all there is to say of it.
    ``distance`` counts edits between the label as written and the nearest statutory wording.
    """

    row: str
    label: str
    line: int
    distance: int = 0
    values: int = 0


@dataclass(slots=True)
class Table:
    """A statutory table as it was read. ``form`` is decided from its own labels: 2019, 2021, mixed or 2014 (annex).

    ``expected`` counts the cells that the form has, ``read`` those that were told (blank ones too). ``columns`` holds
    (block or "", column address) of the head labels that were met. ``ended`` is False where the file breaks off inside.
    ``strays`` counts the texts that belong to no cell and the rows of too many values: a row that was not met may be in them.
    ``places`` is for files without lines: where a person finds a row, its page, table and row counted from 1.
    """

    table: str
    form: str
    line: int
    last_line: int
    expected: int = 0
    read: int = 0
    rows: list[RowRead] = field(default_factory=list)
    columns: list[tuple[str, str]] = field(default_factory=list)
    ended: bool = True
    section: str | None = None
    strays: int = 0
    places: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Section:
    """A section of the report: its heading and the lines under it.

    ``section`` is the statutory section or None for an extra one; ``number`` as written in digits ("1"), "" if lost;
    ``style`` how it was written: chinese (一、), part (第一部分), arabic (1、), bracket (（一）), other (壹、) or none.
    ``wording`` compares the title with the statutory one: exact, variant (a wording that the forms' practice knows) or renamed.
    ``first``/``last`` bound its body in lines, the heading excluded; ``first`` > ``last`` where there is none. ``letters`` counts
    those of its prose, ``own_letters`` those outside sentences that any report could have; None where the report has no prose at
    all. ``prose`` is how it begins where it says next to nothing of its own, else "".
    """

    number: str
    title: str
    section: str | None
    line: int
    style: str = "chinese"
    wording: str = "exact"
    first: int = 0
    last: int = 0
    letters: int | None = None
    own_letters: int | None = None
    prose: str = ""


class Diagnostic(NamedTuple):
    """What reading met: PARSE-… codes, told in the catalogue. Never a fault of the body."""

    code: str
    line: int | None = None
    details: Mapping[str, str | int] = {}


@dataclass(slots=True)
class Region:
    """Where a body belongs, GB/T 2260. All None where it could not be resolved."""

    code: str | None = None
    province: str | None = None
    prefecture: str | None = None
    county: str | None = None
    township: str | None = None
    level: str | None = None


class Prose(NamedTuple):
    """A paragraph of the narrative: where it starts, the statutory section it stands in ("" for none), its text, normalised."""

    line: int
    section: str
    text: str


@dataclass(slots=True)
class Report:
    """One file, read. A declined or unreadable file has a source, a hash and diagnostics, and nothing else.

    ``dated`` has the lines on which ``period``, ``published`` and ``signed`` stand. ``prose`` is what stands outside tables and
    headings; a store does not keep it.
    """

    source: str
    sha256: str
    reading: Reading = Reading.READ
    layout: str = "unknown"
    form: str = "unknown"
    body: str | None = None
    body_kind: str = "unknown"
    scope: str = "unknown"
    year: int | None = None
    title: str | None = None
    script: str = "simplified"
    period: tuple[date, date] | None = None
    published: date | None = None
    signed: date | None = None
    dated: dict[str, int] = field(default_factory=dict)
    region: Region = field(default_factory=Region)
    sections: list[Section] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    prose: list[Prose] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    breaks_off: int | None = None

    @property
    def coverage(self) -> float:
        """Cells read of cells that the tables' forms have, 0 to 1; 1 for a report of a time without tables."""
        expected = sum(table.expected for table in self.tables)
        return sum(table.read for table in self.tables) / expected if expected else float(self.form == "pre-2019")
