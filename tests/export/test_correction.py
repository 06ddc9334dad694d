"""Corrections as programs read them."""

from auditor.export.correction import cause_json
from auditor.repair.causes import CauseRepair
from auditor.repair.correction import Change

CHANGE = Change("applications", "received", "person", None, 7, 0.9, "blank")


def test_a_cause_with_one_correction_has_its_cells():
    cell = {"table": "applications", "row": "received", "column": "person", "from": None, "to": 7}
    told = cause_json(CauseRepair([CHANGE], 1, unique=True, answers=1))
    assert told == {"cells": [cell], "unique": True, "size": 1, "answers": 1}


def test_a_cause_with_several_corrections_has_their_number_and_no_cells():
    told = cause_json(CauseRepair(None, 1, unique=False, answers=5))
    assert told == {"cells": None, "unique": False, "size": 1, "answers": 5}


def test_a_finding_that_no_sum_is_behind_has_none():
    assert cause_json(None) is None
