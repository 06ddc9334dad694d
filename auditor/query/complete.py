"""Completion: what can come next by the grammar, and the values that are in the store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from auditor.catalogue.language import Language
from auditor.catalogue.text import name
from auditor.query.choices import Axis, line_words, values
from auditor.query.error import QueryError
from auditor.query.fields import CHANGE, COUNT, ENTITIES, WORDS, Field, Kind
from auditor.query.lexemes import Lexeme, lexemes
from auditor.query.parser import Feeder, expected
from auditor.query.show import as_written
from auditor.query.stored import StoredValues
from auditor.query.words import is_chinese, known_beginning, language_of, spellings
from auditor.store.open import Store

MOST = 40
"""Completions that are offered at most."""

_ALIKE = 60
_SHORTEST = 2


class Completion(NamedTuple):
    """What may stand at ``start`` to ``end`` of a query; ``detail`` says what it is: the other language's word."""

    text: str
    start: int
    end: int
    kind: Literal["word", "field", "value", "sign", "name"]
    detail: str = ""


class Candidate(NamedTuple):
    """Something that can come next, before it is known whether it fits what was begun."""

    word: str
    kind: Literal["word", "field", "value", "sign", "name"]
    detail: str = ""


def complete(text: str, cursor: int, store: Store) -> list[Completion]:
    """The completions of a query at a cursor, the likeliest first."""
    return Completer(store).complete(text, cursor)


class Completer:
    """Completes queries to a store; keeps the values it has read. ``codes`` gives the codes of rules."""

    def __init__(self, store: Store, codes: Callable[[], Iterable[str]] = tuple) -> None:
        self._store, self._codes = store, codes
        self._values = StoredValues(store)

    def complete(self, text: str, cursor: int) -> list[Completion]:
        """The completions at a cursor: what is the same as the word before it, then what begins so, then what is alike."""
        words, begun = _begun(text[:cursor])
        found = self._complete(words, begun, cursor)
        begins = any(one.text.startswith(begun.text) for one in found)
        if not begins and begun.kind == "word" and (known := known_beginning(begun.text)):
            first = Lexeme("word", begun.text[:known], begun.at, known)
            rest = Lexeme("word", begun.text[known:], begun.at + known, len(begun.text) - known)
            return self._complete([*words, first], rest, cursor) or found
        return found

    def _complete(self, words: Sequence[Lexeme], begun: Lexeme, cursor: int) -> list[Completion]:
        lang = language_of([*words, begun])
        feeder = Feeder(lang)
        try:
            feeder.feed(words)
        except QueryError:
            return []
        accepted = [one for one in expected(feeder.state) if begun.kind == "word" or one in ("VALUE", "NAME")]
        candidates = [one for terminal in accepted for one in self._candidates(terminal, feeder, begun.text)]
        return [
            Completion(
                as_written(one.word) if one.kind in ("value", "name") else one.word, begun.at, cursor, one.kind, one.detail
            )
            for one in _ranked(candidates, begun.text, lang)
        ]

    # ------------------------------------------------------------------ what can come next

    def _candidates(self, terminal: str, feeder: Feeder, begun: str) -> Iterator[Candidate]:
        match terminal:
            case "FIELD":
                yield from _fields(feeder)
            case "VALUE":
                yield from self._field_values(_field(feeder), begun)
            case "CODE":
                yield from (Candidate(code, "name") for code in self._codes())
            case "NAME" if any(token.type == "_RUN" for token in feeder.tokens):
                yield from (Candidate(saved, "name", query) for saved, query in self._store.saved_queries().items())
            case "COMPARE" | "COMMA" | "LPAR" | "RPAR":
                yield from (Candidate(sign, "sign") for sign in spellings()[terminal])
            case _:
                words = spellings().get(terminal, ())
                yield from (Candidate(word, "word", " ".join(one for one in words if one != word)) for word in words)

    def _field_values(self, field: Field | None, begun: str) -> Iterator[Candidate]:
        if field is None:
            return
        for value in values(field.group) if field.group else ():
            yield Candidate(value, "value", name(field.group, value, "zh"))
            yield Candidate(name(field.group, value, "zh"), "value", value)
        if field.kind is Kind.LINE:
            axis: Axis = "column" if field.name == "column" else "row"
            yield from (Candidate(word, "value") for word in line_words(axis))
        if field.name == "rule":
            yield from (Candidate(code, "value") for code in self._codes())
        if field.name == "family":
            yield from (Candidate(code, "value") for code in dict.fromkeys(code.partition("-")[0] for code in self._codes()))
        beginning = self._values.beginning(field.name, begun, MOST)
        yield from (Candidate(value, "value") for value in beginning)
        if len(beginning) < MOST and len(begun) >= _SHORTEST:
            yield from (Candidate(value, "value") for value in _like(begun, self._values.every(field.name)))


