"""For which reports a rule is, and how far off its numbers may be: what stands beside its check, put into conditions."""

from collections.abc import Iterator
from fractions import Fraction

from auditor.catalogue.text import texts
from auditor.rules.expression import (
    Arithmetic,
    Both,
    Comparison,
    Either,
    Expression,
    Field,
    Not,
    Number,
    Text,
    Unit,
)
from auditor.rules.problem import RuleError, meant
from auditor.rules.schema import Rule
from auditor.rules.scope import PROSE, SEVERAL, Target

_WITHOUT_FORM = ("section", "report", "table", *SEVERAL, *PROSE[1:])


def reach(rule: Rule, target: Target) -> Iterator[Expression]:
    """What must hold of a report for a rule to judge it. Rows, columns and cells have targets of their forms alone."""
    year = Field("year")
    if rule.since is not None:
        yield Comparison(">=", year, Number(Fraction(rule.since)))
    if rule.until is not None:
        yield Comparison("<=", year, Number(Fraction(rule.until)))
    if rule.layouts:
        yield _one_of("layout", _layouts(rule))
    if rule.provinces:
        yield _one_of("province", rule.provinces)
    if "forms" in rule.model_fields_set and target.scope in _WITHOUT_FORM:
        yield _one_of("form", rule.forms)


def _layouts(rule: Rule) -> tuple[str, ...]:
    known = {key.removeprefix("layout.") for key in texts() if key.startswith("layout.")}
    for at, layout in enumerate(rule.layouts):
        if layout not in known:
            raise RuleError(
                "one-of", ("layouts", at), name="layouts", expected=", ".join(sorted(known)), meant=meant(layout, known)
            )
    return rule.layouts


def _one_of(field: str, values: tuple[str, ...]) -> Expression:
    return Either(tuple(Comparison("=", Field(field), Text(value)) for value in values))


def tolerant(tree: Expression, by: Fraction, target: Target) -> Expression:  # noqa: PLR0911 - one for each kind of tree
    """A resolved condition in which comparisons of numbers may be off by so much. ``!=`` is taken at its word."""
    match tree:
        case Not(part):
            return Not(tolerant(part, -by, target))
        case Both(parts) | Either(parts):
            return type(tree)(tuple(tolerant(part, by, target) for part in parts))
        case Comparison(_, left, right) if _is_text(left, target) or _is_text(right, target):
            return tree
        case Comparison("=", left, right) if by > 0:
            off = Arithmetic("-", left, right)
            return Both((Comparison("<=", off, Number(by)), Comparison(">=", off, Number(-by))))
        case Comparison("<" | "<=" as operator, left, right):
            return Comparison(operator, left, Arithmetic("+", right, Number(by)))
        case Comparison(">" | ">=" as operator, left, right):
            return Comparison(operator, left, Arithmetic("-", right, Number(by)))
    return tree


def _is_text(leaf: Expression, target: Target) -> bool:
    return isinstance(leaf, Text | Unit) or (isinstance(leaf, Field) and target.is_text(leaf.name))
