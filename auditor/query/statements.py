"""Lists, groups, counts and comparisons as statements of SQLAlchemy.

The indexes they rest on stand in auditor/store/tables.py. Where only an entity's own columns are named, its reports are not read:
those that are superseded are few, and are left out by their numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Integer, case, cast, false, func, select
from sqlalchemy import Select as Statement

from auditor.query.choices import values
from auditor.query.columns import FINDINGS, MESSAGE_PARTS, REPORTS, SUPERSEDED, Column, Source
from auditor.query.conditions import Conditions, named
from auditor.query.fields import CHANGE, COUNT, ENTITIES, Field
from auditor.query.tree import Both, Compare, Condition, Order, Select


@dataclass(frozen=True)
class Asked:
    """What a query asks the store: ``rows`` of ``columns``, and their ``total`` without limit.

    ``tells`` holds for each column how many values of a row make it, and what makes it of them.
    """

    columns: tuple[str, ...]
    rows: Statement[Any]
    total: Statement[Any]
    tells: tuple[tuple[int, Any], ...]
    limit: int | None = None

    def told(self, row: Sequence[Any]) -> tuple[Any, ...]:
        """A row of the store as a row of the answer."""
        told, at = [], 0
        for width, tell in self.tells:
            told.append(tell(*row[at : at + width]))
            at += width
        return tuple(told)


def asked(query: Select | Compare, source: Source, shown: tuple[str, ...] = ()) -> Asked:
    """The statements of a resolved query; a list has the columns ``shown``, or else those of its entity."""
    if isinstance(query, Compare):
        return _Asking(query.entity, source, everything=query.everything).compare(query)
    counting = _Asking(query.entity, _tallied(query, source), everything=query.everything)
    if query.by:
        return counting.groups(query)
    if query.counted:
        return counting.number(query)
    return _Asking(query.entity, source, everything=query.everything).rows(query, shown, counting.number(query).rows)


def findings_to_tell(query: Select | Compare, source: Source) -> Statement[Any] | None:
    """Report, id and ``MESSAGE_PARTS`` of the findings whose messages a query looks at; None where it looks at none.

    Those that are history are among them: they are counted where nothing else is found.
    """
    if "message" not in named(query.where):
        return None
    parts = query.where.parts if isinstance(query.where, Both) else (query.where,)
    others = tuple(part for part in parts if part and "message" not in named(part))
    where = Both(others) if others else None
    asking = _Asking(query.entity, source, everything=True)
    return asking.of([FINDINGS.c.report_id, FINDINGS.c.id, *MESSAGE_PARTS], where, {"message"})


def looks_at(query: Select | Compare, field: str) -> bool:
    """Whether the answer to a resolved query rests on a field."""
    names = {*query.by, *named(query.where), *(one.field for one in query.order)}
    return field in names or (not query.by and field in ENTITIES[query.entity].shown) or field == ENTITIES[query.entity].mean


def _tallied(query: Select, source: Source) -> Source:
    """What a query's rows are counted in: the first tally that has all fields it names, else the rows themselves.

    A condition on reports leads to few of them, and is better asked of the rows; so are groups of what reports alone tell.
    """
    names = {*query.by, *named(query.where)}
    for tally in () if query.everything else source.tallies:
        if names <= tally.own.keys() or (not query.where and names & tally.own.keys() and names <= tally.columns.keys()):
            return tally
    return source


class _Asking:
    def __init__(self, entity: str, source: Source, *, everything: bool) -> None:
        self.entity, self.source, self.everything = ENTITIES[entity], source, everything
        self.fields: Mapping[str, Field] = self.entity.fields
        self.columns = source.columns

    def rows(self, query: Select, shown: tuple[str, ...], total: Statement[Any]) -> Asked:
        current = ("current",) if self.everything and "current" in self.fields else ()
        shown = shown or (*self.entity.shown, *current)
        columns = [self.columns[name] for name in shown]
        statement = self.of(_read(columns), query.where, {*shown, *(one.field for one in query.order)})
        statement = statement.order_by(*self._sorted(query.order, self.columns), *self._listed(query.where))
        return _asked(shown, columns, statement, total, query.limit)

    def number(self, query: Select) -> Asked:
        count = self.source.count
        return _asked(("count",), [count], self.of(count.read, query.where, set()), select(1), query.limit)

    def groups(self, query: Select) -> Asked:
        columns = [self.columns[name] for name in query.by]
        told = {"count": self.source.count}
        mean = self.entity.mean
        if mean:
            told[mean] = Column((func.avg(self.columns[mean].on[0]),), _mean)
        shown = mean if mean and not query.counted else "count"
        statement = self.of([*_read(columns), *told[shown].read], query.where, set(query.by)).group_by(*_read(columns))
        if query.having:
            counted = Conditions({**self.fields, "count": COUNT}, {**self.columns, **told})
            statement = statement.having(counted.truth(query.having))
        total = select(func.count()).select_from(_numbered(statement))
        orders = (*query.order, *(Order(name) for name in query.by))
        statement = statement.order_by(*self._sorted(orders, {**self.columns, **told}))
        return _asked((*query.by, shown), [*columns, told[shown]], statement, total, query.limit)

    def compare(self, query: Compare) -> Asked:
        columns = [self.columns[name] for name in query.by]
        first, second = (Column((_in_year(year),)) for year in (query.first, query.second))
        change = Column((cast(_in_year(query.second) - _in_year(query.first), Integer),))
        both = self.columns["year"].on[0].in_((query.first, query.second))
        read = _read([*columns, first, second, change])
        statement = self.of(read, query.where, {*query.by, "year"}).where(both)
        if columns:
            statement = statement.group_by(*_read(columns))
        total = select(func.count()).select_from(_numbered(statement))
        orders = (*query.order, *(Order(name) for name in query.by))
        statement = statement.order_by(*self._sorted(orders, {**self.columns, "change": change}))
        names = (*query.by, str(query.first), str(query.second), CHANGE.name)
        return _asked(names, [*columns, first, second, change], statement, total, query.limit)

    def of(self, read: Iterable[ColumnElement[Any]], where: Condition | None, names: set[str]) -> Statement[Any]:
        """A statement over the rows that a condition holds for; ``names`` are the fields it reads beside the condition's."""
        source, alone = self.source, (names | named(where)) <= self.source.own.keys()
        statement = select(*read).select_from(source.alone if alone else source.joined)
        if source.report is not None and not self.everything:
            statement = statement.where(source.report.not_in(SUPERSEDED) if alone else REPORTS.c.superseded_by.is_(None))
        if source.gone is not None and not self.everything:
            statement = statement.where(source.gone == false())
        return statement if where is None else statement.where(Conditions(self.fields, self.columns).truth(where))

    def _listed(self, where: Condition | None) -> tuple[ColumnElement[Any], ...]:
        """How rows are listed: by report, in the words of the table whose index leads to them, so that nothing is sorted."""
        names = named(where)
        by_reports = bool(names - self.source.own.keys() - {"message"}) and not names & self.source.leading
        first, *rest = self.source.order
        return (REPORTS.c.id if by_reports and self.source.report is not None else first, *rest)

    def _sorted(self, orders: Iterable[Order], columns: Mapping[str, Column]) -> list[ColumnElement[Any]]:
        """What to sort by; values that have names come in the order of the catalogue: error, warning, note.

        What is not known is less than anything, as SQLite has it; a server would have it more.
        """
        keys: list[ColumnElement[Any]] = []
        for order in orders:
            column, field = columns[order.field].read[0], self.fields.get(order.field)
            if field and field.group and columns[order.field].given is str:
                ranks = {value: rank for rank, value in enumerate(values(field.group))}
                column = case(ranks, value=column, else_=len(ranks))
            keys.append(column.desc().nulls_last() if order.descending else column.asc().nulls_first())
        return keys


def _mean(value: Any) -> float | None:
    """A mean of scores, in tenths as they are."""
    return None if value is None else round(float(value), 1)


def _in_year(year: int) -> ColumnElement[Any]:
    return func.coalesce(func.sum(case((REPORTS.c.year == year, 1), else_=0)), 0)


def _read(columns: Iterable[Column]) -> list[ColumnElement[Any]]:
    return [one for column in columns for one in column.read]


def _numbered(statement: Statement[Any]) -> Any:
    """A statement as a table whose columns have names of their own."""
    return statement.with_only_columns(*(one.label(f"c{at}") for at, one in enumerate(statement.selected_columns))).subquery()


def _asked(
    names: Iterable[str], columns: Iterable[Column], rows: Statement[Any], total: Statement[Any], limit: int | None
) -> Asked:
    return Asked(tuple(names), rows, total, tuple((len(column.read), column.tell) for column in columns), limit)
