"""Cells in their texts, and the view that has them as rows."""

from decimal import Decimal

import pytest
from sqlalchemy import select, text

from auditor.model.report import Cell, State
from auditor.store.cells import of_runs, pack_cells, to_runs, unpack_cells
from auditor.store.tables import CELLS


def cell(column, raw, value, state=State.NUMBER, **more):
    return Cell(
        **{"table": "applications", "row": "received", "unit": None, "line": 9} | more,
        column=column,
        raw=raw,
        value=value,
        state=state,
    )


PLAIN = [cell("person", "75", 75), cell("company", "", None, State.BLANK, line=10)]
ODD = [
    cell("person", "75 ", 75),
    cell("person", "", 0),
    cell("person", "3.23亿", Decimal("3.23"), unit="亿", inherited=True),
    cell("person", "—", None, State.DASH),
    cell("person", "", None, State.UNREADABLE),
    cell("person", "9" * 400, Decimal("9" * 400)),
]
IDS = {PLAIN[0][:3]: 4, PLAIN[1][:3]: 5}
NAMES = {number: key for key, number in IDS.items()}


def test_a_number_and_a_blank_take_no_more_than_themselves():
    packed = pack_cells(PLAIN, IDS)
    assert packed == ((4, 5), "[75,null]", "[9,10]")
    assert list(unpack_cells(packed, NAMES)) == PLAIN


@pytest.mark.parametrize("odd", ODD)
def test_what_says_more_comes_back_equal(odd):
    assert list(unpack_cells(pack_cells([odd], IDS), NAMES)) == [odd]


def test_addresses_that_follow_each_other_are_runs():
    assert to_runs([1, 2, 3, 9, 10, 2, 2]) == [[1, 3], [9, 2], [2, 1], [2, 1]]
    assert of_runs(to_runs([1, 2, 3, 9, 10, 2, 2])) == (1, 2, 3, 9, 10, 2, 2)


def test_the_view_has_all_cells_of_a_report_with_their_names(store, report_of, run):
    store.save([(report_of(), [])], run)
    with store.reading() as connection:
        rows = connection.execute(select(CELLS).order_by(CELLS.c.position)).all()
    assert [row[1:] for row in rows] == [
        (0, "disclosure", "procurement", "amount", "3.23亿", 3.23, "3.23", 0, "亿", 50),
        (1, "disclosure", "procurement", "items", " 12\u00a0", 12, None, 0, "个", 49),
        (2, "disclosure", "licences", "change", None, -4, None, 0, None, 31),
        (3, "disclosure", "licences", "previous", None, None, None, 1, None, 30),
        (4, "review", "reconsideration", "total", "——", None, None, 2, None, 70),
        (5, "review", "reconsideration", "other", "见附件", None, None, 3, None, 71),
        (6, "review", "reconsideration", "upheld", None, None, None, 4, None, 72),
    ]


def test_reports_with_the_same_addresses_in_the_same_order_share_an_outline(store, report_of, run):
    whole = report_of()
    part = report_of("1", body="白沙镇", cells=whole.cells[:3])
    store.save([(whole, []), (report_of("2", body="丈亭镇"), []), (part, [])], run)
    store.save([(report_of("3", body="松雾镇"), [])], run)
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM outlines")).scalar() == len(whole.cells) + 3
