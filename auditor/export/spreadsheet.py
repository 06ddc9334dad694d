"""Findings as rows for spreadsheets: one finding a row."""

import csv
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TextIO, TypeAlias

from auditor.batch.audited import Audit
from auditor.catalogue.language import Language
from auditor.export.inert import inert_cell
from auditor.rules.message import message
from auditor.rules.pack import Pack

COLUMNS = (
    *("source", "body", "year", "rule", "severity", "status", "table", "row", "column", "section", "line"),
    *("expected", "actual", "difference", "cause", "id", "message"),
)
Value: TypeAlias = str | int | Decimal | None


def write_csv(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language) -> None:
    """Write a line of columns, then the findings; addresses as in JSON, messages in ``lang``; no text acts as a formula."""
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(COLUMNS)
    for audit in audits:
        lines.writerows(map(inert_cell, row) for row in rows(audit, pack, lang))


def rows(audit: Audit, pack: Pack, lang: Language) -> Iterator[tuple[Value, ...]]:
    """The findings of a file, values in the order of ``COLUMNS``."""
    report = audit.report
    for one in audit.findings:
        yield (
            *(report.source, report.body, report.year),
            *(one.rule, str(one.severity), one.status, *one.place, one.line),
            *(one.expected, one.actual, one.difference, one.cause, one.id),
            message(one, pack, report, lang),
        )
