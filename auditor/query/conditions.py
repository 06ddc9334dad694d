"""Conditions as expressions of SQLAlchemy. Everything a person typed is bound, nothing of it becomes SQL.

A condition holds or does not: a comparison with what is blank does not hold, so its opposite does. SQL's third truth would leave
such rows out of both, so ``not`` is carried down to the comparisons, which say what a blank means.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import ColumnElement, and_, not_, or_

from auditor.query.choices import addresses
from auditor.query.columns import Column
from auditor.query.fields import Field, Kind
from auditor.query.tree import Blank, Both, Comparison, Condition, Either, Has, Member, Not, Value
from auditor.store.codec import storable

Truth = ColumnElement[bool]
Test = Callable[[ColumnElement[Any]], Truth]

_BY_SIZE: Mapping[str, Callable[[Any, Any], Any]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


class Conditions:
    """Makes expressions of the conditions on an entity with these fields and columns."""

    def __init__(self, fields: Mapping[str, Field], columns: Mapping[str, Column]) -> None:
        self.fields, self.columns = fields, columns

    def truth(self, condition: Condition, *, holds: bool = True) -> Truth:  # noqa: PLR0911 - one a case
        """The expression that is true where a condition holds, or where it does not."""
        match condition:
            case Not(part):
                return self.truth(part, holds=not holds)
            case Both(parts) | Either(parts):
                every = isinstance(condition, Both) is holds
                return (and_ if every else or_)(*(self.truth(part, holds=holds) for part in parts))
            case Comparison(field, "=" | "!=" as operator, value):
                return self._any(field, self._equal(field, [value]), holds=holds is (operator == "="))
            case Comparison(field, operator, value):
                given = self._given(field, value)[0]
                return self._any(field, lambda column: _BY_SIZE[operator](column, given), holds=holds)
            case Member(field, values):
                return self._any(field, self._equal(field, values), holds=holds)
            case Has(field, value):
                sought = storable(value.text)
                return self._any(field, lambda column: column.icontains(sought, autoescape=True), holds=holds)
            case Blank(field):
                blank = and_(*(self._blank(field, column) for column in self.columns[field].on))
                return blank if holds else not_(blank)

    def _any(self, field: str, test: Test, *, holds: bool) -> Truth:
        """Whether a test holds for any column of a field, or for none; it does not hold for what is blank."""
        on = self.columns[field].on
        if holds:
            return or_(*(test(column) for column in on))
        return and_(*(not_(test(column)) if _filled(column) else or_(column.is_(None), not_(test(column))) for column in on))

    def _equal(self, field: str, values: Sequence[Value]) -> Test:
        column = self.columns[field]
        given = [one for value in values for one in self._given(field, value)]
        return lambda on: column.equal(on, given)

    def _given(self, field: str, value: Value) -> list[Any]:
        """What a value is in the column; several for a name that several lines have."""
        match self.fields[field].kind:
            case Kind.NUMBER:
                number = Decimal(value.text)
                return [int(number) if number == number.to_integral_value() else float(number)]
            case Kind.DATE:
                return [date.fromisoformat(value.text)]
            case Kind.LINE:
                return list(addresses("column" if field == "column" else "row", value.text)) or [storable(value.text)]
            case _:
                return [self.columns[field].given(storable(value.text))]

    def _blank(self, field: str, column: ColumnElement[Any]) -> Truth:
        return or_(column.is_(None), column == "") if self.fields[field].kind is Kind.TEXT else column.is_(None)


def _filled(column: ColumnElement[Any]) -> bool:
    return isinstance(column, TableColumn) and not column.nullable


def named(condition: Condition | None) -> set[str]:
    """The fields that a condition names."""
    match condition:
        case None:
            return set()
        case Not(part):
            return named(part)
        case Both(parts) | Either(parts):
            return set().union(*(named(part) for part in parts))
        case Comparison(field) | Member(field) | Has(field) | Blank(field):
            return {field}
