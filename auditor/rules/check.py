"""From a report to its findings: facts, engine, then what the findings are to each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from auditor.model.finding import Finding, Place, finding_id
from auditor.model.report import Reading, Report
from auditor.rules.finding import finding
from auditor.rules.grouping import Hit, cells_behind
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import Case, conclude_many
from auditor.rules.subject import Subject
from auditor.rules.subjects import subjects_of
from auditor.rules.waivers import Waiver


def check(report: Report, pack: Pack, waivers: Sequence[Waiver] = ()) -> list[Finding]:
    """The findings of a pack's rules on a report, by line, then rule; none on a report that was not read.

    Those that a waiver fits are waived, if the rules of the second stage let them. Raises ``EngineError`` where the engine
    cannot be imported or fails.
    """
    return check_many([report], pack, waivers)[0]


def check_many(reports: Sequence[Report], pack: Pack, waivers: Sequence[Waiver] = ()) -> list[list[Finding]]:
    """For each report what ``check`` finds. What is new in any of them goes to the engine at once, which is faster.

    Raises ``EngineError`` like ``check``; what any report does to the engine is then told of all (``check_each`` tells which).
    """
    subjects = [list(_subjects(report, pack)) for report in reports]
    verdicts = iter(pack.verdicts.of(chain.from_iterable(subjects)))
    cases = [_case(report, own, verdicts, pack) for report, own in zip(reports, subjects, strict=True)]
    found = conclude_many(cases, pack, waivers)
    for report, findings in zip(reports, found, strict=True):
        findings.sort(key=lambda one: (one.line or 0, one.rule, one.place.key()))
        set_ids(findings, report, pack)
    return found


def check_each(reports: Sequence[Report], pack: Pack, waivers: Sequence[Waiver] = ()) -> list[list[Finding] | Exception]:
    """``check_many``; where that fails each report is checked by itself, and the error of one stands for its findings alone."""
    try:
        return [*check_many(reports, pack, waivers)]
    except Exception as error:  # noqa: BLE001 - whatever a report does to the program, the others are checked
        return [_alone(report, pack, waivers) for report in reports] if len(reports) > 1 else [error]


def violations(subjects: Sequence[Subject], pack: Pack) -> list[tuple[int, int]]:
    """(index of a bound rule, index of a subject) for every rule that a subject breaks, as the engine finds them."""
    return sorted((bound, at) for at, bounds in enumerate(pack.verdicts.of(subjects)) for bound in bounds)


def _subjects(report: Report, pack: Pack) -> Iterable[Subject]:
    return () if report.reading in (Reading.DECLINED, Reading.UNREADABLE) else subjects_of(report, pack.makers.keys())


def _case(report: Report, subjects: Sequence[Subject], verdicts: Iterator[tuple[int, ...]], pack: Pack) -> Case:
    """A report with what is found on its subjects, of which the verdicts come next."""
    bounds = pack.program.bounds
    broken = [(bounds[number], subject) for subject, met in zip(subjects, verdicts, strict=False) for number in met]
    hits = [Hit(bound, subject, finding(bound, subject)) for bound, subject in broken]
    return Case(report, hits, cells_behind(hits, bounds, subjects))


def _alone(report: Report, pack: Pack, waivers: Sequence[Waiver]) -> list[Finding] | Exception:
    try:
        return check(report, pack, waivers)
    except Exception as error:  # noqa: BLE001 - as in ``check_each``
        return error


def set_ids(found: Iterable[Finding], report: Report, pack: Pack) -> None:
    """Set ids; two findings of a rule that nothing tells apart but their order are numbered in it."""
    met: Counter[tuple[str, Place, str]] = Counter()
    for one in found:
        key = (one.rule, one.place, one.discriminator)
        met[key] += 1
        if met[key] > 1:
            one.discriminator += f"#{met[key]}"
        one.id = finding_id(one, report, pack.first_codes.get(one.rule, ""))
