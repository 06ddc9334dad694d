"""A finding (发现的问题): one rule, one place, what was expected and what is there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple

from auditor.model.report import Report

Number = int | Decimal


class Severity(StrEnum):
    """By harm: error contradicts the form's identities, its sections or the law; an auditor asks about a warning."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Place(NamedTuple):
    """The address of a finding. A row's identity has no column, a column's identity no row."""

    table: str | None = None
    row: str | None = None
    column: str | None = None
    section: str | None = None

    def key(self) -> str:
        """The place as one text: ``applications/received/-``."""
        return "/".join(part or "-" for part in self)


@dataclass(slots=True)
class Finding:
    """What a rule found.

    ``evidence`` holds the addresses (table, row, column) of the cells it rests on; ``details`` what the rule's message
    needs beside the place (a section's title, a unit); ``discriminator`` tells two findings of a rule at one place apart
    and never holds a line number.
    """

    rule: str
    severity: Severity
    place: Place
    line: int | None = None
    expected: Number | str | None = None
    actual: Number | str | None = None
    difference: Number | None = None
    evidence: tuple[tuple[str, str, str], ...] = ()
    details: Mapping[str, str | int] = field(default_factory=dict)
    discriminator: str = ""
    status: str = "open"
    cause: str | None = None
    id: str = ""


def finding_id(finding: Finding, report: Report, first_code: str = "") -> str:
    """A stable id: the same rule at the same place of the same body, year and scope gives the same id in every run.

    A letter, then letters and digits, so that it can be typed in a query without quotes. A report whose body is not
    resolved is told by its hash; a rule that had another code before by its ``first_code``.
    """
    owner = (report.body, str(report.year), report.scope) if report.body and report.year else (report.sha256,)
    parts = (first_code or finding.rule, *owner, finding.place.key(), finding.discriminator)
    return "f" + blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest()
