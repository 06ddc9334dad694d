"""The terminals of a Lark grammar as one regular expression: a lexer that keeps no columns, for texts of many short tokens.

Lark's own lexer matches and counts token by token in Python, which takes longer than all parsing of a report.
"""

import re
from collections.abc import Iterator
from typing import Any

from lark import Token
from lark.common import LexerConf
from lark.exceptions import UnexpectedInput
from lark.lexer import Lexer


class NoTerminal(UnexpectedInput):
    """No terminal of the grammar matches at some place of a text."""


class Scan(Lexer):
    """A lexer for ``Lark(…, lexer=Scan)``, and by itself for grammars of which only the terminals are wanted.

    Terminals precede one another as they do in Lark: by priority, then the longest possible match, then the longest pattern. No
    terminal of such a grammar may be a word that another one's pattern matches too.
    """

    __future_interface__ = 1

    def __init__(self, conf: LexerConf) -> None:
        order = sorted(conf.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
        self.pattern = re.compile("|".join(f"(?P<{one.name}>{one.pattern.to_regexp()})" for one in order))
        self.ignored = frozenset(conf.ignore)

    def tokens(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Terminal, text and 1-based line of each token. Raises ``NoTerminal``."""
        at, line, ignored = 0, 1, self.ignored
        for match in self.pattern.finditer(text):
            start, end = match.span()
            if start != at:
                break
            kind = match.lastgroup or ""
            if kind not in ignored:
                yield kind, match[0], line
            line += text.count("\n", start, end)
            at = end
        if at < len(text):
            raise NoTerminal(f"line {line}: {text[at : at + 20]!r}")

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:  # noqa: ARG002 - the parser passes its state
        """The tokens of a text, for the parser."""
        for kind, found, line in self.tokens(lexer_state.text.text):
            yield Token(kind, found, line=line)
