"""The tables of a web page: the cells of their rows, and the text of a cell as a person sees it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeAlias

from lxml import etree

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "nav", "footer", "aside", "select", "option", "button", "textarea", "iframe",
     "object", "svg", "canvas", "audio", "video", "map", "head", "del", "s", "strike")
)  # fmt: skip
# What a form shows for somebody to change: a field of it in a cell is the cell's text.
_FIELDS = frozenset(("textarea", "input", "select"))
_NO_TEXT = frozenset(("hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file", "password"))
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
     "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr", "ruby", "rb", "rt", "img", "input")
)  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|line-through"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?\s*(?:;|!|$)|(?:left|top|text-indent)\s*:\s*-\d{3}",
    re.IGNORECASE,
)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub\b|text-top)", re.IGNORECASE)
SPACE = re.compile(r"[ \t\r\n\f]+")
WIDEST_SPAN = 1000
# Pictures of fewer pixels on a side are signs, of the sort of a file for one; those of so few are seen by nobody.
_SIGN, _SPACER = 100, 4
UNREAD = "\ufffd"
"""Stands for a picture that is all there is in a cell."""

# A cell, or text that stands in a row or table outside its cells.
Cell: TypeAlias = "etree._Element | str"  # noqa: SLF001 - what lxml calls its elements


def is_inline(element: etree._Element) -> bool:
    """Whether an element stands within a line of text."""
    return element.tag in _INLINE


def is_skipped(element: etree._Element) -> bool:
    """Whether nobody sees what is in an element, or it is none of the text."""
    if element.tag in _SKIPPED or not isinstance(element.tag, str):
        return True
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and hides(style))


@lru_cache(maxsize=1 << 10)
def hides(style: str) -> bool:
    """Whether a style hides what has it, or strikes it out."""
    return _HIDDEN.search(style) is not None


def outer(table: etree._Element) -> etree._Element | None:
    """The table around a table, row or cell."""
    return next(table.iterancestors("table"), None)


def rows_of(table: etree._Element) -> Iterator[list[Cell]]:
    """The cells of each row of a table; cells that stand in no row are one together, text that stands in none is one."""
    loose: list[Cell] = []
    for element in own(table, "tr", "td", "th"):
        if not isinstance(element, str) and element.tag != "tr":
            loose.append(element)
            continue
        if loose:
            yield loose
            loose = []
        yield from [[element]] if isinstance(element, str) else _row_and_inner(element)
    if loose:
        yield loose


def _row_and_inner(row: etree._Element) -> Iterator[list[Cell]]:
    """The cells of a row, and of rows that begin inside its cells, which were not closed."""
    cells = list(own(row, "td", "th"))
    yield cells
    for cell in cells:
        if not isinstance(cell, str) and len(cell) and next(cell.iter("tr"), None) is not None:
            inner = (one for one in own(cell, "tr") if not isinstance(one, str) and outer(one) is outer(cell))
            for one in inner:
                yield from _row_and_inner(one)


def own(element: etree._Element, *tags: str) -> Iterator[Cell]:
    """The rows of a table or the cells of a row that are shown, not those of tables inside it; and text that stands between.

    Whatever stands between them (form, font, a body of the table) is looked through, as browsers do. What stands behind a cell
    is the cell's.
    """
    if (text := element.text) and text.strip():
        yield text
    for child in element:
        if not is_skipped(child):
            if child.tag in tags:
                yield child
            elif child.tag != "caption":
                yield from own(child, *tags)
        if child.tag not in ("td", "th") and (text := child.tail) and text.strip():
            yield text


def span(cell: etree._Element, name: str) -> int:
    """Over how many columns (``colspan``) or rows (``rowspan``) a cell goes."""
    written = cell.get(name)
    if written is None:
        return 1
    digits = written.strip()
    return min(max(int(digits), 1), WIDEST_SPAN) if digits.isdecimal() and len(digits) < 6 else 1


def _field(element: etree._Element) -> str:
    """What stands in a field of a form."""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = [one for one in options if one.get("selected") is not None]
        return "".join((chosen or options)[0].itertext()) if options else ""
    return "" if (element.get("type") or "").lower() in _NO_TEXT else element.get("value") or ""


def _is_mark(element: etree._Element, before: list[str]) -> bool:
    """Whether an element is the mark of a note: raised or lowered, or a link within the page behind other text."""
    if element.tag in ("sup", "sub"):
        return True
    if element.tag == "a":
        return (element.get("href") or "").startswith("#") and any(part.strip() for part in before)
    style = element.get("style")
    return style is not None and "vertical-align" in style and is_inline(element) and _RAISED.search(style) is not None


def _remark(raised: str) -> str:
    """What is raised in a cell, a mark of a note, as a remark: else it would be a digit of the number before it."""
    mark = raised.strip().strip("()（）")
    return f"({mark})" if mark else ""


def text_of(cell: etree._Element) -> str:
    """The text of a cell, and what stands between it and the next one: a cell that is closed twice ends before its text."""
    text, tail = text_inside(cell), cell.tail
    if not tail or not (tail := SPACE.sub(" ", tail).strip()):
        return text
    return f"{text}\n{tail}".strip("\n")


@lru_cache(maxsize=1 << 10)
def _spaced(text: str) -> str:
    """The text of a line, white space as it is shown."""
    return SPACE.sub(" ", text).strip(" ")


def _is_row_of(element: etree._Element, cell: etree._Element) -> bool:
    """Whether an element is a row that begins inside a cell, which was not closed, and not one of a table in it."""
    return element.tag == "tr" and outer(element) is outer(cell)


def text_inside(cell: etree._Element) -> str:
    r"""The text of a cell, one line a paragraph or ``<br>``; empty lines beside others are left out."""
    if not len(cell):
        return _spaced(cell.text or "")
    parts: list[str] = []
    for event, element in (walk := etree.iterwalk(cell, events=("start", "end"))):
        if event == "start" and element.tag in _FIELDS:
            parts.append(_field(element))
            walk.skip_subtree()
        elif event == "start" and _is_mark(element, parts):
            parts.append(_remark("".join(element.itertext())))
            walk.skip_subtree()
        elif event == "start" and element is not cell and (is_skipped(element) or _is_row_of(element, cell)):
            walk.skip_subtree()
        elif event == "start":
            parts += ["" if is_inline(element) else "\v", element.text or ""]
        elif element is not cell:
            parts += ["" if is_inline(element) else "\v", element.tail or ""]
    lines = [_spaced(line) for line in "".join(parts).split("\v")]
    if kept := [line for line in lines if line.strip()]:
        return "\n".join(kept)
    return UNREAD if any(map(_is_seen, cell.iter("img"))) else next((line for line in lines if line), "")


def is_large(picture: etree._Element) -> bool:
    """Whether a picture is large enough for a table, or does not tell its size."""
    return all(_pixels(picture, name) >= _SIGN for name in ("width", "height"))


def _pixels(picture: etree._Element, name: str) -> int:
    digits = (picture.get(name) or "").strip().removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else _SIGN


def _is_seen(picture: etree._Element) -> bool:
    return all(_pixels(picture, name) >= _SPACER for name in ("width", "height"))
