"""Automatic numbers of Word paragraphs: 一、 and 1. that stand in no text but in a list's definition."""

from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from auditor.source.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# How many styles one may be based on, one on another.
_DEEPEST = 16
_NUMERALS = "一二三四五六七八九十"
_CHINESE = frozenset(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCountingThousand",
     "taiwaneseCounting", "chineseLegalSimplified")
)  # fmt: skip
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class _Level(NamedTuple):
    form: str
    pattern: str
    start: int


class Numbering:
    """The numbers that paragraphs get as they follow one another; each paragraph is to be asked once, in order."""

    def __init__(self, package: Package) -> None:
        numbering = package.xml("word/numbering.xml")
        self.levels, self.lists = _definitions(numbering)
        # (list, depth) → where it starts anew, until it has done so.
        self.restarts = _restarts(numbering)
        self.styles = _styles(package.xml("word/styles.xml"))
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: etree._Element) -> str:
        """The number that stands before a paragraph, "" where it has none."""
        number, depth = self._list_of(paragraph)
        abstract = self.lists.get(number)
        level = self.levels.get((abstract or "", depth))
        if abstract is None or level is None or level.form == "bullet":
            return ""
        counts = self.counts[abstract]
        if (start := self.restarts.pop((number, depth), None)) is not None:
            counts[depth] = start - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for below in [at for at in counts if at > depth]:
            del counts[below]
        return self._filled(level, abstract, counts)

    def _filled(self, level: _Level, abstract: str, counts: dict[int, int]) -> str:
        text = level.pattern
        for at in range(9):
            own = self.levels.get((abstract, at))
            if own and f"%{at + 1}" in text:
                text = text.replace(f"%{at + 1}", _written(counts.get(at, own.start), own.form))
        return text

    def _list_of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the depth of a paragraph, its own or its style's."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return "", 0
        number, depth = _numbered(properties)
        if number is None:
            style = properties.find(f"{_W}pStyle")
            inherited, level = self.styles.get(style.get(_W + "val", "") if style is not None else "", ("", 0))
            return inherited, depth or level
        return number, depth


def _numbered(properties: etree._Element) -> tuple[str | None, int]:
    number, depth = properties.find(f"{_W}numPr/{_W}numId"), properties.find(f"{_W}numPr/{_W}ilvl")
    level = depth.get(_W + "val", "0") if depth is not None else "0"
    return (number.get(_W + "val") if number is not None else None), int(level) if level.isdecimal() and len(level) < 3 else 0


def _styles(styles: etree._Element | None) -> dict[str, tuple[str, int]]:
    """Style → the list and depth of its paragraphs, its own or those of the style that it is based on."""
    own: dict[str, tuple[str, int]] = {}
    base: dict[str, str] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        name, properties = style.get(_W + "styleId", ""), style.find(f"{_W}pPr")
        number, depth = _numbered(properties) if properties is not None else (None, 0)
        base[name] = _value(style, "basedOn", "")
        if number:
            own[name] = (number, depth)
    return {name: own[of] for name in base if (of := _first_of(name, base, own))}


def _first_of(name: str, base: Mapping[str, str], own: Mapping[str, tuple[str, int]]) -> str:
    """The nearest style that a style is based on, itself first, which has a list; "" where none has."""
    for _ in range(_DEEPEST):
        if name in own or name not in base:
            break
        name = base[name]
    return name if name in own else ""


def _restarts(root: etree._Element | None) -> dict[tuple[str, int], int]:
    found = {}
    for one in root.iter(f"{_W}num") if root is not None else ():
        for override in one.iter(f"{_W}lvlOverride"):
            depth, start = override.get(_W + "ilvl", ""), _value(override, "startOverride", "")
            if depth.isdecimal() and start.isdecimal() and len(start) < 5:
                found[one.get(_W + "numId", ""), int(depth)] = int(start)
    return found


def _definitions(root: etree._Element | None) -> tuple[dict[tuple[str, int], _Level], dict[str, str]]:
    """(definition, depth) → level, and list → definition."""
    levels: dict[tuple[str, int], _Level] = {}
    lists: dict[str, str] = {}
    # Definition → the one whose style it names and which stands for it.
    of_style: dict[str, str] = {}
    links: dict[str, str] = {}
    for definition in root.iter(f"{_W}abstractNum") if root is not None else ():
        name = definition.get(_W + "abstractNumId", "")
        of_style[_value(definition, "styleLink", "")] = name
        links[name] = _value(definition, "numStyleLink", "")
        for level in definition.iter(f"{_W}lvl"):
            depth = level.get(_W + "ilvl", "0")
            start = _value(level, "start", "1")
            if depth.isdecimal() and start.isdecimal():
                text = _value(level, "lvlText", "")
                levels[name, int(depth)] = _Level(_value(level, "numFmt", "decimal"), text, int(start))
    for one in root.iter(f"{_W}num") if root is not None else ():
        lists[one.get(_W + "numId", "")] = _value(one, "abstractNumId", "")
    linked = {name: of_style[style] for name, style in links.items() if style and style in of_style}
    return levels, {name: linked.get(of, of) for name, of in lists.items()}


def _value(element: etree._Element, name: str, default: str) -> str:
    found = element.find(_W + name)
    return found.get(_W + "val", default) if found is not None else default


def _written(number: int, form: str) -> str:
    """A count in the form of its level; bullets and forms that head no section give nothing."""
    if form in _CHINESE:
        return _chinese(number)
    if form in ("decimal", "decimalZero"):
        return str(number)
    return str(number).translate(_FULL_WIDTH) if form == "decimalFullWidth" else ""


def _chinese(number: int) -> str:
    tens, units = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    head = "" if tens == 0 else "十" if tens == 1 else _NUMERALS[tens - 1] + "十"
    return head + (_NUMERALS[units - 1] if units else "")
