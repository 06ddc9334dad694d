"""A file is read whole, or it is said what could not be: layouts, damage, declined files."""

from decimal import Decimal

import pytest
from opencc import OpenCC

from auditor.model.report import Cell, Reading, Report, State
from auditor.parse.read import read_report
from tests import writer

FIGURES = {place: str(number) for number, place in enumerate(writer.zeros("2019"), 100)}


def read(text: str | bytes) -> Report:
    return read_report("x.txt", text if isinstance(text, bytes) else text.encode())


def written(layout: str = "tab", form: str = "2019", **changed: str) -> str:
    figures = {place: str(number) for number, place in enumerate(writer.zeros(form), 100)}
    figures |= {tuple(place.split("/")): text for place, text in changed.items()}  # type: ignore[misc]
    return writer.report(figures, form, layout)


def cell(report: Report, place: str) -> Cell:
    return next(one for one in report.cells if "/".join(one[:3]) == place)


def codes(report: Report) -> list[str]:
    return [diagnostic.code for diagnostic in report.diagnostics]


@pytest.mark.parametrize("layout", ["tab", "line"])
@pytest.mark.parametrize("form", ["2019", "2021"])
def test_title_body_year_period_and_sections(layout: str, form: str) -> None:
    report = read(written(layout, form))
    assert (report.title, report.body, report.year, report.form) == (writer.TITLE, "青石县", 2019, form)
    assert report.period is not None
    assert [str(day) for day in report.period] == ["2019-01-01", "2019-12-31"]
    assert [section.section for section in report.sections] == [
        "overview",
        "disclosure",
        "applications",
        "review",
        "problems",
        "other",
    ]
    assert [table.section for table in report.tables] == ["disclosure", "applications", "review"]


def test_blank_dash_text_zero_and_unreadable_stay_distinct() -> None:
    report = read(
        written(
            **{
                "applications/received/person": "0",
                "applications/received/company": "",
                "applications/received/research": "——",
                "applications/received/charity": "见附件",
                "applications/received/legal_service": "3\ufffd",
            }
        )
    )
    row = [(one.state.value, one.value, one.raw) for one in report.cells if one.row == "received"][:5]
    assert row == [
        ("number", 0, "0"),
        ("blank", None, ""),
        ("dash", None, "——"),
        ("text", None, "见附件"),
        ("unreadable", None, "3\ufffd"),
    ]


def test_the_unit_in_the_head_of_a_column_is_its_cells_unit() -> None:
    report = read(written().replace("采购总金额", "采购总金额(万元)"))
    amount = cell(report, "disclosure/procurement/amount")
    assert (amount.unit, amount.inherited) == ("万元", True)


def test_a_unit_in_the_cell_is_kept_and_never_converted() -> None:
    amount = cell(read(written(**{"disclosure/procurement/amount": "3.23亿"})), "disclosure/procurement/amount")
    assert (amount.value, amount.unit, amount.raw) == (Decimal("3.23"), "亿", "3.23亿")


def test_an_odd_sign_is_read_and_told() -> None:
    report = read(written(**{"disclosure/licences/change": "减3", "disclosure/penalties/change": "-3"}))
    assert {cell(report, f"disclosure/{row}/change").value for row in ("licences", "penalties")} == {-3}
    assert [(one.code, dict(one.details)) for one in report.diagnostics] == [("PARSE-SIGN", {"text": "减3", "number": "-3"})]


def test_a_label_wrapped_over_two_lines_is_one_label() -> None:
    report = read(written("line").replace("本年新制作数量", "本年新\n\n制作数量"))
    assert (report.reading, report.coverage) == (Reading.READ, 1.0)


def test_a_label_wrapped_inside_a_tab_cell_is_one_label_directly_or_after_an_empty_line() -> None:
    text = written().replace("\t本年新制作数量", "\t本年新\n制作数量").replace("\t结果维持", "\t结果\n\n维持", 1)
    assert (read(text).coverage, codes(read(text))) == (1.0, [])


def test_a_damaged_label_is_matched_and_told() -> None:
    report = read(written().replace("6.属于四类过程性信息", "6.属于四类过程信息"))
    assert report.coverage == 1.0
    assert [(one.code, one.details["label"]) for one in report.diagnostics] == [("PARSE-LABEL", "6.属于四类过程性信息")]


