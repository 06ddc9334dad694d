"""The smallest correction of each cause among a report's findings."""

from collections.abc import Sequence
from typing import NamedTuple

from auditor.model.finding import Finding, Place
from auditor.model.report import Report
from auditor.repair.correct import Sums
from auditor.repair.correction import Change
from auditor.rules.identities import Identity
from auditor.rules.pack import Pack


class CauseRepair(NamedTuple):
    """What would heal the broken identities of one cause.

    ``changes`` are those of the smallest corrections of the whole table, as far as their cells stand in these identities.
    It is None where these corrections differ, of which there are ``answers``, or where none was found: ``size`` is None then,
    else how many cells change at least. ``unique``: it is proved that there is no other.
    """

    changes: Sequence[Change] | None
    size: int | None
    unique: bool
    answers: int


def cause_repairs(report: Report, findings: Sequence[Finding], pack: Pack) -> dict[str, CauseRepair]:
    """By the id of a finding, the correction of its cause; findings that no identity is behind are not there.

    It is made anew from the cells each time: that takes about a millisecond, and nothing where every identity holds.
    """
    stated = {bound.rule.code for bound in pack.program.bounds if bound.identity}
    if stated.isdisjoint(finding.rule for finding in findings):
        return {}
    sums = Sums(report, pack)
    places = {(identity.rule, identity.place): identity for identity in sums.broken}
    groups: dict[str, list[Identity]] = {}
    for finding in findings:
        if identity := places.get((finding.rule, Place(*finding.place[:3]))):
            groups.setdefault(finding.cause or finding.id, []).append(identity)
    repairs = {cause: _repair(sums, identities) for cause, identities in groups.items()}
    return {one.id: repairs[cause] for one in findings if (cause := one.cause or one.id) in repairs}


def _repair(sums: Sums, identities: Sequence[Identity]) -> CauseRepair:
    network = next(one for one in sums.parts if identities[0] in one.identities)
    found = sums.found(network)
    cells = {cell for identity in identities for cell in identity.factors}
    if found.size is None:  # too many cells in all, but blanks may say what they hold
        found = sums.found(network, blank_unknown=True)
    restricted = [[change for change in one.changes if change.address in cells] for one in sums.solutions(found)]
    answers = {tuple((change.address, change.after) for change in changes): changes for changes in restricted}
    if not answers:
        return CauseRepair(None, None, unique=False, answers=0)
    size = min(map(len, answers))
    if len(answers) > 1:
        return CauseRepair(None, size, unique=False, answers=len(answers))
    (changes,) = answers.values()
    return CauseRepair(changes, size, found.complete, 1)
