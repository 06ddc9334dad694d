"""Texts by key and language.

The YAML files of this folder nest their keys (``severity: {error: {zh: …, en: …}}`` is ``severity.error``); a text's
placeholders are named and the same in both languages.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

import yaml

from auditor.catalogue.language import Language, language


def text(key: str, lang: Language | None = None, /, **details: object) -> str:
    """The text of a key with its placeholders filled, in ``lang`` or the reader's language; a ``table`` is called by its name.

    Raises ``KeyError`` for a key that is not there or a placeholder that has no detail.
    """
    if "table" in details:
        details["table"] = "/".join(name("table", one, lang) for one in str(details["table"]).split("/"))
    return texts()[key][lang or language()].format(**details)


def name(group: str, value: str, lang: Language | None = None) -> str:
    """What people call a value of the program: ``name("layout", "tab")``; the value itself where it has no name."""
    entry = texts().get(f"{group}.{value}")
    return entry[lang or language()] if entry else value


@cache
def texts() -> Mapping[str, Mapping[Language, str]]:
    """Every key and its text in each language."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    found: dict[str, Mapping[Language, str]] = {}
    for file in sorted((one for one in files(__package__).iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name):
        found.update(_flat(yaml.load(file.read_bytes(), loader), ""))  # noqa: S506 - a base loader makes nothing but text
    return found


def _flat(tree: Mapping[str, object], prefix: str) -> Iterator[tuple[str, Mapping[Language, str]]]:
    for part, below in tree.items():
        if not isinstance(below, dict):
            raise TypeError(f"{prefix}{part} has no languages")
        if below.keys() == {"zh", "en"}:
            yield f"{prefix}{part}", below
        else:
            yield from _flat(below, f"{prefix}{part}.")
