"""What goes into a store comes out equal."""

from dataclasses import MISSING, fields, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Cell, Diagnostic, Prose, Reading, Region, Report, State
from auditor.store.tables import Row

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NUMBERS = st.integers() | st.decimals(allow_nan=False, allow_infinity=False)
CELLS = st.builds(
    Cell,
    table=st.sampled_from(["applications", "review"]),
    row=st.sampled_from(["received", "handled"]),
    column=st.sampled_from(["person", "total"]),
    raw=TEXT,
    value=st.none() | NUMBERS,
    state=st.sampled_from(State),
    unit=st.none() | TEXT,
    line=st.integers(1, 10**9),
    inherited=st.booleans(),
)


def defaults(made):
    if isinstance(made, tuple):
        return made._field_defaults
    return {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(made)
        if field.default is not MISSING or field.default_factory is not MISSING
    }


def test_the_sample_leaves_no_field_at_its_default(report_of, finding_of):
    report = report_of()
    finding = finding_of(report, discriminator="applications/total")
    read = (report.region, report.sections[1], report.tables[0], report.tables[0].rows[0])
    for made in (report, *read, report.claims[0], report.relations[0], finding):
        for name, default in defaults(made).items():
            assert name in ("status", "prose") or getattr(made, name) != default, name


def test_a_report_comes_back_equal(store, report_of, run):
    store.save([(report_of(), [])], run)
    assert store.report("0" * 64) == report_of()


def test_prose_is_not_kept(store, report_of, run):
    store.save([(report_of(prose=[Prose(7, "overview", "收到申请46件。")]), [])], run)
    assert store.report("0" * 64) == report_of()


def test_claims_have_rows_of_their_own_with_null_for_what_could_not_be_told(store, report_of, run):
    store.save([(report_of(), [])], run)
    with store._engine.connect() as connection:
        rows = connection.execute(select(Row.metadata.tables["claims"])).mappings().all()
    assert [(row["text"], row["line"], row["quantity"], row["unit"], row["concept"]) for row in rows] == [
        ("约3.2万件", 7, 3.2, "万件", "received"),
        ("其中自然人46余件", 8, 46, "件", None),
    ]


def test_a_declined_file_comes_back_equal(store, run):
    declined = Report("a.txt", "d" * 64, Reading.DECLINED, diagnostics=[Diagnostic("PARSE-NO-REPORT")])
    store.save([(declined, [])], run)
    assert store.report("d" * 64) == declined
    assert store.report("d" * 64).region == Region()


def test_a_report_that_is_not_there_is_none(store):
    assert store.report("f" * 64) is None
    assert store.findings("f" * 64) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(cells=st.lists(CELLS, max_size=8))
def test_cells_come_back_equal_in_order_even_where_an_address_is_there_twice(store, report_of, run, cells):
    report = report_of("c", cells=cells)
    store.save([(report, [])], run)
    assert store.report(report.sha256) == report


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"expected": Decimal("0.37"), "actual": Decimal("3.70"), "difference": Decimal("3.33")},
        {"expected": "万元", "actual": "12", "difference": None},
        {"expected": 10**30, "actual": None, "line": None, "cause": None, "evidence": (), "details": {}},
        {"place": Place(section="other"), "severity": Severity.NOTE, "status": "waived", "discriminator": "x"},
    ],
)
def test_a_finding_comes_back_equal(store, report_of, finding_of, run, changes):
    finding = finding_of(report_of(), **changes)
    store.save([(report_of(), [replace(finding)])], run)
    assert store.findings("0" * 64) == [finding]


def test_findings_keep_their_order(store, report_of, finding_of, run):
    found = [finding_of(report_of(), rule=rule, line=line) for rule, line in [("Z-1", 9), ("A-1", 1), ("M-1", 5)]]
    store.save([(report_of(), found)], run)
    assert [finding.rule for finding in store.findings("0" * 64)] == ["Z-1", "A-1", "M-1"]


def test_nul_and_lone_surrogates_are_replaced_and_do_not_stop_the_store(store, run):
    hostile = "甲\0乙\udcff"
    cell = Cell("review", "reconsideration", "total", hostile, None, State.TEXT, hostile, 3)
    report = Report(
        hostile,
        "e" * 64,
        body=hostile,
        year=2019,
        title=hostile,
        cells=[cell],
        diagnostics=[Diagnostic("X", 1, {"text": hostile})],
    )
    finding = Finding("VAL-101", Severity.NOTE, Place(), actual=hostile, details={"raw": hostile}, id="f1")
    store.save([(report, [finding])], run)
    kept = store.report("e" * 64)
    assert (kept.source, kept.title, kept.cells[0].raw, kept.cells[0].unit) == ("甲\ufffd乙\ufffd",) * 4
    assert kept.diagnostics[0].details == {"text": "甲\0乙\ufffd"}  # JSON has an escape for NUL
    assert store.findings("e" * 64)[0].details == {"raw": "甲\0乙\ufffd"}
