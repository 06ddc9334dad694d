"""What a report tells, for comparing two texts of one report."""

from pathlib import Path

from auditor.model.report import Report

SAMPLES = sorted(Path("corpus").glob("*.txt")) + sorted(Path("corpus").glob("20*.md"))


def told(report: Report) -> dict[str, object]:
    """What a report is, says of itself, and holds; its cells without their raw text, which is as it was written."""
    return {
        "front": (report.title, report.body, report.year, report.period, report.published, report.signed, report.region),
        "read": (report.reading, report.coverage, report.layout, report.form, report.body_kind, report.scope),
        "sections": [(one.section, one.title) for one in report.sections],
        "cells": [(*cell[:3], cell.value, cell.state, cell.unit) for cell in report.cells],
    }
