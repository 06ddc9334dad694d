"""Claims and relations as rows of ``claims`` and as records of ``readings``, and back."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from operator import attrgetter
from typing import Any

from auditor.model.claim import Claim, Link, Number, Relation
from auditor.store.codec import split, storable

_RELATION = [field.name for field in fields(Relation)]
_relation_values = attrgetter(*_RELATION)
_NUMBERS = [Claim._fields.index(name) for name in ("quantity", "low", "high")]


def claim_values(claims: Sequence[Claim]) -> Iterator[tuple[Any, ...]]:
    """The rows of a report's claims behind its number, values in the order of the columns; null for what could not be told."""
    for position, claim in enumerate(claims):
        yield (
            *(position, storable(claim.text), claim.line),
            *split(claim.quantity),
            *(claim.unit or None, claim.concept or None, claim.scope, claim.period, claim.section or None),
        )


def claim_records(claims: Sequence[Claim], relations: Sequence[Relation]) -> dict[str, list[Any]]:
    """Claims and relations for the record of a reading; nothing where a report has none."""
    return {
        **({"claims": [_claim_record(claim) for claim in claims]} if claims else {}),
        **({"relations": [_relation_values(relation) for relation in relations]} if relations else {}),
    }


def to_claims(reading: dict[str, Any]) -> tuple[list[Claim], list[Relation]]:
    """The claims and relations of a reading's record."""
    claims = [_to_claim(record) for record in reading.get("claims", ())]
    return claims, [_to_relation(record) for record in reading.get("relations", ())]


def _claim_record(claim: Claim) -> list[Any]:
    """A decimal is kept as its text, so that its digits come back as they were written."""
    return [storable(claim.text), *(str(value) if isinstance(value, Decimal) else value for value in claim[1:])]


def _to_claim(record: list[Any]) -> Claim:
    for at in _NUMBERS:
        record[at] = _to_number(record[at])
    return Claim(*record)


def _to_number(value: Any) -> Number | None:
    return Decimal(value) if isinstance(value, str) else value


def _to_relation(record: list[Any]) -> Relation:
    link, whole, parts, *rest = record
    return Relation(Link(link), whole, tuple(parts), *rest)
