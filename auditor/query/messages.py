"""Findings' messages in answers: the store has no text of them, they are made of rule and numbers when they are read."""

import json
from collections.abc import Callable
from functools import lru_cache
from sqlite3 import Connection as SQLiteConnection
from typing import Any

from sqlalchemy import Connection

from auditor.catalogue.language import Language
from auditor.model.finding import Finding, Place
from auditor.model.report import Report
from auditor.query.columns import MESSAGE, MESSAGE_PARTS
from auditor.rules.message import message
from auditor.rules.pack import Pack
from auditor.store.codec import join

_KEPT = 10_000


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

    def teach(self, connection: Connection) -> None:
        """Makes the function that conditions on messages call; the text it gives is in both languages. SQLite only."""
        driver = connection.connection.driver_connection
        if isinstance(driver, SQLiteConnection):
            driver.create_function(MESSAGE, len(MESSAGE_PARTS), self._both)

    def _both(self, *parts: Any) -> str:
        return f"{self.tell(*parts, lang='zh')}\n{self.tell(*parts, lang='en')}"
