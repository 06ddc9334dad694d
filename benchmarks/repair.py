"""What the smallest correction costs, beside OR-tools' CP-SAT and scipy's HiGHS, which say only how many cells it has.

    python -m benchmarks.repair

Reports of either form with one to four cells written wrongly. Ours is timed from the report to all answers with their slips; the
solvers get the equations ready made, and of as few reports as their time allows.
"""

from collections.abc import Callable
from functools import partial
from operator import eq
from random import Random
from statistics import median, quantiles
from time import perf_counter

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from auditor.model.report import Report
from auditor.repair.correct import Sums
from auditor.repair.correction import Correction
from auditor.rules.identities import Address, Identity
from auditor.rules.pack import Pack, load_pack
from tests.repair import damage, oracle

_REPORTS = 1_000
_SOLVED = 12
_BEYOND = 1e5  # more than any figure; the solver takes 1e-6 of it for nothing


def main() -> None:
    """Measures and prints a table."""
    pack = load_pack()
    reports = [broken(seed) for seed in range(_REPORTS)]
    Sums(reports[0], pack).correction()
    ours = [_timed(partial(_corrected, report, pack)) for report in reports]
    unknown = [_timed(partial(_corrected, report, pack, blank_unknown=True)) for report in reports]
    solved = reports[:_SOLVED]
    known = [_corrected(report, pack).size for report in solved]
    rows = {"this program": ours, "the same, blanks unknown": unknown}
    for name, fewest in {"CP-SAT, size alone": oracle.fewest, "HiGHS, size alone": highs}.items():
        sizes: list[int] = []
        rows[name] = [_timed(lambda one=one, to=fewest, put=sizes.append: put(_solved(one, pack, to))) for one in solved]
        print(f"{name}: as many cells as ours in {sum(map(eq, sizes, known))} of {len(solved)} reports")
    print(f"{'':26}{'reports':>8}{'median ms':>11}{'p99 ms':>9}{'median to ours':>16}")
    for name, seconds in rows.items():
        p99 = quantiles(seconds, n=100)[98]
        ratio = median(seconds) / median(ours)
        print(f"{name:26}{len(seconds):8}{median(seconds) * 1e3:11.2f}{p99 * 1e3:9.1f}{ratio:16.1f}")


def broken(seed: int) -> Report:
    """A report with one to four cells written wrongly, half the time with noughts left blank."""
    rng = Random(seed)
    form = rng.choice(("2019", "2021"))
    figures = damage.reconciled(form, rng)
    wrong = damage.damaged(figures, damage.some_cells(figures, rng.randint(1, 4), rng), rng)
    return damage.report_with(damage.blanked(wrong, rng) if rng.random() < 0.5 else wrong, form)


def highs(identities: tuple[Identity, ...], values: dict[Address, int]) -> int:
    """How many cells must change at least: a change up and a change down of each, and 1 where there is either."""
    cells, count = list(values), len(values)
    place = {cell: at for at, cell in enumerate(cells)}
    factors = np.zeros((len(identities), 3 * count))
    for row, identity in enumerate(identities):
        for cell, factor in identity.factors.items():
            factors[row, place[cell]], factors[row, count + place[cell]] = factor, -factor
    missing = [-float(identity.imbalance(values) or 0) for identity in identities]
    one = np.eye(count)
    linked = LinearConstraint(np.hstack([one, one, -_BEYOND * one]), -np.inf, 0)
    down = [float(values[cell]) for cell in cells]
    bounds = Bounds(np.zeros(3 * count), np.array([_BEYOND] * count + down + [1.0] * count))
    cost = np.concatenate([np.zeros(2 * count), np.ones(count)])
    found = milp(
        cost, integrality=np.ones(3 * count), bounds=bounds, constraints=[LinearConstraint(factors, missing, missing), linked]
    )
    return round(found.fun)


def _solved(report: Report, pack: Pack, fewest: Callable[..., int]) -> int:
    sums = Sums(report, pack)
    amounts = {address: int(cell.value or 0) for address, cell in sums.cells.items()}
    return sum(fewest(one.identities, {cell: amounts[cell] for cell in one.cells}) for one in sums.parts)


def _corrected(report: Report, pack: Pack, *, blank_unknown: bool = False) -> Correction:
    return Sums(report, pack).correction(blank_unknown=blank_unknown)


def _timed(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return perf_counter() - start


if __name__ == "__main__":
    main()