def test_traditional_script_with_readings_is_read_and_raw_stays_as_it_was() -> None:
    text = written("line").replace("总体情况", "總體情況").replace("处理", "處(chǔ)理").replace("规范", "規(guī)范")
    traditional = (
        text.replace("数", "數(shù)").replace("务", "務(wù)").replace("开", "開").replace("请", "請").replace("结", "結")
    )
    report = read(traditional)
    assert (report.script, report.coverage, report.sections[0].title) == ("traditional", 1.0, "总体情况")


def test_words_of_taiwan_in_labels_are_those_of_the_form() -> None:
    text = OpenCC("s2t").convert(written("line")).replace("規範性文件", "規範性檔案").replace("項目", "專案")
    report = read(text)
    assert (report.coverage, codes(report)) == (1.0, [])


def test_an_extra_row_is_kept_and_told() -> None:
    report = read(written().replace("\t行政强制\n", "\t其他主动公开文件\n\t1\n\t2\n\t3\n\n\t行政强制\n"))
    assert report.coverage == 1.0
    extra = [row for table in report.tables for row in table.rows if not row.row]
    assert [(row.label, row.values) for row in extra] == [("其他主动公开文件", 3)]


def test_labels_that_ran_together_are_no_row_that_was_added() -> None:
    apart, together = "三、本年度办理结果  （一）予以公开", "三、本年度办理结果（一）予以公开甲乙丙丁戊己庚辛"
    report = read(written("spaced").replace(apart, together))
    table = next(one for one in report.tables if one.table == "applications")
    assert [row.label for row in table.rows if not row.row] == []
    assert (table.strays, report.reading) == (1, Reading.PARTIAL)


@pytest.mark.parametrize("page", ["- 4 -", "— 12 —", "第3页", "第 3 页 共 9 页"])
def test_a_page_number_among_the_cells_is_no_cell(page: str) -> None:
    lines = written("line").split("\n")
    at = lines.index("一、本年新收政府信息公开申请数量")
    lines[at + 4 : at + 4] = [page, ""]
    report = read("\n".join(lines))
    assert (report.coverage, codes(report)) == (1.0, ["PARSE-PAGE-NUMBER"])
    assert [one.raw for one in report.cells if one.row == "received"] == [
        text for (_, row, _), text in FIGURES.items() if row == "received"
    ]


@pytest.mark.parametrize("layout", ["pipe_cell", "pipe_row"])
def test_a_bare_number_among_cells_with_pipes_makes_its_row_unreadable(layout: str) -> None:
    lines = written(layout).split("\n")
    lines.insert(lines.index("规范性文件 |") + 3, "4")
    told = {cell.state for cell in read("\n".join(lines)).cells if cell.row == "normative_documents"}
    assert told == {State.UNREADABLE}


def test_a_bare_number_among_the_cells_makes_its_row_unreadable() -> None:
    lines = written("line").split("\n")
    at = lines.index("一、本年新收政府信息公开申请数量")
    lines[at + 4 : at + 4] = ["4", ""]
    report = read("\n".join(lines))
    assert {one.state for one in report.cells if one.row == "received"} == {State.UNREADABLE}


def test_a_row_with_a_cell_too_few_is_unreadable_with_its_line() -> None:
    text = written()
    value = FIGURES["applications", "granted", "company"]
    report = read(text.replace(f"\t{value}\n", "", 1))
    row = [one for one in report.cells if one.row == "granted"]
    assert {one.state for one in row} == {State.UNREADABLE}
    told = next(one for one in report.diagnostics if one.code == "PARSE-ROW-VALUES")
    assert (told.details["found"], told.details["expected"]) == (6, 7)
    assert text.split("\n")[(told.line or 0) - 1] == "\t（一）予以公开"


def test_a_table_cut_off_says_so_and_its_lost_rows_have_no_cells() -> None:
    text = written()
    report = read(text[: text.index("\t（四）无法提供")])
    assert (report.reading, report.breaks_off is not None) == (Reading.PARTIAL, True)
    assert "PARSE-BREAKS-OFF" in codes(report)
    assert not [one for one in report.cells if one.row.startswith("unable")]


