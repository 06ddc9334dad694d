from decimal import Decimal

import pytest

from auditor.model.finding import Place
from auditor.model.report import State
from auditor.rules.clean import cell
from auditor.rules.facts import LARGEST, CellField, FactMaker, TextTest, Wanted, told
from auditor.rules.subject import Subject
from tests.rules.reports import unreadable


@pytest.mark.parametrize(
    ("value", "state", "unit", "expected"),
    [
        (7, State.NUMBER, None, {"t": "whole", "w": "", "n": 10_000, "v": 70_000, "z": 70_000}),
        (
            Decimal("3.23"),
            State.NUMBER,
            "亿",
            {"t": "fraction", "s": "fraction", "w": "亿", "u": "亿", "n": 10_000, "v": 32_300, "z": 32_300},
        ),
        (Decimal("2.0"), State.NUMBER, None, {"t": "whole", "w": "", "n": 10_000, "v": 20_000, "z": 20_000}),
        (Decimal("0.00001"), State.NUMBER, None, {"t": "beyond", "s": "beyond", "w": "", "n": 10_000}),
        (LARGEST // 10_000 + 1, State.NUMBER, None, {"t": "beyond", "s": "beyond", "w": "", "n": 10_000}),
        (None, State.BLANK, None, {"t": "blank", "s": "blank", "w": "", "n": 0, "z": 0}),
        (None, State.DASH, None, {"t": "dash", "s": "dash", "w": "", "n": 0, "z": 0}),
        (None, State.TEXT, None, {"t": "text", "s": "text", "w": "", "n": 0}),
        (None, State.UNREADABLE, None, {"t": "unreadable", "s": "unreadable", "w": ""}),
    ],
)
def test_a_cell_says_by_letters_what_is_in_it(value, state, unit, expected):
    letters = "nstuvwz"
    known = dict(zip(letters, told(letters, value, state, unit), strict=True))
    assert {letter: said for letter, said in known.items() if said is not None} == expected


def test_a_fact_holds_what_is_wanted_and_known():
    wanted = Wanted(
        (CellField("z0", "z", "person"), CellField("s0", "s", "person"), CellField("v6", "v", "total")), ("row", "line")
    )
    cells = {"person": cell("applications", "received", "person", "", 3)}
    subject = Subject("row", Place("applications", "received"), 3, cells, {"row": "received", "present": 1})
    assert FactMaker("row", wanted).make(subject) == {"kind": "row", "z0": 0, "s0": "blank", "row": "received"}


def test_a_text_test_is_1_where_the_pattern_is_found_0_where_not_and_missing_where_nothing_is_known():
    tests = (TextTest("m1", "person", of_cell=True, pattern="减"), TextTest("m2", "title", of_cell=False, pattern="^总"))
    maker = FactMaker("row", Wanted(tests=tests))
    cells = {"person": cell("applications", "received", "person", " 减3", 3)}
    assert maker.make(Subject("row", Place(), 3, cells, {"title": "其他"})) == {"kind": "row", "m1": 10_000, "m2": 0}
    assert maker.make(Subject("row", Place(), 3, {"person": unreadable(cells["person"])})) == {"kind": "row"}
