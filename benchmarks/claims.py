"""How right claims are read, and how fast.

    python -m benchmarks.claims [FILE]...        default: the sample reports

Prints precision and recall by aspect and by kind of sentence on the labelled sets (tests/claims/labelled); what rules find in the
paragraphs of tests/claims/clerks.yaml, as they stand and with one number changed; then for each file the time its claims take
with no text remembered and with all of them remembered, and that of one pass of a regular expression.
"""

import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from auditor.claims import clause, frame, lists, meaning, number
from auditor.claims.read import read_claims
from auditor.parse.read import read_report
from tests.claims.clerks import paragraphs
from tests.claims.labelled import SETS, Score, compare, entries, measure
from tests.claims.test_sound import findings

_ROUNDS = 30
_FLOOR = re.compile(r"[0-9]+")
_MODULES = (clause, frame, lists, meaning, number)
_REMEMBERING = [
    one
    for module in _MODULES
    for one in vars(module).values()
    if hasattr(one, "cache_parameters") and one.cache_parameters()["maxsize"]
]
"""What remembers some of the texts that it has met; grammars are read once."""


def main(files: list[str]) -> None:
    """Prints both tables."""
    for name in SETS:
        for aspect, score in measure(name).items():
            _show(name, aspect, score)
        for kind in sorted({entry.kind for entry in entries(name)}):
            _show(name, f"relations and concepts: {kind}", _of_kind(name, kind))
    _show_plants()
    print(f"{'file':34}{'letters':>9}{'claims':>8}{'cold ms':>9}{'warm ms':>9}{'floor ms':>10}")
    for file in files:
        _time(Path(file))


def _show_plants() -> None:
    """How many sound paragraphs are accused, and of the numbers in them how many are noticed if they are changed, by rule."""
    every = paragraphs()
    accused = sum(bool(findings(one.text, one.section, one.cells, one.year)) for one in every)
    numbers = sum(one.numbers for one in every)
    found = [findings(text, one.section, one.cells, one.year) for one in every for text in one.planted()]
    noticed = sum(map(bool, found))
    print(f"clerks: {len(every)} sound paragraphs, {accused} accused; {numbers} numbers, {noticed} of them noticed if changed")
    by_rule = Counter(rule for rules in found for rule in {one.partition(" ")[0] for one in rules})
    print("        " + "  ".join(f"{rule} {count}" for rule, count in sorted(by_rule.items())))


def _of_kind(name: str, kind: str) -> Score:
    counts = Counter(
        verdict
        for entry in entries(name)
        if entry.kind == kind
        for aspect, verdict, _ in compare(entry)
        if aspect in ("relation", "concept")
    )
    return Score(*(counts[verdict] for verdict in ("right", "wrong", "missed")))


def _show(name: str, what: str, score: Score) -> None:
    print(f"{name:9}{what:42}{score.right:5} right {score.wrong:3} wrong {score.missed:3} missed", end="")
    print(f"   precision {score.precision:.3f}   recall {score.recall:.3f}")


def _time(file: Path) -> None:
    report = read_report(str(file), file.read_bytes())

    def cold() -> None:
        for one in _REMEMBERING:
            one.cache_clear()
        warm()

    def warm() -> None:
        read_claims(report.prose, report.year, report.body)

    def floor() -> None:
        for prose in report.prose:
            _FLOOR.findall(prose.text)

    letters = sum(len(prose.text) for prose in report.prose)
    times = "".join(f"{best(one):9.2f}" for one in (cold, warm, floor))
    print(f"{file.name:34}{letters:9}{len(report.claims):8}{times}")


def best(work: Callable[[], None]) -> float:
    """The shortest of some rounds, in milliseconds of this process."""
    taken = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken) * 1000


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(map(str, Path("corpus").glob("*.txt"))))
