"""A score is reproducible by hand from rules/scoring.yaml."""

from decimal import Decimal
from itertools import count

import pytest

from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Reading, Report, Table
from auditor.rules.pack import load_pack
from auditor.rules.scoring import Scheme
from auditor.score.points import score

ERROR, WARNING, NOTE = Severity
SCHEME = Scheme(
    full=Decimal(100),
    points={ERROR: Decimal(10), WARNING: Decimal(2), NOTE: Decimal("0.5")},
    factors={"STR": Decimal("1.5")},
    caps={"BLK": Decimal(5)},
    coverage=Decimal(80),
)
READ = Report("a.txt", "0" * 64, form="2019", tables=[Table("applications", "2019", 1, 9, expected=10, read=10)])


NUMBERS = count()


def finding(rule, severity, cause=None, status="open"):
    return Finding(rule, severity, Place(), cause=cause, status=status, id=f"f{next(NUMBERS)}")


@pytest.mark.parametrize(
    ("findings", "value"),
    [
        ([], "100.0"),
        ([finding("SUM-101", ERROR), finding("VAL-101", WARNING), finding("DAT-103", NOTE)], "87.5"),  # 100 - 10 - 2 - 0.5
        ([finding("SUM-101", ERROR, "cell"), finding("SUM-103", ERROR, "cell")], "90.0"),  # one cause
        ([finding("STR-101", ERROR)], "85.0"),  # 1.5 × 10
        ([finding("BLK-101", WARNING) for _ in range(40)], "95.0"),  # no more than the cap
        ([finding("SUM-101", ERROR, status="dismissed"), finding("SUM-101", ERROR, status="waived")], "100.0"),
        ([finding("SUM-101", ERROR) for _ in range(40)], "0.0"),
    ],
)
def test_the_sum(findings, value):
    assert score(READ, findings, SCHEME).value == Decimal(value)


def test_a_cause_counts_in_the_family_of_its_gravest_finding():
    found = score(READ, [finding("BLK-101", WARNING, "cell"), finding("SUM-101", ERROR, "cell")], SCHEME)
    (only,) = found.deductions
    assert (only.family, only.counts, only.taken) == ("SUM", {ERROR: 1}, Decimal(10))


def test_the_deductions_make_the_score():
    found = score(READ, [finding("SUM-101", ERROR), *(finding("BLK-101", WARNING) for _ in range(40))], SCHEME)
    assert [(one.family, one.points, one.taken) for one in found.deductions] == [("BLK", 80, 5), ("SUM", 10, 10)]
    assert found.full - sum(one.taken for one in found.deductions) == found.value


def test_too_little_read_is_not_scored():
    little = Report("a.txt", "0" * 64, Reading.PARTIAL, tables=[Table("applications", "2019", 1, 9, expected=10, read=7)])
    assert score(little, [], SCHEME) is None
    assert score(Report("a.txt", "0" * 64, Reading.DECLINED), [], SCHEME) is None


def test_the_scheme_that_ships_knows_every_family():
    pack = load_pack()
    assert {code.partition("-")[0] for code in pack.rules} <= pack.scoring.caps.keys()
    assert pack.scoring.points.keys() == set(Severity)
