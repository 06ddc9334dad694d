"""Names to what they mean: fields of the entity that is asked for, values of the field they are compared with.

Raises ``QueryError`` for what there is not, with what may have been meant, and for what does not compare.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from auditor.query.choices import Axis, addresses, line_words, names
from auditor.query.error import QueryError
from auditor.query.fields import CHANGE, COUNT, ENTITIES, WORDS, Field, Kind
from auditor.query.tree import (
    Blank,
    Both,
    Compare,
    Comparison,
    Condition,
    Corrected,
    Decide,
    Either,
    Has,
    Member,
    Not,
    Order,
    Query,
    Save,
    Select,
    Value,
)
from auditor.query.words import alike

Fields = Mapping[str, Field]

MOST_ROWS = 1_000_000_000
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d{1,15})?")
_YEAR = re.compile(r"[12]\d{3}")
_UPPER = ("rule", "family")
_NO_GROUPS = ("message",)


def resolve(query: Query) -> Query:  # noqa: PLR0911 - one a case
    """The same query by the names of fields.py and of the forms."""
    match query:
        case Select():
            return _select(query)
        case Compare():
            return _compare(query)
        case Corrected():
            return _corrected(query)
        case Save(Select() as inner):
            return replace(query, query=_select(inner))
        case Save(Compare() as inner):
            return replace(query, query=_compare(inner))
        case Save(Corrected() as inner):
            return replace(query, query=_corrected(inner))
        case Decide() if query.reason is not None:
            return replace(query, reason=str(query.reason))
        case _:
            return query


def _select(query: Select) -> Select:
    fields = ENTITIES[query.entity].fields
    grouped = {name: fields[name] for name in _by(query.by, fields)}
    mean = ENTITIES[query.entity].mean
    counted = grouped | ({mean: fields[mean]} if mean else {}) | {"count": COUNT}
    if query.counted and not query.by and query.order:
        raise _at("count-order", query.order[0].field)
    return replace(
        query,
        where=_condition(query.where, fields) if query.where else None,
        by=tuple(grouped),
        having=_condition(query.having, counted) if query.having else None,
        order=_order(query.order, counted if query.by else fields),
        limit=_limit(query.limit),
    )


def _compare(query: Compare) -> Compare:
    fields = ENTITIES[query.entity].fields
    if "year" not in fields:
        raise QueryError("no-year", at=_place(query.first), length=len(str(query.first)))
    grouped = {name: fields[name] for name in _by(query.by, fields)}
    return replace(
        query,
        first=_year(query.first),
        second=_year(query.second),
        where=_condition(query.where, fields) if query.where else None,
        by=tuple(grouped),
        order=_order(query.order, grouped | {"change": CHANGE}),
        limit=_limit(query.limit),
    )


def _corrected(query: Corrected) -> Corrected:
    return Corrected(_condition(query.where, ENTITIES["reports"].fields) if query.where else None)


# ---------------------------------------------------------------------- clauses


def _by(by: tuple[str, ...], fields: Fields) -> list[str]:
    named = [(word, _field(word, fields).name) for word in by]
    for word, name in named:
        if name in _NO_GROUPS:
            raise _at("no-group", word)
    return list(dict.fromkeys(name for _, name in named))


def _order(orders: tuple[Order, ...], fields: Fields) -> tuple[Order, ...]:
    return tuple(Order(_field(order.field, fields).name, order.descending) for order in orders)


def _limit(rows: Any) -> int | None:
    if rows is None:
        return None
    if not (rows.isascii() and rows.isdigit()) or int(rows) > MOST_ROWS:
        raise _at("rows", rows)
    return int(rows)


def _year(word: Any) -> int:
    if not _YEAR.fullmatch(word):
        raise _at("year", word)
    return int(word)


# ---------------------------------------------------------------------- conditions


def _condition(condition: Condition, fields: Fields) -> Condition:  # noqa: PLR0911 - one a case
    match condition:
        case Both(parts):
            return Both(_flat(Both, tuple(_condition(part, fields) for part in parts)))
        case Either(parts):
            return Either(_flat(Either, tuple(_condition(part, fields) for part in parts)))
        case Not(part):
            return Not(_condition(part, fields))
        case Comparison(word, operator, value):
            field = _field(word, fields)
            if operator not in ("=", "!=") and field.kind not in (Kind.NUMBER, Kind.DATE):
                raise _at("no-order", word, field=word)
            return Comparison(field.name, operator, _value(value, field))
        case Member(word, values):
            field = _field(word, fields)
            return Member(field.name, tuple(_value(value, field) for value in values))
        case Has(word, value):
            field = _field(word, fields)
            if field.kind is not Kind.TEXT:
                raise _at("no-text", word, field=word)
            return Has(field.name, value)
        case Blank(word):
            return Blank(_field(word, fields).name)


def _flat(kind: type[Both] | type[Either], parts: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Brackets that change nothing make no tree of their own."""
    return tuple(one for part in parts for one in (part.parts if isinstance(part, kind) else (part,)))


def _field(word: str, fields: Fields) -> Field:
    if (field := fields.get(WORDS.get(word.lower(), ""))) is not None:
        return field
    own = [one for known in fields.values() for one in (known.name, known.zh)]
    offered = own[0::2] if word.isascii() else own[1::2]
    raise _at("no-field", word, meant=alike(word.lower(), own), expected=offered, name=word)


def _value(value: Value, field: Field) -> Value:
    return replace(value, text=_READ[field.kind](value, field))


def _text(value: Value, field: Field) -> str:
    return value.text.upper() if field.name in _UPPER else value.text


def _number(value: Value, field: Field) -> str:
    if not _NUMBER.fullmatch(value.text):
        raise QueryError("number", value.at, len(value.text), field=field.name, found=value.text)
    return value.text


def _date(value: Value, field: Field) -> str:
    try:
        return date.fromisoformat(value.text).isoformat()
    except ValueError:
        raise QueryError("date", value.at, len(value.text), field=field.name, found=value.text) from None


def _choice(value: Value, field: Field) -> str:
    known = names(field.group)
    if (found := known.get(value.text.lower())) is not None:
        return found
    if field.open:
        return value.text
    raise _no_value(value, field, list(known))


def _line(value: Value, field: Field) -> str:
    axis: Axis = "column" if field.name == "column" else "row"
    found = addresses(axis, value.text)
    if not found and field.open:
        return value.text
    if not found:
        raise _no_value(value, field, line_words(axis))
    return found[0] if len(found) == 1 else value.text


_READ: Mapping[Kind, Callable[[Value, Field], str]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.LINE: _line,
}


# ---------------------------------------------------------------------- faults


def _no_value(value: Value, field: Field, known: Any) -> QueryError:
    like = alike(value.text, known)
    return QueryError("no-value", value.at, len(value.text), meant=like, field=field.name, name=value.text)


def _at(key: str, word: Any, *, meant: str = "", expected: Sequence[str] = (), **details: str) -> QueryError:
    """An error at a word of the query."""
    return QueryError(key, _place(word), len(str(word)), meant=meant, expected=expected, **details)


def _place(word: Any) -> int:
    return getattr(word, "start_pos", None) or 0
