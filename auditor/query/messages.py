"""Findings' messages in answers: the store has no text of them, they are made of rule and numbers when they are read."""

import json
from collections.abc import Callable
from functools import lru_cache
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection, Select

from auditor.catalogue.language import Language
from auditor.model.finding import Finding, Place
from auditor.model.report import Report
from auditor.query.columns import KEPT_MESSAGES, MESSAGE_PARTS, MessageText
from auditor.rules.message import message
from auditor.rules.pack import Pack
from auditor.store.bulk import insert_rows
from auditor.store.codec import join

_KEPT = 10_000
_AT_ONCE = 1_000


class Messages:
    """Tells messages by the rules of a pack, which is loaded when the first is told."""

    def __init__(self, pack: Callable[[], Pack], lang: Language) -> None:
        self.pack, self.lang = pack, lang
        self._details = lru_cache(_KEPT)(json.loads)

    def tell(self, *parts: Any, lang: Language | None = None) -> str:
        """The message of a finding, of the values of ``MESSAGE_PARTS``; "" for a rule that the pack does not have."""
        rule, table, row, column, section, details, *numbers, form = parts
        known = self.pack().rules.get(rule)
        if known is None:
            return ""
        expected, actual, difference = (join(*numbers[at : at + 2]) for at in (0, 2, 4))
        finding = Finding(
            rule,
            known.severity,
            Place(table, row, column, section),
            expected=expected,
            actual=actual,
            difference=difference,
            details=self._details(details or "{}"),
        )
        return message(finding, self.pack(), Report("", "", form=form), lang or self.lang)

    def teach(self, connection: Connection, findings: Select[Any]) -> None:
        """Makes what conditions on messages look at: in SQLite a function, elsewhere a table of the messages of ``findings``.

        Those are selected as report, id and ``MESSAGE_PARTS``.
        """
        driver = connection.connection.driver_connection
        if isinstance(driver, SQLiteConnection):
            driver.create_function(MessageText.name, len(MESSAGE_PARTS), self._both)
            return
        KEPT_MESSAGES.create(connection)
        for rows in connection.execute(findings.execution_options(yield_per=_AT_ONCE)).partitions():
            insert_rows(connection, KEPT_MESSAGES, [(*row[:2], self._both(*row[2:])) for row in rows])

    def _both(self, *parts: Any) -> str:
        return f"{self.tell(*parts, lang='zh')}\n{self.tell(*parts, lang='en')}"
