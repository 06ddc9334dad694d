"""How rules for claims name the cells of the statutory tables: ``[一/总计]``, ``[platform/explanations/count]``.

``[一]``, a row of table 3 alone, is its cell in the column of those of whom the claim speaks (自然人), else in 总计.
``[concept]`` and ``[concept/处理决定数量]`` are cells of what the claim counts, all rows of a group (不予公开); ``[行政复议/of]``
is the cell in the column of what narrows the claim (维持).
"""

from collections.abc import Sequence
from functools import cache

from auditor.model.form import TABLES, TableForm, forms_of, table_form
from auditor.rules.problem import RuleError, meant

OWN = "*"
"""The column of those of whom a claim speaks, in addresses."""
FORMS = ("2019", "2021")
NARROWED = ("applications", "review")
"""The tables with a column for what narrows a claim."""
_OF = "of"


def claim_address(table: str, row: str, column: str) -> str:
    """A cell's address as one text."""
    return f"{table}/{row}/{column}"


def claim_kind(concept: str, form: str) -> str:
    """The kind of the facts of claims that count one thing, in reports on one form."""
    return f"claim/{concept}/{form}"


@cache
def claim_cells(form: str) -> Sequence[str]:
    """The addresses of all cells that a claim can be held against in reports on a form."""
    cells = [claim_address(one.table, row, column) for one in _tables(form) for row, column in one.cells]
    own = [claim_address(one.table, row.address, OWN) for one in _tables(form) if one.table in NARROWED for row in one.rows]
    return [*cells, *own]


def named_cells(name: str, concept: str, form: str, at: int | None = None) -> tuple[str, ...]:
    """The addresses that a name means for claims of a concept in reports on a form; ``RuleError`` where it means none."""
    table, _, rest = name.partition("/")
    tables = [one for one in _tables(form) if one.table == table] if table in TABLES else _tables(form)
    row, slash, column = (rest if table in TABLES else name).partition("/")
    if not slash:
        tables = [one for one in tables if one.table == "applications"]
    columned = bool(slash) and column != _OF
    named = [(one, _rows(one, row, concept), one.find("column", column) if columned else ()) for one in tables]
    found = [
        claim_address(one.table, *address)
        for one, rows, columns in named
        for address in one.cells
        if address[0] in rows and (not slash or address[1] in columns)
    ]
    if column == _OF:
        found = [claim_address(one.table, row, OWN) for one, rows, _ in named if one.table in NARROWED for row in rows]
    if not slash:
        found = list(dict.fromkeys(address.rpartition("/")[0] + f"/{OWN}" for address in found))
    if not found:
        known = [line.plain_label for one in tables for line in one.rows]
        raise RuleError(
            "unknown-row", at=at, name=name, table="/".join(one.table for one in tables), form=form, meant=meant(row, known)
        )
    return tuple(found)


def _rows(form: TableForm, name: str, concept: str) -> tuple[str, ...]:
    """The rows that a name means; ``concept``, the row of what the claim counts, or those of its group (refused)."""
    if name != "concept":
        return form.find("row", name)
    rows = tuple(line.address for line in form.rows)
    return (concept,) if concept in rows else tuple(row for row in rows if row.startswith(f"{concept}."))


def _tables(form: str) -> list[TableForm]:
    return [table_form(table, form if form in forms_of(table) else forms_of(table)[0]) for table in TABLES]
