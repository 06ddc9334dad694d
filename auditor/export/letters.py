"""A letter for each body whose report wants checking: its findings with place, arithmetic and basis, and room to answer."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from auditor.batch.audited import Audit
from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.export.inert import inert
from auditor.export.place import place_text
from auditor.model.causes import at_or_above, causes, unsettled
from auditor.model.finding import Finding, Severity
from auditor.model.report import Reading
from auditor.query.rule_table import basis
from auditor.rules.message import message
from auditor.rules.pack import Pack

_UNSAFE = re.compile(r'[\\/:*?"<>|\s]+')
_COLUMNS = ("number", "place", "matter", "basis", "answer")
_MOST_LINES = 6
_WIDTHS = (1.2, 3.6, 6.2, 3.2, 2.6)


def write(audits: Iterable[Audit], folder: Path, pack: Pack, lang: Language) -> int:
    """Write a Word file for each report with a standing error or warning; how many. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    for audit in audits:
        if found := _matters(audit):
            _letter(audit, found, pack, lang).save(str(folder / _name(audit)))
            written += 1
    return written


def _matters(audit: Audit) -> list[list[Finding]]:
    """The causes to ask about, findings of one together; notes are left out."""
    standing = causes(unsettled(audit.findings))
    return [one.findings for one in standing if at_or_above(one.severity, Severity.WARNING)]


def _name(audit: Audit) -> str:
    report = audit.report
    named = f"{report.body or Path(report.source).stem}-{report.year or ''}-{report.sha256[:8]}"
    return _UNSAFE.sub("_", inert(named)) + ".docx"


def _letter(audit: Audit, matters: Sequence[Sequence[Finding]], pack: Pack, lang: Language) -> Any:
    from docx import Document  # noqa: PLC0415 - only this needs it

    report, document = audit.report, Document()
    told = {"body": report.body or report.source, "year": report.year or "", "source": report.source, "count": len(matters)}
    told = {key: inert(str(value)) for key, value in told.items()}
    document.add_heading(text("letter.title", lang, **told), 1)
    for key in ("to", "lead", "caution"):
        document.add_paragraph(text(f"letter.{key}", lang, **told))
    if report.reading is not Reading.READ:
        document.add_paragraph(text("letter.unread", lang, coverage=int(report.coverage * 100)))
    _table(document, audit, matters, pack, lang)
    return document


def _table(document: Any, audit: Audit, matters: Sequence[Sequence[Finding]], pack: Pack, lang: Language) -> None:
    from docx.shared import Cm  # noqa: PLC0415

    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    for cell, column in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.text = text(f"letter.{column}", lang)
    for number, findings in enumerate(matters, 1):
        told = _told(number, findings, audit, pack, lang)
        for cell, lines in zip(table.add_row().cells, told, strict=False):
            cell.text = "\n".join(inert(line) for line in lines if line)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)


def _told(number: int, findings: Sequence[Finding], audit: Audit, pack: Pack, lang: Language) -> list[Iterable[str]]:
    """The cells of a row, each as lines; where to answer stays empty."""
    places = dict.fromkeys(_place(one, audit, lang) for one in findings)
    matters = dict.fromkeys(message(one, pack, audit.report, lang) for one in findings)
    bases = dict.fromkeys(basis(pack.rules[one.rule]) for one in findings)
    return [[str(number)], *(_shortened(list(lines), lang) for lines in (places, matters, bases))]


def _shortened(lines: Sequence[str], lang: Language) -> Sequence[str]:
    """The first lines, and how many there are, where many cells have one cause (a table of blanks)."""
    return lines if len(lines) <= _MOST_LINES else [*lines[:_MOST_LINES], text("letter.more", lang, count=len(lines))]


def _place(finding: Finding, audit: Audit, lang: Language) -> str:
    line = text("letter.line", lang, line=finding.line) if finding.line else ""
    return " ".join(part for part in (place_text(finding.place, audit.report, lang), line) if part)
