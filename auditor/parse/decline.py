"""Which files are no annual report that can be audited, and why: said, never guessed."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from auditor.model.form import STATUTORY
from auditor.model.report import Diagnostic
from auditor.normalise.plain import tight
from auditor.parse.shape import MetRow, MetSection

_SUBJECT = re.compile("信息公开|政务公开")
_NOTICE = re.compile(r"[上下]半年|半年度|第?[一二三四1-4]季度|(?<![0-9])(?:[1-9]|1[0-2])月份")
_ENGLISH = re.compile(r"government\s+(?:affairs\s+)?information|information\s+disclosure|openness", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile("[A-Za-z]")
_FIRST_FORM_YEAR = 2019
_LONGEST_TITLE = 60
_LEAST_LETTERS = 300
_LEAST_ROWS = 8
_SHORT_LINE = 12


def reason(met: Sequence[MetSection], text: Callable[[], str], layout: str, year: int | None) -> Diagnostic | None:
    """Why a text is declined, None where it is read.

    ``text`` gives the whole text in Simplified script, ``met`` its shape, ``year`` the report's as far as it is known.
    """
    tables = {table.table for one in met for table in one.tables}
    sections = {one.heading.section for one in met if one.heading and one.heading.section}
    if not tables and _is_english(text()):
        return Diagnostic("PARSE-TRANSLATED")
    if notice := _notice(met):
        return Diagnostic("PARSE-NOTICE", None, {"text": notice})
    if not tables and (len(sections) < 2 or not _SUBJECT.search(tight(text()))):
        return Diagnostic("PARSE-NO-REPORT", None, {"sections": len(sections), "tables": len(tables)})
    if (year is None or year >= _FIRST_FORM_YEAR) and not tables & set(STATUTORY):
        return Diagnostic("PARSE-NO-TABLES", None, {"sections": len(sections), "tables": len(tables)})
    if layout in ("line", "tab") and _is_deduplicated(met, text):
        return Diagnostic("PARSE-DEDUPED")
    return None


def _is_english(text: str) -> bool:
    """Whether a text is a translation: English about the subject, with hardly a Chinese character in it."""
    letters = len(_LETTER.findall(text))
    return letters > _LEAST_LETTERS and len(_HAN.findall(text)) * 20 < letters and _ENGLISH.search(text) is not None


def _notice(met: Sequence[MetSection]) -> str | None:
    """The title of a notice of figures for a part of a year; None where the file has none, or is an annual report."""
    titles = [tight(piece.raw) for one in met if one.heading is None for piece in one.paragraphs]
    short = [title for title in titles if len(title) <= _LONGEST_TITLE and "。" not in title and _SUBJECT.search(title)]
    if any("年度报告" in title for title in short):
        return None
    return next((title for title in short if _NOTICE.search(title)), None)


def _is_deduplicated(met: Sequence[MetSection], text: Callable[[], str]) -> bool:
    """Whether a crawler dropped repeated lines: rows enough, hardly a value, and no short line is there twice."""
    rows = [part for one in met for table in one.tables for part in table.parts if isinstance(part, MetRow)]
    values = sum(len(row.values) for row in rows)
    if len(rows) < _LEAST_ROWS or values > 2 * len(rows):
        return False
    short = Counter(line for line in map(tight, text().split("\n")) if line and len(line) <= _SHORT_LINE)
    return max(short.values(), default=0) == 1
