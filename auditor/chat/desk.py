"""Everything the chat does with a store; it knows no screen. What it gives is told in the reader's language and inert."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.chat import files
from auditor.chat.exchange import Evidence, Exchange, Facet, Filed, Kind, Line
from auditor.export.inert import inert
from auditor.query import say
from auditor.query.answer import Answer, Row
from auditor.query.complete import Completer, Completion
from auditor.query.error import QueryError
from auditor.query.fields import ENTITIES
from auditor.query.members import members
from auditor.query.session import Session, is_quoted
from auditor.query.show import show
from auditor.query.tree import About, Both, Compare, Comparison, Condition, Corrected, Decide, Order, Query, Save, Select, Value
from auditor.rules.pack import Pack
from auditor.store.decisions import Status
from auditor.store.error import StoreError
from auditor.store.open import Store

PAGE = 50
"""Rows that are read at once."""

_FACETS = ("body", "rule", "form", "year", "severity")
_TOP = 3
_REPORTS = 200
_TAB = " " * 4
# What a person looks for first; the rest follows as it comes.
_FIRST = ("message", "arithmetic", "status", "history", "rule", "severity", "place", "line")
# What the message says too, and the row's number and the severity stand for.
_UNSHOWN = {"id", "status", "table", "row", "column", "section", "expected", "actual", "difference"}


class Desk:
    """A conversation: questions and answers in order. One thread at a time is served, others wait; ``stop`` ends what is read."""

    def __init__(self, store: Store, by: str, lang: Language, pack: Callable[[], Pack]) -> None:
        self.store, self.by, self.lang = store, by, lang
        self.exchanges: list[Exchange] = []
        self._session = Session(store, by, lang, pack)
        self._completer = Completer(store, lambda: self._session.pack.rules)
        self._lock = RLock()

    # ------------------------------------------------------------------ questions

    def ask(self, question: str) -> Exchange:
        """The answer to a question, which is an error where it has none; either is kept. Raises ``Cancelled``.

        A list comes with its first page alone: ``finish`` counts it.
        """
        with self._at_work():
            exchange = self._told(question, lambda: self._session.ask(question))
        self.exchanges.append(exchange)
        return exchange

    def finish(self, exchange: Exchange) -> None:
        """Count the rows of a list and say what is to be said of them. Raises ``Cancelled`` and ``StoreError``."""
        if exchange.kind == "grid":
            with self._at_work():
                if exchange.total is None:
                    exchange.total = exchange.answer.total
                exchange.remark = inert(exchange.answer.remark)

    def more(self, exchange: Exchange) -> None:
        """Read the next page of an answer. Raises ``Cancelled`` and ``StoreError``."""
        with self._at_work():
            page = exchange.answer.page(len(exchange.lines), PAGE)
            exchange.lines += [self._line(exchange.answer, row) for row in page]

    def complete(self, typed: str, cursor: int) -> list[Completion]:
        """What may stand at a cursor, the likeliest first; nothing while something else is read."""
        if not self._lock.acquire(blocking=False):
            return []
        try:
            return self._completer.complete(typed, cursor)
        except StoreError:
            return []
        finally:
            self._lock.release()

    def stop(self) -> None:
        """End what is being read."""
        self._session.stop()

    def speak(self, lang: Language) -> None:
        """Answer in another language from now on."""
        session = self._session
        self.lang, self._session = lang, Session(self.store, self.by, lang, lambda: session.pack)
        self._session.last = session.last

    def tell_again(self, exchange: Exchange) -> None:
        """Tell an answer in the language of now; an error stays in its question's. Raises ``Cancelled`` and ``StoreError``."""
        if exchange.kind == "error":
            return
        with self._at_work():
            before, after = exchange.answer, self._again(exchange.answer)
            if exchange.kind == "grid":
                exchange.head = self._head(after)
                exchange.lines = [self._line(after, row) for row in after.page(0, len(exchange.lines))]
            else:
                exchange.head, exchange.lines = self._sheet(after)
                exchange.remark = inert(after.remark)
            exchange.answer = after
            if self._session.last is before:
                self._session.last = after
        self.finish(exchange)

    def _again(self, answer: Answer) -> Answer:
        """The same answer as it is now; what decides, and what names a row of an answer before it, is not asked twice."""
        query = answer.query
        if isinstance(query, Decide | Save) or (isinstance(query, About) and query.finding.text.isdecimal()):
            return answer
        try:
            return self._session.answer(query)
        except QueryError:
            return answer

    # ------------------------------------------------------------------ behind a row

    def members_of(self, exchange: Exchange, row: int) -> str:
        """The question for what a row of groups counts; "" where the answer has no groups."""
        query = exchange.answer.query
        if not isinstance(query, Select | Compare):
            return ""
        with self._at_work():
            listed = members(query, exchange.answer.page(row, 1)[0])
        return show(listed, self.lang) if listed else ""

    def evidence(self, exchange: Exchange, row: int) -> Evidence:
        """What stands behind a finding, cell or claim.

        Raises ``QueryError`` for a finding that is not there any more, and ``StoreError``.
        """
        line = exchange.lines[row]
        if not line.finding:
            items = [(name, told) for name, told in zip(exchange.head, line.texts, strict=True) if told]
            with self._at_work():
                quoted = self._session.quoted(exchange.answer, row)
                lines = [tuple(self._texts(quoted, one)) for one in quoted] if quoted else []
            return Evidence("", items, lines, inert(quoted.remark) if quoted else "")  # type: ignore[arg-type]
        return self._evidence(line.finding)

    def _evidence(self, finding: str) -> Evidence:
        with self._at_work():
            why, source = (self._session.answer(About(part, Value(finding))) for part in ("why", "source"))
            items = [tuple(self._texts(why, row)) for row in sorted(why, key=_rank)]
            lines = [tuple(self._texts(source, row)) for row in source]
        return Evidence(finding, items, lines, inert(source.remark))  # type: ignore[arg-type]

    def decide(self, finding: str, status: Status, reason: str | None) -> Exchange:
        """Decide on a finding as if it had been asked."""
        return self.ask(show(Decide(status, Value(finding), reason or None), self.lang))

    def export(self, exchange: Exchange, path: Path) -> None:
        """Write all rows of an answer to a file as files.py does. Raises ``Cancelled``, ``StoreError`` and ``OSError``."""
        with self._at_work():
            files.export(exchange.answer, path, self.lang)

    def refresh(self, exchange: Exchange, finding: str) -> None:
        """Read the rows of a finding again; one that the question does not hold for any more stays as it was."""
        for row in [at for at, line in enumerate(exchange.lines) if line.finding == finding]:
            with self._at_work():
                lines = [self._line(exchange.answer, one) for one in exchange.answer.page(row, 1)]
            if lines and lines[0].finding == finding:
                exchange.lines[row] = lines[0]

    # ------------------------------------------------------------------ around an answer

    def facets(self, exchange: Exchange) -> list[Facet]:
        """The commonest values of a list that is longer than a page, field by field; none for other answers."""
        query = exchange.answer.query if exchange.answer else None
        if (exchange.total or 0) <= PAGE or not isinstance(query, Select) or query.by or query.counted:
            return []
        fields = [field for field in _FACETS if field in ENTITIES[query.entity].fields]
        return [facet for field in fields for facet in self._values_of(field, query)]

    def reports(self) -> list[Filed]:
        """The reports with the most findings first, as many as a panel holds."""
        with self._at_work():
            counted = self._session.answer(Select("findings", by=("body", "year"), order=(Order("count", descending=True),)))
            findings = {row[:2]: row[2] for row in counted.page(0, _REPORTS)}
            listed = self._session.answer(Select("reports", by=("body", "year", "grade")))
            rows = listed.page(0, _REPORTS) if len(findings) < _REPORTS else []
        grades = {row[:2]: row[2] for row in rows}
        names = list(dict.fromkeys([*findings, *grades]))[:_REPORTS]
        return [self._filed(name, findings.get(name, 0), grades.get(name)) for name in names]

    # ------------------------------------------------------------------ how it is told

    def _told(self, question: str, ask: Callable[[], Answer]) -> Exchange:
        try:
            answer = ask()
            if isinstance(answer.query, Select | Compare | Corrected):
                rows = [self._line(answer, row) for row in answer.page(0, PAGE)]
                limit = getattr(answer.query, "limit", None)
                total = len(rows) if len(rows) < PAGE and (limit is None or len(rows) < limit) else None
                exchange = Exchange(inert(question), "grid", self._head(answer), rows, total, answer=answer)
                exchange.evident = _is_finding(answer) or is_quoted(answer.query) or isinstance(answer.query, Corrected)
            else:
                kind: Kind = "lines" if answer.columns[-1] == "mark" else "sheet"
                head, lines = self._sheet(answer)
                exchange = Exchange(inert(question), kind, head, lines, len(lines), inert(answer.remark), answer)
        except QueryError as error:
            return Exchange(inert(question), "error", remark="\n".join(map(inert, error.text().split("\n"))))
        except StoreError as error:
            return Exchange(inert(question), "error", remark=inert(text(error.key, self.lang, **error.details)))
        return exchange

    def _sheet(self, answer: Answer) -> tuple[tuple[str, ...], list[Line]]:
        """Head and rows of an answer that is read, not opened."""
        return tuple(say.headings(answer, self.lang)), [Line(tuple(self._texts(answer, row))) for row in answer]

    def _head(self, answer: Answer) -> tuple[str, ...]:
        return tuple(say.headings(answer, self.lang)[at] for at in _shown(answer))

    def _line(self, answer: Answer, row: Row) -> Line:
        texts, told = self._texts(answer, row), dict(zip(answer.columns, row, strict=True))
        if _is_finding(answer) and told["status"] != "open":
            severity, status = (answer.columns.index(name) for name in ("severity", "status"))
            texts[severity] += f" {texts[status]}"
        finding = str(told.get("id") or "")
        shown = _shown(answer)
        marked = next((at for at, column in enumerate(shown) if answer.columns[column] == "severity"), -1)
        return Line(tuple(texts[at] for at in shown), finding, str(told.get("severity") or ""), marked)

    def _texts(self, answer: Answer, row: Row) -> list[str]:
        return [inert(value.replace("\t", _TAB)) for value in say.values(answer, row, self.lang)]

    def _values_of(self, field: str, query: Select) -> Iterator[Facet]:
        by_count = Select(query.entity, everything=query.everything, where=query.where, by=(field,))
        with self._at_work():
            answer = self._session.answer(replace(by_count, order=(Order("count", descending=True),)))
            rows = answer.page(0, _TOP)
        if len(rows) < 2:
            return
        for row in rows:
            narrowed = members(by_count, row)
            called = say.values(answer, row, self.lang)[0]
            if narrowed and called:
                yield Facet(say.headings(answer, self.lang)[0], inert(called), row[1], show(narrowed, self.lang))

    def _filed(self, name: tuple[str | None, int | None], findings: int, grade: str | None) -> Filed:
        parts = [Comparison(field, "=", Value(str(value))) for field, value in zip(("body", "year"), name, strict=True) if value]
        where: Condition | None = Both(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
        title = inert(" ".join(str(part) for part in reversed(name) if part)) or "?"
        query: Query = Select("findings", where=where)
        return Filed(title, findings, inert(grade or ""), show(query, self.lang))

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        with self._lock:
            self._session.go_on()
            yield


def _rank(item: Row) -> int:
    return _FIRST.index(item[0]) if item[0] in _FIRST else len(_FIRST)


def _is_finding(answer: Answer) -> bool:
    return isinstance(answer.query, Select) and answer.query.entity == "findings" and "id" in answer.columns


def _shown(answer: Answer) -> list[int]:
    """The columns there is room for."""
    unshown = _UNSHOWN if _is_finding(answer) else ()
    return [at for at, column in enumerate(answer.columns) if column not in unshown]
