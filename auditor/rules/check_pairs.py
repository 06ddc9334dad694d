"""From what reports are to each other to findings: the second half of a check, for subjects made of several reports."""

from collections.abc import Iterator, Sequence
from itertools import chain

from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.rules.check import set_ids
from auditor.rules.finding import finding
from auditor.rules.grouping import Hit
from auditor.rules.pack import Pack
from auditor.rules.second.conclude import Case, conclude_many
from auditor.rules.subject import Subject
from auditor.rules.waivers import Waiver

Beside = tuple[Report, Sequence[Subject]]
"""A report, and the subjects that it makes with others (auditor/rules/pairs.py)."""


def check_pairs(reports: Sequence[Beside], pack: Pack, waivers: Sequence[Waiver] = ()) -> list[list[Finding]]:
    """For each report the findings of the rules over several reports, by rule, then place. One call of the engine for all.

    Raises ``EngineError`` like ``check``. No cell is looked for behind several broken sums: each names two reports, and which
    of them is wrong nobody can tell.
    """
    subjects = [[one for one in own if one.kind in pack.makers] for _, own in reports]
    verdicts = iter(pack.verdicts.of(chain.from_iterable(subjects)))
    cases = [_case(report, own, verdicts, pack) for (report, _), own in zip(reports, subjects, strict=True)]
    found = conclude_many(cases, pack, waivers)
    for (report, _), findings in zip(reports, found, strict=True):
        findings.sort(key=lambda one: (one.rule, one.line or 0, one.place.key(), one.discriminator))
        set_ids(findings, report, pack)
    return found


def _case(report: Report, subjects: Sequence[Subject], verdicts: Iterator[tuple[int, ...]], pack: Pack) -> Case:
    bounds = pack.program.bounds
    broken = [(bounds[number], subject) for subject, met in zip(subjects, verdicts, strict=False) for number in met]
    hits = [Hit(bound, subject, finding(bound, subject)) for bound, subject in broken]
    return Case(report, hits, [""] * len(hits))
