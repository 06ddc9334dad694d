"""From findings to what they are to each other: which only follow, which have one cause, which are waived, and the grade."""

from collections.abc import Iterator, Sequence

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


def conclude(hits: Sequence[Hit], cells: Sequence[str], report: Report, pack: Pack, waivers: Sequence[Waiver]) -> list[Finding]:
    """The findings that are told, with causes and statuses. ``cells`` names for each hit the cell behind it, "" for none.

    Which cell is behind several broken sums (``auditor.rules.cause``) and which waiver fits are found in Python: the first needs
    a system of equations solved, and of waivers there may be more than the engine takes under one condition (510). Both come to
    the engine as facts, and its rules say what is made of them.
    """
    if not hits:
        return []
    findings = [hit.finding for hit in hits]
    fitting = [next((one for one in waivers if one.fits(finding, report)), None) for finding in findings]
    within_others = _within(findings, pack.conclusions.follows)
    shared = of_report(report)
    subjects = [
        Subject(FINDING, finding.place, fields={**shared, **_own(finding), "cell": cell, "waived": int(bool(waiver)), **flags})
        for finding, cell, waiver, flags in zip(findings, cells, fitting, within_others, strict=True)
    ]
    told = []
    for subject, finding, waiver, rules in zip(subjects, findings, fitting, pack.conclusions.conclude(subjects), strict=True):
        statuses = {rule.then.status for rule in rules}
        if "dropped" not in statuses:
            finding.cause = _cause(rules, subject)
            if waiver and "waived" in statuses:
                finding.status = "waived"
                finding.details = {**finding.details, **waiver.told()}
            told.append(finding)
    return told


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
