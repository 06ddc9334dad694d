"""The shape of a report: grammar/report.lark run over marks, by callbacks, without a tree."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple, cast

from lark import Lark, Token, Transformer
from lark.lexer import Lexer

from auditor.parse.headings import Heading
from auditor.parse.marks import Mark
from auditor.resources import grammar_text
from auditor.source.piece import Piece


class MetRow(NamedTuple):
    """A row as met: its label's mark, None for a record without label, and the pieces that hold its values."""

    mark: Mark | None
    values: tuple[Piece, ...]


class MetTable(NamedTuple):
    """A table as met: its name, its first piece, and its heads, columns, groups, strays and rows in their order.

    ``is_whole`` is False where text stands between its rows.
    """

    table: str
    opening: Piece
    parts: list[Mark | MetRow]
    is_whole: bool = True


class MetSection(NamedTuple):
    """A section as met, or what stands before the first one (``heading`` None)."""

    heading: Heading | None
    paragraphs: list[Piece]
    tables: list[MetTable]


class _MarkLexer(Lexer):
    """Hands marks to the parser: a mark is a token."""

    def __init__(self, _: Any) -> None:
        pass

    __future_interface__ = 1

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:  # noqa: ARG002 - the parser passes its state
        yield from lexer_state.text


class _Shapes(Transformer[Token, list[MetSection]]):
    def start(self, parts: list[MetSection]) -> list[MetSection]:
        return parts

    def front(self, parts: list[Any]) -> MetSection:
        return _section(None, parts)

    def section(self, parts: list[Any]) -> MetSection:
        return _section(parts[0].heading, parts[1:])

    def table(self, parts: list[Any]) -> MetTable:
        opening: Mark = parts[0]
        return MetTable(opening.table, opening.piece, parts[1:])

    def row(self, parts: list[Any]) -> MetRow:
        return MetRow(parts[0], parts[1].values if len(parts) > 1 else ())

    def record(self, parts: list[Any]) -> MetRow:
        return MetRow(None, parts[0].values)


def _section(heading: Heading | None, parts: list[Any]) -> MetSection:
    tables = [part for part in parts if isinstance(part, MetTable)]
    return MetSection(heading, [part.piece for part in parts if not isinstance(part, MetTable)], tables)


@cache
def _parser() -> Lark:
    return Lark(grammar_text("report"), parser="lalr", lexer=_MarkLexer, transformer=_Shapes())


def shape(marks: Iterable[Mark]) -> list[MetSection]:
    """The sections of a report with their paragraphs and tables; the first is what stands before the first heading."""
    return cast("list[MetSection]", _parser().parse(cast("Any", marks)))
