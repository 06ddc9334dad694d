"""One thing that rules judge."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.model.finding import Place
from auditor.model.report import Cell


@dataclass(slots=True)
class Subject:
    """A row, column, section, table or report as rules see it.

    ``kind`` is that of its facts (``Target.kind``); ``cells`` are by the address that tells them apart within it: a row's by
    column, a column's by row. ``fields`` are those of ``scope.FIELDS``; ``labels`` what messages may show beside (label, title).
    """

    kind: str
    place: Place
    line: int | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    fields: Mapping[str, int | str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
