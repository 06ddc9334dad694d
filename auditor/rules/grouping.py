"""Which broken sums one cell is behind."""

from collections import Counter
from collections.abc import Iterator, Sequence
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


def cells_behind(found: Sequence[Hit], bounds: Sequence[Bound], subjects: Sequence[Subject]) -> list[str]:
    """For each finding the address of the cell of which one change would heal it and others, or that it stands at; else ""."""
    behind = _causes(found, bounds, subjects)
    cells = {cell[:3]: cell.key() for cell in behind.values()}
    return [behind[at].key() if at in behind else cells.get(hit.finding.place[:3], "") for at, hit in enumerate(found)]


def _causes(found: Sequence[Hit], bounds: Sequence[Bound], subjects: Sequence[Subject]) -> dict[int, Place]:
    """The cells behind broken sums, by the places of these among the findings."""
    broken = [at for at, hit in enumerate(found) if hit.bound.identity]
    hits = [found[at] for at in broken]
    identities = [_identity(hit.bound, hit.subject, Fraction(hit.finding.difference or 0)) for hit in hits]
    standing = Counter(cell for identity in identities for cell in identity.factors)
    suspects = {cell for cell, count in standing.items() if count > 1}
    behind = _told(found, identities)
    if not suspects:
        return {broken[place]: Place(*cell) for place, cell in behind.items()}
    known = {(id(hit.bound), id(hit.subject)) for hit in hits}
    stated: dict[str, list[Bound]] = {}
    for bound in bounds:
        if bound.identity:
            stated.setdefault(bound.target.kind, []).append(bound)
    sound = (
        _identity(bound, subject, Fraction(0))
        for subject in subjects
        for bound in stated.get(subject.kind, ())
        if (id(bound), id(subject)) not in known and not suspects.isdisjoint(_cells(bound, subject))
    )
    behind |= causes([*identities, *sound])
    return {broken[place]: Place(*cell) for place, cell in behind.items()}


def _told(found: Sequence[Hit], identities: Sequence[Identity]) -> dict[int, Address]:
    """The cells behind broken sums of which another finding says what belongs there, as of a blank total, where it heals the sum.

    The other sums that such a cell stands in may be broken by more than it, so that its change heals them not by itself.
    """
    owed = {
        hit.finding.place[:3]: Fraction(hit.finding.difference)
        for hit in found
        if not hit.bound.identity and hit.finding.place.row and hit.finding.place.column and hit.finding.difference
    }
    behind = {}
    for place, identity in enumerate(identities):
        cells = [cell for cell, factor in identity.factors.items() if identity.imbalance == factor * owed.get(cell, 0)]
        if len(cells) == 1:
            behind[place] = cells[0]
    return behind


def _cells(bound: Bound, subject: Subject) -> Iterator[Address]:
    """The addresses of the cells that an identity of a subject names."""
    return (subject.cells[leaf.name][:3] for leaf in bound.identity or () if leaf.name in subject.cells)


def _identity(bound: Bound, subject: Subject, imbalance: Fraction) -> Identity:
    """An identity of a subject; without cells where one of them is not known, as it is then not judged."""
    factors = bound.identity or {}
    known = all(number(leaf, subject, blank_is_zero=bound.blank_is_zero) is not None for leaf in factors)
    return Identity({subject.cells[leaf.name][:3]: factor for leaf, factor in factors.items()} if known else {}, imbalance)
