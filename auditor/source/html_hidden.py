"""What a web page hides: by its own style sheet inside tables, and in parts that are shown when somebody asks for them."""

import re
from collections.abc import Iterator

from lxml import etree

from auditor.source.html_cells import hides, is_inline

# The selectors that are followed: a name of a class or element, also of one kind of element.
_SELECTOR = re.compile(r"\s*([a-z0-9]*)([.#])([\w-]+)\s*")
_OF_TABLES = frozenset(("tbody", "tr", "td", "th"))


def hide_by_sheet(root: etree._Element) -> None:
    """Gives what stands in tables and is hidden by a rule of the page's style sheet the attribute ``hidden``.

    Parts outside tables are left alone: which rule holds for them is often for a script to say.
    """
    selectors = _hiding(root)
    for table in root.iter("table") if selectors else ():
        for element in table.iterdescendants():
            if isinstance(element.tag, str) and (element.tag in _OF_TABLES or is_inline(element)):
                names = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
                if not selectors.isdisjoint(names | {element.tag + name for name in names}):
                    element.set("hidden", "")


def _hiding(root: etree._Element) -> set[str]:
    """The selectors of what is hidden."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        for selectors, declarations in _rules(sheet.text or "") if sheet.get("media") != "print" else ():
            names = {"".join(match.groups()) for one in selectors.split(",") if (match := _SELECTOR.fullmatch(one))}
            if hides(declarations):
                found |= names
            elif "display" in declarations:
                found -= names
    return found


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a sheet's rules, but for those that hold for some devices only."""
    first, *others = sheet.split("/*")
    depth = 0
    for part in (first + "".join(other.partition("*/")[2] for other in others)).split("}"):
        opened = part.count("{")
        if depth == 0 and opened == 1:
            selectors, _, declarations = part.partition("{")
            yield selectors.rpartition(";")[2], declarations
        depth = max(0, depth + opened - 1)


def hidden_parts(root: etree._Element) -> list[etree._Element]:
    """The hidden parts of a page, outside its tables, if there is a table in one of them."""
    parts = list(_hidden(root))
    return parts if any(next(part.iter("table"), None) is not None for part in parts) else []


def _hidden(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter("div", "section", "article", "ul", "li", "dl", "dd", "main", "form"):
        style = element.get("style")
        is_hidden = element.get("hidden") is not None or (style is not None and hides(style))
        if is_hidden and next(element.iterancestors("td", "th"), None) is None:
            yield element


def show(parts: list[etree._Element]) -> None:
    """Has hidden parts shown."""
    for part in parts:
        part.attrib.pop("hidden", None)
        part.attrib.pop("style", None)
