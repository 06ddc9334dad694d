"""Which rules subjects meet, each different fact asked of the engine once.

A conjunction looks at one fact alone, so what the engine said of a fact holds for every equal one, in whatever report: most rows
hold nothing but zeros, and the columns that nobody fills in are the same everywhere. What it said is kept under all that the
fact says, so nothing is ever taken for something else; and facts that are new go to it together, as each call has its price.
"""

from collections.abc import Iterable, Mapping, Sequence

from auditor.rules.compile import Term
from auditor.rules.facts import FactMaker, Key
from auditor.rules.host import Matcher
from auditor.rules.subject import Subject

MOST_KEPT = 8_192
"""Beyond so many facts all are forgotten: memory stays flat, and the common ones are soon known again."""
_AT_ONCE = 500
"""The most facts in one call of the engine; a fact in a larger batch costs more."""


class Verdicts:
    """The cases of rules, (number of the rule, conjunction), and which rules subjects meet.

    Raises ``EngineError`` where the engine cannot be imported or refuses the rules.
    """

    def __init__(self, cases: Sequence[tuple[int, list[Term]]], makers: Mapping[str, FactMaker]) -> None:
        self.matcher = Matcher([conjunction for _, conjunction in cases])
        self._rules = [rule for rule, _ in cases]
        self._makers = makers
        self._kept: dict[Key, tuple[int, ...]] = {}

    def of(self, subjects: Iterable[Subject]) -> list[tuple[int, ...]]:
        """For each subject the numbers of the rules that it meets, in their order. Raises ``EngineError``."""
        keys = [self._makers[subject.kind].key(subject) for subject in subjects]
        known = [self._kept.get(key) for key in keys]
        new = list(dict.fromkeys(key for key, rules in zip(keys, known, strict=True) if rules is None))
        told: dict[Key, tuple[int, ...]] = {}
        for start in range(0, len(new), _AT_ONCE):
            told |= self._ask(new[start : start + _AT_ONCE])
        if len(self._kept) + len(new) > MOST_KEPT:
            self.forget()
        self._kept |= {key: told[key] for key in new[:MOST_KEPT]}
        return [told[key] if rules is None else rules for key, rules in zip(keys, known, strict=True)]

    @property
    def kept(self) -> int:
        """Of how many facts the answer is kept."""
        return len(self._kept)

    def forget(self) -> None:
        """Keep nothing of what was asked."""
        self._kept.clear()

    def _ask(self, keys: Sequence[Key]) -> dict[Key, tuple[int, ...]]:
        met: list[set[int]] = [set() for _ in keys]
        for case, at in self.matcher.match([self._makers[str(key[0])].fact(key) for key in keys]):
            met[at].add(self._rules[case])
        return {key: tuple(sorted(rules)) for key, rules in zip(keys, met, strict=True)}
