"""Rules bound to what they are for, and compiled into one program of the engine."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from string import Formatter
from typing import NamedTuple, ParamSpec, TypeVar

from auditor.rules.compile import Term, compile_condition
from auditor.rules.expression import (
    Arithmetic,
    Both,
    Cell,
    Comparison,
    Either,
    Expression,
    Filled,
    Not,
    Raw,
    Scope,
    State,
    Unit,
    leaves,
    parts,
    stated,
)
from auditor.rules.facts import Wanted
from auditor.rules.linear import is_linear, linear
from auditor.rules.problem import RuleError, meant
from auditor.rules.reach import reach, tolerant
from auditor.rules.readings import NONE, Readings, any_reading, are_filled, readings
from auditor.rules.resolve import condition, place
from auditor.rules.schema import Rule
from auditor.rules.scope import Target, placeholders, targets
from auditor.rules.syntax import parse, parse_scope

P = ParamSpec("P")
T = TypeVar("T")
MOST_FIELDS = 250
"""Fields of one fact; the engine takes 254 properties, and kind, id, sid and _ are among them."""
_RESERVED = ("kind", "id", "sid", "_")


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule for one target: its check with addresses, and the condition under which it is broken.

    ``place`` is the cell that a finding is put at, None for the target as a whole; ``shown`` what the messages name in braces.
    ``cells`` are all that the check names. ``compared`` is the comparison whose sides a finding gives, None where the check only
    says what must not be. ``identity`` holds the factors of a check that says, without condition, that sums of cells are equal.
    """

    rule: Rule
    target: Target
    check: Expression
    violation: Expression
    place: Cell | None
    shown: frozenset[str]
    cells: tuple[str, ...]
    compared: Comparison | None
    identity: Mapping[Cell, Fraction] | None
    readings: Readings = NONE

    @property
    def blank_is_zero(self) -> bool:
        """Whether a blank or a dash counts as 0 in arithmetic."""
        return self.rule.blank == "zero"


def bind(rule: Rule) -> Iterator[Bound]:
    """A rule for each of its targets. Raises ``RuleError`` with the key that is wrong."""
    scope = _within("for", parse_scope, rule.scope)
    check = _within("check", parse, rule.check)
    when = _within("when", parse, rule.when) if rule.when else Both(())
    at = _within("at", parse, rule.at, "place") if rule.at else None
    shown = _shown(rule, scope)
    for target in _within("for", targets, scope, rule.forms):
        tried = readings(rule, target)
        must = _within("check", any_reading, check, target, tried.values)
        given = _within("when", condition, when, target)
        cell = _within("at", place, at, target) if at else Cell(target.column) if target.scope == "cell" else None
        reached = [condition(one, target) for one in reach(rule, target)]
        lenient = tolerant(must, Fraction(rule.tolerance), target) if rule.tolerance else must
        violation = _violation(Both((*reached, given, *are_filled(tried.values))), lenient, rule.blank)
        identity = None if target.across or rule.when or reached or rule.tolerance else _within("check", _identity, must)
        yield Bound(rule, target, must, violation, cell, shown, _cells(must), stated(must), identity, tried)


def _within(key: str, do: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What a step gives; its errors are told of the key that it works on."""
    try:
        return do(*arguments, **named)
    except RuleError as error:
        raise error.inside(key) from None


def _violation(when: Expression, check: Expression, blank: str) -> Expression:
    """``when`` and not ``check``; where a blank fails, a blank or dash in the check's arithmetic too."""
    broken: Expression = Not(check)
    if blank == "fail":
        cells = [leaf for leaf in _operands(check) if isinstance(leaf, Cell)]
        broken = Either((broken, *(State(cell, state) for cell in cells for state in ("blank", "dash"))))
    return Both((when, broken))


def _cells(check: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.name for leaf in leaves(check) if isinstance(leaf, Cell | Unit | Raw | Filled)))


