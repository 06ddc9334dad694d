"""Packs of rules for tests, from the text of a rule file."""

from pathlib import Path
from textwrap import dedent

from auditor.rules.files import Document, parse
from auditor.rules.loader import validated
from auditor.rules.pack import Pack
from auditor.rules.schema import Rule

RULE = {"rule": "SUM-901", "for": "each row in applications", "check": "[总计] = 1", "severity": "note", "message": "{row}"}


def rule(**changed: object) -> Rule:
    """A rule with these keys changed; ``scope`` stands for the key ``for``."""
    if "scope" in changed:
        changed["for"] = changed.pop("scope")
    return validated({key: value for key, value in {**RULE, **changed}.items() if value is not None}, Rule)


def pack(*rules: Rule) -> Pack:
    """A pack of rules."""
    return Pack({one.code: one for one in rules})


def write(folder: Path, name: str, text: str) -> Path:
    """A rule file in a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return path


def document(text: str) -> Document:
    """A rule file that can be read."""
    found = parse(dedent(text).lstrip("\n"), "test.yaml")
    assert isinstance(found, Document)
    return found
