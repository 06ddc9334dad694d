"""A report in Traditional script, as each of the converters writes it, says what it says in Simplified."""

from pathlib import Path

import pytest
from opencc import OpenCC

from auditor.model.report import Report
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests.parse.told import SAMPLES, told

PACK = load_pack()


def said(report: Report) -> dict[str, object]:
    return told(report) | {
        "findings": [(one.rule, one.place, one.line, one.expected, one.actual) for one in check(report, PACK)],
    }


@pytest.mark.parametrize("converter", ["s2t", "s2tw", "s2twp", "s2hk"])
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_script_makes_no_difference(path: Path, converter: str) -> None:
    text = path.read_text(encoding="utf-8-sig")
    converted = OpenCC(converter).convert(text)
    report = read_report(str(path), converted.encode())
    assert report.script == "traditional"
    assert said(report) == said(read_report(str(path), text.encode()))
