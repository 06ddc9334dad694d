"""The JSON document of ``audit --format json``: one document, one entry a file, every key present (design, section 2)."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, TextIO

from auditor.batch.audited import Audit
from auditor.catalogue.diagnostic import explain
from auditor.catalogue.language import Language
from auditor.export.correction import cause_json
from auditor.export.inert import inert_json
from auditor.export.place import has_positions, position
from auditor.model.claim import Claim
from auditor.model.finding import Finding
from auditor.model.form import column_label, row_label
from auditor.model.report import Cell, Report
from auditor.repair.causes import cause_repairs
from auditor.rules.message import message
from auditor.rules.pack import Pack

SCHEMA = 1
_CLAIM = (
    *("text", "line", "quantity", "unit", "concept", "scope", "period"),
    *("of", "section", "approximate", "change", "low", "high"),
)


def write(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language) -> None:
    """Write the document, report by report as they come; messages are in ``lang``."""
    out.write(f'{{"schema": {SCHEMA}, "reports": [')
    for number, audit in enumerate(audits):
        out.write(",\n" if number else "\n")
        out.write(inert_json(json.dumps(entry(audit, pack, lang), ensure_ascii=False)))
    out.write("\n]}\n")


def write_lines(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language) -> None:
    """Write JSON Lines: the entry of each file, without the document around them, on a line of its own."""
    out.writelines(inert_json(json.dumps(entry(audit, pack, lang), ensure_ascii=False)) + "\n" for audit in audits)


def entry(audit: Audit, pack: Pack, lang: Language) -> dict[str, Any]:
    """The entry of one file. Numbers are exact; what was not read is null or []."""
    report = audit.report
    cells = {(cell.table, cell.row, cell.column): cell for cell in report.cells}
    repairs = cause_repairs(report, audit.findings, pack)
    return {
        "source": report.source,
        "sha256": report.sha256 or None,
        "reading": report.reading,
        "coverage": report.coverage,
        "layout": report.layout,
        "form": report.form,
        "body": report.body,
        "body_kind": report.body_kind,
        "scope": report.scope,
        "year": report.year,
        "title": report.title,
        "script": report.script,
        "period": [day.isoformat() for day in report.period] if report.period else None,
        "published": _day(report.published),
        "signed": _day(report.signed),
        "region": asdict(report.region),
        "sections": [
            {"number": one.number, "title": one.title, "section": one.section, "line": one.line} for one in report.sections
        ],
        "tables": [
            {"table": one.table, "form": one.form, "line": one.line, "read": one.read, "expected": one.expected}
            for one in report.tables
        ],
        "cells": _cells(report),
        "claims": [_claim(one) for one in report.claims],
        "diagnostics": [{"code": one.code, "message": explain(one, lang), "line": one.line} for one in report.diagnostics],
        "score": audit.score,
        "findings": [
            _finding(one, cells, report)
            | {"message": message(one, pack, report, lang), "repair": cause_json(repairs.get(one.id))}
            for one in audit.findings
        ],
    }


def _cells(report: Report) -> list[dict[str, Any]]:
    forms = {table.table: table.form for table in report.tables}
    return [
        {
            "table": cell.table,
            "row": cell.row,
            "column": cell.column,
            "row_label": row_label(cell.table, forms.get(cell.table, ""), cell.row),
            "column_label": column_label(cell.table, forms.get(cell.table, ""), cell.column),
            "raw": cell.raw,
            "value": plain_number(cell.value),
            "state": cell.state,
            "unit": cell.unit,
            "line": cell.line,
            **_place(report, cell.table, cell.row),
        }
        for cell in report.cells
    ]


def _place(report: Report, table: str | None, row: str | None, line: int | None = None) -> dict[str, Any]:
    """The place in a file that has no lines of its own: page, table and row."""
    return {"place": position(report, table, row, line)} if has_positions(report) else {}


def _claim(claim: Claim) -> dict[str, Any]:
    told = {name: getattr(claim, name) for name in _CLAIM}
    return told | {name: plain_number(told[name]) for name in ("quantity", "low", "high")}


def _finding(finding: Finding, cells: dict[tuple[str, str, str], Cell], report: Report) -> dict[str, Any]:
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "message": "",
        "status": finding.status,
        **finding.place._asdict(),
        "line": finding.line,
        **_place(report, finding.place.table, finding.place.row, finding.line),
        "expected": plain_number(finding.expected),
        "actual": plain_number(finding.actual),
        "difference": plain_number(finding.difference),
        "cause": finding.cause,
        "evidence": [_evidence(cells[address]) for address in finding.evidence if address in cells] + list(_beside(finding)),
    }


def _beside(finding: Finding) -> Iterator[dict[str, Any]]:
    """The cells of another report that a finding rests on, with its ``source``."""
    for told in json.loads(str(finding.details.get("others", "[]"))):
        value = None if told["value"] is None else Decimal(told["value"])
        yield {**told, "value": plain_number(value)}


def _evidence(cell: Cell) -> dict[str, Any]:
    return {
        "table": cell.table,
        "row": cell.row,
        "column": cell.column,
        "raw": cell.raw,
        "value": plain_number(cell.value),
        "line": cell.line,
    }


def plain_number(value: Decimal | int | str | None) -> int | float | str | None:
    """A decimal as the number that JSON prints with the same digits; cells hold at most 15 of them."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
