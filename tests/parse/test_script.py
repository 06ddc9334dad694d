"""A report in Traditional script, as each of the converters writes it, says what it says in Simplified."""

from pathlib import Path

import pytest
from opencc import OpenCC

from auditor.model.report import Report
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack

SAMPLES = sorted(Path("corpus").glob("*.txt")) + sorted(Path("corpus").glob("20*.md"))
PACK = load_pack()


def said(report: Report) -> dict[str, object]:
    """What a report is, says of itself, and holds; its cells without their raw text, which is as it was written."""
    return {
        "front": (report.title, report.body, report.year, report.period, report.published, report.signed, report.region),
        "read": (report.reading, report.coverage, report.layout, report.form, report.body_kind, report.scope),
        "sections": [(one.section, one.title) for one in report.sections],
        "cells": [(*cell[:3], cell.value, cell.state, cell.unit) for cell in report.cells],
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
