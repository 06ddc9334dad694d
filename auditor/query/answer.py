"""Answers: rows that are read when they are asked for, page by page or one after another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from auditor.query.statements import Asked
from auditor.query.tree import Query

Row = tuple[Any, ...]
Reading = Callable[[], AbstractContextManager[Connection]]

_AT_ONCE = 500


class Answer:
    """What a query comes to: ``columns`` by the names of fields, and rows of plain values, addresses and names untranslated.

    ``query`` is what was answered, ``remark`` what a person should know beside, "" for nothing. ``total`` counts all rows, limit
    and pages aside. Reading raises ``StoreError``, and ``Cancelled`` where the session was told to stop.
    """

    def __init__(self, query: Query, columns: Sequence[str], remark: Callable[["Answer"], str] = lambda _: "") -> None:
        self.query, self.columns = query, tuple(columns)
        self._remark = remark

    def __iter__(self) -> Iterator[Row]:
        raise NotImplementedError

    def page(self, start: int, size: int) -> list[Row]:
        """Up to ``size`` rows from the ``start``-th on, counted from 0."""
        raise NotImplementedError

    @cached_property
    def total(self) -> int:
        """All rows there are."""
        raise NotImplementedError

    @cached_property
    def first(self) -> Row | None:
        """The first row, None where there is none."""
        rows = self.page(0, 1)
        return rows[0] if rows else None

    @cached_property
    def remark(self) -> str:
        """What a person should know beside the rows."""
        return self._remark(self)


class Listed(Answer):
    """An answer whose rows are at hand."""

    def __init__(
        self, query: Query, columns: Sequence[str], rows: Sequence[Row], remark: Callable[[Answer], str] = lambda _: ""
    ) -> None:
        super().__init__(query, columns, remark)
        self.rows = rows

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def page(self, start: int, size: int) -> list[Row]:
        """Up to ``size`` rows from the ``start``-th on."""
        return list(self.rows[start : start + size])

    @cached_property
    def total(self) -> int:
        """All rows there are."""
        return len(self.rows)


class Read(Answer):
    """An answer whose rows are in the store."""

    def __init__(self, query: Query, asked: Asked, reading: Reading, remark: Callable[[Answer], str] = lambda _: "") -> None:
        super().__init__(query, asked.columns, remark)
        self._asked, self._reading = asked, reading

    def __iter__(self) -> Iterator[Row]:
        with self._reading() as connection:
            statement = self._asked.rows.limit(self._asked.limit)
            rows = connection.execution_options(yield_per=_AT_ONCE).execute(statement)
            for number, row in enumerate(map(self._asked.told, rows)):
                if not number:
                    self.first = row
                yield row

    def page(self, start: int, size: int) -> list[Row]:
        """Up to ``size`` rows from the ``start``-th on."""
        if self._asked.limit is not None:
            size = min(size, max(self._asked.limit - start, 0))
        with self._reading() as connection:
            rows = [self._asked.told(row) for row in connection.execute(self._asked.rows.limit(size).offset(start))]
        if start == 0:
            # A scan for a first row is not made twice.
            self.first = rows[0] if rows else None
        return rows

    @cached_property
    def total(self) -> int:
        """All rows there are."""
        with self._reading() as connection:
            return int(connection.execute(self._asked.total).scalar_one())
