"""The workbook: four sheets, frozen heads, names that people read, nothing that a spreadsheet would run."""

from zipfile import ZipFile

import pytest
from lxml import etree

from auditor.export import workbook
from tests.export.samples import BLANK_ROWS, PACK, WRONG_TOTAL, audit

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(path):
    """Sheet → its rows of texts, as a spreadsheet would show them."""
    with ZipFile(path) as book:
        titles = [one.get("name") for one in etree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")]
        found = {}
        for number, title in enumerate(titles, 1):
            tree = etree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            rows = [["".join(cell.itertext()) for cell in row] for row in tree.iter(f"{_MAIN}row")]
            found[title] = rows, tree
        return found


@pytest.fixture
def written(tmp_path):
    path = tmp_path / "out.xlsx"
    workbook.write([audit(WRONG_TOTAL), audit(BLANK_ROWS, "=cmd.txt")], path, PACK, "zh")
    return sheets(path)


def test_summary_ranking_findings_and_cells(written):
    assert list(written) == ["摘要", "排名", "问题", "单元格"]


def test_findings_have_names_for_addresses(written):
    rows, _ = written["问题"]
    assert rows[0][:5] == ["文件", "机构", "年度", "规则", "严重度"]
    wrong = next(row for row in rows if "SUM-101" in row)
    assert [wrong[4], wrong[5], wrong[6]] == ["错误", "待定", "申请"]


def test_every_cell_of_every_report_is_there(written):
    rows, _ = written["单元格"]
    assert len(rows) == 1 + 2 * 198


def test_heads_stay_and_columns_filter(written):
    for title in ("问题", "单元格"):
        _, tree = written[title]
        assert tree.find(f".//{_MAIN}pane").get("state") == "frozen"
        assert tree.find(f"{_MAIN}autoFilter") is not None


def test_nothing_is_a_formula(written):
    assert all(tree.find(f".//{_MAIN}f") is None for _, tree in written.values())
    assert any("=cmd.txt" in row for row in written["问题"][0])


def test_a_full_sheet_goes_on_in_another(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 100)
    workbook.write([audit()], tmp_path / "out.xlsx", PACK, "en")
    assert [len(rows) for title, (rows, _) in sheets(tmp_path / "out.xlsx").items() if title.startswith("Cells")] == [101, 99]
