"""Rules of the second stage for tests."""

from auditor.rules.loader import validated
from auditor.rules.pack import Pack
from auditor.rules.second.schema import SecondRule
from tests.rules.packs import rule

ROWS = rule(rule="SUM-901", check="[总计] = sum([自然人]..[其他])", blank="zero")
CELLS = rule(rule="BLK-901", scope="each cell in applications", check="value is not blank")
TABLES = rule(rule="STR-901", scope="each table in applications, review", check="present")
SECTIONS = rule(rule="STR-902", scope="each section", check="present")
FIRST = {one.code: one for one in (ROWS, CELLS, TABLES, SECTIONS)}


def second(key: str = "one", **said: object) -> SecondRule:
    """A rule for each finding, or for the report where it gives a grade; ``status``, ``cause`` or ``grade`` is its ``then``."""
    (then,) = {"status", "cause", "grade"} & said.keys()
    scope = "report" if then == "grade" else "each finding"
    data = {"second": key, "name": key, "for": scope, "then": {then: said.pop(then)}, **said}
    return validated(data, SecondRule)  # type: ignore[arg-type]


def pack(*rules: SecondRule) -> Pack:
    """Four rules of the first stage, and these of the second."""
    return Pack(FIRST, second=rules)
