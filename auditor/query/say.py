"""Answers as people read them: headings, and values by their names. What comes from files is not made inert here."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, texts
from auditor.model.form import all_forms, column_label, forms_of, row_label, table_form
from auditor.query.answer import Answer, Row
from auditor.query.fields import CHINESE, ENTITIES, Field

_SHORT_ROWS = "applications"
"""The table whose rows people call by their numbers: 三（七）."""


_GROUPS = {"status": "status", "table": "table", "what": "query.what", "correction": "query.correction"}
"""What names the values of columns that are no fields of what was asked for."""


def headings(answer: Answer, lang: Language) -> list[str]:
    """What the columns are called."""
    return [_heading(column, lang) for column in answer.columns]


def values(answer: Answer, row: Row, lang: Language) -> list[str]:
    """A row's values as text, "" for what is blank."""
    fields = ENTITIES[entity].fields if (entity := getattr(answer.query, "entity", None)) else {}
    told = dict(zip(answer.columns, row, strict=True))
    return [_value(column, told, fields.get(column), lang) for column in answer.columns]


def _heading(column: str, lang: Language) -> str:
    if f"query.column.{column}" in texts():
        return name("query.column", column, lang)
    return CHINESE.get(column, column) if lang == "zh" else column.replace("_", " ")


def _value(column: str, row: Mapping[str, Any], field: Field | None, lang: Language) -> str:
    value = row[column]
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if column == "item":
        return name("query.item", value, lang)
    if column in ("row", "column") and isinstance(row.get("table"), str):
        return _line(row["table"], column, value)
    if column == "concept":
        return _concept(str(value))
    group = field.group if field else _GROUPS.get(column, "")
    return name(group, str(value), lang) if group else str(value)


def _concept(concept: str) -> str:
    """What a claim counts: the row of a form, or the word that the grammar of claims has for it."""
    rows = (line for form in all_forms() for line in form.rows if line.address == concept)
    return next((line.plain_label for line in rows), concept)


def _line(table: str, axis: str, address: str) -> str:
    """A row or column as people call it, in a table of whatever form."""
    if axis == "column":
        return column_label(table, "", address)
    if table == _SHORT_ROWS:
        lines = (line for form in forms_of(table) for line in table_form(table, form).rows)
        return next((line.short for line in lines if line.address == address), address)
    return row_label(table, "", address)
