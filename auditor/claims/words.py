"""The words of grammar/claim_words.lark as compiled patterns."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from lark import Lark

from auditor.resources import grammar_text


@cache
def word(name: str) -> re.Pattern[str]:
    """The pattern of a terminal; ``KeyError`` where the grammar has none of that name."""
    return re.compile(_patterns()[name])


@cache
def any_word(*names: str) -> re.Pattern[str]:
    """One pattern for several terminals; ``lastgroup`` tells which was met, the first one named where two would do."""
    return re.compile(_any(names))


@cache
def time_word() -> re.Pattern[str]:
    """One pattern for the words that tell when: groups named as the terminals."""
    years = "SEVERAL_YEARS", "YEAR_OF_THING", "LAST_YEAR", "NAMED_YEAR", "THIS_YEAR"
    return _from_letter("TIME_LETTER", *years, "RUNNING", "PART_OF_YEAR")


@cache
def place_word() -> re.Pattern[str]:
    """One pattern for the words that tell whose numbers these are: ``lastgroup`` is REGION or OWN."""
    return _from_letter("PLACE_LETTER", "REGION", "OWN")


@cache
def place_or_parts_word() -> re.Pattern[str]:
    """One pattern for these and for the words behind which parts of a whole follow: ``lastgroup`` is REGION, OWN or PARTS."""
    return _from_letter("PLACE_OR_PARTS_LETTER", "REGION", "OWN", "PARTS")


def _from_letter(letter: str, *names: str) -> re.Pattern[str]:
    return re.compile(f"(?={_patterns()[letter]})(?:{_any(names)})")


def _any(names: Sequence[str]) -> str:
    return "|".join(f"(?P<{name}>{_patterns()[name]})" for name in names)


@cache
def number_pattern() -> re.Pattern[str]:
    """A number with its unit: groups digits, numerals, more, scale, unit, over. A unit may be missing."""
    part = _patterns()
    return re.compile(
        rf"(?=[0-9零一二两三四五六七八九十])(?<!{part['BEFORE']})(?<!{part['TORN']})(?:(?P<digits>{part['DIGITS']})|(?P<numerals>{part['NUMERALS']}))"
        rf"(?P<more>{part['MORE']})? ?(?P<scale>{part['SCALE']})?(?P<more_after>{part['MORE']})? ?"
        rf"(?:(?P<unit>{part['UNIT']})(?P<over>{part['OVER']})?)?(?!{part['AFTER']})"
    )


@cache
def before_number() -> re.Pattern[str]:
    """What belongs to a number and stands before it: groups about, percent (百分之)."""
    part = _patterns()
    return re.compile(rf"(?P<about>{part['ABOUT']})?(?P<percent>{part['PER_HUNDRED']})?$")


@cache
def _patterns() -> Mapping[str, str]:
    lark = Lark(grammar_text("claim_words"), parser="lalr", lexer="basic")
    return {terminal.name: terminal.pattern.to_regexp() for terminal in lark.terminals}
