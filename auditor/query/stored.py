"""The values that fields have in a store, to complete and to correct what is typed."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from auditor.query.columns import REPORTS
from auditor.store.open import Store

_HIGHEST = "\U0010ffff"

_COLUMNS: dict[str, tuple[ColumnElement[str], ...]] = {
    name: (REPORTS.c[name],) for name in ("body", "province", "prefecture", "county", "township", "layout")
}
_COLUMNS["region"] = tuple(_COLUMNS[name][0] for name in ("province", "prefecture", "county", "township"))


class StoredValues:
    """Values of the fields of reports. Those with a beginning are read through an index, all of them once and then kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._all: dict[str, Sequence[str]] = {}

    def beginning(self, field: str, prefix: str, most: int) -> list[str]:
        """Up to ``most`` values of a field that begin with a text, in order; none for a field that is not offered."""
        found: set[str] = set()
        with self._store.reading() as connection:
            for column in _COLUMNS.get(field, ()):
                begin = select(column).distinct().where(column >= prefix, column < prefix + _HIGHEST)
                found.update(connection.execute(begin.order_by(column).limit(most)).scalars())
        return sorted(found)[:most]

    def every(self, field: str) -> Sequence[str]:
        """All values of a field as they were when this was first asked."""
        if field not in self._all:
            with self._store.reading() as connection:
                columns = _COLUMNS.get(field, ())
                rows = (connection.execute(select(one).distinct().where(one.is_not(None))).scalars() for one in columns)
                self._all[field] = sorted({value for column in rows for value in column})
        return self._all[field]
