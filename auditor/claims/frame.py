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


class _Shape(NamedTuple):
    """What words of some kinds in a row count, and which of them tell so, by their places."""

    concept: str
    telling: tuple[int, ...]
    concluded: bool


@lru_cache(maxsize=1 << 12)
def read_frame(text: str) -> Frame | None:
    """What a clause counts, the number left out; None where a word of it is not understood."""
    found = _cut(text) if len(text) <= _LONGEST else []
    shape = read_shape(tuple(kind for kind, _ in found)) if found else None
    if shape is None:
        return None
    told = [found[place] for place in shape.telling]
    words, wording = tuple(kind for kind, _ in told), "".join(word for _, word in told)
    return Frame(shape.concept, _of(told), words, wording, shape.concluded)


def is_filling(text: str) -> bool:
    """Whether a text says nothing of what is counted, only who counts it and when: 2021年我县."""
    return len(text) <= _LONGEST and bool(_words().filling.fullmatch(text))


def _of(told: list[tuple[str, str]]) -> str:
    for kind, word in told:
        if kind in _APPLICANTS:
            return _APPLICANTS[kind]
        if kind == "FILING":
            return word
    return ""


# ---------------------------------------------------------------------- words: the longest first


def _cut(text: str) -> list[tuple[str, str]]:
    """The words of a clause that say something, each with its kind; none where a word is not known."""
    words, at = _words(), 0
    while at < len(text):
        word = words.known.match(text, at)
        if word is None or word.end() == at:
            return []
        at = word.end()
    found = words.told.finditer(text)
    return [(one.lastgroup or "", one.group()) for one in found if one.lastgroup not in words.ignored]


class _Words(NamedTuple):
    """The words as patterns: ``known`` finds the same ones as ``told``, sooner, and does not tell their kinds.

    Words of the ``ignored`` kinds say nothing; ``filling`` are any number of these.
    """

    known: re.Pattern[str]
    told: re.Pattern[str]
    filling: re.Pattern[str]
    ignored: frozenset[str]


@cache
def _words() -> _Words:
    terminals = sorted(_parser().terminals, key=lambda one: (-one.priority, -one.pattern.max_width, one.name))
    patterns = [(one.name, one.pattern.to_regexp()) for one in terminals]
    known = re.compile("|".join(pattern for _, pattern in patterns))
    told = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns))
    ignored = frozenset(_parser().ignore_tokens)
    filling = re.compile("(?:" + "|".join(pattern for name, pattern in patterns if name in ignored) + ")*")
    return _Words(known, told, filling, ignored)


# ---------------------------------------------------------------------- what they count together


@lru_cache(maxsize=1 << 12)
def read_shape(kinds: tuple[str, ...]) -> _Shape | None:
    """What words of these kinds in a row count; None where the grammar has no such frame."""
    try:
        shape = _parser().parse(kinds)
    except UnexpectedInput:
        return None
    return shape if isinstance(shape, _Shape) else None


class _Kinds(Lexer):
    """Hands kinds of words to the parser as they come; the value of each is its place."""

    def __init__(self, conf: LexerConf) -> None:
        """The words are cut before, the configuration is not needed."""

    def lex(self, data: tuple[str, ...]) -> Iterator[Token]:  # type: ignore[override]
        yield from (Token(kind, place) for place, kind in enumerate(data))


class _Shapes(Transformer[Token, _Shape]):
    def __default__(self, data: str, children: list[Any], meta: Any) -> Any:
        name = str(data)
        if name.startswith("_") or name in ("whose", "filing"):
            return Tree(name, children)
        telling = tuple(token.value for token in _tokens(children))
        return _Shape(name.removesuffix(_CONCLUDED).replace("__", "."), telling, name.endswith(_CONCLUDED))


def _tokens(children: list[Any]) -> Iterator[Token]:
    for child in children:
        if isinstance(child, Tree):
            yield from _tokens(child.children)
        else:
            yield child


@cache
def _parser() -> Lark:
    return Lark(grammar_text("claims"), start="frame", parser="lalr", lexer=_Kinds, transformer=_Shapes())
