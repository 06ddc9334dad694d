"""A conversation with a store: one query after another, each of which may name a row of the answer before it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import Event
from typing import Any

from sqlalchemy import Connection
from sqlalchemy import Select as Statement

from auditor.catalogue.language import Language, language
from auditor.catalogue.text import text
from auditor.query import evidence, repairs, scoring
from auditor.query.answer import Answer, Listed, Read
from auditor.query.columns import Source, sources
from auditor.query.conditions import named
from auditor.query.corrections import corrections
from auditor.query.error import QueryError
from auditor.query.guide import fields_help, forms_help
from auditor.query.hints import hint
from auditor.query.lexemes import lexemes
from auditor.query.lines import SourceLine, lines_around
from auditor.query.messages import Messages
from auditor.query.parser import parse
from auditor.query.resolve import MOST_ROWS
from auditor.query.rule_table import SOURCE, RuleTable
from auditor.query.show import show
from auditor.query.statements import asked, findings_to_tell, looks_at
from auditor.query.tree import About, Compare, Corrected, Decide, Explain, Help, Query, Run, Save, Select, Value
from auditor.query.words import alike, language_of
from auditor.rules.pack import Pack, load_pack
from auditor.rules.scoring import Scheme
from auditor.score.kept import bring_up_to_date
from auditor.store.open import Store
from auditor.store.read import Located

_QUOTED = {"cells": "raw", "claims": "text"}
"""Rows that stand in a line of a file, and the field that has what is written there."""
_SCORE = ("score", "scores", "得分", "评分")


def is_quoted(query: Query) -> bool:
    """Whether the rows of an answer stand in lines of files themselves: a list of cells or claims."""
    return isinstance(query, Select) and query.entity in _QUOTED and not query.by and not query.counted


class Session:
    """Answers queries to a store. ``by`` is who decides and saves, ``lang`` the reader's language, ``pack`` loads the rules.

    One query at a time; ``stop`` may be called from another thread.
    """

    def __init__(self, store: Store, by: str, lang: Language | None = None, pack: Callable[[], Pack] = load_pack) -> None:
        self.store, self.by, self.lang = store, by, lang or language()
        self.last: Answer | None = None
        self._load = pack
        self._messages = Messages(lambda: self.pack, self.lang)
        self._sources = sources(self._messages.tell)
        self._stopped = Event()

    @cached_property
    def pack(self) -> Pack:
        """The rules, loaded when they are first needed."""
        return self._load()

    def ask(self, query: str) -> Answer:
        """The answer to a query.

        Raises ``QueryError`` for what is no query or cannot be answered, ``StoreError``, and ``Cancelled`` after ``stop``.
        """
        self.go_on()
        tree = parse(query)
        try:
            answer = self.answer(tree)
        except QueryError as error:
            error.query, error.lang = query, language_of(lexemes(query))
            raise
        if isinstance(answer.query, Select | Compare | Corrected):
            self.last = answer
        return answer

    def answer(self, query: Query) -> Answer:  # noqa: PLR0911 - one a case
        """The answer to a tree."""
        match query:
            case Select() | Compare():
                return self._listing(query)
            case Corrected():
                return self._corrected(query)
            case About():
                return self._about(query)
            case Explain(code):
                rule = self.pack.rules.get(self._named(code, "rule").upper())
                if rule is None:
                    raise _unknown("no-rule", code, alike(code.text.upper(), self.pack.rules))
                return Listed(query, ("item", "text"), evidence.explain(rule, self.lang))
            case Decide():
                return self._decide(query)
            case Save(inner, name):
                shown = show(inner, "en")
                self.store.save_query(name, shown, self.by)
                return Listed(query, ("name", "query"), [(name, shown)])
            case Run(name):
                return self._run(name)
            case Help(entity):
                return Listed(query, *(fields_help(entity, self.lang) if entity else forms_help(self.lang)))

    def stop(self) -> None:
        """End what is being read: whoever reads gets ``Cancelled``, until ``go_on``."""
        self._stopped.set()

    def go_on(self) -> None:
        """Let answers be read again after a stop."""
        self._stopped.clear()

    @contextmanager
    def _reading(self, told: Statement[Any] | None) -> Iterator[Connection]:
        """A connection to the store that can be stopped and looks at the messages of findings."""
        with self.store.reading(self._stopped.is_set) as connection:
            if told is not None:
                self._messages.teach(connection, told)
            yield connection

    # ------------------------------------------------------------------ lists and numbers

    def _listing(self, query: Select | Compare) -> Answer:
        if looks_at(query, "score"):
            bring_up_to_date(self.store, self._scheme())
        return self._read(query)

    def _read(self, query: Select | Compare, shown: tuple[str, ...] = ()) -> Answer:
        source = self._source(query.entity)
        told = findings_to_tell(query, source)
        reading = self._rules.reading if query.entity == "rules" else lambda: self._reading(told)
        statements = asked(query, source, shown)
        if isinstance(query, Compare):
            return Read(query, statements, reading)
        return Read(query, statements, reading, hint(query, source, reading, self.lang))

    def _corrected(self, query: Corrected) -> Answer:
        if "score" in named(query.where):
            bring_up_to_date(self.store, self._scheme())
        return corrections(query, self.store, self._sources["reports"].columns, self.pack, self.lang)

    def _run(self, name: Value) -> Answer:
        saved = self.store.saved_queries()
        if name.text not in saved:
            raise _unknown("no-query", name, alike(name.text, saved))
        return self.answer(parse(saved[name.text]))

    def _source(self, entity: str) -> Source:
        return SOURCE if entity == "rules" else self._sources[entity]

    @cached_property
    def _rules(self) -> RuleTable:
        return RuleTable(self.pack, self.lang)

    # ------------------------------------------------------------------ one finding

    def _scheme(self) -> Scheme:
        if self.pack.scoring is None:
            raise QueryError("no-scoring", 0, 0)
        return self.pack.scoring

    def _about(self, query: About) -> Answer:
        if query.subject == "why" and (told := self._why_score(query.finding)) is not None:
            return Listed(query, ("item", "text"), told)
        if query.subject == "source" and query.finding.text.isdecimal() and self.last and is_quoted(self.last.query):
            answer = self.quoted(self.last, min(int(query.finding.text), MOST_ROWS) - 1)
            if answer is None:
                raise _unknown("no-row", query.finding)
            return answer
        found = self._found(query.finding)
        # By its id, so that it can be asked again when rows have moved.
        query = About(query.subject, Value(found[0].finding.id))
        if query.subject == "repair":
            return Listed(query, ("item", "text"), repairs.repair(found[0], self.store, self.pack, self.lang))
        if query.subject == "why":
            decisions = self.store.history(found[0].finding.id)
            told = evidence.why(found, decisions, self.pack, self.lang)
            told += repairs.least_change(found[0], self.store, self.pack, self.lang)
            return Listed(query, ("item", "text"), told)
        return self._in_file(query, found[0].report.source, *evidence.source(found[0]))

    def quoted(self, listed: Answer, row: int) -> Answer | None:
        """The lines of the file around a row, from 0, of a list of cells or claims; None where there is no such row."""
        query = listed.query
        if row < 0 or not isinstance(query, Select) or not is_quoted(query):
            return None
        rows = self._read(query, ("source", "sha256", "line", _QUOTED[query.entity])).page(row, 1)
        if not rows:
            return None
        path, digest, line, quoted = rows[0]
        lines, said = lines_around(path, digest, (line,))
        return self._in_file(About("source", Value(str(row + 1))), path, lines or [(line, quoted, ">")], said)

    def _in_file(self, query: About, path: str, lines: Sequence[SourceLine], said: str) -> Answer:
        remark = text(f"query.source.{said or 'file'}", self.lang, path=path)
        return Listed(query, ("line", "text", "mark"), lines, lambda _: remark)

    def _why_score(self, asked: Value) -> list[tuple[str, str]] | None:
        """What a score is made of: the scheme for ``why score``, the sum for a row of scores; None where neither is asked for."""
        scores = self.last if self.last is not None and "score" in self.last.columns else None
        if asked.text in _SCORE:
            return scoring.the_scheme(self._scheme(), self.lang)
        if scores is None or not asked.text.isdecimal():
            return None
        rows = scores.page(min(int(asked.text), MOST_ROWS) - 1, 1) if int(asked.text) else []
        if not rows or (named := scoring.named(scores.columns, rows[0])) is None:
            raise _unknown("no-row" if not rows else "no-sum", asked)
        return scoring.the_sum(self.store, *named, self._scheme(), self.lang)

    def _decide(self, query: Decide) -> Answer:
        if query.status == "dismissed" and not (query.reason or "").strip():
            raise _unknown("no-reason", query.finding)
        finding = self._named(query.finding, "id")
        if not self.store.decide(finding, query.status, query.reason, self.by):
            raise _unknown("no-finding", query.finding)
        return Listed(query, ("id", "status", "reason", "by"), [(finding, query.status, query.reason, self.by)])

    def _found(self, finding: Value) -> list[Located]:
        found = self.store.located(self._named(finding, "id"))
        if not found:
            raise _unknown("no-finding", finding)
        return found

    def _named(self, value: Value, column: str) -> str:
        """The id or code that a query names, itself or by a row of the last answer, counted from 1."""
        if not value.text.isdecimal():
            return value.text
        if self.last is None:
            raise _unknown("no-answer", value)
        row = min(int(value.text), MOST_ROWS)
        rows = self.last.page(row - 1, 1) if row and column in self.last.columns else []
        if not rows:
            raise _unknown("no-row", value)
        return str(rows[0][self.last.columns.index(column)])


def _unknown(key: str, value: Value, meant: str = "") -> QueryError:
    return QueryError(key, value.at, len(value.text), meant=meant, name=value.text)
