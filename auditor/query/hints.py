"""What to say where an answer is empty: nothing is there at all, a name is not in the store, or it is all history."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, func, select

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.query.answer import Answer, Reading
from auditor.query.columns import REPORTS, Source
from auditor.query.fields import ENTITIES, OFFERED, Kind, field_of
from auditor.query.statements import asked
from auditor.query.tree import Both, Comparison, Condition, Either, Member, Select, Value
from auditor.query.words import alike


def hint(query: Select, source: Source, reading: Reading, lang: Language) -> Callable[[Answer], str]:
    """What to say beside the answer to a list or count, once that is known."""

    def say(answer: Answer) -> str:
        if answer.first is not None and not (query.counted and answer.first == (0,)):
            return ""
        with reading() as connection:
            return _hint(connection, query, source, lang)

    return say


def _hint(connection: Connection, query: Select, source: Source, lang: Language) -> str:
    if source.report is not None and connection.execute(select(REPORTS.c.id).limit(1)).first() is None:
        return text("query.remark.empty-store", lang)
    for field, value in _names(query.where):
        if field not in OFFERED or field_of(field).kind is not Kind.TEXT:
            continue
        known = _known(connection, source.columns[field].on)
        if value.text not in known:
            said = text("query.remark.no-such", lang, field=field, name=value.text)
            like = alike(value.text, known)
            return f"{said} {text('query.meant', lang, word=like)}" if like else said
    if source.report is not None and not query.everything:
        history = asked(replace(query, everything=True, counted=True, by=(), having=None, order=()), source)
        if count := connection.execute(history.rows).scalar_one():
            entity = ENTITIES[query.entity].zh if lang == "zh" else query.entity
            return text("query.remark.history", lang, count=count, entity=entity)
    return ""


def _names(condition: Condition | None) -> Iterator[tuple[str, Value]]:
    """The values that fields must have."""
    match condition:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _names(part)
        case Comparison(field, "=", value):
            yield field, value
        case Member(field, values):
            yield from ((field, value) for value in values)
        case _:
            return


def _known(connection: Connection, columns: tuple[ColumnElement[str], ...]) -> set[str]:
    return {
        value for column in columns for value in connection.execute(select(func.distinct(column))).scalars() if value is not None
    }
