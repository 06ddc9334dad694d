"""What rules cost: loading and compiling them, and checking a report by as many as there are, by 45 and by 200.

    python -m benchmarks.rules

Prints milliseconds a report, beside the floor: 40 sums in plain Python in the same run.
"""

from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from auditor.parse.read import read_report
from auditor.rules.check import check, violations
from auditor.rules.pack import Pack, load_pack
from auditor.rules.subjects import subjects_of
from benchmarks import floor
from benchmarks.report import timed

_ROUNDS = 9


def main() -> None:
    """Measures the sample corpus and prints a table."""
    paths = sorted((Path(__file__).parents[1] / "corpus").glob("20*.txt"))
    reports = [read_report(str(path), path.read_bytes()) for path in paths]
    cells = [floor.read(path) for path in paths]
    pack, loading = _loaded()
    print(f"load, compile and start {len(pack.rules)} rules: {loading * 1e3:.0f} ms")
    packs = {"45 rules": sized(pack, 45), f"all {len(pack.rules)} rules": pack, "200 rules": sized(pack, 200)}
    steps = {"floor": lambda: [floor.check(one) for one in cells]}
    for name, one in packs.items():
        steps[f"{name}, engine"] = lambda one=one: [
            violations([subject for subject in subjects_of(report) if subject.kind in one.makers], one) for report in reports
        ]
        steps[f"{name}, check"] = lambda one=one: [check(report, one) for report in reports]
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(_ROUNDS):
        for name, step in steps.items():
            best[name] = min(best[name], timed(step))
    print(f"{'':24}{'ms/report':>12}{'to floor':>10}")
    for name, seconds in best.items():
        print(f"{name:24}{seconds * 1e3 / len(reports):12.3f}{seconds / best['floor']:10.1f}")


def _loaded() -> tuple[Pack, float]:
    start = perf_counter()
    pack = load_pack()
    pack.warm_up()
    return pack, perf_counter() - start


def sized(pack: Pack, count: int) -> Pack:
    """As many rules: those that ship, evenly chosen, or again under further codes until there are enough."""
    rules = list(pack.rules.values())
    chosen = [rules[at * len(rules) // count] for at in range(count)] if count < len(rules) else islice(cycle(rules), count)
    named = (rule.model_copy(update={"code": f"{rule.family}-{at:03}"}) for at, rule in enumerate(chosen))
    return Pack({rule.code: rule for rule in named})


if __name__ == "__main__":
    main()
