"""One thing that rules judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from auditor.model.finding import Place
from auditor.model.report import Cell

Value: TypeAlias = int | str | Decimal
"""What a field holds; a number that the engine holds exactly (``facts.scaled``)."""


@dataclass(slots=True)
class Subject:
    """A row, column, section, table, claim or report as rules see it.

    ``kind`` is that of its facts (``Target.kind``); ``cells`` are by the address that tells them apart within it: a row's by
    column, a column's by row. ``fields`` are those of ``scope.FIELDS``, ``lines`` where some of them stand if not at ``line``;
    ``labels`` what messages may show beside (label, title).
    ``key`` tells it from others at its place, where its labels do not.
    """

    kind: str
    place: Place
    line: int | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    fields: Mapping[str, Value] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
