"""Corrections as people read them. What comes from files is not made inert here."""

from collections.abc import Iterator, Sequence

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.form import column_label, row_label
from auditor.model.report import Report, State
from auditor.repair.causes import CauseRepair
from auditor.repair.correction import Change, Corrected, Correction, Shift, Solution
from auditor.repair.search import MOST_CELLS
from auditor.rules.identities import Identity

Item = tuple[str, str]
MOST_WAYS = 5
"""Solutions that are told one by one."""


class Teller:
    """Tells corrections of one report in a language; rows and columns have their statutory Chinese names in both."""

    def __init__(self, report: Report, lang: Language) -> None:
        self.lang = lang
        self._forms = {table.table: table.form for table in report.tables}

    def items(self, corrected: Corrected) -> Iterator[Item]:
        """All there is to say in rows of (item, text)."""
        zero, unknown = corrected
        yield "correction", self.summary(zero)
        yield from (("broken", self.identity(one)) for one in zero.broken)
        yield from (("shift", self.shift(one)) for one in zero.shifts)
        yield from (("way", self.solution(one)) for one in zero.solutions[:MOST_WAYS])
        if told := self.otherwise(corrected):
            yield "blank-unknown", told
            yield from (("way", self.solution(one)) for one in unknown.solutions[:MOST_WAYS])
        if zero.unread:
            yield "unread", self._say("repair.unread", count=zero.unread)
        if zero.broken:
            yield "caveat", self._say("repair.caveat")

    def summary(self, correction: Correction) -> str:
        """How many cells would have to change, and in how many ways."""
        size, count = correction.size, len(correction.solutions)
        if size is None:
            return self._say("repair.not-localisable", most=MOST_CELLS)
        if not size:
            return self._say("repair.nothing" if correction.judged else "repair.no-tables")
        if correction.unique:
            return self._say("repair.unique", size=size)
        if count == 1:
            return self._say("repair.only", size=size)
        return self._say("repair.several" if correction.complete else "repair.some", size=size, count=count)

    def otherwise(self, corrected: Corrected) -> str:
        """What is different when blanks are unknown; "" where nothing is."""
        if not corrected.differ:
            return ""
        return self.summary(corrected.unknown) if corrected.unknown.size != 0 else self._say("repair.blank-unknown-nothing")

    def solution(self, solution: Solution) -> str:
        """The changes of a solution in one line."""
        told = "；".join(self.change(change) for change in solution.changes)
        return told if solution.determined else self._say("repair.undetermined", told=told)

    def change(self, change: Change) -> str:
        """A cell, its number before and after, and the slip."""
        told = self.bare(change)
        return self._say("repair.because", told=told, reason=self._say(f"repair.slip.{change.reason}"))

    def bare(self, change: Change) -> str:
        """A cell, its number before and after."""
        before = name("state", State.BLANK, self.lang) if change.before is None else change.before
        return self._say("repair.change", place=self.place(*change.address), before=before, after=change.after)

    def identity(self, identity: Identity) -> str:
        """An identity by its rule and place."""
        return self._say("repair.broken-sum", rule=identity.rule, place=self.place(*identity.place[:3]))

    def shift(self, shift: Shift) -> str:
        """What was shifted, and which way."""
        axis = "row" if shift.row else "column"
        line = self.place(shift.table, shift.row, shift.column).rpartition(" / ")[2]
        return self._say(f"repair.shift.{axis}" + ("" if shift.by > 0 else "-back"), line=line, by=abs(shift.by))

    def cause(self, repair: CauseRepair) -> str:
        """The correction of one cause in one line, and that it is not what is true."""
        if repair.size is None:
            return self._say("repair.no-localisable-cause")
        if repair.changes is None:
            return self._say("repair.several-causes", count=repair.answers, caveat=self._say("repair.caveat"))
        told = "；".join(self.bare(change) for change in repair.changes)
        return self._say("repair.one-cause", told=told, caveat=self._say("repair.caveat"))

    def place(self, table: str | None, row: str | None, column: str | None) -> str:
        """A cell, row or column in statutory labels."""
        table = table or ""
        form = self._forms.get(table, "")
        parts = (
            name("table", table, self.lang),
            row and row_label(table, form, row),
            column and column_label(table, form, column),
        )
        return " / ".join(part for part in parts if part)

    def _say(self, key: str, **details: object) -> str:
        return text(key, self.lang, **details)


def healed(change: Change, broken: Sequence[Identity]) -> list[Identity]:
    """The broken identities that a cell stands in."""
    return [identity for identity in broken if change.address in identity.factors]
