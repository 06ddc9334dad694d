"""From the text of a query to its tree.

The lexemes are fed to the LALR parser one by one: its state tells which terminal a word is, and what was expected where one does
not fit.
"""

from collections.abc import Collection, Iterable
from typing import Any, Protocol

from lark import Token
from lark.exceptions import UnexpectedToken

from auditor.catalogue.language import Language
from auditor.catalogue.text import text
from auditor.query.build import build
from auditor.query.error import QueryError
from auditor.query.lexemes import Lexeme, lexemes
from auditor.query.resolve import resolve
from auditor.query.tree import Query
from auditor.query.words import alike, grammar, language_of, spelling, spellings, split, terminals

LONGEST = 1000
"""Characters that a query may have."""
DEEPEST = 50
"""Brackets and words ``not`` that a query may have."""

NAMED = ("FIELD", "VALUE", "YEAR", "ROWS", "NAME", "FINDING", "CODE", "REASON")
"""Terminals that take any word. No state of the parser takes two of them."""
_QUOTABLE = ("VALUE", "NAME", "FINDING", "CODE", "REASON")
# Where a word that runs others together is taken apart: not where people make up names.
_APART = ("FIELD", "VALUE", "YEAR", "ROWS", None)


def parse(query: str) -> Query:
    """The tree of a query. Raises ``QueryError``, and nothing else, for a text that is none."""
    words: list[Lexeme] = []
    try:
        _limit(query)
        for lexeme in lexemes(query):
            words.append(lexeme)  # noqa: PERF402 - those before a fault tell the language it is told in
        feeder = Feeder(language_of(words))
        feeder.feed(words)
        return resolve(feeder.finish(len(query)))
    except QueryError as error:
        error.query, error.lang = query[:LONGEST], language_of(words)
        raise


class State(Protocol):
    """What is used of Lark's interactive parser, which has no types of its own."""

    def choices(self) -> Collection[str]: ...  # noqa: D102
    def accepts(self) -> Collection[str]: ...  # noqa: D102
    def copy(self, *, deepcopy_values: bool) -> "State": ...  # noqa: D102
    def feed_token(self, token: Token) -> Any: ...  # noqa: D102
    def feed_eof(self) -> Any: ...  # noqa: D102


class Feeder:
    """The parser at some point of a query. ``lang`` is what faults are told in."""

    def __init__(self, lang: Language) -> None:
        self.state: State = grammar().parse_interactive("")
        self.tokens: list[Token] = []
        self.lang = lang
        self.depth = 0

    def feed(self, words: Iterable[Lexeme]) -> None:
        """Go on with these words. Raises ``QueryError`` for the first that does not fit."""
        rest = list(words)[::-1]
        while rest:
            lexeme = rest.pop()
            terminal = _terminal(lexeme, self.state.choices())
            parts = _parts(lexeme, value=terminal == "VALUE") if terminal in _APART else [lexeme]
            if len(parts) > 1:
                rest.extend(reversed(parts))
            else:
                self._feed(lexeme, terminal)

    def finish(self, end: int) -> Query:
        """The tree of a query that ends here. Raises ``QueryError`` where it cannot."""
        before = self.state.copy(deepcopy_values=False)
        try:
            tree = self.state.feed_eof()
        except UnexpectedToken:
            raise _unexpected(None, end, before, self.lang) from None
        return build(tree)

    def _feed(self, lexeme: Lexeme, terminal: str | None) -> None:
        self.depth += terminal in ("LPAR", "_NOT")
        if self.depth > DEEPEST:
            raise QueryError("deep", lexeme.at, lexeme.length, limit=DEEPEST)
        before = self.state.copy(deepcopy_values=False)
        token = Token(terminal or "", lexeme.text, start_pos=lexeme.at, end_pos=lexeme.at + lexeme.length)
        try:
            self.state.feed_token(token)
        except UnexpectedToken:
            raise _unexpected(lexeme, lexeme.at, before, self.lang) from None
        self.tokens.append(token)


def _limit(query: str) -> None:
    if len(query) > LONGEST:
        raise QueryError("long", LONGEST - 1, limit=LONGEST)


def expected(state: State) -> list[str]:
    """The terminals that can come next, in the order of the grammar; ``$END`` is none."""
    accepted = state.accepts()
    return [terminal for terminal in (*spellings(), *NAMED) if terminal in accepted]


def _terminal(lexeme: Lexeme, choices: Collection[str]) -> str | None:
    """Which terminal a lexeme is where the parser has these choices; None where it is none of them."""
    if lexeme.kind != "text" and (own := terminals().get(lexeme.text.lower())) in choices:
        return own
    named = next((terminal for terminal in NAMED if terminal in choices), None)
    takes = {"word": NAMED, "text": _QUOTABLE, "sign": ()}[lexeme.kind]
    return named if named in takes else None


def _parts(lexeme: Lexeme, *, value: bool) -> list[Lexeme]:
    """A word as the words that it runs together."""
    parts, at = [], lexeme.at
    for part in split(lexeme.text, value=value) if lexeme.kind == "word" else [lexeme.text]:
        parts.append(Lexeme(lexeme.kind, part, at, len(part)))
        at += len(part)
    return parts


def _unexpected(lexeme: Lexeme | None, at: int, state: State, lang: Language) -> QueryError:
    """What to say of a lexeme, or an end, that does not fit."""
    accepted = expected(state)
    words = [word for terminal in accepted if (word := _for_people(terminal, lang))]
    if lexeme is None:
        return QueryError("cut-short", at, expected=words)
    known = [word for terminal in accepted if terminal in spellings() for word in spellings()[terminal]]
    like = alike(lexeme.text.lower(), known) if lexeme.kind == "word" else ""
    return QueryError("unexpected", at, lexeme.length, expected=words, meant=like, found=lexeme.text)


def _for_people(terminal: str, lang: Language) -> str:
    if terminal in NAMED:
        return text(f"query.terminal.{terminal.lower()}", lang)
    if terminal in ("COMPARE", "COMMA", "LPAR", "RPAR"):
        return " ".join(spellings()[terminal])
    return spelling(terminal, lang)
