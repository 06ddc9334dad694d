"""Rule files: YAML in which everything is text, with the place of every value.

No anchors, aliases or tags (so that a small file stays small), no implicit types (so that 2019 and no are text), no key twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from auditor.rules.problem import RuleError, RuleProblem

LARGEST = 1_000_000
"""Bytes a rule file may have."""
DEEPEST = 12
"""Levels a rule file may be nested."""

Data: TypeAlias = "str | list[Data] | dict[str, Data]"
Path_: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value or key stands, 0-based; ``inner`` is how far its text is behind that (1 for a quote), -1 if not told."""

    line: int
    column: int
    inner: int = 0


@dataclass
class Document:
    """One rule file: its data, and the mark of each value by its path; a key's mark is under its path and "key"."""

    file: str
    lines: list[str]
    data: Data = ""
    marks: dict[Path_, Mark] = field(default_factory=dict)
    keys: dict[Path_, Mark] = field(default_factory=dict)

    def problem(self, error: RuleError, rule: str = "") -> RuleProblem:
        """An error of this file as a problem with its place: of the nearest value or key that has one."""
        path = error.path
        marks = self.keys if error.key == "unknown-key" else self.marks
        while path and path not in marks:
            path, marks = path[:-1], self.marks
        mark = marks.get(path, Mark(0, 0, -1))
        column = mark.column if error.at is None or mark.inner < 0 else mark.column + mark.inner + error.at
        excerpt = self.lines[mark.line] if mark.line < len(self.lines) else ""
        return RuleProblem(self.file, mark.line + 1, column + 1, error.key, error.details, excerpt, rule)


def read(path: Path) -> Document | RuleProblem:
    """The rule file at a path, or why it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except OSError as error:
        return RuleProblem(str(path), 1, 1, "read", {"reason": error.strerror or str(error)})
    except UnicodeDecodeError as error:
        return RuleProblem(str(path), data[: error.start].count(b"\n") + 1, 1, "read", {"reason": "UTF-8"})
    if len(data) > LARGEST:
        return RuleProblem(str(path), 1, 1, "too-large", {"limit": LARGEST})
    return parse(text, str(path))


def parse(text: str, file: str) -> Document | RuleProblem:
    """The rule file with this text, or why it is none."""
    document = Document(file, text.splitlines())
    builder = _Builder(document, _events(text))
    try:
        document.data = builder.build()
    except RuleError as error:
        return document.problem(error)
    except yaml.YAMLError as error:
        return _syntax(error, document)
    return document


def _events(text: str) -> Iterator[Event]:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return iter(yaml.parse(text, Loader=loader))


def _syntax(error: yaml.YAMLError, document: Document) -> RuleProblem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    line, column = (mark.line, mark.column) if mark else (0, 0)
    excerpt = document.lines[line] if line < len(document.lines) else ""
    return RuleProblem(document.file, line + 1, column + 1, "yaml", {"reason": reason}, excerpt)


class _Builder:
    """Builds the data of the first document of a stream of events, and keeps the marks."""

    def __init__(self, document: Document, events: Iterator[Event]) -> None:
        self.document, self.events = document, events

    def build(self) -> Data:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                return self.value(next(self.events), ())
        return []

    def value(self, event: Event, path: Path_) -> Data:
        if len(path) > DEEPEST:
            raise RuleError("deep", path[:-1], limit=DEEPEST)
        self.document.marks[path] = _mark(event)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
            raise RuleError("alias", path)
        if isinstance(event, ScalarEvent):
            return str(event.value)
        return self.sequence(path) if isinstance(event, SequenceStartEvent) else self.mapping(path)

    def sequence(self, path: Path_) -> list[Data]:
        found: list[Data] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            found.append(self.value(event, (*path, len(found))))
        return found

    def mapping(self, path: Path_) -> dict[str, Data]:
        found: dict[str, Data] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self.value(event, (*path, "?"))
            if not isinstance(key, str):
                raise RuleError("not-a-rule", path)
            self.document.keys[*path, key] = _mark(event)
            if key in found:
                raise RuleError("key-twice", (*path, "?"), name=key)
            found[key] = self.value(next(self.events), (*path, key))
        return found


def _mark(event: Event) -> Mark:
    style = getattr(event, "style", None)
    inner = {None: 0, "'": 1, '"': 1}.get(style, -1) if isinstance(event, ScalarEvent) else -1
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Mark(0, 0, -1)
    return Mark(start.line, start.column, inner if start.line == end.line else -1)
