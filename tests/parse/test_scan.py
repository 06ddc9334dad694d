"""The terminals of a grammar in one regular expression tell the same tokens as Lark's own lexer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark
from lark.exceptions import UnexpectedInput

from auditor.parse.scan import NoTerminal, Scan
from auditor.resources import grammar_text
from tests import writer

LAYOUTS = ["line", "list", "one_line", "pipe", "pipe_between", "pipe_cell", "pipe_row", "spaced", "tab"]
GRAMMARS = [*(f"layouts/{name}" for name in LAYOUTS), "heading", "title", "dates", "sections", "value"]
TEXTS = st.text(alphabet="一二、（）1203年月日至-|\t\n 公开情况总计无：[]\"',", max_size=60)


def lark(grammar: str) -> Lark:
    return Lark(grammar_text(grammar), parser="lalr", lexer="basic")


def by_lark(grammar: str, text: str) -> list[tuple[str, str, int | None]] | None:
    try:
        return [(token.type, str(token), token.line) for token in lark(grammar).lex(text)]
    except UnexpectedInput:
        return None


def scanned(grammar: str, text: str) -> list[tuple[str, str, int | None]] | None:
    try:
        return list(Scan(lark(grammar).lexer_conf).tokens(text))
    except NoTerminal:
        return None


@pytest.mark.parametrize("grammar", GRAMMARS)
@given(TEXTS)
def test_tokens_are_those_of_lark(grammar: str, text: str) -> None:
    assert scanned(grammar, text) == by_lark(grammar, text)


@pytest.mark.parametrize("layout", sorted(writer.LAYOUTS))
@pytest.mark.parametrize("grammar", [f"layouts/{name}" for name in LAYOUTS])
def test_a_report_has_the_tokens_of_lark_in_every_layout(grammar: str, layout: str) -> None:
    text = writer.report(writer.zeros("2021"), "2021", layout)
    assert scanned(grammar, text) == by_lark(grammar, text)


def test_a_parser_may_take_its_tokens_from_it() -> None:
    parser = Lark("start: WORD+\nWORD: /[a-z]+/\n%ignore /\\s+/", parser="lalr", lexer=Scan)
    assert [(str(token), token.line) for token in parser.parse("one\ntwo").children] == [("one", 1), ("two", 2)]
    with pytest.raises(NoTerminal, match="line 2"):
        parser.parse("one\n2")
