"""Waivers (豁免): findings that people excused, with the reason, their name and a last day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from auditor.model.finding import Finding
from auditor.model.report import Report


class Address(NamedTuple):
    """The places a waiver is for: tables or sections, rows, columns; empty for any."""

    wholes: frozenset[str] = frozenset()
    rows: frozenset[str] = frozenset()
    columns: frozenset[str] = frozenset()

    def holds(self, finding: Finding) -> bool:
        """Whether a finding is at one of these places."""
        table, row, column, section = finding.place
        return (
            (not self.wholes or table in self.wholes or section in self.wholes)
            and (not self.rows or row in self.rows)
            and (not self.columns or column in self.columns)
        )


ANYWHERE = Address()


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver; ``line`` is where it starts in its file. What it does not name matches all."""

    line: int
    rule: str = ""
    body: str | None = None
    year: int | None = None
    address: Address = ANYWHERE
    reason: str = ""
    by: str = ""
    until: date | None = None

    def fits(self, finding: Finding, report: Report) -> bool:
        """Whether it is for a finding of a report; ``rule`` is a code or its beginning."""
        return (
            finding.rule.startswith(self.rule)
            and self.body in (None, report.body)
            and self.year in (None, report.year)
            and self.address.holds(finding)
        )

    def expired(self, day: date) -> bool:
        """Whether its last day was before ``day``."""
        return self.until is not None and self.until < day

    def told(self) -> dict[str, str | int]:
        """What a finding that it excuses keeps of it, in ``details``."""
        until = self.until.isoformat() if self.until else ""
        because = " ".join(self.reason.split())
        return {"waiver": self.line, "waived_because": because, "waived_by": self.by, "waived_until": until}


def in_force(waivers: Iterable[Waiver], day: date | None = None) -> list[Waiver]:
    """The waivers that have not expired on a day, by default today."""
    today = day or datetime.now(UTC).astimezone().date()
    return [one for one in waivers if not one.expired(today)]
