"""Values that have names: those of the catalogue's groups, and the rows and columns of the forms."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, texts
from auditor.model.form import all_forms

Axis = Literal["row", "column"]


@cache
def values(group: str) -> tuple[str, ...]:
    """The values of a group in the catalogue's order: error, warning, note."""
    prefix = f"{group}."
    return tuple(key.removeprefix(prefix) for key in texts() if key.startswith(prefix))


@cache
def names(group: str) -> Mapping[str, str]:
    """Every name of a group's values, in both languages, and the value."""
    languages: tuple[Language, ...] = ("en", "zh")
    named = {name(group, value, lang).lower(): value for lang in languages for value in values(group)}
    return named | {value: value for value in values(group)}


def addresses(axis: Axis, word: str) -> tuple[str, ...]:
    """The rows or columns that a word means, in any form: 一, 三（七）, 自然人, total, refused; none where it means none."""
    return _lines(axis).get(word, ())


@cache
def _lines(axis: Axis) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    lines = [(form, line) for form in all_forms() for line in (form.rows if axis == "row" else form.columns)]
    for form, line in lines:
        groups = [form.groups[short] for short in line.groups]
        plain = [label.lstrip("（）一二三四五六七八九十、") for label in groups]
        family = line.address.partition(".")[0]
        for word in (line.label, line.short, line.plain_label, *line.groups, *groups, *plain, family):
            found.setdefault(word, {})[line.address] = None
    return {word: tuple(named) for word, named in found.items()} | {line.address: (line.address,) for _, line in lines}


def line_words(axis: Axis) -> tuple[str, ...]:
    """Every word for a row or a column."""
    return tuple(_lines(axis))
