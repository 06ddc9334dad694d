"""What is wrong with a query, told with its place."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from auditor.catalogue.language import Language, language
from auditor.catalogue.text import text
from auditor.query.fields import CHINESE

_MOST = 12
"""How many of the things that were expected are told."""
_AROUND = 100
"""Characters of a query that are shown on either side of the place of a fault."""


class QueryError(Exception):
    """A query that cannot be answered.

    ``key`` names the text (``query.error.…``), which ``details`` fill; the fault is ``length`` characters from ``at``.
    ``expected`` and ``meant`` are words for people, in the query's language; ``parse`` adds ``query`` and ``lang``.
    """

    def __init__(
        self, key: str, at: int = 0, length: int = 1, *, expected: Sequence[str] = (), meant: str = "", **details: Any
    ) -> None:
        super().__init__(key)
        self.key, self.at, self.length, self.details = key, at, max(length, 1), details
        self.expected, self.meant = tuple(expected), meant
        self.query: str = ""
        self.lang: Language | None = None

    def text(self, lang: Language | None = None) -> str:
        """What is wrong, the query with carets under the place, what was expected, and what may have been meant."""
        lang = lang or self.lang or language()
        details = {name: CHINESE.get(value, value) if lang == "zh" else value for name, value in self.details.items()}
        lines = [text(f"query.error.{self.key}", lang, **details)]
        if self.query:
            lines += [f"  {line}" for line in self._excerpt()]
        if self.expected:
            more = " …" if len(self.expected) > _MOST else ""
            lines.append("  " + text("query.expected", lang, words="  ".join(self.expected[:_MOST]) + more))
        if self.meant:
            lines.append("  " + text("query.meant", lang, word=self.meant))
        return "\n".join(lines)

    def _excerpt(self) -> tuple[str, str]:
        """The query around the fault, "…" where it is cut, and carets under the fault."""
        shown = "".join(char if char.isprintable() else " " for char in self.query)
        first, last = max(self.at - _AROUND, 0), self.at + _AROUND
        before, marked = ("…" if first else "") + shown[first : self.at], shown[self.at : min(self.at + self.length, last)]
        after = shown[self.at + len(marked) : last] + ("…" if last < len(shown) else "")
        return before + marked + after, " " * cell_len(before) + "^" * max(cell_len(marked), 1)

    def __str__(self) -> str:
        return self.text()
