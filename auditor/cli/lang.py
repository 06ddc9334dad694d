"""The option ``--lang`` that every command has."""

from enum import StrEnum
from typing import Annotated

import typer

from auditor.catalogue.language import Language, use


class Lang(StrEnum):
    """What ``--lang`` takes."""

    ZH = "zh"
    EN = "en"


def _speak(lang: Lang | None) -> Lang | None:
    if lang is not None:
        spoken: Language = "zh" if lang is Lang.ZH else "en"
        use(spoken)
    return lang


LangOption = Annotated[Lang | None, typer.Option(help="cli.lang", callback=_speak, is_eager=True, show_default=False)]
