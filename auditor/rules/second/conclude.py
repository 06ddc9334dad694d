"""From findings to what they are to each other: which only follow, which have one cause, which are waived, and the grade."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.model.causes import count_by_severity, unsettled
from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Reading, Report
from auditor.rules.grouping import Hit
from auditor.rules.pack import Pack
from auditor.rules.second.program import within
from auditor.rules.second.schema import FINDING, VERDICT, SecondRule
from auditor.rules.subject import Subject
from auditor.rules.subjects import of_report
from auditor.rules.waivers import Waiver

Fields = dict[str, int | str]


class Case(NamedTuple):
    """A report, what was found on it, and for each finding the address of the cell behind it, "" for none."""

    report: Report
    hits: Sequence[Hit]
    cells: Sequence[str]


def conclude_many(cases: Sequence[Case], pack: Pack, waivers: Sequence[Waiver]) -> list[list[Finding]]:
    """For each report the findings that are told, with causes and statuses. Raises ``EngineError``.

    Which cell is behind several broken sums (``auditor.rules.cause``) and which waiver fits are found in Python: the first needs
    a system of equations solved, and of waivers there may be more than the engine takes under one condition (510). Both come to
    the engine as facts, and its rules say what is made of them.
    """
    subjects = [list(_subjects(case, pack.conclusions.follows, waivers)) for case in cases]
    concluded = iter(pack.conclusions.conclude(subject for own in subjects for subject, _ in own))
    return [[*_told(case, own, concluded)] for case, own in zip(cases, subjects, strict=True)]


def _subjects(case: Case, follows: frozenset[str], waivers: Sequence[Waiver]) -> Iterator[tuple[Subject, Waiver | None]]:
    """Each finding of a report as rules see it, and the waiver that fits it."""
    findings, shared = [hit.finding for hit in case.hits], of_report(case.report)
    for finding, cell, flags in zip(findings, case.cells, _within(findings, follows), strict=True):
        waiver = next((one for one in waivers if one.fits(finding, case.report)), None)
        fields = {**shared, **_own(finding), "cell": cell, "waived": int(bool(waiver)), **flags}
        yield Subject(FINDING, finding.place, fields=fields), waiver


def _told(
    case: Case, subjects: Sequence[tuple[Subject, Waiver | None]], concluded: Iterator[list[SecondRule]]
) -> Iterator[Finding]:
    """The findings of a report that are told; the rules that hold for its subjects come next in ``concluded``."""
    for hit, (subject, waiver), rules in zip(case.hits, subjects, concluded, strict=False):
        finding, statuses = hit.finding, {rule.then.status for rule in rules}
        if "dropped" not in statuses:
            finding.cause = _cause(rules, subject)
            if waiver and "waived" in statuses:
                finding.status = "waived"
                finding.details = {**finding.details, **waiver.told()}
            yield finding


def grade(report: Report, findings: Sequence[Finding], pack: Pack) -> SecondRule | None:
    """The rule that gives a report its grade, by the causes that people have not settled; None where none does."""
    if report.reading in (Reading.DECLINED, Reading.UNREADABLE):
        return None
    causes = count_by_severity(unsettled(findings))
    fields = of_report(report) | {f"{severity}s": causes[severity] for severity in Severity}
    fields |= {"whole": int(report.reading is Reading.READ), "coverage": int(report.coverage * 100)}
    (rules,) = pack.conclusions.conclude([Subject(VERDICT, Place(), fields=fields)])
    return next(iter(rules), None)


def _cause(rules: Sequence[SecondRule], subject: Subject) -> str | None:
    template = next((rule.then.cause for rule in rules if rule.then.cause), None)
    return template.format_map(subject.fields) if template else None


def _own(finding: Finding) -> Fields:
    table, row, column, section = (part or "" for part in finding.place)
    family = finding.rule.partition("-")[0]
    place = {"table": table, "row": row, "column": column, "section": section}
    return {"code": finding.rule, "family": family, "severity": finding.severity.value, **place}


# ---------------------------------------------------------------------- places inside places


def _within(findings: Sequence[Finding], codes: frozenset[str]) -> Iterator[Fields]:
    """For each finding the flags of those ``codes`` of which another finding stands at its place or at one that holds it.

    A finding with a discriminator is on something at its place (an extra row in a table) and not on the place.
    """
    wider = [(one, _spot(one.place)) for one in findings if one.rule in codes and not one.discriminator]
    for finding in findings:
        spot = _spot(finding.place)
        yield {within(one.rule): 1 for one, place in wider if one is not finding and _holds(place, spot)}


def _spot(place: Place) -> Place:
    """A place with the section in which its table stands, which has the table's name."""
    return place if place.section or place.table == "platform" else place._replace(section=place.table)


def _holds(wider: Place, place: Place) -> bool:
    return all(part is None or part == own for own, part in zip(place, wider, strict=True))
