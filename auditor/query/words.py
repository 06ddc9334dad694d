"""The words of the language, in two languages, as grammar/query.lark and fields.py have them."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from lark import Lark
from rapidfuzz import fuzz, process

from auditor.catalogue.language import Language, language
from auditor.query.choices import names
from auditor.query.fields import ENTITIES, WORDS
from auditor.query.lexemes import Lexeme
from auditor.resources import grammar_text

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_SPELLING = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")
# How alike words are that may be meant for each other, 0 to 100.
_ALIKE = 66
_ALIKE_CHINESE = 50
_NUMBER = r"\d+(?:\.\d+)?"
# Words that may follow a value; what comes before one of them, where words were not set apart, is the value.
_JOINING = ("_WHERE", "_AND", "_OR", "_BY", "_HAVING", "_ORDER", "_LIMIT", "_TO")


@cache
def grammar() -> Lark:
    """The grammar of queries, built once."""
    return Lark(grammar_text("query"), parser="lalr", maybe_placeholders=False)


@cache
def spellings() -> Mapping[str, tuple[str, ...]]:
    """Terminal → its words, English before Chinese; of signs, the signs."""
    found = {one.name: one.pattern.value for one in grammar().terminals}
    signs = {"COMPARE": ("=", "!=", "<", "<=", ">", ">="), "COMMA": (",",), "LPAR": ("(",), "RPAR": (")",)}
    words = {name: tuple(_SPELLING.findall(value)) for name, value in found.items() if name not in signs}
    return words | signs


@cache
def terminals() -> Mapping[str, str]:
    """Word or sign → its terminal."""
    return {word: name for name, words in spellings().items() for word in words} | dict.fromkeys("≤≥≠", "COMPARE")


def spelling(terminal: str, lang: Language) -> str:
    """The word of a terminal in a language; "" where it has none there."""
    words = [word for word in spellings()[terminal] if is_chinese(word) == (lang == "zh")]
    return words[0] if words else ""


def alike(word: str, known: Iterable[str]) -> str:
    """The known word that may have been meant, "" where none is like it. One character in two may be wrong in Chinese."""
    floor = _ALIKE_CHINESE if is_chinese(word) else _ALIKE
    best = process.extractOne(word, sorted(set(known)), scorer=fuzz.ratio, score_cutoff=floor)
    return str(best[0]) if best else ""


def is_chinese(word: str) -> bool:
    """Whether a word has Chinese characters."""
    return bool(_CHINESE.search(word))


def language_of(lexemes: Iterable[Lexeme]) -> Language:
    """The language of a query's own words; where it has none, that of its other words, else the reader's."""
    words = [part for lexeme in lexemes if lexeme.kind == "word" for part in split(lexeme.text.lower())]
    known = [word for word in words if word in terminals() or word in WORDS] or words
    if any(is_chinese(word) for word in known):
        return "zh"
    return "en" if any(word.isascii() and word.isalpha() for word in known) else language()


@cache
def _run_together() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    groups = {field.group for entity in ENTITIES.values() for field in entity.fields.values() if field.group}
    own = {*terminals(), *WORDS, *(name for group in groups for name in names(group))}
    chinese = sorted((re.escape(word) for word in own if is_chinese(word)), key=len, reverse=True)
    part = f"(?:{'|'.join(chinese)}|{_NUMBER})"
    joining = "|".join(word for name in _JOINING for word in spellings()[name] if is_chinese(word))
    return re.compile(part), re.compile(f"{part}+"), re.compile(f"(.+?)((?:{joining}){part}+)")


def split(word: str, *, value: bool = False) -> list[str]:
    """Chinese words that were not set apart: 按规则 is 按 and 规则, 丽水市且规则 is 丽水市, 且 and 规则.

    A word is taken apart only where all of it is words of the language, or all that follows a name and begins with a word that
    may follow a value. A ``value`` is a name whatever its beginning is.
    """
    if not is_chinese(word):
        return [word]
    part, whole, after = _run_together()
    name, own = "", word
    if value or not whole.fullmatch(word):
        if (found := after.fullmatch(word)) is None:
            return [word]
        name, own = found.groups()
    parts = part.findall(own)
    if "".join(parts) != own:
        return [word]
    return [name, *parts] if name else parts


def known_beginning(word: str) -> int:
    """How much of a Chinese word's beginning is words of the language, its end left over: 2 of 问题其."""
    part, at = _run_together()[0], 0
    while (found := part.match(word, at)) and found.end() < len(word):
        at = found.end()
    return at
