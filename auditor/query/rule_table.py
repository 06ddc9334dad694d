"""The rules of a pack as a table, so that they are asked like what is in the store."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Connection, MetaData, StaticPool, String, Table, create_engine, insert

from auditor.catalogue.language import Language
from auditor.query.columns import Source, plain
from auditor.query.fields import ENTITIES
from auditor.rules.pack import Pack
from auditor.rules.schema import Rule

_NAMES = tuple(ENTITIES["rules"].fields)
_TABLE = Table("rules", MetaData(), *(TableColumn(name, String) for name in _NAMES))

SOURCE = Source(_TABLE, _TABLE, plain(_TABLE, *_NAMES), {}, None, (_TABLE.c.rule,))
"""Where rules are read from, on the connections of a ``RuleTable``."""


class RuleTable:
    """A pack's rules in memory; names are in ``lang``."""

    def __init__(self, pack: Pack, lang: Language) -> None:
        self._engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        _TABLE.metadata.create_all(self._engine)
        if rows := [_row(rule, lang) for rule in pack.rules.values()]:
            with self._engine.begin() as connection:
                connection.execute(insert(_TABLE), rows)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to the table."""
        with self._engine.begin() as connection:
            yield connection


def _row(rule: Rule, lang: Language) -> Mapping[str, Any]:
    return {
        "rule": rule.code,
        "family": rule.family,
        "name": rule.name[lang],
        "severity": str(rule.severity),
        "status": rule.status,
        "subject": rule.scope,
        "check": rule.check,
        "form": ", ".join(rule.forms),
        "basis": basis(rule) or None,
    }


def basis(rule: Rule) -> str:
    """What a rule rests on, in one line; "" where it names nothing."""
    return " ".join(part for part in (rule.basis.document, rule.basis.article, rule.basis.item) if part) if rule.basis else ""
