"""What a clause counts, by grammar/claims.lark: the clause is understood from end to end, or not at all."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from lark import Lark, Token, Transformer, Tree
from lark.common import LexerConf
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer

from auditor.resources import grammar_text

_APPLICANTS = {
    "PERSON": "person",
    "ORGANISATION": "organisation",
    "COMPANY": "company",
    "RESEARCH": "research",
    "CHARITY": "charity",
    "LEGAL_SERVICE": "legal_service",
}
_LONGEST = 48
_CONCLUDED = "_concluded"


class Frame(NamedTuple):
    """What is counted: an address of the forms or a concept of the catalogue, and what narrows it (``Claim.of``).

    ``words`` are the kinds of words that say so, ``wording`` the words themselves: two claims in one wording are meant alike.
    """

    concept: str
    of: str
    words: tuple[str, ...]
    wording: str
    concluded: bool


class _Words(Lexer):
    """Cuts a frame into the words of the grammar, the longest first; letters of no word are one UNKNOWN each."""

    def __init__(self, conf: LexerConf) -> None:
        terminals = sorted(conf.terminals, key=lambda one: (-one.priority, -one.pattern.max_width, one.name))
        self.pattern = re.compile("|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in terminals))
        self.ignored = frozenset(conf.ignore)

    def lex(self, data: str) -> Iterator[Token]:  # type: ignore[override]
        at = 0
        while at < len(data):
            found = self.pattern.match(data, at)
            if found is None or found.end() == at or found.lastgroup is None:
                raise _UnknownWordError
            if found.lastgroup not in self.ignored:
                yield Token(found.lastgroup, found.group())
            at = found.end()


class _UnknownWordError(Exception):
    """A word that the grammar does not have."""


class _Frames(Transformer[Token, Frame]):
    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        name = str(data)
        if name.startswith("_") or name in ("whose", "filing"):
            return Tree(name, children)
        tokens = list(_tokens(children))
        concept = name.removesuffix(_CONCLUDED).replace("__", ".")
        return Frame(concept, _of(tokens), tuple(token.type for token in tokens), "".join(tokens), name.endswith(_CONCLUDED))


def _tokens(children: list[Any]) -> Iterator[Token]:
    for child in children:
        if isinstance(child, Tree):
            yield from _tokens(child.children)
        else:
            yield child


def _of(tokens: list[Token]) -> str:
    for token in tokens:
        if token.type in _APPLICANTS:
            return _APPLICANTS[token.type]
        if token.type == "FILING":
            return str(token)
    return ""


@cache
def _parser() -> Lark:
    return Lark(grammar_text("claims"), start="frame", parser="lalr", lexer=_Words, transformer=_Frames())


@lru_cache(maxsize=1 << 12)
def read_frame(text: str) -> Frame | None:
    """What a clause counts, the number left out; None where a word of it is not understood."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        frame = _parser().parse(text)
    except (UnexpectedInput, _UnknownWordError):
        return None
    return frame if isinstance(frame, Frame) else None
