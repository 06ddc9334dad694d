"""Audits as Parquet files, for statistics programs: reports, findings, cells."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.batch.audited import Audit
from auditor.catalogue.language import Language
from auditor.export.spreadsheet import COLUMNS, rows
from auditor.rules.pack import Pack

if TYPE_CHECKING:
    from pyarrow import Schema

_AT_ONCE = 20_000
"""Rows of a group: what is held in memory of each file."""
_NUMBERS = ("expected", "actual", "difference", "value", "coverage", "score")
_WHOLE = ("year", "line")
_REPORT = (
    *("source", "sha256", "reading", "coverage", "layout", "form", "body", "body_kind", "scope", "year"),
    *("code", "province", "prefecture", "county", "township", "grade", "score"),
)
_CELL = ("sha256", "table", "row", "column", "raw", "value", "state", "unit", "line")
_FILES: Mapping[str, tuple[str, ...]] = {"reports": _REPORT, "findings": ("sha256", *COLUMNS), "cells": _CELL}


def write(audits: Iterable[Audit], folder: Path, pack: Pack, lang: Language) -> None:
    """Write ``reports.parquet``, ``findings.parquet`` and ``cells.parquet`` into a folder. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {name: _File(folder / f"{name}.parquet", columns) for name, columns in _FILES.items()}
    try:
        for audit in audits:
            files["reports"].add([_report(audit)])
            files["findings"].add((audit.report.sha256, *row) for row in rows(audit, pack, lang))
            files["cells"].add(_cells(audit))
    finally:
        for file in files.values():
            file.close()


class _File:
    """A file that rows are added to and that is written group by group."""

    def __init__(self, path: Path, columns: tuple[str, ...]) -> None:
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415 - only this needs it

        self.columns, self.schema = columns, _schema(columns)
        self.rows: list[tuple[Any, ...]] = []
        self.writer = ParquetWriter(path, self.schema, compression="zstd")

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self.rows.extend(rows)
        if len(self.rows) >= _AT_ONCE:
            self._flush()

    def close(self) -> None:
        self._flush()
        self.writer.close()

    def _flush(self) -> None:
        from pyarrow import RecordBatch, array  # noqa: PLC0415

        if self.rows:
            columns = zip(*self.rows, strict=True)
            told = [
                array([_fit(value, field.type) for value in column], field.type)
                for column, field in zip(columns, self.schema, strict=True)
            ]
            self.writer.write_batch(RecordBatch.from_arrays(told, schema=self.schema))
            self.rows.clear()


def _schema(columns: Iterable[str]) -> "Schema":
    from pyarrow import float64, int32, schema, string  # noqa: PLC0415

    return schema([(name, float64() if name in _NUMBERS else int32() if name in _WHOLE else string()) for name in columns])


def _fit(value: Any, kind: Any) -> Any:
    """A value as its column takes it: what is expected as text (a section) has no number."""
    if value is None:
        return None
    if str(kind) == "double":
        return float(value) if isinstance(value, int | float | Decimal) else None
    return value if str(kind) == "int32" else str(value)


def _report(audit: Audit) -> tuple[Any, ...]:
    report, region = audit.report, audit.report.region
    return (
        *(report.source, report.sha256, report.reading, report.coverage, report.layout, report.form),
        *(report.body, report.body_kind, report.scope, report.year),
        *(region.code, region.province, region.prefecture, region.county, region.township),
        *(audit.grade.then.grade if audit.grade else None, audit.score),
    )


def _cells(audit: Audit) -> Iterator[tuple[Any, ...]]:
    for cell in audit.report.cells:
        yield audit.report.sha256, *cell[:5], cell.state, cell.unit, cell.line
