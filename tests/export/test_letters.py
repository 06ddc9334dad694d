"""A letter for each body: what is to be checked, where, and by what; never an accusation."""

from docx import Document

from auditor.export import letters
from tests.export.samples import BLANK_ROWS, PACK, WRONG_TOTAL, audit


def test_a_cause_is_a_row_with_place_arithmetic_and_basis(tmp_path):
    assert letters.write([audit(WRONG_TOTAL)], tmp_path / "letters", PACK, "zh") == 1
    (path,) = (tmp_path / "letters").iterdir()
    assert path.name.startswith("青石县-2019-")
    document = Document(str(path))
    assert "并不认定哪个数据有误" in "".join(paragraph.text for paragraph in document.paragraphs)
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["序号", "位置", "问题", "依据", "答复"]
    wrong = next(row for row in rows if "总计填4" in row[2])
    assert "行" in wrong[1]
    assert "国办公开办函" in wrong[3]
    assert wrong[4] == ""


def test_who_is_sound_gets_none(tmp_path):
    clean = audit()
    clean.findings.clear()
    assert letters.write([clean], tmp_path / "letters", PACK, "zh") == 0


def test_a_name_of_a_file_stays_in_its_folder(tmp_path):
    one = audit(WRONG_TOTAL, "../../x.txt")
    one.report.body = "../..\\:青石县"
    letters.write([one], tmp_path / "letters", PACK, "zh")
    assert [path.parent.name for path in tmp_path.rglob("*.docx")] == ["letters"]


def test_many_cells_of_one_cause_are_counted(tmp_path):
    letters.write([audit(BLANK_ROWS)], tmp_path / "letters", PACK, "zh")
    (path,) = (tmp_path / "letters").iterdir()
    rows = [[cell.text for cell in row.cells] for row in Document(str(path)).tables[0].rows]
    assert any(row[1].endswith("……共8处") and len(row[1].splitlines()) == 7 for row in rows)
