import pytest

from auditor.export.place import place_text, position, position_text, rows_text
from auditor.model.finding import Finding, Place, Severity
from auditor.model.report import Cell, Report, State, Table

REPORT = Report("a.txt", "0" * 64, tables=[Table("applications", "2019", 1, 9), Table("disclosure", "2021", 1, 9)])


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("applications", "received", "person"), "申请 / 一、本年新收政府信息公开申请数量 / 自然人"),
        (Place("applications", None, "other_org"), "申请 / 其他"),
        (Place("disclosure", "normative_documents"), "主动公开 / 行政规范性文件"),
        (Place(section="other"), "其他需要报告的事项"),
        (Place("review"), "复议诉讼"),
        (Place(), ""),
    ],
)
def test_a_place_is_told_in_the_labels_of_the_form_that_was_used(place, shown):
    assert place_text(place, REPORT, "zh") == shown


def test_many_findings_are_told_by_their_rows():
    rows = ["received", "received", "refused.third_party", "handled"]
    findings = [Finding("BLK-101", Severity.WARNING, Place("applications", row, "person")) for row in rows]
    assert rows_text(findings, REPORT, "zh") == "一 ×2、三（三）4、三（七）"


def test_more_rows_than_fit_are_counted():
    rows = ["received", "carried_in", "granted", "partly_granted", "other", "handled", "carried_out"]
    findings = [Finding("BLK-101", Severity.WARNING, Place("applications", row, "person")) for row in rows]
    assert rows_text(findings, REPORT, "zh").endswith("三（六）、三（七） 等7项")


PLACES = {"received": {"page": 2, "table": 3, "row": 5}, "granted": {"page": 3, "table": 3, "row": 8}}
PAGED = Report(
    "a.pdf",
    "0" * 64,
    layout="pdf",
    tables=[Table("applications", "2019", 1, 9, places=PLACES)],
    cells=[
        Cell("applications", row, "person", "1", 1, State.NUMBER, None, line) for line, row in ((5, "received"), (8, "granted"))
    ],
)


@pytest.mark.parametrize(
    ("address", "where"),
    [
        (("applications", "received", None), {"page": 2, "table": 3, "row": 5}),
        (("applications", None, 8), {"page": 3, "table": 3, "row": 8}),
        (("applications", None, None), {"table": 3}),
        (("review", "received", 5), None),
        ((None, None, 5), None),
    ],
)
def test_in_a_file_without_lines_a_person_goes_to_page_table_and_row(address, where):
    assert position(PAGED, *address) == where


def test_a_position_is_told_in_words():
    assert position_text({"page": 2, "table": 3, "row": 5}, "zh") == "第2页 第3表 第5行"
    assert position_text(None, "en") == ""
