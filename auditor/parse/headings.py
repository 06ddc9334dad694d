"""Which lines are the headings of sections: grammar/heading.lark tells candidates, their order tells the rest.

Reports number their sections 一、 to 六、, some 1、, some not at all, and put lists with the same numbers inside a section.
A statutory title is an anchor; any other numbered line is a section only where its number goes on from the heading before
it and leaves room for the anchor after it.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput
from rapidfuzz.distance import Levenshtein

from auditor.normalise.plain import chinese, key
from auditor.parse.scan import Scan
from auditor.resources import grammar_text

SECTIONS = ("overview", "disclosure", "applications", "review", "problems", "other")
_LONGEST_TITLE = 40
_LONGEST_UNNUMBERED = 24
_RANK = {"chinese": 0, "part": 0, "arabic": 1, "other": 1, "bracket": 2, "none": 3}
# Styles whose numbers may go on over extra sections; lists inside a section have the others.
_OF_SECTIONS = ("chinese", "part")
_NUMBER = re.compile("[0-9]{2,}")
_DIGITS = re.compile("[0-9]")
_VALUES = re.compile(r"(?:\s++(?:[-+]?+[0-9][0-9,.]*+[个件条次篇项份]?+|[-—]++|[/无])(?!\S)){2,}+\s*+$")
_LEADER = re.compile(r"[.…·\-—]*[(]?[0-9]*[)]?$")
_NEAR, _FEWEST_CONTENTS, _MOSTLY = 8, 3, 0.6
"""Lines from one entry of a table of contents to the next at most; how many entries come again at least, and what share."""
_BY_LAW = (
    ("disclosure", "行政机关主动公开政府信息情况"),
    ("applications", "行政机关收到和处理政府信息公开申请情况"),
    ("review", "因政府信息公开工作被申请行政复议提起行政诉讼情况"),
    ("problems", "政府信息公开工作存在的主要问题及改进情况"),
)
"""What article 50 of the regulation (政府信息公开条例 第五十条) calls the sections, as keys."""
_NO_NUMERAL = re.compile("[()（）第部分章\\s]")
_OTHER_NUMERALS = {
    numeral: value
    for numerals in ("壹 贰 叁 肆 伍 陆 柒 捌 玖", "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨", "Ⅰ Ⅱ Ⅲ Ⅳ Ⅴ Ⅵ Ⅶ Ⅷ Ⅸ", "I II III IV V VI VII VIII IX")
    for value, numeral in enumerate(numerals.split(), 1)
}
_NUMERALS = {"十": 10} | {numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)}


class Heading(NamedTuple):
    """A line that heads a section. ``number`` is None where it was lost; ``section`` None for an extra section."""

    at: int
    line: int
    number: int | None
    style: str
    title: str
    section: str | None
    wording: str

    @property
    def is_anchor(self) -> bool:
        """Whether the title is the statutory one, or as good as."""
        return self.section is not None and self.wording != "renamed"


@cache
def statutory_titles() -> dict[str, str]:
    """Section → its statutory title, as grammar/sections.lark has it."""
    lark = _sections()
    text = {terminal.name: terminal.pattern.value for terminal in lark.terminals if terminal.pattern.type == "str"}
    found = ((str(rule.origin.name), text.get(rule.expansion[0].name)) for rule in lark.rules)
    return {section: title for section, title in found if title}


@cache
def _keys_of_titles() -> tuple[tuple[str, str], ...]:
    return tuple((section, key(title)) for section, title in statutory_titles().items())


@cache
def _sections() -> Lark:
    return Lark(grammar_text("sections"), parser="lalr", lexer=Scan)


@cache
def _grammar() -> Lark:
    return Lark(grammar_text("heading"), parser="lalr", lexer=Scan)


@lru_cache(maxsize=1 << 12)
def section_of(title: str) -> tuple[str | None, str]:
    """The section a title names and how: exact, variant (one character off, 其它 for 其他, as article 50 has it) or renamed."""
    wording = key(title).replace("其它", "其他")
    for section, statutory in _keys_of_titles():
        if statutory == wording:
            return section, "exact" if key(title) == wording else "variant"
    for section, statutory in (*_keys_of_titles(), *_BY_LAW):
        if Levenshtein.distance(statutory, wording.replace("的情况", "情况"), score_cutoff=1) <= 1:
            return section, "variant"
    try:
        tree = _sections().parse(wording)
    except UnexpectedInput:
        return None, "renamed"
    named = tree.children[0]
    return (str(named.data) if isinstance(named, Tree) else None), "renamed"


@lru_cache(maxsize=1 << 12)
def _read(text: str) -> tuple[int | None, str, str] | None:
    """(number, style, title) of a line that may be a heading, None for one that cannot be."""
    bare = text.strip().strip("【】")
    ended = bare.removesuffix("。")
    if len(key(text)) > _LONGEST_TITLE or "。" in ended or ended.endswith(("；", "，", ";", ",")):
        return None
    try:
        tree = _grammar().parse(ended)
    except UnexpectedInput:
        return None
    tokens = {token.type: str(token) for token in tree.scan_values(lambda part: isinstance(part, Token))}
    title = chinese(tokens.pop("TITLE"))
    if ended != bare and section_of(title)[1] != "exact":
        return None  # a sentence
    style, digits = next(iter(tokens.items()), ("NONE", ""))
    return _number(_NO_NUMERAL.sub("", digits)), style.lower(), title


@lru_cache(maxsize=1 << 12)
def _may_head(text: str) -> bool:
    """Whether a masked line may be the heading of a section: its title names one, or it is numbered 一、."""
    parts = _read(text)
    return parts is not None and (parts[1] in _OF_SECTIONS or section_of(parts[2])[0] is not None)


@lru_cache(maxsize=1 << 12)
def _masked(text: str) -> str:
    """A text with its numbers as 0 or 00, any values behind it as two.

    They name no section, and so the lines of tables are alike from report to report.
    """
    return _DIGITS.sub("0", _NUMBER.sub("00", _VALUES.sub(" 00 00", text)))


def _number(digits: str) -> int | None:
    if digits in _OTHER_NUMERALS:
        return _OTHER_NUMERALS[digits]
    if digits.isdigit():
        return int(digits)
    tens, found, units = digits.partition("十")
    if not digits:
        return None
    return (_NUMERALS.get(tens, 1) * 10 if found else 0) + _NUMERALS.get(units if found else digits, 0)


def find_headings(lines: Iterable[tuple[int, int, str]]) -> list[Heading]:
    """The headings among (index, line, plain text) of a file's paragraphs, in order."""
    candidates = [
        Heading(index, line, number, style, title, *_section_of(title, style))
        for index, line, text in lines
        if _may_head(_masked(text)) and (parts := _read(text))
        for number, style, title in (parts,)
    ]
    candidates = _without_contents(candidates)
    anchors = _anchors(candidates)
    numbered = [one for one in candidates if one.style in _OF_SECTIONS and one not in anchors]
    chain = _chain(anchors, numbered)
    return _with_unnumbered(chain, candidates) if anchors else chain


