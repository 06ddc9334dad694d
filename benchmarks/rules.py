"""What rules cost: loading and compiling them, and checking a report by as many as there are, by 45 and by 200.

    python -m benchmarks.rules

Prints milliseconds of one core a report, beside the floor, 40 sums in plain Python in the same run: over the sample corpus,
which is full of faults, and over made-up reports without any, of which no two are alike. Each round starts as a run does,
nothing known of any fact. ``one by one`` checks each report by itself, ``check`` so many at once as an audit does.
"""

from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, process_time

from auditor.batch.audit import CHUNK
from auditor.batch.work import spare_collector
from auditor.model.report import Report
from auditor.parse.read import read_report
from auditor.rules.check import check, check_many, violations
from auditor.rules.pack import Pack, load_pack
from auditor.rules.subjects import subjects_of
from auditor.synth.generate import Plan, generate
from benchmarks import floor

_ROUNDS = 5
_MADE = 200

_WARM = ", known"
"""Steps that come after the same one and find kept what the engine said then, as later reports of a batch mostly do."""


def main() -> None:
    """Measures both sets of reports and prints a table of each."""
    pack, loading = _loaded()
    print(f"load, compile and start {len(pack.rules)} rules: {loading * 1e3:.0f} ms")
    packs = {"45 rules": sized(pack, 45), f"all {len(pack.rules)} rules": pack, "200 rules": sized(pack, 200)}
    paths = sorted((Path(__file__).parents[1] / "corpus").glob("20*.txt"))
    show("corpus", [read_report(str(path), path.read_bytes()) for path in paths], packs)
    made = generate(Plan(_MADE, faults=0))
    show("made without faults", [read_report(one.name, one.text.encode()) for one in made], packs)


def show(name: str, reports: Sequence[Report], packs: dict[str, Pack]) -> None:
    """Measures the packs over reports, the rounds interleaved, and prints the best of each step."""
    chunks = [reports[start : start + CHUNK] for start in range(0, len(reports), CHUNK)]
    values = [[cell.value if isinstance(cell.value, int) else None for cell in report.cells] for report in reports]
    steps: dict[str, Callable[[], object]] = {"floor": lambda: [floor.check(one) for one in values]}
    for of, pack in packs.items():
        steps[f"{of}, subjects"] = lambda pack=pack: [list(subjects_of(report, pack.makers.keys())) for report in reports]
        steps[f"{of}, facts and engine"] = lambda pack=pack: [_violations(chunk, pack) for chunk in chunks]
        steps[f"{of}, one by one"] = lambda pack=pack: [check(report, pack) for report in reports]
        steps[f"{of}, check"] = lambda pack=pack: [check_many(chunk, pack) for chunk in chunks]
        steps[f"{of}, check{_WARM}"] = steps[f"{of}, check"]
    spare_collector()
    best = dict.fromkeys(steps, float("inf"))
    for _ in range(_ROUNDS):
        for step, do in steps.items():
            for pack in packs.values() if not step.endswith(_WARM) else ():
                pack.verdicts.forget()
                pack.conclusions.verdicts.forget()
            best[step] = min(best[step], _timed(do))
    print(f"\n{f'{name}, {len(reports)} reports':34}{'ms/report':>12}{'to floor':>10}")
    for step, seconds in best.items():
        print(f"{step:34}{seconds * 1e3 / len(reports):12.3f}{seconds / best['floor']:10.1f}")


def _timed(step: Callable[[], object]) -> float:
    """Seconds of one core that a run takes, whatever else the machine does."""
    start = process_time()
    step()
    return process_time() - start


def _violations(reports: Sequence[Report], pack: Pack) -> None:
    violations([one for report in reports for one in subjects_of(report, pack.makers.keys()) if one.kind in pack.makers], pack)


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
    return Pack({rule.code: rule for rule in named}, second=pack.second)


if __name__ == "__main__":
    main()