@pytest.mark.parametrize(
    ("data", "reading", "code"),
    [
        (b"", Reading.UNREADABLE, "PARSE-EMPTY"),
        (b"%PDF-1.4 \x00\x01", Reading.UNREADABLE, "PARSE-BROKEN"),
        (b"\x89PNG\r\n\x1a\n", Reading.UNREADABLE, "PARSE-BINARY"),
        ("今天天气很好。\n".encode(), Reading.DECLINED, "PARSE-NO-REPORT"),
        (b"Annual report on government information disclosure.\n", Reading.DECLINED, "PARSE-NO-REPORT"),
    ],
)
def test_what_is_no_report_is_declined_with_its_reason(data: bytes, reading: Reading, code: str) -> None:
    report = read(data)
    assert report.reading is reading
    assert code in codes(report)
    assert (report.cells, report.sections) == ([], [])


def test_a_report_whose_tables_were_lost_is_declined() -> None:
    text = "\n".join(line for line in written().split("\n") if not line.startswith("\t"))
    assert (read(text).reading, codes(read(text))) == (Reading.DECLINED, ["PARSE-NO-TABLES"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_encodings_are_told_apart(encoding: str) -> None:
    report = read(written().encode(encoding))
    assert (report.reading, report.body, report.coverage) == (Reading.READ, "青石县", 1.0)


def test_windows_line_ends_do_not_shift_lines() -> None:
    plain, windows = read(written()), read(written().replace("\n", "\r\n"))
    assert [(one.line, one.raw) for one in windows.cells] == [(one.line, one.raw) for one in plain.cells]


def test_a_narrative_of_before_2019_has_sections_and_no_tables() -> None:
    text = "\n".join(
        [
            "2017年青石县政府信息公开工作年度报告",
            "一、概述",
            "全年推进政府信息公开。",
            "二、依申请公开政府信息情况",
            "受理申请3件。",
        ]
    )
    report = read(text)
    assert (report.form, report.layout, report.year, report.coverage) == ("pre-2019", "narrative", 2017, 1.0)
    assert [(one.section, one.line) for one in report.sections] == [("overview", 2), ("applications", 4)]


@pytest.mark.parametrize("filled_up", [" | ||", " | |"])
def test_the_padding_at_the_end_of_a_pipe_row_is_no_value(filled_up: str) -> None:
    rows = written("pipe").split("\n")
    at = next(at for at, row in enumerate(rows) if row.startswith("一、本年新收"))
    rows[at] = rows[at].rstrip(" |") + filled_up
    report = read("\n".join(rows))
    received = [one for one in report.cells if one.row == "received"]
    assert [(one.value, one.state) for one in received] == [(int(FIGURES[one[:3]]), State.NUMBER) for one in received]
    assert "PARSE-ROW-VALUES" not in codes(report)


def test_a_blank_cell_too_many_in_a_row_with_blank_cells_is_not_guessed_away() -> None:
    rows = written("pipe").split("\n")
    at = next(at for at, row in enumerate(rows) if row.startswith("一、本年新收"))
    rows[at] = "一、本年新收政府信息公开申请数量 | 5 |  | 0 | 0 | 0 | 0 | 5 | |"
    received = [one for one in read("\n".join(rows)).cells if one.row == "received"]
    assert {one.state for one in received} == {State.UNREADABLE}


def test_a_loose_word_for_normative_documents_makes_no_other_form():
    text = writer.report(writer.zeros("2021"), "2021", "tab").replace("行政规范性文件", "规范性文件").replace("2019年", "2021年")
    read = read_report("a.txt", text.encode())
    assert (read.form, [table.form for table in read.tables]) == ("2021", ["2021", "2021", "2021"])
    assert {(cell.row, cell.column) for cell in read.cells} >= {("normative_documents", "in_force")}


def test_answers_listed_in_a_sentence_do_not_make_a_report_one_line():
    said = "这一年办结申请20件，予以公开9件、部分公开3件、不予公开2件、无法提供6件。"
    report = read(written("pipe").replace("这一年按要求推进公开工作。", said))
    assert report.layout == "pipe"
