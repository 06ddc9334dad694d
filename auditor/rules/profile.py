"""What each rule costs: the engine's time for it alone, over reports that were audited, beside the time of no rules."""

from collections.abc import Sequence
from time import perf_counter
from typing import NamedTuple

from auditor.model.report import Reading, Report
from auditor.rules.facts import Fact
from auditor.rules.host import Matcher
from auditor.rules.pack import Pack
from auditor.rules.program import Program
from auditor.rules.subjects import subjects_of

_MOST_REPORTS = 20
_ROUNDS = 3


class Cost(NamedTuple):
    """Microseconds a report; ``rule`` is "" for all of them together, which share what each alone pays for."""

    rule: str
    microseconds: float


class Profile:
    """Keeps the facts of the first reports of a run and measures rules over them."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.batches: list[list[Fact]] = []

    def watch(self, report: Report) -> None:
        """Take a report along, if it was read and there are not enough yet."""
        if report.reading in (Reading.READ, Reading.PARTIAL) and len(self.batches) < _MOST_REPORTS:
            makers = self.pack.makers
            keys = dict.fromkeys(makers[one.kind].key(one) for one in subjects_of(report) if one.kind in makers)
            self.batches.append([makers[str(key[0])].fact(key) for key in keys])

    def costs(self) -> list[Cost]:
        """The costs of all rules and of each, the dearest first; none without reports. Raises ``EngineError``."""
        if not self.batches:
            return []
        base = self._time(Matcher([]))
        found = [Cost("", self._time(self.pack.verdicts.matcher) - base)]
        for code in {bound.rule.code: None for bound in self.pack.program.bounds}:
            cases = [case for _, case in Program.of(self.pack.rules[code]).cases]
            found.append(Cost(code, max(0.0, self._time(Matcher(cases)) - base)))
        return sorted(found, key=lambda cost: (bool(cost.rule), -cost.microseconds))

    def _time(self, matcher: Matcher) -> float:
        """Microseconds a report, the best of some rounds."""
        return min(_run(matcher, self.batches) for _ in range(_ROUNDS)) * 1e6 / len(self.batches)


def _run(matcher: Matcher, batches: Sequence[list[Fact]]) -> float:
    start = perf_counter()
    for batch in batches:
        matcher.match(batch)
    return perf_counter() - start
