"""The commands of ``auditor``: their options and helps. What a command needs is imported when it runs."""
# ruff: noqa: ARG001, PLC0415, PLR0913 - a command's signature is its options, and its body imports what it needs

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor import __version__
from auditor.catalogue.language import Language, use
from auditor.cli.help import SpokenCommand, SpokenGroup

DEFAULT_STORE = "sqlite:///auditor.db"

app = typer.Typer(
    name="auditor", help="cli.app", cls=SpokenGroup, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False
)


class Format(StrEnum):
    """What ``--format`` takes."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """What ``--fail-on`` takes: the least severity that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


class Lang(StrEnum):
    """What ``--lang`` takes."""

    ZH = "zh"
    EN = "en"


def _speak(lang: Lang | None) -> Lang | None:
    if lang is not None:
        spoken: Language = "zh" if lang is Lang.ZH else "en"
        use(spoken)
    return lang


def _version(wanted: bool) -> None:  # noqa: FBT001 - the callback of a flag
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


LangOption = Annotated[Lang | None, typer.Option(help="cli.lang", callback=_speak, is_eager=True, show_default=False)]


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="cli.version", callback=_version, is_eager=True)] = False,
    lang: LangOption = None,
) -> None:
    """Without a command: the help, and the exit code of a run that could not be."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())
        raise typer.Exit(2)


@app.command("audit", help="cli.audit.help", epilog="cli.audit.examples", cls=SpokenCommand)
def audit(
    paths: Annotated[list[Path], typer.Argument(help="cli.audit.paths", metavar="PATH", show_default=False)],
    *,
    store: Annotated[str, typer.Option(help="cli.audit.store", metavar="URL")] = DEFAULT_STORE,
    rules: Annotated[list[Path] | None, typer.Option(help="cli.audit.rules", metavar="DIR", show_default=False)] = None,
    select: Annotated[str, typer.Option(help="cli.audit.select", metavar="CODE,…", show_default=False)] = "",
    ignore: Annotated[str, typer.Option(help="cli.audit.ignore", metavar="CODE,…", show_default=False)] = "",
    fail_on: Annotated[FailOn, typer.Option(help="cli.audit.fail-on")] = FailOn.ERROR,
    format_: Annotated[Format, typer.Option("--format", help="cli.audit.format")] = Format.TEXT,
    output: Annotated[Path | None, typer.Option(help="cli.audit.output", metavar="FILE", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="cli.audit.all")] = False,
    lang: LangOption = None,
) -> None:
    """Read, store and check reports."""
    from auditor.cli.audit import Options, run

    options = Options(paths, store, rules or [], _codes(select), _codes(ignore), fail_on, format_, output, every)
    raise typer.Exit(run(options))


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in listed.split(",") if code.strip())


def main() -> None:
    """Run ``auditor``. Piped output is UTF-8; a terminal gets escapes for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
    app()
