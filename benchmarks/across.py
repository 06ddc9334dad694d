"""What the rules over several reports cost, over a store of made-up bodies with four years each.

    python -m benchmarks.across [COUNT]        default 2000

Prints milliseconds of the processor a report: to sketch it, to compare all, to compare again what one report more belongs
beside, and to compare as many bodies that all filed one text. The floor reads the cells of each report out of the same file and
adds them up.
"""

import resource
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from auditor.across.run import across
from auditor.batch.work import spare_collector
from auditor.model.report import Report
from auditor.parse.read import read_report
from auditor.rules.pack import load_pack
from auditor.store.open import RunInfo, Store, open_store
from auditor.store.sketches import FIGURES, NARRATIVE, buckets, figures, narrative
from auditor.synth.generate import Plan, generate

_PACK = load_pack()


def main(count: int) -> None:
    """Fill two stores and compare what is in them."""
    _PACK.warm_up()
    spare_collector()
    with TemporaryDirectory() as folder:
        various, alike = Path(folder) / "various.db", Path(folder) / "alike.db"
        with open_store(f"sqlite:///{various}") as store:
            _fill(store, _made(count))
            compare = _compare(store, count)
            _tell("floor: read cells, add up", _floor(various, count))
            _tell("compare all", compare)
            store.save([(next(_made(1, seed=2)), [])], _run())
            _tell("compare one more", _compare(store, 1))
        with open_store(f"sqlite:///{alike}") as store:
            _fill(store, _copies(count))
            _tell("compare copies of one report", _compare(store, count))
        _tell("sketch", _sketch(list(_made(min(count, 500)))))
        print(f"{'most memory, MB':32}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:10.1f}")


def _made(count: int, seed: int = 1) -> Iterator[Report]:
    return (read_report(made.name, made.text.encode()) for made in generate(Plan(count, seed=seed)))


def _copies(count: int) -> Iterator[Report]:
    first = next(_made(1))
    for number in range(count):
        elsewhere = replace(first.region, code=None)
        yield replace(first, sha256=str(number), source=str(number), body=f"第{number}县", region=elsewhere)


def _fill(store: Store, reports: Iterable[Report]) -> None:
    store.save(((report, []) for report in reports), _run())


def _run() -> RunInfo:
    return RunInfo("benchmark", _PACK.hash)


def _compare(store: Store, count: int) -> float:
    start = process_time()
    found = sum(len(one.findings) for one in across(store, _PACK))
    took = process_time() - start
    print(f"{'':32}{found:10} findings")
    return took * 1000 / count


def _floor(path: Path, count: int) -> float:
    with sqlite3.connect(path) as connection:
        start = process_time()
        for number in range(1, count + 1):
            sum(value or 0 for (value,) in connection.execute("select value from cells where report_id = ?", (number,)))
        return (process_time() - start) * 1000 / count


def _sketch(reports: list[Report]) -> float:
    start = process_time()
    for report in reports:
        for kind, clauses in ((NARRATIVE, narrative(report)), (FIGURES, figures(report))):
            list(buckets(kind, [clause.hash for clause in clauses]) if clauses else ())
    return (process_time() - start) * 1000 / len(reports)


def _tell(what: str, took: float) -> None:
    print(f"{what:32}{took:10.3f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
