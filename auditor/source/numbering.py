"""Automatic numbers of Word paragraphs: 一、 and 1. that stand in no text but in a list's definition."""

from collections import defaultdict
from typing import NamedTuple

from lxml import etree

from auditor.source.package import Package

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
        self.levels, self.lists = _definitions(package.xml("word/numbering.xml"))
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
    found = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        properties = style.find(f"{_W}pPr")
        number, depth = _numbered(properties) if properties is not None else (None, 0)
        if number:
            found[style.get(_W + "styleId", "")] = (number, depth)
    return found


def _definitions(root: etree._Element | None) -> tuple[dict[tuple[str, int], _Level], dict[str, str]]:
    """(definition, depth) → level, and list → definition."""
    levels: dict[tuple[str, int], _Level] = {}
    lists: dict[str, str] = {}
    for definition in root.iter(f"{_W}abstractNum") if root is not None else ():
        name = definition.get(_W + "abstractNumId", "")
        for level in definition.iter(f"{_W}lvl"):
            depth = level.get(_W + "ilvl", "0")
            start = _value(level, "start", "1")
            if depth.isdecimal() and start.isdecimal():
                text = _value(level, "lvlText", "")
                levels[name, int(depth)] = _Level(_value(level, "numFmt", "decimal"), text, int(start))
    for one in root.iter(f"{_W}num") if root is not None else ():
        lists[one.get(_W + "numId", "")] = _value(one, "abstractNumId", "")
    return levels, lists


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
