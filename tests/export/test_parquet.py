"""Parquet: three files whose columns have types, for statistics programs."""

import pytest

from auditor.export import parquet
from tests.export.samples import PACK, WRONG_TOTAL, audit, unread

read_table = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed").read_table


def test_reports_findings_and_cells(tmp_path):
    parquet.write([audit(WRONG_TOTAL), unread()], tmp_path, PACK, "en")
    reports, findings, cells = (read_table(tmp_path / f"{name}.parquet").to_pylist() for name in ("reports", "findings", "cells"))
    assert [(one["body"], one["year"], one["reading"]) for one in reports] == [
        ("青石县", 2019, "read"),
        (None, None, "unreadable"),
    ]
    wrong = next(one for one in findings if one["rule"] == "SUM-101")
    assert (wrong["expected"], wrong["actual"], wrong["difference"]) == (5.0, 4.0, -1.0)
    assert len(cells) == 198
    assert {one["sha256"] for one in cells} == {reports[0]["sha256"]}


def test_many_rows_are_written_in_groups(tmp_path, monkeypatch):
    monkeypatch.setattr(parquet, "_AT_ONCE", 50)
    parquet.write([audit(), audit()], tmp_path, PACK, "en")
    assert read_table(tmp_path / "cells.parquet").num_rows == 2 * 198
