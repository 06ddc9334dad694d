"""What one report costs: read, check, store, each beside a plain-Python floor measured in the same run.

    python -m benchmarks.report [FILE…]        default: the sample corpus

Prints milliseconds a report (best of several rounds, the rounds interleaved) and the ratio to the floor.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from auditor.batch.work import spare_collector
from auditor.model.finding import Finding
from auditor.model.report import Report
from auditor.parse.read import PARSER_VERSION, read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from auditor.store.open import RunInfo, open_store
from benchmarks import floor

_ROUNDS = 9


def main(paths: list[Path]) -> None:
    """Measures the files and prints a table."""
    pack = load_pack()
    data = {path: path.read_bytes() for path in paths}
    reports: list[Report] = [read_report(str(path), content) for path, content in data.items()]
    audits: list[tuple[Report, list[Finding]]] = [(report, check(report, pack)) for report in reports]
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/auditor.db") as store:
        run = RunInfo(str(PARSER_VERSION), pack.hash)
        plain = floor.new_store(Path(folder) / "floor.db")
        cells = [floor.read(path) for path in paths]
        steps: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "read": (
                lambda: [read_report(str(path), content) for path, content in data.items()],
                lambda: [floor.read(path) for path in paths],
            ),
            "check": (lambda: [check(report, pack) for report in reports], lambda: [floor.check(one) for one in cells]),
            "store": (
                lambda: store.save(audits, run),
                lambda: [floor.store(plain, number, one) for number, one in enumerate(cells)],
            ),
        }
        spare_collector()
        best = measure(steps)
        plain.close()
    show(best, len(paths))


def measure(steps: dict[str, tuple[Callable[[], object], Callable[[], object]]]) -> dict[str, tuple[float, float]]:
    """Step → (seconds, seconds of its floor), each the best of the rounds."""
    best = dict.fromkeys(steps, (float("inf"), float("inf")))
    for _ in range(_ROUNDS):
        for name, (ours, plain) in steps.items():
            best[name] = (min(best[name][0], timed(ours)), min(best[name][1], timed(plain)))
    return best


def timed(step: Callable[[], object]) -> float:
    """Seconds one run takes."""
    start = perf_counter()
    step()
    return perf_counter() - start


def show(best: dict[str, tuple[float, float]], reports: int) -> None:
    """Prints milliseconds a report and ratios."""
    print(f"{'step':8}{'ms/report':>12}{'floor':>12}{'ratio':>10}")
    for name, (ours, plain) in best.items():
        print(f"{name:8}{ours * 1e3 / reports:12.3f}{plain * 1e3 / reports:12.3f}{ours / plain:10.1f}")
    ours, plain = (sum(pair) for pair in zip(*best.values(), strict=True))
    print(f"{'all':8}{ours * 1e3 / reports:12.3f}{plain * 1e3 / reports:12.3f}{ours / plain:10.1f}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or sorted((Path(__file__).parents[1] / "corpus").glob("*.txt")))
