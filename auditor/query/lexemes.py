"""A query as words, quoted texts and signs."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from auditor.query.error import QueryError

_BACKSLASH = 0xFF3C
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != _BACKSLASH} | str.maketrans("　、《》〈〉", " ,<><>")
"""Full-width signs and those that a Chinese keyboard gives in their place: as long as what they stand for."""

_BRACKETS = str.maketrans("()", "（）")
"""A word has brackets where it is a row's short name, which has full-width ones: 三（七）."""

_QUOTES = ('"', "'", "“”", "‘’", "「」", "『』")
_WORD = r"""[^\s()=<>≤≥≠!,"'“”‘’「」『』]"""
_LEXEME = re.compile(
    r"(?P<space>\s+)"
    r'|(?P<text>"(?:[^"\\]|\\.)*"'
    + "".join(f"|[{pair}][^{pair}]*[{pair}]" for pair in _QUOTES[1:])
    + rf")|(?P<sign><=|>=|!=|[=<>≤≥≠(),])|(?P<word>[一二三四]\([一二三四五六七八九十]*\)?{_WORD}*|{_WORD}+)"
)
_ESCAPED = re.compile(r"\\(.)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class Lexeme(NamedTuple):
    """A word, a quoted text without its quotes, or a sign; ``at`` and ``length`` are its place in the query."""

    kind: Literal["word", "text", "sign"]
    text: str
    at: int
    length: int


def lexemes(query: str) -> Iterator[Lexeme]:
    """The lexemes of a query. Words and signs are half-width, but ``三（七）`` is one word and stays as it is.

    Raises ``QueryError`` for a quote that is not closed, a character that means nothing, and control characters in quotes.
    """
    query = query.replace("\uff02", '"').replace("\uff07", "'")
    half, at = query.translate(_HALF), 0
    while at < len(half):
        found = _LEXEME.match(half, at)
        if found is None:
            unclosed = any(half[at] in pair for pair in _QUOTES)
            raise QueryError("quote" if unclosed else "character", at, len(half) - at if unclosed else 1, found=half[at])
        match found.lastgroup:
            case "text":
                yield Lexeme("text", _content(query, at, found.end()), at, found.end() - at)
            case "word":
                yield Lexeme("word", found[0].translate(_BRACKETS), at, found.end() - at)
            case "sign":
                yield Lexeme("sign", found[0], at, found.end() - at)
        at = found.end()


def quoted(text: str) -> str:
    """A text as it is written in a query."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _content(query: str, start: int, end: int) -> str:
    content = query[start + 1 : end - 1]
    if control := _CONTROL.search(content):
        raise QueryError("control", start + 1 + control.start())
    return _ESCAPED.sub(r"\1", content) if query[start] == '"' else content
