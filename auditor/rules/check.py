"""From a report to its findings: facts, engine, then what the findings are to each other."""

from collections import Counter
from collections.abc import Iterable, Sequence

from auditor.model.finding import Finding, Place, finding_id
from auditor.model.report import Reading, Report
from auditor.rules.finding import finding
from auditor.rules.grouping import Hit, cells_behind
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import conclude
from auditor.rules.subject import Subject
from auditor.rules.subjects import subjects_of
from auditor.rules.waivers import Waiver


def check(report: Report, pack: Pack, waivers: Sequence[Waiver] = ()) -> list[Finding]:
    """The findings of a pack's rules on a report, by line, then rule; none on a report that was not read.

    Those that a waiver fits are waived, if the rules of the second stage let them. Raises ``EngineError`` where the engine
    cannot be imported or fails.
    """
    if report.reading in (Reading.DECLINED, Reading.UNREADABLE):
        return []
    bounds, subjects = pack.program.bounds, [one for one in subjects_of(report) if one.kind in pack.makers]
    broken = ((bounds[bound], subjects[at]) for bound, at in violations(subjects, pack))
    hits = [Hit(bound, subject, finding(bound, subject)) for bound, subject in broken]
    findings = conclude(hits, cells_behind(hits, bounds, subjects), report, pack, waivers)
    findings.sort(key=lambda one: (one.line or 0, one.rule, one.place.key()))
    _set_ids(findings, report)
    return findings


def violations(subjects: Sequence[Subject], pack: Pack) -> list[tuple[int, int]]:
    """(index of a bound rule, index of a subject) for every rule that a subject breaks, as the engine finds them."""
    matched = pack.matcher.match([pack.makers[subject.kind].make(subject) for subject in subjects])
    return sorted({(pack.program.cases[case][0], at) for case, at in matched})


def _set_ids(found: Iterable[Finding], report: Report) -> None:
    """Set ids; two findings of a rule that nothing tells apart but their order are numbered in it."""
    met: Counter[tuple[str, Place, str]] = Counter()
    for one in found:
        key = (one.rule, one.place, one.discriminator)
        met[key] += 1
        if met[key] > 1:
            one.discriminator += f"#{met[key]}"
        one.id = finding_id(one, report)
