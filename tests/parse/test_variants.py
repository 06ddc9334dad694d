"""What does not change a report for its reader changes nothing that is read in it or found."""

import random
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.model.finding import Finding, Severity
from auditor.model.form import table_form
from auditor.model.report import Report, State
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests import writer
from tests.accuracy.measure import figures
from tests.parse.told import SAMPLES, told

PACK = load_pack()
KANGXI = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0x2F00, 0x2FD6)}

VARIANTS: dict[str, Callable[[str], bytes]] = {
    "lines ended by CR LF": lambda text: text.replace("\n", "\r\n").encode(),
    "lines ended by CR": lambda text: text.replace("\n", "\r").encode(),
    "GB18030": lambda text: text.encode("gb18030"),
    "UTF-16": lambda text: text.encode("utf-16"),
    "wide digits": lambda text: text.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)}).encode(),
    "wide parentheses": lambda text: text.replace("(", "（").replace(")", "）").encode(),
    "narrow parentheses": lambda text: text.replace("（", "(").replace("）", ")").encode(),
    "narrow commas": lambda text: text.replace("，", ",").replace("：", ":").replace("；", ";").encode(),
    "straight quotes": lambda text: text.replace("“", '"').replace("”", '"').encode(),
    "spaces that do not break": lambda text: text.replace(" ", "\xa0").encode(),
    "wide spaces": lambda text: text.replace(" ", "\u3000").encode(),
    "Kangxi radicals": lambda text: "".join(KANGXI.get(char, char) for char in text).encode(),
    "characters without width": lambda text: text.replace("信息", "信\u200b息").replace("年", "年\ufeff").encode(),
    "spaces at the end of each line": lambda text: re.sub("$", "  ", text, flags=re.MULTILINE).encode(),
    "indented paragraphs": lambda text: re.sub(r"^(?=[^\s|])", "　　", text, flags=re.MULTILINE).encode(),
    "1、 for 1.": lambda text: re.sub(r"^(\s*[1-8])\.(?=\D)", r"\1、", text, flags=re.MULTILINE).encode(),
    "1． for 1.": lambda text: re.sub(r"^(\s*[1-8])\.(?=\D)", r"\1．", text, flags=re.MULTILINE).encode(),
}


def said(report: Report) -> dict[str, object]:
    return told(report) | {
        "findings": sorted((one.rule, one.place.key(), str(one.expected), str(one.actual)) for one in check(report, PACK)),
    }


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_reader_sees_no_difference_and_nor_does_the_audit(path: Path, variant: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    assert said(read_report(str(path), VARIANTS[variant](text))) == said(read_report(str(path), text.encode()))


def damaged(label: str, chance: random.Random) -> str:
    """A label with one character lost, too many, or another."""
    at = chance.randrange(len(label))
    return label[:at] + chance.choice(("", label[at] + "的", "某")) + label[at + 1 :]


def accused(found: list[Finding]) -> set[tuple[str, tuple[str, ...]]]:
    """The errors and warnings among findings."""
    return {(one.rule, one.place.key()) for one in found if one.severity is not Severity.NOTE}


@pytest.mark.parametrize("path", [path for path in SAMPLES if path.stem > "2019"], ids=lambda path: path.stem)
def test_a_damaged_label_is_matched_or_its_row_is_unread_and_nobody_is_accused(path: Path) -> None:
    chance = random.Random(path.stem)
    text = path.read_text(encoding="utf-8-sig")
    sound = read_report(str(path), text.encode())
    cells = {cell[:3]: (cell.value, cell.state) for cell in sound.cells}
    labels = {row.label for table in sound.tables if table.form != "mixed" for row in table_form(table.table, table.form).rows}
    for label in sorted(one for one in labels if text.count(one) == 1 and len(one) > 3):
        report = read_report(str(path), text.replace(label, damaged(label, chance)).encode())
        wrong = [
            cell
            for cell in report.cells
            if cell.state is not State.UNREADABLE and cells.get(cell[:3]) != (cell.value, cell.state)
        ]
        assert not wrong, label
        assert accused(check(report, PACK)) <= accused(check(sound, PACK)), label
        assert len(report.cells) == len(sound.cells) or report.reading == "partial", label


@pytest.mark.parametrize("word", ["合计", "总数", "总 计", "总计（件）"])
@pytest.mark.parametrize("layout", sorted(writer.LAYOUTS))
def test_the_total_has_other_names(layout: str, word: str) -> None:
    text = writer.report(figures("2019", random.Random(1), blanks=False), "2019", layout)
    as_printed, renamed = (read_report("x", one.encode()) for one in (text, text.replace("总计", word)))
    assert [cell.value for cell in renamed.cells] == [cell.value for cell in as_printed.cells]
    assert renamed.coverage == 1


def test_a_subtotal_is_no_total() -> None:
    text = writer.report(figures("2019", random.Random(1), blanks=False), "2019", "markdown").replace("总计 |", "小计 |")
    assert not any(column == "total" for table in read_report("x", text.encode()).tables for _, column in table.columns)
