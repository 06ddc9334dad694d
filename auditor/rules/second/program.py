"""Rules of the second stage compiled for the engine.

Each becomes conjunctions over one fact, as in the first stage: a finding's fact is wide, and tells by flags which findings
stand at the same place or at one that holds it. A join could not say that: "in its row, or in its table, or anywhere in the
report" is an alternative of joins and constants, which the engine gets wrong.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from string import Formatter

from auditor.rules.compile import Term, compile_condition
from auditor.rules.expression import TRUE
from auditor.rules.facts import FactMaker, Wanted
from auditor.rules.problem import RuleError, meant
from auditor.rules.program import fnv1a
from auditor.rules.resolve import condition
from auditor.rules.scope import FIELDS, Target
from auditor.rules.second.schema import FINDING, SCOPES, VERDICT, SecondRule
from auditor.rules.subject import Subject
from auditor.rules.syntax import parse
from auditor.rules.verdicts import Verdicts


def within(code: str) -> str:
    """The flag of a finding that stands where another, of this rule, does, or inside that place."""
    return f"within_{code}"


class SecondProgram:
    """Rules of the second stage in their order, and the engine that runs them."""

    def __init__(self, rules: Sequence[SecondRule] = ()) -> None:
        self.rules: list[SecondRule] = []
        self._cases: list[tuple[int, list[Term]]] = []
        self._wanted = {FINDING: Wanted(), VERDICT: Wanted()}
        self._names = {fnv1a(name): name for name in ("kind", "id", "sid", "_")}
        for rule in rules:
            self.add(rule)

    def add(self, rule: SecondRule) -> None:
        """Compile a rule into the program. Raises ``RuleError`` and leaves the program as it was."""
        kind, flags = SCOPES[rule.scope], tuple(map(within, rule.follows))
        _check_braces(rule)
        try:
            target = Target(kind, kind)
            tree = condition(parse(rule.when), target) if rule.when else TRUE
            conjunctions, used = compile_condition(tree, target, blank_is_zero=False)
        except RuleError as error:
            raise error.inside("when") from None
        wanted = self._wanted[kind].joined(used._replace(fields=used.fields + flags))
        names = dict(self._names)
        for name in wanted.names:
            if (other := names.setdefault(fnv1a(name), name)) != name:
                raise RuleError("collision", name=name, other=other)
        self._wanted[kind], self._names = wanted, names
        self._cases += [(len(self.rules), case) for case in _following(conjunctions, flags)]
        self.rules.append(rule)

    @cached_property
    def follows(self) -> frozenset[str]:
        """The rules of the first stage from whose findings others follow."""
        return frozenset(chain.from_iterable(rule.follows for rule in self.rules))

    @cached_property
    def verdicts(self) -> Verdicts:
        """The engine with these rules, made when it is first needed. Raises ``EngineError``."""
        return Verdicts(self._cases, {kind: FactMaker(kind, wanted) for kind, wanted in self._wanted.items()})

    def conclude(self, subjects: Iterable[Subject]) -> list[list[SecondRule]]:
        """The rules that hold for each subject, in their order. Raises ``EngineError``."""
        return [[self.rules[number] for number in numbers] for numbers in self.verdicts.of(subjects)]


def _following(conjunctions: list[list[Term]], flags: tuple[str, ...]) -> Iterator[list[Term]]:
    """Each conjunction, once for each of the flags where there are any."""
    for kind, *tests in conjunctions:
        yield from ([kind, {"$ex": {flag: 1}}, *tests] for flag in flags) if flags else ([kind, *tests],)


def _check_braces(rule: SecondRule) -> None:
    try:
        names = [name for _, name, _, _ in Formatter().parse(rule.then.cause or "") if name is not None]
    except ValueError:
        raise RuleError("braces", ("then", "cause")) from None
    for name in names:
        if name not in FIELDS[FINDING]:
            raise RuleError("placeholder", ("then", "cause"), name=name, meant=meant(name, FIELDS[FINDING]))
