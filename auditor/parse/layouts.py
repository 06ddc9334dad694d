"""Text layouts: grammar/layouts/*.lark tell how cells and rows are told apart; this module picks one and runs it.

A new layout is a new grammar file with terminals of these names, and a line in ``_SIGNS``.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from lark import Lark

from auditor.resources import grammar_text

# The first layout whose sign stands in the text has it.
_SIGNS = {"tab": re.compile(r"(?:^\t[^\n]*\n){3}", re.MULTILINE), "line": re.compile("")}


class Piece(NamedTuple):
    """A piece of a file.

    ``kind``: cell (a cell of a row) · row_end · table_end · text (a paragraph) · page (a page number) · line (a cell or a
    paragraph). ``raw`` is its exact text, a cell's without the delimiter; ``line`` where it starts.
    """

    kind: str
    raw: str
    line: int


def layout_of(text: str) -> str:
    """The layout of a text: the name of a grammar in grammar/layouts."""
    return next(name for name, sign in _SIGNS.items() if sign.search(text))


@cache
def _lexer(layout: str) -> Lark:
    return Lark(grammar_text(f"layouts/{layout}"), parser="lalr", lexer="basic")


def pieces(text: str, layout: str) -> Iterator[Piece]:
    """The pieces of a text, whose lines end in LF, in their order; every line that is not empty is in one of them."""
    for token in _lexer(layout).lex(text):
        raw = token.value
        yield Piece(token.type.lower(), raw[1:].removesuffix("\n") if token.type == "CELL" else raw, token.line or 0)
