import json
from decimal import Decimal
from io import StringIO

import pytest

from auditor.export.json_document import entry, write, write_lines
from auditor.model.claim import Claim
from auditor.model.finding import Finding, Place, Severity
from tests import formats, writer
from tests.export.samples import PACK, WRONG_TOTAL, audit, audit_of, unread

REPORT_KEYS = [
    "source",
    "sha256",
    "reading",
    "coverage",
    "layout",
    "form",
    "body",
    "body_kind",
    "scope",
    "year",
    "title",
    "script",
    "period",
    "published",
    "signed",
    "region",
    "sections",
    "tables",
    "cells",
    "claims",
    "diagnostics",
    "score",
    "findings",
]
CELL_KEYS = ["table", "row", "column", "row_label", "column_label", "raw", "value", "state", "unit", "line"]
FINDING_KEYS = [
    "id",
    "rule",
    "severity",
    "message",
    "status",
    "table",
    "row",
    "column",
    "section",
    "line",
    "expected",
    "actual",
    "difference",
    "cause",
    "evidence",
    "repair",
]


def document(*audits):
    out = StringIO()
    write(audits, out, PACK, "en")
    return json.loads(out.getvalue())


def test_there_is_one_document_also_for_no_reports():
    assert document() == {"schema": 1, "reports": []}


def test_json_lines_are_the_entries_of_the_document():
    samples = [audit(WRONG_TOTAL), unread()]
    out = StringIO()
    write_lines(samples, out, PACK, "en")
    assert [json.loads(line) for line in out.getvalue().splitlines()] == document(*samples)["reports"]


def test_every_file_has_an_entry_with_every_key_in_order():
    found = document(audit(WRONG_TOTAL), unread())
    assert [list(one) for one in found["reports"]] == [REPORT_KEYS, REPORT_KEYS]
    read = found["reports"][0]
    assert list(read["cells"][0]) == CELL_KEYS
    assert [list(one) for one in read["findings"]] == [FINDING_KEYS] * len(read["findings"])
    assert list(read["sections"][0]) == ["number", "title", "section", "line"]
    assert list(read["tables"][0]) == ["table", "form", "line", "read", "expected"]
    assert list(read["region"]) == ["code", "province", "prefecture", "county", "township", "level"]
    assert (read["claims"], read["score"]) == ([], None)


def test_a_file_that_was_not_read_has_reasons_and_no_figures():
    found = document(unread())["reports"][0]
    assert (found["reading"], found["cells"], found["findings"], found["body"]) == ("unreadable", [], [], None)
    assert found["diagnostics"] == [{"code": "PARSE-BINARY", "message": "no text file: an image", "line": None}]


def test_a_claim_is_told_by_its_clause_and_what_it_counts():
    sample = audit({})
    sample.report.claims = [
        Claim("全县公开约3.2万条", 9, 4, 10, Decimal("3.2"), "万条", Decimal(28800), Decimal(35200), "published", scope="region")
    ]
    assert document(sample)["reports"][0]["claims"] == [
        {
            "text": "全县公开约3.2万条",
            "line": 9,
            "quantity": 3.2,
            "unit": "万条",
            "concept": "published",
            "scope": "region",
            "period": "year",
            "of": "",
            "section": "",
            "approximate": "",
            "change": "",
            "low": 28800,
            "high": 35200,
        }
    ]


def test_a_cell_is_told_by_address_label_text_and_line():
    found = document(audit({("disclosure", "procurement", "amount"): " 3.23亿 "}))["reports"][0]
    cell = next(one for one in found["cells"] if one["column"] == "amount")
    assert cell | {"line": 0} == {
        "table": "disclosure",
        "row": "procurement",
        "column": "amount",
        "row_label": "政府集中采购",
        "column_label": "采购总金额",
        "raw": " 3.23亿 ",
        "value": 3.23,
        "state": "number",
        "unit": "亿",
        "line": 0,
    }


def test_a_wrong_sum_is_told_with_its_arithmetic_and_the_cells_it_rests_on():
    found = document(audit(WRONG_TOTAL))["reports"][0]["findings"]
    total = next(one for one in found if one["rule"] == "SUM-101")
    assert (total["table"], total["row"], total["column"], total["severity"]) == ("applications", "received", None, "error")
    assert (total["expected"], total["actual"], total["difference"]) == (5, 4, -1)
    evidence = {one["column"]: one for one in total["evidence"]}
    assert len(evidence) == 7
    assert evidence["person"] == {
        "table": "applications",
        "row": "received",
        "column": "person",
        "raw": "3",
        "value": 3,
        "line": total["line"] - 6,
    }
    assert total["line"] == evidence["total"]["line"]


def test_the_cells_of_another_report_stand_in_the_evidence_with_its_file():
    other = {"table": "applications", "row": "carried_out", "column": "person", "raw": "2", "value": "2", "line": 9}
    told = json.dumps([{**other, "source": "2018.txt"}])
    place = Place("applications", "carried_in", "person")
    broken = Finding("SUM-101", Severity.ERROR, place, 1, 2, 9, 7, details={"others": told})
    (found,) = entry(audit()._replace(findings=[broken]), PACK, "en")["findings"]
    assert found["evidence"] == [{**other, "value": 2, "source": "2018.txt"}]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("26966.28", "26966.28"), ("0.1", "0.1"), ("371923.00", "371923"), ("999999999999.99", "999999999999.99")],
)
def test_decimals_keep_their_digits(value, shown):
    wrong = Finding("SUM-101", Severity.ERROR, Place("applications", "received"), 1, Decimal(value), 0, Decimal(value))
    sample = audit()
    told = entry(sample._replace(findings=[wrong]), PACK, "en")["findings"][0]
    assert json.dumps(told["expected"]) == shown


def test_what_files_hold_takes_no_effect_where_the_document_is_shown():
    out = StringIO()
    write([unread(source="\x9b2J\u202e\udcff.txt")], out, PACK, "en")
    assert json.loads(out.getvalue())["reports"][0]["source"] == "\x9b2J\u202e\udcff.txt"
    assert not {"\x9b", "\u202e", "\udcff"} & set(out.getvalue())


def test_a_file_without_lines_tells_page_table_and_row_beside_the_line():
    page = formats.html(writer.zeros("2019") | {("applications", "received", "total"): "9"}, "2019")
    report = document(audit_of(page, "青石县.html"))["reports"][0]
    cell = next(one for one in report["cells"] if (one["table"], one["row"]) == ("applications", "received"))
    assert cell["place"] == {"table": 2, "row": 4}
    found = next(one for one in report["findings"] if one["rule"] == "SUM-101")
    assert found["place"] == cell["place"]
