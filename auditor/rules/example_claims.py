"""The claims that an example of a rule gives, without prose from which they would be read."""

import re
from decimal import Decimal

from auditor.model.claim import Claim, Link, Relation
from auditor.model.report import Report
from auditor.rules.problem import RuleError
from auditor.rules.quantity import times
from auditor.rules.schema import ExampleClaim, ExampleRelation

_QUANTITY = re.compile(r"(\d+(?:\.\d+)?)(\D*)")


def add_claims(report: Report, claims: tuple[ExampleClaim, ...], relations: tuple[ExampleRelation, ...]) -> None:
    """Let a report's prose make these claims, one paragraph a section. Raises ``RuleError`` for a number that is none."""
    lines = {section.section: section.first for section in report.sections}
    report.claims += [_claim(one, lines.get(one.section, 0)) for one in claims]
    first = len(report.claims) - len(claims)
    for one in relations:
        if not all(0 <= place < len(claims) for place in (one.whole, *one.parts, one.stated or 0)):
            raise RuleError("no-claim", count=len(claims))
        parts = tuple(first + part for part in one.parts)
        stated = None if one.stated is None else first + one.stated
        made = Relation(Link(one.link), first + one.whole, parts, stated, one.exhaustive, one.divisor, one.by)
        report.relations.append(made)


def _claim(said: ExampleClaim, line: int) -> Claim:
    """A count is exact; ``at_least`` (余, 以上) has no most."""
    read = _QUANTITY.fullmatch(said.quantity)
    if read is None:
        raise RuleError("no-quantity", name=said.quantity)
    digits, unit = read.groups()
    number = Decimal(digits) if "." in digits else int(digits)
    counts = number * times(unit)
    return Claim(
        said.text or said.quantity,
        line,
        0,
        len(digits),
        number,
        unit,
        counts,
        None if said.at_least else counts,
        said.concept,
        said.of,
        said.scope,
        said.period,
        said.section,
        "以上" if said.at_least else "",
        said.change,
        said.with_carried_in,
        said.concluded,
    )
