"""How right reports are read: every layout and format × both forms, hybrids and the annex × damage.

    python -m benchmarks.accuracy [REPORTS]        default 20 a place of the matrix

Prints right / unreadable / wrong cells in percent; wrong in silence is to be 0 everywhere.
"""

import sys
from collections import Counter

from tests import writer
from tests.accuracy.damage import DAMAGES
from tests.accuracy.measure import FORMATS, measure


def main(reports: int) -> None:
    """Prints the matrix, one line a layout or format and damage."""
    print(f"{'layout':18}{'damage':14}{'blanks':8}{'right %':>9}{'unread %':>10}{'placed %':>10}{'wrong %':>9}")
    for name in (*writer.LAYOUTS, *FORMATS):
        for damage in DAMAGES if name in writer.LAYOUTS else ("none",):
            for blanks in (False, True):
                count = reports if name in writer.LAYOUTS else max(1, reports // 5)
                show(name, damage, blanks=blanks, counts=together(name, damage, count, blanks=blanks))


def together(name: str, damage: str, reports: int, *, blanks: bool) -> Counter[str]:
    """The counts of many reports."""
    counts: Counter[str] = Counter()
    forms = tuple(writer.FORMS)
    for seed in range(reports):
        counts += measure(name, forms[seed % len(forms)], damage, seed, blanks=blanks)
    return counts


def show(name: str, damage: str, *, blanks: bool, counts: Counter[str]) -> None:
    """Prints one line."""
    share = {key: 100 * counts[key] / counts.total() for key in ("right", "unreadable", "placed", "wrong")}
    print(
        f"{name:18}{damage:14}{'yes' if blanks else 'no':8}"
        f"{share['right']:9.2f}{share['unreadable']:10.2f}{share['placed']:10.2f}{share['wrong']:9.3f}"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
