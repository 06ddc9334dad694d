"""What clerks and scrapers put around and into reports: every cell right, or unread and said to be; nobody is accused of it."""

import re
from collections.abc import Callable

import pytest

from auditor.model.report import Report, State
from auditor.parse.read import read_report
from auditor.parse.value import read_value
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests import writer
from tests.parse.test_read_back import Written

PACK = load_pack().select(("SUM", "STR", "FRM", "BLK", "DAT"))
HEADS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
]


def under(heading: str, lines: str) -> Callable[[str], str]:
    return lambda text: text.replace(f"{heading}\n", f"{heading}\n{lines}\n", 1)


def above(heading: str, lines: str) -> Callable[[str], str]:
    return lambda text: text.replace(f"\n{heading}", f"\n{lines}\n{heading}", 1)


def inside(lines: str) -> Callable[[str], str]:
    """Before the row 6 of the group （三）不予公开."""
    return lambda text: re.sub(r"(\n[^\n]*6\.属于四类过程性信息)", rf"\n{lines}\1", text)


QUIRKS: dict[str, Callable[[str], str]] = {
    "unit": under(HEADS[2], "单位：件"),
    "unit in brackets": under(HEADS[1], "（单位：件、个）"),
    "caption": under(HEADS[2], "附表1：2019年度收到和处理政府信息公开申请情况"),
    "names of the tables": lambda text: under(HEADS[2], "表二")(under(HEADS[1], "表一")(text)),
    "lead": under(HEADS[2], "2019年，全县收到的申请见下表："),
    "instructions": under(HEADS[1], "（填表说明：统计2019年度制作的数量，没有的填“0”，不得空白。）"),
    "numbered instructions": under(HEADS[2], "【填报说明】1.均应填写数字；2.总计=自然人+法人或其他组织；3.没有的填0"),
    "note": above(HEADS[3], "注：1.本表数据不含乡镇，另有3件当年撤回未计入。2.上年结转以系统登记为准。"),
    "note on the sums": above(HEADS[3], "注：勾稽关系为第一项加第二项之和，等于第三项加第四项之和"),
    "date of filling in": above(HEADS[3], "填报日期：2020年1月15日"),
    "who filled it in": above("五、", "单位负责人：甲  审核人：乙  联系电话：0578-1234567  填报日期：2020年1月15日"),
    "page": inside("- 5 -"),
    "page in words": inside("第5页"),
    "page of pages": inside("5/9"),
    "bare page": inside("5"),
    "address of the page": inside("http://www.example.gov.cn/a/2019.html 5/9 2020/3/4 10:22"),
    "header of the page": inside("青石县2019年政府信息公开工作年度报告"),
    "attachments": lambda text: text + "\n附件：1.2019年统计表\n2.2019年度清理目录\n3.流程图（共12页）\n",
    "contact": lambda text: text + "\n联系人：公开办，电话：0578-1234567，邮编：321400\n",
    "tools of the page": lambda text: "字号：[大 中 小]  打印  浏览次数：1024\n" + text,
    "record of the page": lambda text: "索引号：331122/2020-00321\n发布机构：县政府办\n文号：无\n" + text,
    "announcement": lambda text: f"关于发布{writer.TITLE}的公告\n现将{writer.TITLE}予以公布。\n" + text,
    "book title": lambda text: text.replace(writer.TITLE, f"《{writer.TITLE}》", 1),
    "title over two lines": lambda text: text.replace("青石县政府", "青石县\n政府", 1),
    "title in two languages": lambda text: text.replace("\n", "\nAnnual Report on Government Information Disclosure (2019)\n", 1),
    "second report": lambda text: text + text.replace("青石县", "白沙县"),
    "heads with a colon": lambda text: text.replace("情况\n", "情况：\n"),
}


@pytest.fixture(scope="module")
def written() -> Written:
    """A report whose sums hold, most cells 0 and some not."""
    cells = writer.zeros("2019")
    for row, text in (("received", "7"), ("granted", "4"), ("unable.not_held", "3"), ("handled", "7")):
        cells |= {("applications", row, column): text for column in ("person", "total")}
    return cells | {("review", "reconsideration", column): "2" for column in ("upheld", "total")}


def faults(report: Report) -> list[tuple[str, str | None]]:
    return [(one.rule, one.place.row or one.place.section) for one in check(report, PACK)]


@pytest.mark.parametrize("layout", sorted(set(writer.LAYOUTS) - {"one_line"}))
@pytest.mark.parametrize("quirk", QUIRKS)
def test_what_stands_around_the_cells_makes_none_wrong_and_no_finding(quirk: str, layout: str, written: Written) -> None:
    text = writer.report(written, "2019", layout)
    sound, report = (read_report("x.txt", one.encode()) for one in (text, QUIRKS[quirk](text)))
    unread = [cell for cell in report.cells if cell.state is State.UNREADABLE]
    assert all(cell in unread or cell.value == int(written[cell[:3]]) for cell in report.cells)
    assert len(report.cells) == len(written)
    assert not unread or "PARSE-ROW-VALUES" in [one.code for one in report.diagnostics]
    assert (report.body, report.year) == ("青石县", 2019)
    assert [one.section for one in report.sections] == [one.section for one in sound.sections]
    assert set(faults(report)) <= set(faults(sound))


MARKS = {
    "12①": 12,
    "①12": 12,
    "12²": 12,
    "12件": 12,
    "１２": 12,
    "+12": 12,
    "约12": None,
    "12*": None,
    "1 2": None,
    "O": None,
    "零": None,
}


@pytest.mark.parametrize("layout", writer.LAYOUTS)
@pytest.mark.parametrize("raw", MARKS)
def test_a_cell_is_its_number_or_none(raw: str, layout: str, written: Written) -> None:
    cells = written | {("disclosure", "licences", "previous"): raw}
    report = read_report("x.txt", writer.report(cells, "2019", layout).encode())
    (value,) = [cell.value for cell in report.cells if cell[:3] == ("disclosure", "licences", "previous")]
    assert value in (None, read_value(raw).number)
    assert read_value(raw).number == MARKS[raw]
