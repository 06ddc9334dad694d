"""What a report tells, for comparing two texts of one report."""

from pathlib import Path

from auditor.model.report import Report

# Of a sample with tags in it a change of characters makes another.
_TAGGED = ("2021-云岭市生态环境局.md",)
SAMPLES = [
    path for path in (*sorted(Path("corpus").glob("*.txt")), *sorted(Path("corpus").glob("20*.md"))) if path.name not in _TAGGED
]


def told(report: Report) -> dict[str, object]:
    """What a report is, says of itself, and holds; its cells without their raw text, which is as it was written."""
    return {
        "front": (report.title, report.body, report.year, report.period, report.published, report.signed, report.region),
        "read": (report.reading, report.coverage, report.layout, report.form, report.body_kind, report.scope),
        "sections": [(one.section, one.title) for one in report.sections],
        "cells": [(*cell[:3], cell.value, cell.state, cell.unit) for cell in report.cells],
    }
