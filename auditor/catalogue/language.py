"""The language of what people read: ``--lang``, else AUDITOR_LANG, else that of the system."""

import os
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Literal

Language = Literal["zh", "en"]

_chosen: ContextVar[Language | None] = ContextVar("language", default=None)


def use(lang: Language | None) -> None:
    """Choose the language for the rest of the run; None goes back to the environment's."""
    _chosen.set(lang)


def language(environ: Mapping[str, str] = os.environ) -> Language:
    """The chosen language, else zh where the environment's first locale starts with zh, else en."""
    chosen = _chosen.get()
    if chosen:
        return chosen
    names = ("AUDITOR_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environ[name] for name in names if environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
