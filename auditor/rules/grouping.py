"""Findings that have one cause."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from auditor.model.finding import Finding, Place
from auditor.rules.cause import Address, Identity, causes
from auditor.rules.evaluate import number
from auditor.rules.program import Bound
from auditor.rules.subject import Subject


class Hit(NamedTuple):
    """A finding, with the bound rule that is broken and the subject that breaks it."""

    bound: Bound
    subject: Subject
    finding: Finding


def set_causes(found: Sequence[Hit], bounds: Sequence[Bound], subjects: Sequence[Subject]) -> None:
    """Set the causes of findings.

    Findings that their rule joins have the cause ``FAMILY/table``; broken sums that one cell would heal, and other findings at
    that cell, have its address.
    """
    for hit in found:
        joined = hit.bound.rule.cause
        if joined:
            table = hit.finding.place.table if joined == "table" else None
            hit.finding.cause = "/".join(filter(None, (hit.bound.rule.family, table)))
    cells = _cells_behind(found, bounds, subjects)
    for hit in found:
        if hit.finding.cause is None and hit.finding.place[:3] in cells:
            hit.finding.cause = hit.finding.place.key()


def _cells_behind(found: Sequence[Hit], bounds: Sequence[Bound], subjects: Sequence[Subject]) -> set[Address]:
    """Join the broken sums that one cell would heal; the cells that would."""
    broken = [hit for hit in found if hit.bound.identity]
    identities = [_identity(hit.bound, hit.subject, Fraction(hit.finding.difference or 0)) for hit in broken]
    standing = Counter(cell for identity in identities for cell in identity.factors)
    suspects = {cell for cell, count in standing.items() if count > 1}
    if not suspects:
        return set()
    known = {(id(hit.bound), id(hit.subject)) for hit in broken}
    stated = [bound for bound in bounds if bound.identity]
    sound = (
        _identity(bound, subject, Fraction(0))
        for subject in subjects
        for bound in stated
        if bound.target.kind == subject.kind and (id(bound), id(subject)) not in known
    )
    behind = causes([*identities, *(one for one in sound if suspects & one.factors.keys())])
    for place, cell in behind.items():
        broken[place].finding.cause = Place(*cell).key()
    return set(behind.values())


def _identity(bound: Bound, subject: Subject, imbalance: Fraction) -> Identity:
    """An identity of a subject; without cells where one of them is not known, as it is then not judged."""
    factors = bound.identity or {}
    known = all(number(leaf, subject, blank_is_zero=bound.blank_is_zero) is not None for leaf in factors)
    return Identity({subject.cells[leaf.name][:3]: factor for leaf, factor in factors.items()} if known else {}, imbalance)
