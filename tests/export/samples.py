"""Audits to write out: reports with known figures, read and checked by the program itself."""

from auditor.batch.audited import Audit
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from auditor.rules.second.conclude import grade
from tests.writer import report, zeros

PACK = load_pack().select(["STR", "SUM", "BLK", "VAL", "FRM"])


def audit(changes=None, source="青石县.txt", waivers=()):
    """The audit of a report that is zero but for ``changes``: (table, row, column) → text."""
    return audit_of(report(zeros("2019") | (changes or {}), "2019", "tab").encode(), source, waivers)


def audit_of(data, source, waivers=()):
    read = read_report(source, data)
    found = check(read, PACK, waivers)
    return Audit(read, found, grade(read, found, PACK))


def unread(data=b"\x89PNG\r\n\x1a\n", source="扫描.png"):
    return Audit(read_report(source, data), [])


# One wrong cell, 4 for 5, breaks its row and its column.
WRONG_TOTAL = {
    ("applications", "received", "person"): "3",
    ("applications", "received", "company"): "2",
    ("applications", "received", "total"): "4",
    ("applications", "carried_out", "person"): "3",
    ("applications", "carried_out", "company"): "2",
    ("applications", "carried_out", "total"): "5",
}
BLANK_ROWS = {
    ("applications", row, column): ""
    for row in ("granted", "partly_granted")
    for column in ("person", "company", "research", "charity")
}
