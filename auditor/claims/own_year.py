"""Of which year a report says in its opening that it is: 现公布2020年政府信息公开工作年度报告."""

from collections.abc import Iterator, Sequence

from auditor.claims.clause import Said, clauses
from auditor.claims.meaning import Meaning
from auditor.claims.number import Written
from auditor.claims.words import word
from auditor.model.report import Prose

_CONCEPT, _UNIT = "report_year", "年"
_OPENING = 3
"""Paragraphs that may open a report; what is told later is told of other reports too."""
_SECTIONS = ("", "overview")


def read_own_year(prose: Sequence[Prose]) -> Iterator[tuple[Said, Meaning]]:
    """The year, as a number of 年, where one of the first paragraphs says what is published with it."""
    for paragraph in prose[:_OPENING]:
        found = word("OWN_YEAR").search(paragraph.text) if paragraph.section in _SECTIONS else None
        if found:
            start, end = found.span("year")
            year = int(found["year"])
            written = Written(start, start, end + len(_UNIT), year, _UNIT, "", year, year)
            yield from ((said, Meaning(_CONCEPT)) for said in clauses(paragraph, [written]))
