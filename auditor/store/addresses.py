"""Addresses of cells by small numbers, the same for every report of a store."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Engine, func, select

from auditor.store.bulk import insert_missing
from auditor.store.engine import writing
from auditor.store.tables import Row

_TABLE = Row.metadata.tables["addresses"]
_KEY = ("table", "row", "column")
AddressKey = tuple[str, str, str]


class Addresses:
    """The addresses of a store, both ways, in memory. They are only ever added to, so what was read stays true."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._keys: Mapping[int, AddressKey] = {}
        self.ids: Mapping[AddressKey, int] = {}

    def know(self, met: Iterable[AddressKey]) -> Mapping[AddressKey, int]:
        """Sees to it that ``ids``, which it gives, has every address that was met.

        New ones are numbered as they are met, in the order of the forms. They are committed at once, apart from the reports that
        brought them: alone they do no harm.
        """
        if missing := [dict(zip(_KEY, key, strict=True)) for key in dict.fromkeys(met) if key not in self.ids]:
            with writing(self._engine).begin() as connection:
                insert_missing(connection, _TABLE, missing)
            with self._engine.begin() as connection:
                self._read(connection)
        return self.ids

    def current(self, connection: Connection) -> Mapping[int, AddressKey]:
        """The addresses by number, with those that another process has added since."""
        if connection.execute(select(func.max(_TABLE.c.id))).scalar_one() != max(self._keys, default=None):
            self._read(connection)
        return self._keys

    def _read(self, connection: Connection) -> None:
        self._keys = {number: (table, row, column) for number, table, row, column in connection.execute(select(_TABLE))}
        self.ids = {key: number for number, key in self._keys.items()}