def _section_of(title: str, style: str) -> tuple[str | None, str]:
    """六、其他 is the last section, cut short; in a list inside a section it is anything."""
    if style in _OF_SECTIONS and title.strip() in ("其他", "其它"):
        return SECTIONS[-1], "renamed"
    return section_of(_masked(title))


def _without_contents(candidates: list[Heading]) -> list[Heading]:
    """Headings without a table of contents: lines near each other, before all others, of which most come again.

    Those numbered like the first count: 一、总体情况 with (一), (二) under it is a section, whose parts are named again below.
    """
    contents: list[Heading] = []
    for one in candidates:
        if contents and (one.at - contents[-1].at > _NEAR or _name(one) in map(_name, contents)):
            break
        contents.append(one)
    rest = candidates[len(contents) :]
    names = set(map(_name, rest))
    alike = [one for one in contents if one.style == contents[0].style]
    again = sum(_name(one) in names for one in alike)
    return rest if again >= max(_FEWEST_CONTENTS, _MOSTLY * len(alike)) else candidates


def _name(one: Heading) -> str:
    """What two headings of one section share: the section, else the title without the page that stands behind it in contents."""
    return one.section or _LEADER.sub("", key(one.title))


def _anchors(candidates: Sequence[Heading]) -> list[Heading]:
    """The statutory titles: one a section, 一、 before 1、 before none; among equals the last, as contents pages come first."""
    best: dict[str, Heading] = {}
    for one in candidates:
        if one.section is None or not one.is_anchor:
            continue
        known = best.get(one.section)
        if known is None or _RANK[one.style] <= _RANK[known.style]:
            best[one.section] = one
    return sorted(best.values())


def _chain(anchors: list[Heading], numbered: list[Heading]) -> list[Heading]:
    """Anchors, and between them the numbered lines whose numbers go on without a gap."""
    chain: list[Heading] = []
    taken = {anchor.section for anchor in anchors}
    bounds = [None, *anchors, None]
    for before, after in pairwise(bounds):
        if before is not None:
            chain.append(before)
        reached = before.number if before is not None else 0
        room = after.number if after is not None and after.number is not None else 99
        for one in numbered:
            inside = (before is None or one.at > before.at) and (after is None or one.at < after.at)
            if inside and reached is not None and one.number == reached + 1 and one.number < room:
                chain.append(_once(one, taken, several=not anchors))
                taken.add(one.section)
                reached = one.number
    return chain


def _once(one: Heading, taken: set[str | None], *, several: bool) -> Heading:
    """A second heading for a section that is there already is an extra one, but for the narratives of before 2019."""
    return one._replace(section=None) if one.section in taken and not several else one


def _with_unnumbered(chain: list[Heading], candidates: Sequence[Heading]) -> list[Heading]:
    """Sections still missing, found by the words of a short line at their place, whatever its number.

    A section is told to be missing only where no line could be its heading.
    """
    chain = list(chain)
    for at, section in enumerate(SECTIONS):
        if any(one.section == section for one in chain):
            continue
        earlier = [one.at for one in chain if one.section in SECTIONS[:at]]
        later = [one.at for one in chain if one.section in SECTIONS[at + 1 :]]
        first, last = max(earlier, default=-1), min(later, default=sys.maxsize)
        found = [
            one
            for one in candidates
            if one.section == section and first < one.at < last and len(one.title) <= _LONGEST_UNNUMBERED
        ]
        if found:
            chain.append(min(found, key=lambda one: (_RANK[one.style], -len(one.title))))
    return sorted(chain)
