"""Claims for tests, as the reader of the prose gives them."""

from decimal import Decimal

from auditor.model.claim import Claim, Link, Relation
from auditor.model.report import Report
from auditor.rules.quantity import times


def claim(quantity: int | str, unit: str = "件", concept: str = "items", **said) -> Claim:
    """A claim of one number; a text is a decimal. Exact unless ``low`` or ``high`` is said, in whole counts."""
    number = quantity if isinstance(quantity, int) else Decimal(quantity)
    counts = number * times(unit)
    defaults = {"low": counts, "high": counts, "scope": "region", "section": "overview"}
    return Claim(
        f"共{quantity}{unit}", said.pop("line", 9), 1, 1 + len(str(quantity)), number, unit, concept=concept, **(defaults | said)
    )


def relation(link: Link, whole: int, *parts: int, **said) -> Relation:
    """A relation between places of claims."""
    return Relation(link, whole, parts, **said)


def saying(report: Report, claims: list[Claim], *relations: Relation) -> Report:
    """A report whose prose makes these claims, those that were given no other line on line 9."""
    report.claims = claims
    report.relations = list(relations)
    return report
