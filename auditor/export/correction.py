"""Corrections of a report as text, with the table drawn, and as JSON (design, section 2)."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, TextIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.export.inert import inert, inert_json
from auditor.model.form import column_label, row_label
from auditor.model.report import Report, State
from auditor.repair.causes import CauseRepair
from auditor.repair.correction import Change, Corrected, Correction, Shift
from auditor.repair.say import MOST_WAYS, Teller, healed
from auditor.rules.identities import Address

_ENDLESS = 1_000_000
_BEFORE, _AFTER = "bold red strike", "bold green"


def write_json(corrected: Corrected, out: TextIO) -> None:
    """Write the document on one line; the top level takes blanks as 0, ``blank_unknown`` lets them be anything at no cost."""
    document = as_json(corrected.zero) | {"blank_unknown": as_json(corrected.unknown)}
    out.write(inert_json(json.dumps(document, ensure_ascii=False)) + "\n")


def as_json(correction: Correction) -> dict[str, Any]:
    """One correction. ``size`` counts written cells, and with blanks as 0 also those; ``shifts`` are lines to be moved back."""
    return {
        "solutions": [
            {
                "cells": changes_json(one.changes),
                "plausibility": one.plausibility,
                "reasons": [change.reason for change in one.changes],
                "determined": one.determined,
            }
            for one in correction.solutions
        ],
        "size": correction.size,
        "unique": correction.unique,
        "complete": correction.complete,
        "shifts": [_shift_json(one) for one in correction.shifts],
    }


def changes_json(changes: Sequence[Change]) -> list[dict[str, Any]]:
    """Cells with what they hold (null for a blank or a dash) and what they would hold."""
    return [
        {
            "table": one.table,
            "row": one.row,
            "column": one.column,
            "from": one.before,
            "to": one.after,
        }
        for one in changes
    ]


def _shift_json(shift: Shift) -> dict[str, Any]:
    line = {"table": shift.table, "row": shift.row, "column": shift.column, "by": shift.by}
    return line | {"cells": changes_json(shift.changes)}


def cause_json(repair: CauseRepair | None) -> dict[str, Any] | None:
    """The correction of a finding's cause; null for a finding that no sum is behind.

    ``cells`` is null where there are several ``answers`` or, ``size`` being null too, none that could be found.
    """
    if repair is None:
        return None
    cells = None if repair.changes is None else changes_json(repair.changes)
    return {"cells": cells, "unique": repair.unique, "size": repair.size, "answers": repair.answers}


# ---------------------------------------------------------------------- text


def write_text(report: Report, corrected: Corrected, out: TextIO, lang: Language) -> None:
    """Write what is broken, the likeliest corrections with what each change heals, and the table with the first drawn in."""
    _Page(report, corrected, out, lang).write()


class _Page:
    def __init__(self, report: Report, corrected: Corrected, out: TextIO, lang: Language) -> None:
        self.report, self.corrected, self.lang, self.tell = report, corrected, lang, Teller(report, lang)
        terminal = out.isatty()
        self.console = Console(
            file=out,
            width=None if terminal else _ENDLESS,
            color_system="auto" if terminal else None,
            markup=False,
            highlight=False,
            emoji=False,
        )

    def write(self) -> None:
        zero, unknown = self.corrected
        self._line(" ".join(str(part) for part in (self.report.body, self.report.year, self.report.source) if part), "bold")
        self._line(self.tell.summary(zero), "bold" if zero.broken else "")
        for shift in zero.shifts:
            self._line(f"  {self.tell.shift(shift)}", "yellow")
        self._ways(zero)
        changes = zero.solutions[0].changes if zero.solutions else zero.shifts[0].changes if zero.shifts else ()
        for table in dict.fromkeys(change.table for change in changes):
            self._draw(table, {change.address: change for change in changes})
        if zero.broken and not zero.solutions:
            self._broken(zero)
        if told := self.tell.otherwise(self.corrected):
            self._line(f"\n{self._say('repair.blank-unknown', told=told)}")
            self._ways(unknown)
        if zero.unread:
            self._line(f"\n{self._say('repair.unread', count=zero.unread)}", "yellow")
        if zero.broken:
            self._line(f"\n{self._say('repair.caveat')}", "italic")

    def _ways(self, correction: Correction) -> None:
        """The likeliest solutions, and under each change the identities that it helps to heal."""
        for number, solution in enumerate(correction.solutions[:MOST_WAYS], 1):
            self._line(f"\n  {self._say('repair.number', number=number, plausibility=f'{solution.plausibility:.2f}')}")
            for change in solution.changes:
                self._line(f"    {self.tell.change(change)}")
                for identity in healed(change, correction.broken):
                    self._line(f"      {self._say('repair.heals', identity=self.tell.identity(identity))}", "dim")
        if (rest := len(correction.solutions) - MOST_WAYS) > 0:
            self._line(f"\n  {self._say('repair.more', count=rest)}")

    def _broken(self, correction: Correction) -> None:
        self._line(f"\n{self._say('repair.broken', count=len(correction.broken))}")
        for identity in correction.broken:
            self._line(f"  {self.tell.identity(identity)}")

    def _draw(self, table: str, changes: Mapping[Address, Change]) -> None:
        """A table as it is filled in, with the cells to change before and after; rows that hold nothing are left out."""
        form = next((one.form for one in self.report.tables if one.table == table), "")
        cells = {cell[:3]: cell for cell in self.report.cells if cell.table == table}
        columns = list(dict.fromkeys(cell.column for cell in cells.values()))
        drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
        drawn.add_column("", overflow="fold")
        for column in columns:
            drawn.add_column(column_label(table, form, column), justify="right", overflow="fold")
        for row in dict.fromkeys(cell.row for cell in cells.values()):
            texts = [self._cell((table, row, column), cells, changes) for column in columns]
            if any(one.plain.strip("0 ") for one in texts):
                drawn.add_row(row_label(table, form, row), *texts)
        self._line("")
        self._print(drawn)

    def _cell(self, address: Address, cells: Mapping[Address, Any], changes: Mapping[Address, Change]) -> Text:
        raw = inert(cells[address].raw.strip()) if address in cells else ""
        if address not in changes:
            return Text(raw)
        return Text.assemble(
            (raw or name("state", State.BLANK, self.lang), _BEFORE), " → ", (str(changes[address].after), _AFTER)
        )

    def _line(self, line: str, style: str = "") -> None:
        for part in line.split("\n"):
            self._print(Text(inert(part), style))

    def _print(self, content: Table | Text) -> None:
        """Print without the spaces that pad lines."""
        with self.console.capture() as capture:
            self.console.print(content)
        for line in capture.get().split("\n")[:-1]:
            self.console.file.write(f"{line.rstrip()}\n")

    def _say(self, key: str, **details: object) -> str:
        return text(key, self.lang, **details)
