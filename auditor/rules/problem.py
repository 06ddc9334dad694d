"""What is wrong with a rule file, told with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process

from auditor.catalogue.language import Language, language
from auditor.catalogue.text import text

_LIKE = 50.0
"""How alike (0 to 100) a known word must be to be suggested."""
_AROUND = 100
"""Characters of a line that are shown on either side of a fault."""


class RuleError(Exception):
    """An error in a rule: ``key`` tells what, ``path`` leads to the value in the rule, ``at`` counts characters into it."""

    def __init__(self, key: str, path: tuple[str | int, ...] = (), at: int | None = None, **details: Any) -> None:
        super().__init__(key)
        self.key, self.path, self.at, self.details = key, path, at, details

    def inside(self, *path: str | int) -> "RuleError":
        """The same error, seen from further outside."""
        return RuleError(self.key, (*path, *self.path), self.at, **self.details)


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """A rule that does not run, and where its file is wrong; ``line`` and ``column`` are 1-based.

    ``excerpt`` is the line of the file; ``rule`` the code of the rule, "" where it is not known.
    """

    file: str
    line: int
    column: int
    key: str
    details: Mapping[str, str | int] = field(default_factory=dict)
    excerpt: str = ""
    rule: str = ""

    def message(self, lang: Language) -> str:
        """What is wrong, without the place."""
        return text(f"rule-file.{self.key}", lang, **self.details)

    def text(self, lang: Language | None = None) -> str:
        """``file:line:column: rule: what is wrong``, the line, a caret under the place, and what may have been meant."""
        lang = lang or language()
        subject = f"{self.rule}: " if self.rule else ""
        lines = [f"{self.file}:{self.line}:{self.column}: {subject}{self.message(lang)}"]
        if self.excerpt.strip():
            shown = "".join(character if character.isprintable() else " " for character in self.excerpt)
            first = max(self.column - 1 - _AROUND, 0)
            part = shown[first : self.column - 1 + _AROUND]
            lines += [f"    {part}", "    " + _pad(part[: self.column - 1 - first]) + "^"]
        if meant := self.details.get("meant"):
            lines.append("    " + text("rule-file.meant", lang, meant=meant))
        return "\n".join(lines)


def meant(word: str, known: Iterable[str]) -> str:
    """The known word most like a word, "" where none is like it."""
    best = process.extractOne(word, sorted(set(known)), score_cutoff=_LIKE)
    return str(best[0]) if best else ""


def _pad(text: str) -> str:
    """White space as wide as a text: Chinese characters are two columns wide."""
    return "".join("\u3000" if ord(character) > 0x2E7F else " " for character in text)
