"""Text layouts: grammar/layouts/*.lark tell how cells and rows are told apart; this module picks one and runs it.

A new layout is a new grammar file and a line in ``_SIGNS``. Its terminals are the kinds of ``Piece``, or BLANK for a blank cell
and TITLE for a line that is a heading.
"""

import re
from ast import literal_eval
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby, islice
from operator import attrgetter

from lark import Lark

from auditor.normalise.plain import seen
from auditor.parse import commas, grids
from auditor.parse.scan import NoTerminal, Scan
from auditor.resources import grammar_text
from auditor.source.decode import Undecodable
from auditor.source.markdown import unmarked
from auditor.source.piece import NOWHERE, Draft, Piece, piece_of

_BLANKS = r"[^\S\n]*+"
_CELL = rf"^{_BLANKS}[^\s|][^\n|]*+"
_PIPES = rf"(?:{_BLANKS}\|)*+"
_VALUE = r"(?:[-+]?+[0-9０-９][0-9０-９,.]*+[^\s0-9]?+|[-‐‑‒–—⸺⸻]++|[/无])"
_QUOTED = r"""(?:"[^"\n]*+"|'[^'\n]*+')"""
# Layout → a character of its sign, the sign, and how often that must stand in a text. The first layout whose sign is there has
# the text.
_SIGNS = {
    name: (char, re.compile(sign, re.MULTILINE), least)
    for name, char, sign, least in (
        ("list", "", rf"[\[(]\s*+{_QUOTED}\s*+,\s*+(?:[\"'0-9N+-]|nan|null)", 5),
        ("tab", "\t", r"(?:^\t[^\n]*\n){3}", 1),
        (
            "one_line",
            "",
            r"第二十[条條]第.一.[项項][^\n]{1,400}第二十[条條]第.[五六]|予以公[开開][^\n]{1,300}不予公[开開][^\n]{1,300}其他法律[^\n]{1,300}提供",
            1,
        ),
        ("pipe", "|", rf"^{_PIPES}{_BLANKS}[^\s|][^\n|]*+\|{_PIPES}{_BLANKS}[^\s|]", 5),
        ("pipe_between", "|", rf"{_CELL}\n\s*+\|{_BLANKS}$", 20),
        ("pipe_cell", "|", rf"{_CELL}(?:\|{_BLANKS}\n\s*+\|\||\|\|)", 3),
        ("pipe_row", "|", rf"{_CELL}\|{_BLANKS}$", 20),
        ("spaced", "", rf"[\u3400-\u9fff）)”](?:[^\S\n]++{_VALUE}){{2,}}+{_BLANKS}$", 5),
        ("line", "", "", 0),
    )
}

# Terminal of a layout's grammar → kind of the piece.
_KINDS = {
    "BLANK": "cell",
    "TITLE": "line",
    "LINE": "line",
    "TEXT": "text",
    "ROW_END": "row_end",
    "TABLE_END": "table_end",
    "PAGE": "page",
}
# White space that is of no cell: alone on a line, or behind its last pipe.
_NOTHING = re.compile(r"(?:^|(?<=\|))[^\S\n\t]+$", re.MULTILINE)
_OF_TABLES = frozenset(("cell", "row_end"))
# What programs write for a cell in which there is nothing.
_NO_VALUE = frozenset(("nan", "NaN", "None", "null", "NULL", "<NA>"))
# A grid: this share of its rows, and this many, are equally long.
_REGULAR = 0.8
_FEWEST_ROWS = 3
# A report has some hundred lines and cells.
_MOST_PIECES = 20_000


def layout_of(text: str) -> str:
    """The layout of a text: the name of a grammar in grammar/layouts."""
    return next(name for name, (char, sign, least) in _SIGNS.items() if char in text and _stands(sign, least, text))


def _stands(sign: re.Pattern[str], least: int, text: str) -> bool:
    found = sign.finditer(text)
    return all(next(found, None) for _ in range(least))


@cache
def _scan(layout: str) -> Scan:
    return Scan(Lark(grammar_text(f"layouts/{layout}"), parser="lalr", lexer="basic").lexer_conf)


def draft(text: str) -> Draft:
    """A text, its lines ended by LF, as the pieces of its layout; every line that is not empty is in one of them.

    A text that its layout's grammar does not cover, for control characters say, is taken line by line. Raises ``Undecodable``,
    PARSE-TOO-MANY, for one with more pieces than any report has.
    """
    bare = _NOTHING.sub("", grids.with_pipes(commas.with_pipes(unmarked(seen(text)))))
    layout = layout_of(bare)
    try:
        found = list(islice(pieces(bare, layout), _MOST_PIECES + 1))
    except NoTerminal:
        layout, found = "line", list(islice(pieces(bare, "line"), _MOST_PIECES + 1))
    if len(found) > _MOST_PIECES:
        raise Undecodable("PARSE-TOO-MANY", kind="cells", limit=_MOST_PIECES)
    return Draft(layout, found, text, text.rstrip().count("\n") + 1)


def pieces(text: str, layout: str) -> Iterator[Piece]:
    """The pieces of a text by a layout's grammar."""
    for terminal, raw, line in _scan(layout).tokens(text):
        if terminal == "CELL":
            yield piece_of(("cell", _cell_text(raw), line, 0, NOWHERE, ()))
        else:
            kind = _KINDS[terminal]
            yield piece_of((kind, "" if kind == "cell" else raw, line, 0, NOWHERE, ()))


@lru_cache(maxsize=1 << 12)
def _cell_text(raw: str) -> str:
    """A cell's text without its delimiter: the TAB before it, its quotes, or the pipe after it and one space on either side."""
    if raw.startswith("\t"):
        text = raw[1:].removesuffix("\n")
    elif raw.startswith(("'", '"')) and raw.endswith(raw[0]) and len(raw) > 1:
        text = _unquoted(raw)
    else:
        text = raw.partition("\n")[0].removesuffix("|").removeprefix(" ").removesuffix(" ")
    return "" if text.strip() in _NO_VALUE else text


def _unquoted(raw: str) -> str:
    """What a text in quotes is to a program."""
    try:
        return str(literal_eval(raw))
    except (SyntaxError, ValueError):
        return raw[1:-1]


def with_columns(found: list[Piece]) -> list[Piece]:
    """Pieces whose cells have their columns where nearly all rows between two texts are equally long.

    There merged cells are blank cells or repeat their text, and the place in the row tells the column.
    """
    placed: list[Piece] = []
    for in_table, part in groupby(found, lambda piece: piece.kind in _OF_TABLES):
        group = list(part)
        rows = [list(row) for kind, row in groupby(group, attrgetter("kind")) if kind == "cell"] if in_table else []
        width, count = Counter(len(row) for row in rows).most_common(1)[0] if rows else (0, 0)
        if count < _FEWEST_ROWS or count < _REGULAR * len(rows):
            placed += group
            continue
        for row in rows:
            columns = range(1, width + 1) if len(row) == width else [0] * len(row)
            placed += [Piece("cell", piece.raw, piece.line, column) for column, piece in zip(columns, row, strict=True)]
            placed.append(Piece("row_end", "", row[-1].line))
    return placed
