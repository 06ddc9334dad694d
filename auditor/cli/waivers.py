"""The waivers of the working directory: read before an audit, accounted for after it."""

from collections.abc import Collection, Sequence
from pathlib import Path

import typer

from auditor.catalogue.language import language
from auditor.catalogue.text import text
from auditor.cli.streams import say
from auditor.rules.waiver_file import WaiverError, read_waivers
from auditor.rules.waivers import Waiver, in_force

FILE = Path("waivers.toml")


def load() -> list[Waiver]:
    """The waivers of waivers.toml, expired ones too; none without such a file. Ends the run with code 2 where it is wrong."""
    try:
        return read_waivers(FILE)
    except WaiverError as error:
        for line in error.lines(language()):
            say(line)
        raise typer.Exit(2) from error


def account(waivers: Sequence[Waiver], used: Collection[int], *, whole: bool) -> None:
    """Say which waivers expired and, after an audit by the ``whole`` pack, which were not used; ``used`` holds their lines."""
    holding = in_force(waivers)
    for one in waivers:
        if one not in holding:
            say(text("waiver.expired", file=FILE, line=one.line, until=one.until))
        elif whole and one.line not in used:
            say(text("waiver.unused", file=FILE, line=one.line))
