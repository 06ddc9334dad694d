"""Queries by chance: trees as they are after parsing, and texts that look like queries."""

import string

from hypothesis import strategies as st

from auditor.query import tree as t
from auditor.query.choices import addresses, line_words, values
from auditor.query.fields import ENTITIES, Field, Kind
from auditor.query.words import spellings

WORDS = [word for words in spellings().values() for word in words]
FIELDS = [word for entity in ENTITIES.values() for field in entity.fields.values() for word in (field.name, field.zh)]
# No control characters, line ends and surrogates: a query has none between quotes.
texts = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8) | st.sampled_from(
    [*WORDS, *FIELDS, "三（七）"]
)
numbers = st.from_regex(r"\A-?[0-9]{1,9}(\.[0-9]{1,4})?\Z")


def line_values(axis):
    means = {word: addresses(axis, word) for word in line_words(axis)}
    return st.sampled_from([lines[0] if len(lines) == 1 else word for word, lines in means.items()])


def value_of(field: Field):
    match field.kind:
        case Kind.NUMBER:
            return numbers
        case Kind.DATE:
            return st.dates().map(lambda day: day.isoformat())
        case Kind.CHOICE:
            return st.sampled_from(values(field.group))
        case Kind.LINE:
            return line_values("row" if field.name == "row" else "column")
        case _:
            return texts.map(str.upper) if field.name in ("rule", "family") else texts


@st.composite
def leaves(draw, fields):
    field = draw(st.sampled_from(fields))
    value = value_of(field).map(t.Value)
    operators = ["=", "!=", "<", "<=", ">", ">="] if field.kind in (Kind.NUMBER, Kind.DATE) else ["=", "!="]
    kinds = [
        st.builds(t.Comparison, st.just(field.name), st.sampled_from(operators), value),
        st.builds(t.Member, st.just(field.name), st.lists(value, min_size=1, max_size=3).map(tuple)),
        st.just(t.Blank(field.name)),
    ]
    if field.kind is Kind.TEXT:
        kinds.append(st.builds(t.Has, st.just(field.name), texts.map(t.Value)))
    return draw(st.one_of(kinds))


def _joined(kind, parts):
    flat = tuple(one for part in parts for one in (part.parts if isinstance(part, kind) else (part,)))
    return kind(flat)


def conditions(fields):
    return st.recursive(
        leaves(fields),
        lambda inner: st.one_of(
            inner.map(t.Not),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: _joined(t.Both, parts)),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: _joined(t.Either, parts)),
        ),
        max_leaves=5,
    )


@st.composite
def selects(draw, counted=None):
    entity = ENTITIES[draw(st.sampled_from(sorted(ENTITIES)))]
    fields = list(entity.fields.values())
    groups = [field for field in fields if field.name != "message"]
    by = tuple(field.name for field in draw(st.lists(st.sampled_from(groups), max_size=2, unique_by=lambda one: one.name)))
    only = draw(st.booleans()) if counted is None else counted
    sorted_by = [*by, "count"] if by else [] if only else sorted(entity.fields)
    orders = st.builds(t.Order, st.sampled_from(sorted_by), st.booleans()) if sorted_by else st.nothing()
    return t.Select(
        entity.name,
        counted=only,
        everything=draw(st.booleans()),
        where=draw(st.none() | conditions(fields)),
        by=by,
        having=draw(st.none() | st.builds(t.Comparison, st.just("count"), st.just(">"), numbers.map(t.Value))) if by else None,
        order=tuple(draw(st.lists(orders, max_size=2))) if sorted_by else (),
        limit=draw(st.none() | st.integers(0, 10**9)),
    )


@st.composite
def compares(draw):
    select = draw(selects(counted=True).filter(lambda one: one.entity != "rules"))
    years = st.integers(1000, 2999)
    order = tuple(order for order in select.order if order.field != "count")
    return t.Compare(select.entity, draw(years), draw(years), select.everything, select.where, select.by, order, select.limit)


correcteds = st.builds(t.Corrected, st.none() | conditions(list(ENTITIES["reports"].fields.values())))
names = texts.map(t.Value)
queries = st.one_of(
    selects(),
    compares(),
    correcteds,
    st.builds(t.About, st.sampled_from(["why", "source", "repair"]), names),
    st.builds(t.Explain, names),
    st.builds(t.Decide, st.sampled_from(["dismissed", "confirmed", "open"]), names, st.none() | texts),
    st.builds(t.Save, selects() | compares() | correcteds, texts),
    st.builds(t.Run, names),
    st.builds(t.Help, st.none() | st.sampled_from(sorted(ENTITIES))),
)

# Words of the language, values and rubbish in any order.
VALUES = ["2019", "-3", "丽水市", "SUM-101", "错误", "error", '"', "“", "（", "）", "，", "!", "\\", "\0", "\ud800"]
pieces = st.sampled_from([*WORDS, *FIELDS, *VALUES]) | st.text(string.printable, max_size=3)
rubbish = st.lists(pieces, max_size=14).map(" ".join) | st.text(max_size=60)
