"""The sections of a report as rules see them: the six of the form, present or not, and those beside them."""

from collections.abc import Iterator

from auditor.model.finding import Place
from auditor.model.report import Report, Section
from auditor.parse.headings import SECTIONS, section_of
from auditor.rules.subject import Subject

_FORMS = ("2019", "2021", "mixed")
_FIRST_YEAR = 2019


def section_subjects(report: Report) -> Iterator[Subject]:
    """One subject for each of the six sections and one for each other; none where the six are not asked for (before 2019)."""
    if report.form in _FORMS or (report.form == "unknown" and report.year is not None and report.year >= _FIRST_YEAR):
        for subject in _met(report):
            subject.fields = {**subject.fields, **_prose(subject.place.section, report)}
            yield subject
        yield from (_missing(section, report) for section in _lacking(report))


def _prose(section: str | None, report: Report) -> dict[str, int | str]:
    """How much text a section has; not known where it may have more than was read under its heading.

    Where a heading beside the form's follows, or a table stands in the section, its text may be under that; and behind the end
    of a file that breaks off.
    """
    order = [one.section for one in report.sections]
    at = order.index(section)
    said = report.sections[at]
    if not section or said.letters is None or any(table.section == section for table in report.tables):
        return {}
    if at + 1 == len(order) if report.breaks_off else order[at + 1 : at + 2] == [None]:
        return {}
    return {"letters": said.letters, "own_letters": said.own_letters or 0, "prose": said.prose}


def _lacking(report: Report) -> list[str]:
    """The sections that are not there; where the file breaks off, only those that belong before one that is.

    Where tables were read and no heading at all, the headings were lost on the way: only those of the tables are told.
    """
    if not report.sections and (read := _tables_read(report)):
        return [section for section in SECTIONS if section in read]
    present = {section.section for section in report.sections}
    orders = [SECTIONS.index(section) for section in present if section]
    last = max(orders, default=-1) if report.breaks_off else len(SECTIONS)
    return [section for order, section in enumerate(SECTIONS) if section not in present and order < last]


def _tables_read(report: Report) -> set[str]:
    """The sections whose statutory table was read; a table has the name of its section."""
    return {table.table for table in report.tables if table.read}


def _missing(section: str, report: Report) -> Subject:
    """A section that is not there, at the heading after which it belongs."""
    earlier = SECTIONS[: SECTIONS.index(section)]
    before = [(earlier.index(one.section), one.line) for one in report.sections if one.section in earlier]
    fields: dict[str, int | str] = {
        "section": section,
        "present": 0,
        "extra": 0,
        "repeated": 0,
        "table_read": int(section in _tables_read(report)),
    }
    return Subject("section", Place(section=section), max(before)[1] if before else None, fields=fields)


def _met(report: Report) -> Iterator[Subject]:
    lacking = {SECTIONS.index(section) for section in _lacking(report)}
    furthest, previous = -1, "0"
    read = _tables_read(report)
    for ordinal, section in enumerate(report.sections, 1):
        fields = _fields(section)
        fields |= {"ordinal": ordinal, "skipped": 0, "repeated": int(_is_second(section, report))}
        fields["table_read"] = int(section.section in read)
        if previous:
            fields["previous"] = int(previous)
        if section.section:
            order = SECTIONS.index(section.section)
            fields["order"], fields["furthest"] = order + 1, furthest + 1
            fields["skipped"] = sum(furthest < one < order for one in lacking)
            furthest = max(furthest, order)
        previous = section.number
        yield Subject("section", Place(section=section.section), section.line, {}, fields, {"title": section.title})


def _is_second(section: Section, report: Report) -> bool:
    """Whether an extra section has the statutory heading of a section that is there beside it."""
    named, wording = section_of(section.title)
    own = section.section is None and named is not None and wording != "renamed"
    return own and any(other.section == named for other in report.sections)


def _fields(section: Section) -> dict[str, int | str]:
    fields: dict[str, int | str] = {
        "section": section.section or "",
        "title": section.title,
        "present": 1,
        "extra": int(section.section is None),
        "style": section.style,
        "wording": section.wording,
    }
    if section.number:
        fields["number"] = int(section.number)
    return fields
