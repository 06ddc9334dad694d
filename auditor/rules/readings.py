"""What a number of the prose may mean: the readings that a rule tries, and the slips that explain one that fits none.

A check of a rule with readings says ``reading``; a comparison with it holds if it holds for one of them.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from json import dumps, loads
from typing import NamedTuple

from auditor.catalogue.language import Language
from auditor.model.finding import Severity
from auditor.rules.evaluate import exact, holds, number
from auditor.rules.expression import (
    Both,
    Call,
    Cell,
    Comparison,
    Either,
    Expression,
    Field,
    Filled,
    Not,
    Number,
    leaves,
    parts,
)
from auditor.rules.problem import RuleError
from auditor.rules.resolve import condition
from auditor.rules.schema import Reading, Rule
from auditor.rules.scope import Target
from auditor.rules.subject import Subject
from auditor.rules.syntax import parse

READING = Field("reading")
_LOWER = {Severity.ERROR: Severity.WARNING, Severity.WARNING: Severity.NOTE, Severity.NOTE: Severity.NOTE}


class Readings(NamedTuple):
    """The readings and slips of a rule for one target, as numbers; ``doubt``, the condition under which it says less."""

    values: tuple[Expression, ...] = ()
    slips: tuple[Expression, ...] = ()
    doubt: Expression = Either(())

    def cells(self) -> Iterator[Cell]:
        """The cells that the readings name."""
        for value in self.values:
            yield from (leaf for leaf in leaves(value) if isinstance(leaf, Cell))


NONE = Readings()


def readings(rule: Rule, target: Target) -> Readings:
    """The readings of a rule for a target. Raises ``RuleError``."""
    try:
        doubt = condition(parse(rule.doubt), target) if rule.doubt else Either(())
    except RuleError as error:
        raise error.inside("doubt") from None
    return Readings(_values("readings", rule.readings, target), _values("slips", rule.slips, target), doubt)


def _values(key: str, said: Sequence[Reading], target: Target) -> tuple[Expression, ...]:
    found = []
    for at, one in enumerate(said):
        try:
            tested = condition(Comparison("=", Number(Fraction(0)), parse(one.value)), target)
        except RuleError as error:
            raise error.inside(key, at, "value") from None
        found.append(parts(tested)[1])
    return tuple(found)


def any_reading(tree: Expression, target: Target, values: Sequence[Expression]) -> Expression:
    """A parsed condition resolved for a target, with each comparison with ``reading`` for one of them. Raises ``RuleError``."""
    match tree:
        case Not(part):
            return Not(any_reading(part, target, values))
        case Both(below) | Either(below):
            return type(tree)(tuple(any_reading(part, target, values) for part in below))
        case Comparison(operator, left, Field("reading")) if values:
            (own, _) = parts(condition(Comparison(operator, left, Number(Fraction(0))), target))
            return Either(tuple(Comparison(operator, own, value) for value in values))
    return condition(tree, target)


def are_filled(values: Sequence[Expression]) -> Iterator[Expression]:
    """That no reading rests on blanks alone."""
    for value in values:
        cells = tuple(Filled(leaf.name) for leaf in leaves(value) if isinstance(leaf, Cell))
        if cells:
            yield Comparison(">", Call("sum", cells), Number(Fraction(0)))


# ---------------------------------------------------------------------- of a finding


def severity(rule: Rule, tried: Readings, subject: Subject) -> Severity:
    """One degree less where there is doubt. A slip that explains the number takes the doubt away, and excuses nothing."""
    doubtful = slip(tried, subject) is None and holds(tried.doubt, subject, blank_is_zero=True)
    return _LOWER[rule.severity] if doubtful else rule.severity


def slip(tried: Readings, subject: Subject) -> int | None:
    """Which slip the number is, by its place; None for none, and for 0, which any empty cell is."""
    said = number(Field("quantity"), subject, blank_is_zero=True)
    if not said:
        return None
    values = (number(value, subject, blank_is_zero=True) for value in tried.slips)
    return next((at for at, value in enumerate(values) if value is not None and value == said), None)


def told(tried: Readings, subject: Subject) -> dict[str, str | int]:
    """What a finding keeps of the readings: their values in their order, and which slip it is."""
    values = [number(value, subject, blank_is_zero=True) for value in tried.values]
    kept: dict[str, str | int] = {"readings": dumps([None if one is None else str(exact(one)) for one in values])}
    if (at := slip(tried, subject)) is not None:
        kept["slip"] = at
    return kept


def in_words(rule: Rule, details: dict[str, str], lang: Language) -> dict[str, str]:
    """The readings that were tried with their values, and the slip with what it was taken for; for messages."""
    comma, colon = ("、", "") if lang == "zh" else (", ", " ")
    values = loads(details["readings"]) if "readings" in details else []
    tried = [f"{one.name[lang]}{colon}{value}" for one, value in zip(rule.readings, values, strict=False) if value is not None]
    at = details.get("slip")
    if at is None:
        explained = ""
    else:
        name = rule.slips[int(at)].name[lang] if int(at) < len(rule.slips) else ""
        explained = f"，这个数等于{name}" if lang == "zh" else f"; the number is that of {name}"
    return {"readings": comma.join(tried), "slip": explained}
