"""Sentences whose claims are known, and how far a reading of them is right.

An entry of the YAML files gives ``kind``, ``text`` (a paragraph a line), ``section`` (overview) and ``year`` (the first that is
named, else 2020) and what is to be found: its claims in order, each by ``is`` (the number and its unit) and those fields of
``Claim`` that are not at their default, and the relations as lists of numbers.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from auditor.claims.read import read_claims
from auditor.model.claim import Claim, Link, Relation
from auditor.model.report import Prose
from auditor.normalise.script import narrow, simplified

SETS = ("heldout", "known", "provinces")
_FIELDS = {"concept": "", "of": "", "scope": "unknown", "period": "year", "approximate": "", "change": ""}
_YEAR = re.compile(r"20[0-9]{2}(?=年)")
_FLAGS = ("with_carried_in", "concluded")


class Entry(NamedTuple):
    kind: str
    text: str
    claims: list[Mapping[str, Any]]
    relations: list[Mapping[str, Any]]
    section: str
    year: int

    @property
    def prose(self) -> list[Prose]:
        return [Prose(line, self.section, narrow(simplified(text))) for line, text in enumerate(self.text.splitlines(), 1)]


class Score(NamedTuple):
    """Of one kind of thing: ``wrong`` is told and not so, ``missed`` is so and not told."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def entries(name: str) -> list[Entry]:
    """The entries of a set."""
    found = yaml.safe_load((Path(__file__).parent / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        Entry(
            *(one["kind"], one["text"], one.get("claims", []), one.get("relations", []), one.get("section", "overview")),
            one.get("year") or int(next(iter(_YEAR.findall(one["text"])), 2020)),
        )
        for one in found
    ]


def compare(entry: Entry) -> Iterator[tuple[str, str, str]]:
    """(aspect, right | wrong | missed, what) of everything that is expected or told of an entry."""
    claims, relations = read_claims(entry.prose, entry.year)
    told = [f"{claim.quantity}{claim.unit}" for claim in claims]
    expected = [str(one["is"]) for one in entry.claims]
    yield from _counted("number", Counter(expected), Counter(told))
    if told == expected:
        for claim, label in zip(claims, entry.claims, strict=True):
            yield from _fields(claim, label)
    wanted = Counter(shown for label in entry.relations for shown in _labels(label))
    yield from _counted("relation", wanted, Counter(_relation(relation, claims) for relation in relations))


def _fields(claim: Claim, label: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Concept with what narrows it, and for a claim that has one its scope, period and flags; marks of every claim."""
    name = f"{claim.text}: {claim.quantity}"
    concept, wanted = (claim.concept, claim.of), (label.get("concept", ""), label.get("of", ""))
    if wanted[0] or concept[0]:
        yield from _told("concept", concept if concept[0] else None, wanted if wanted[0] else None, name)
        if concept[0] and concept == wanted:
            for field in ("scope", "period", *_FLAGS):
                is_so = getattr(claim, field) == label.get(field, _FIELDS.get(field, False))
                yield field, "right" if is_so else "wrong", f"{name} {field} {getattr(claim, field)}"
    for field in ("approximate", "change"):
        yield from _told(field, getattr(claim, field) or None, label.get(field), name)


def _told(aspect: str, told: Any, wanted: Any, name: str) -> Iterator[tuple[str, str, str]]:
    if told == wanted and told is not None:
        yield aspect, "right", name
    if told is not None and told != wanted:
        yield aspect, "wrong", f"{name} {told}"
    if wanted is not None and told is None:
        yield aspect, "missed", f"{name} {wanted}"


def _counted(aspect: str, wanted: Counter[str], told: Counter[str]) -> Iterator[tuple[str, str, str]]:
    yield from ((aspect, "right", one) for one in (wanted & told).elements())
    yield from ((aspect, "wrong", one) for one in (told - wanted).elements())
    yield from ((aspect, "missed", one) for one in (wanted - told).elements())


def _labels(label: Mapping[str, Any]) -> Iterator[str]:
    for link in Link:
        if link.value in label:
            numbers = [None if one is None else Decimal(str(one)) for one in label[link.value]]
            yield _shown(link, numbers, exhaustive=bool(label.get("exhaustive")))


def _relation(relation: Relation, claims: list[Claim]) -> str:
    numbers: list[Any] = [claims[at].quantity for at in (relation.whole, *relation.parts)]
    if relation.link is Link.GROWTH and not relation.parts:
        numbers.append(None)
    if relation.stated is not None:
        numbers.append(claims[relation.stated].quantity)
    if relation.divisor is not None:
        numbers.append(relation.divisor)
    return _shown(relation.link, numbers, exhaustive=relation.exhaustive)


def _shown(link: Link, numbers: list[Any], *, exhaustive: bool) -> str:
    digits = " ".join("-" if one is None else str(Decimal(one).normalize().__format__("f")) for one in numbers)
    return f"{link} {digits}{' all' if exhaustive else ''}"


def measure(name: str) -> dict[str, Score]:
    """The score of a set by aspect: number, concept, scope, period, relation …"""
    counts = Counter((aspect, verdict) for entry in entries(name) for aspect, verdict, _ in compare(entry))
    aspects = sorted({aspect for aspect, _ in counts})
    return {aspect: Score(*(counts[aspect, verdict] for verdict in ("right", "wrong", "missed"))) for aspect in aspects}
