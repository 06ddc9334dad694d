import csv
from io import StringIO

from auditor.export.spreadsheet import COLUMNS, write_csv
from tests.export.samples import PACK, WRONG_TOTAL, audit, unread


def rows(*audits):
    out = StringIO()
    write_csv(audits, out, PACK, "en")
    return list(csv.DictReader(StringIO(out.getvalue())))


def test_a_row_is_a_finding_with_its_numbers_and_its_message():
    sample = audit(WRONG_TOTAL)
    found = next(one for one in rows(sample) if one["rule"] == "SUM-101")
    assert tuple(found) == COLUMNS
    assert (found["body"], found["year"], found["status"], found["table"], found["row"], found["column"]) == (
        "青石县",
        "2019",
        "open",
        "applications",
        "received",
        "",
    )
    assert (found["expected"], found["actual"], found["difference"]) == ("5", "4", "-1")
    assert found["id"] in {one.id for one in sample.findings}


def test_files_without_findings_have_no_rows():
    assert rows(unread()) == []


def test_text_of_a_file_is_no_formula():
    found = rows(audit({("applications", "received", "person"): "=1+1"}, source="=cmd.txt"))
    assert {one["source"] for one in found} == {"'=cmd.txt"}
    assert not any(value.startswith(("=", "@")) for one in found for value in one.values())