def _identity(check: Expression) -> Mapping[Cell, Fraction] | None:
    if not isinstance(check, Comparison) or check.operator != "=" or not any(isinstance(leaf, Cell) for leaf in leaves(check)):
        return None
    difference = Arithmetic("-", check.left, check.right)
    factors = linear(difference).factors if is_linear(difference) else {}
    if not all(isinstance(term, Cell) for term in factors):
        return None
    return {term: factor for term, factor in factors.items() if factor and isinstance(term, Cell)} or None


def _operands(tree: Expression) -> tuple[Expression, ...]:
    if isinstance(tree, State):
        return ()
    below = parts(tree)
    return tuple(leaf for part in below for leaf in _operands(part)) if below else (tree,)


def _shown(rule: Rule, scope: Scope) -> frozenset[str]:
    """What the messages of a rule name in braces: plain names that the scope has."""
    known = placeholders(scope.kind, scope.pair)
    shown: set[str] = set()
    for lang, template in (("zh", rule.message.zh), ("en", rule.message.en)):
        try:
            fields = list(Formatter().parse(template))
        except ValueError:
            raise RuleError("braces", ("message", lang)) from None
        for _, name, spec, conversion in fields:
            if name is not None and (name not in known or spec or conversion):
                raise RuleError("placeholder", ("message", lang), name=name, meant=meant(name, known))
        shown.update(name for _, name, _, _ in fields if name)
    return frozenset(shown)


class Compiled(NamedTuple):
    """A rule for one target as the engine takes it: the conjunctions under which it is broken, and the fields that they use."""

    bound: Bound
    conjunctions: list[list[Term]]
    wanted: Wanted


def compile_rule(rule: Rule) -> list[Compiled]:
    """A rule for each of its targets, compiled. Raises ``RuleError`` with the key that is wrong."""
    return [Compiled(bound, *_within("check", _compiled, bound)) for bound in list(bind(rule))]


@dataclass
class Program:
    """What the engine runs: the cases of every bound rule, and the fields that their facts must have, by kind of fact.

    ``cases`` holds (index of the bound rule, conjunction).
    """

    bounds: list[Bound] = field(default_factory=list)
    cases: list[tuple[int, list[Term]]] = field(default_factory=list)
    wanted: dict[str, Wanted] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=lambda: {fnv1a(name): name for name in _RESERVED})

    @classmethod
    def of(cls, *rules: Rule) -> "Program":
        """The program of these rules. Raises ``RuleError``."""
        program = cls()
        for rule in rules:
            program.add(rule)
        return program

    def add(self, rule: Rule) -> None:
        """Compile a rule into the program. Raises ``RuleError`` and leaves the program as it was."""
        self.put(compile_rule(rule))

    def put(self, parts: Sequence[Compiled]) -> None:
        """Take a compiled rule into the program. Raises ``RuleError`` and leaves the program as it was."""
        wanted, names = dict(self.wanted), dict(self.names)
        for bound, _, needed in parts:
            kind = bound.target.kind
            wanted[kind] = wanted.get(kind, Wanted()).joined(needed)
            _within("check", _check_names, wanted[kind], names)
        self.wanted, self.names = wanted, names
        for bound, conjunctions, _ in parts:
            self.cases += [(len(self.bounds), conjunction) for conjunction in conjunctions]
            self.bounds.append(bound)


def fnv1a(name: str) -> int:
    """The 32-bit FNV-1a hash of a name, by which the engine tells fields apart."""
    value = 0x811C9DC5
    for byte in name.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _compiled(bound: Bound) -> tuple[list[list[Term]], Wanted]:
    return compile_condition(bound.violation, bound.target, blank_is_zero=bound.blank_is_zero)


def _check_names(wanted: Wanted, names: dict[int, str]) -> None:
    """Refuse facts that the engine could not hold: too many fields, or two that it would take for one."""
    if len(wanted.names) > MOST_FIELDS:
        raise RuleError("too-many-fields", limit=MOST_FIELDS)
    for name in wanted.names:
        other = names.setdefault(fnv1a(name), name)
        if other != name:
            raise RuleError("collision", name=name, other=other)
