"""A tree as the text of a query, in either language. What is parsed of it is the same tree."""

from collections.abc import Callable
from functools import partial
from types import UnionType

from auditor.catalogue.language import Language
from auditor.catalogue.text import name
from auditor.query.error import QueryError
from auditor.query.fields import CHINESE, ENTITIES, field_of
from auditor.query.lexemes import lexemes, quoted
from auditor.query.tree import (
    About,
    Blank,
    Both,
    Compare,
    Comparison,
    Condition,
    Corrected,
    Decide,
    Either,
    Explain,
    Has,
    Help,
    Member,
    Not,
    Query,
    Run,
    Save,
    Select,
    Value,
)
from auditor.query.words import spelling, split

_VERDICTS = {"dismissed": "DISMISS", "confirmed": "CONFIRM", "open": "REOPEN"}
Word = Callable[[str], str]


def show(query: Query, lang: Language) -> str:  # noqa: PLR0911 - one a case
    """The query in one line."""
    word = partial(spelling, lang=lang)
    match query:
        case Select():
            return _select(query, lang, word)
        case Compare():
            years = f"{query.first} {word('_TO')} {query.second}"
            parts = [word("_COMPARE"), *_entity(query, word), years, *_clauses(query, lang, word)]
            return " ".join(parts)
        case Corrected(where):
            condition = [word("_WHERE"), _Conditions("reports", lang, word).show(where)] if where else []
            return " ".join([word("_COMPARE"), word("_CORRECTED"), *condition])
        case About(subject, finding):
            return f"{word(subject.upper())} {as_written(finding.text)}"
        case Explain(code):
            return f"{word('_EXPLAIN')} {as_written(code.text)}"
        case Decide(status, finding, reason):
            because = [] if reason is None else [word("_BECAUSE"), quoted(reason)]
            return " ".join([word(_VERDICTS[status]), as_written(finding.text), *because])
        case Save(inner, under):
            return " ".join([word("_SAVE"), show(inner, lang), word("_AS"), quoted(under)])
        case Run(under):
            return f"{word('_RUN')} {quoted(under.text)}"
        case Help(entity):
            return " ".join([word("_HELP"), *([word(entity.upper())] if entity else [])])


def show_field(field: str, lang: Language) -> str:
    """The word for a field."""
    return CHINESE[field] if lang == "zh" else field


def show_value(value: Value, field: str, entity: str, lang: Language) -> str:
    """A value as it is written beside a field: by its name, and in quotes where it is not one word."""
    known = ENTITIES[entity].fields.get(field, field_of(field)) if entity in ENTITIES else field_of(field)
    text = name(known.group, value.text, lang) if known.group and lang == "zh" else value.text
    return as_written(text)


def as_written(text: str) -> str:
    """A value or name as a query has it: in quotes where it is not one word."""
    try:
        alone = [lexeme.text for lexeme in lexemes(text) if lexeme.kind == "word"] == [text] and split(text, value=True) == [text]
    except QueryError:
        alone = False
    return text if alone else quoted(text)


def _select(query: Select, lang: Language, word: Word) -> str:
    parts = [word("COUNT")] if query.counted else []
    return " ".join([*parts, *_entity(query, word), *_clauses(query, lang, word)])


def _entity(query: Select | Compare, word: Word) -> list[str]:
    return [*([word("ALL")] if query.everything else []), word(query.entity.upper())]


def _clauses(query: Select | Compare, lang: Language, word: Word) -> list[str]:
    parts: list[str] = []
    if query.where:
        parts += [word("_WHERE"), _Conditions(query.entity, lang, word).show(query.where)]
    if query.by:
        parts += [word("_BY"), ", ".join(show_field(field, lang) for field in query.by)]
    if isinstance(query, Select) and query.having:
        parts += [word("_HAVING"), _Conditions(query.entity, lang, word).show(query.having)]
    if query.order:
        orders = (show_field(one.field, lang) + (f" {word('DESC')}" if one.descending else "") for one in query.order)
        parts += [word("_ORDER"), ", ".join(orders)]
    if query.limit is not None:
        parts += [word("_LIMIT"), str(query.limit)]
    return parts


class _Conditions:
    def __init__(self, entity: str, lang: Language, word: Word) -> None:
        self.entity, self.lang, self.word = entity, lang, word

    def show(self, condition: Condition) -> str:  # noqa: PLR0911 - one a case
        match condition:
            case Both(parts):
                return f" {self.word('_AND')} ".join(self._inside(part, Both | Either) for part in parts)
            case Either(parts):
                return f" {self.word('_OR')} ".join(self._inside(part, Either) for part in parts)
            case Not(part):
                return f"{self.word('_NOT')} {self._inside(part, Both | Either)}"
            case Comparison(field, operator, value):
                return f"{self._field(field)} {operator} {self._value(value, field)}"
            case Member(field, values):
                listed = ", ".join(self._value(value, field) for value in values)
                return f"{self._field(field)} {self.word('_IN')} ({listed})"
            case Has(field, value):
                return f"{self._field(field)} {self.word('_HAS')} {as_written(value.text)}"
            case Blank(field):
                blank = self.word("_IS_BLANK") or f"{self.word('_IS')} {self.word('_BLANK')}"
                return f"{self._field(field)} {blank}"

    def _inside(self, part: Condition, loose: type | UnionType) -> str:
        """A part, in brackets where it would fall apart."""
        shown = self.show(part)
        return f"({shown})" if isinstance(part, loose) else shown

    def _field(self, field: str) -> str:
        return show_field(field, self.lang)

    def _value(self, value: Value, field: str) -> str:
        return show_value(value, field, self.entity, self.lang)
