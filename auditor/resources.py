"""Where the data that ships with the program lies: grammar/ and rules/.

In a checkout they are folders beside ``auditor``; in an installed wheel they are package data.
"""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _folder(name: str) -> Path:
    shipped = _PACKAGE / "data" / name
    return shipped if shipped.is_dir() else _PACKAGE.parent / name


def grammar_folder() -> Path:
    """The folder of the .lark files."""
    return _folder("grammar")


def rules_folder() -> Path:
    """The folder of the rule files that ship with the program."""
    return _folder("rules")


@cache
def grammar_text(name: str) -> str:
    """The text of ``grammar/<name>.lark``."""
    return (grammar_folder() / f"{name}.lark").read_text(encoding="utf-8")
