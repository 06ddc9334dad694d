"""Rankings as text, JSON and CSV."""

import csv
import json
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.export.inert import inert, inert_cell, inert_json
from auditor.score.by import By
from auditor.score.ranking import BANDS, Ranked, Ranking

_BAR = 30


def columns(by: By) -> tuple[str, ...]:
    """The columns of a ranking for programs: the group's name, then its score."""
    return ("body", "year", "score") if by is By.REPORT else (by.value, "score")


def write_json(ranking: Ranking, query: str, out: TextIO) -> None:
    """Write ``{"query", "columns", "rows", "total"}`` on one line; a group without a score has null."""
    rows = [[*one.name, one.score] for one in ranking.groups]
    found = {"query": query, "columns": columns(ranking.by), "rows": rows, "total": len(rows)}
    out.write(inert_json(json.dumps(found, ensure_ascii=False)) + "\n")


def write_csv(ranking: Ranking, out: TextIO) -> None:
    """Write a line of columns, then the groups, with what is behind each score."""
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow([*columns(ranking.by), "median", "lowest", "reports", "unscored", "missing", "few"])
    for one in ranking.groups:
        behind = (one.median, one.lowest, one.reports, one.unscored, one.missing, int(one.few))
        lines.writerow([*map(inert_cell, one.name), one.score, *behind])


def write_text(ranking: Ranking, out: TextIO, lang: Language) -> None:
    """Write the ranking as a table with ranks, then how the scores of reports are distributed."""
    behind = () if ranking.by is By.REPORT else ("median", "lowest", "reports", "unscored", "missing")
    heads = ["rank", *columns(ranking.by), *behind, "mark"]
    table = [[text(f"score.column.{head}", lang) for head in heads]]
    table += [_told(rank, one, heads, lang) for rank, one in zip(ranks(ranking.groups), ranking.groups, strict=True)]
    write_aligned(table, out)
    if ranking.distribution and ranking.by is not By.REPORT:
        out.write(f"\n{text('score.distribution', lang)}\n")
        write_aligned(_bars(ranking), out)


def write_aligned(rows: Sequence[Sequence[str]], out: TextIO) -> None:
    """Write rows of cells in columns; a column of numbers is set to the right."""
    rows = [[inert(cell) for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    right = [all(_is_number(cell) for cell in column[1:]) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (_pad(cell, width, right=at_right) for cell, width, at_right in zip(row, widths, right, strict=True))
        out.write("  ".join(padded).rstrip() + "\n")


def _told(rank: int | None, one: Ranked, heads: Sequence[str], lang: Language) -> list[str]:
    named = dict(zip(heads[1:], one.name, strict=False))
    cells = {**named, "rank": rank, **{head: getattr(one, head) for head in heads if head in Ranked._fields and head != "name"}}
    cells["mark"] = "".join(text(f"score.mark.{mark}", lang) for mark in _marks(one))
    return [text("score.unknown", lang) if cells[head] is None and head in named else _cell(cells[head]) for head in heads]


def _marks(one: Ranked) -> Iterable[str]:
    if one.few:
        yield "few"
    if one.missing and not one.reports:
        yield "missing"
    elif one.score is None:
        yield "unread"


def ranks(groups: Sequence[Ranked]) -> Iterable[int | None]:
    """Equal scores have equal ranks (1 2 2 4); what has no score has none."""
    rank, before = 0, object()
    for at, one in enumerate(groups, 1):
        if one.score != before:
            rank, before = at, one.score
        yield None if one.score is None else rank


def _bars(ranking: Ranking) -> list[list[str]]:
    most = max(ranking.distribution.values())
    return [
        [f"{band * BANDS}–{(band + 1) * BANDS}", str(number), "█" * max(1, round(_BAR * number / most))]
        for band, number in ranking.distribution.items()
    ]


def _cell(value: object) -> str:
    return "" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _is_number(cell: str) -> bool:
    return not cell or cell.replace(".", "", 1).isdecimal()


def _pad(cell: str, width: int, *, right: bool) -> str:
    space = " " * (width - cell_len(cell))
    return space + cell if right else cell + space