# ---------------------------------------------------------------------- where the cursor is


def _begun(text: str) -> tuple[list[Lexeme], Lexeme]:
    """The lexemes before the cursor, and the word or the quoted text that is begun there, "" for none."""
    try:
        words = list(lexemes(text))
    except QueryError as error:
        if error.key != "quote":
            return [], Lexeme("sign", "", len(text), 0)
        return list(lexemes(text[: error.at])), Lexeme("text", text[error.at + 1 :], error.at, len(text) - error.at)
    if words and words[-1].kind == "word" and words[-1].at + words[-1].length == len(text):
        return words[:-1], words[-1]
    return words, Lexeme("word", "", len(text), 0)


def _fields(feeder: Feeder) -> Iterator[Candidate]:
    """The fields of the entity that is asked for; where groups are sorted or chosen, theirs."""
    types = [token.type for token in feeder.tokens]
    entity = _entity(feeder)
    if entity is None:
        return
    fields = ENTITIES[entity].fields
    if "_BY" in types and ("_HAVING" in types or "_ORDER" in types):
        grouped = [token for token in feeder.tokens[types.index("_BY") + 1 :] if token.type == "FIELD"]
        known = [fields[WORDS[token.lower()]] for token in grouped if WORDS.get(token.lower()) in fields]
        fields = {field.name: field for field in (*known, CHANGE if "_COMPARE" in types else COUNT)}
    for field in fields.values():
        yield Candidate(field.name, "field", field.zh)
        yield Candidate(field.zh, "field", field.name)


def _entity(feeder: Feeder) -> str | None:
    """The entity that is asked for; what was corrected are reports."""
    named = (token.type.lower().replace("_corrected", "reports") for token in feeder.tokens)
    return next((one for one in named if one in ENTITIES), None)


def _field(feeder: Feeder) -> Field | None:
    """The field that a value is compared with."""
    entity = _entity(feeder) or ""
    word = next(token for token in reversed(feeder.tokens) if token.type == "FIELD")
    return ENTITIES[entity].fields.get(WORDS.get(word.lower(), ""))


def _written(candidate: Candidate) -> str:
    return as_written(candidate.word) if candidate.kind in ("value", "name") else candidate.word


# ---------------------------------------------------------------------- which first


def _ranked(candidates: Iterable[Candidate], begun: str, lang: Language) -> list[Candidate]:
    """Candidates that fit what was begun; where nothing was, those in the language of the query."""
    unique = {one.word: one for one in reversed(list(candidates))}
    listed = list(reversed(unique.values()))
    if not begun:
        return [one for one in listed if one.kind == "sign" or not _foreign(one, lang)][:MOST]
    low = begun.lower()
    exact = [one for one in listed if one.word.lower() == low]
    prefix = [one for one in listed if one.word.lower().startswith(low) and one not in exact]
    alike = [unique[word] for word in _like(low, [one.word for one in listed if one.kind != "sign"])]
    return list(dict.fromkeys([*exact, *prefix, *alike]))[:MOST]


def _foreign(candidate: Candidate, lang: Language) -> bool:
    """Whether a word is of the other language; a value only where it has a name in the query's own."""
    named = candidate.kind in ("word", "field") or (candidate.kind == "value" and candidate.detail)
    return bool(named) and is_chinese(candidate.word) != (lang == "zh")


def _like(begun: str, words: Sequence[str]) -> list[str]:
    """The words that have what was begun inside, then those that are like it."""
    inside = [word for word in words if begun in word][:MOST]
    if len(inside) == MOST or len(begun) < _SHORTEST:
        return inside
    alike = process.extract(begun, words, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=MOST)
    return list(dict.fromkeys([*inside, *(word for word, _, _ in alike)]))
