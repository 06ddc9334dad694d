"""Many reports in one process: time a report and resident memory must stay flat.

    python -m benchmarks.memory [COUNT]        default 10000

Every report differs (a figure of table 3 is changed), so no cache can answer for it.
"""

import resource
import sys
from pathlib import Path
from time import perf_counter

from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack

_STEPS = 10


def main(count: int) -> None:
    """Reads and checks ``count`` reports; prints memory and speed after each tenth of them."""
    pack = load_pack()
    texts = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "corpus").glob("2019-*.txt"))]
    print(f"{'reports':>10}{'RSS MB':>10}{'reports/s':>12}")
    start, done = perf_counter(), 0
    for number in range(count):
        data = texts[number % len(texts)].replace(b"\t0", b"\t%d" % number, 1)
        check(read_report(f"{number}.txt", data), pack)
        if (number + 1) % max(1, count // _STEPS) == 0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"{number + 1:10}{memory:10.1f}{(number + 1 - done) / (perf_counter() - start):12.1f}")
            start, done = perf_counter(), number + 1


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
