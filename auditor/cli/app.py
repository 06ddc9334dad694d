"""The commands of ``auditor``: their options and helps. What a command needs is imported when it runs."""
# ruff: noqa: ARG001, PLC0415, PLR0913 - a command's signature is its options, and its body imports what it needs

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor import __version__
from auditor.cli.help import SpokenCommand, SpokenGroup
from auditor.cli.lang import LangOption
from auditor.cli.rules_commands import rules_app
from auditor.score.by import By

DEFAULT_STORE = "sqlite:///auditor.db"

app = typer.Typer(
    name="auditor", help="cli.app", cls=SpokenGroup, rich_markup_mode=None, add_completion=False, pretty_exceptions_enable=False
)


class AnswerFormat(StrEnum):
    """What ``--format`` of a query takes."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


class ExportFormat(StrEnum):
    """What ``export --format`` takes."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    PARQUET = "parquet"
    LETTERS = "letters"
    SARIF = "sarif"
    GITHUB = "github"


class RepairFormat(StrEnum):
    """What ``--format`` of a repair takes."""

    TEXT = "text"
    JSON = "json"


class FailOn(StrEnum):
    """What ``--fail-on`` takes: the least severity that makes the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


def _version(wanted: bool) -> None:  # noqa: FBT001 - the callback of a flag
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    *,
    version: Annotated[bool, typer.Option("--version", help="cli.version", callback=_version, is_eager=True)] = False,
    lang: LangOption = None,
) -> None:
    """Without a command: the chat on a terminal; elsewhere the help, and the exit code of a run that could not be."""
    if ctx.invoked_subcommand is not None:
        return
    if sys.stdin.isatty() and sys.stdout.isatty():
        from auditor.cli.chat import run

        raise typer.Exit(run(DEFAULT_STORE, [], None))
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
    format_: Annotated[ExportFormat, typer.Option("--format", help="cli.audit.format")] = ExportFormat.TEXT,
    output: Annotated[Path | None, typer.Option(help="cli.audit.output", metavar="FILE", show_default=False)] = None,
    every: Annotated[bool, typer.Option("--all", help="cli.audit.all")] = False,
    no_waivers: Annotated[bool, typer.Option("--no-waivers", help="cli.audit.no-waivers")] = False,
    preview: Annotated[bool, typer.Option("--preview", help="cli.audit.preview")] = False,
    profile: Annotated[bool, typer.Option("--profile", help="cli.audit.profile")] = False,
    baseline: Annotated[Path | None, typer.Option(help="cli.audit.baseline", metavar="FILE", show_default=False)] = None,
    jobs: Annotated[int | None, typer.Option(help="cli.audit.jobs", min=1, metavar="N", show_default=False)] = None,
    resume: Annotated[bool, typer.Option("--resume", help="cli.audit.resume")] = False,
    dask: Annotated[str | None, typer.Option(help="cli.audit.dask", metavar="ADDRESS|local", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Read, store and check reports."""
    from auditor.cli.audit import Options, run

    codes = _codes(select), _codes(ignore)
    options = Options(
        *(paths, store, rules or [], *codes, fail_on, format_, output, every, no_waivers, baseline),
        *(preview, profile, jobs, resume, dask),
    )
    raise typer.Exit(run(options))


@app.command("query", help="cli.query.help", epilog="cli.query.examples", cls=SpokenCommand)
def query(
    query: Annotated[str | None, typer.Argument(help="cli.query.query", metavar="QUERY", show_default=False)] = None,
    *,
    script: Annotated[Path | None, typer.Option(help="cli.query.script", metavar="FILE", show_default=False)] = None,
    format_: Annotated[AnswerFormat, typer.Option("--format", help="cli.query.format")] = AnswerFormat.TEXT,
    store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE,
    rules: Annotated[list[Path] | None, typer.Option(help="cli.query.rules", metavar="DIR", show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--as", help="cli.query.as", metavar="NAME", show_default=False)] = None,
    limit: Annotated[int | None, typer.Option(help="cli.query.limit", min=0, metavar="ROWS", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Ask what is in the store."""
    from auditor.cli.query import Options, run

    raise typer.Exit(run(Options(query, script, format_, store, rules or [], by, limit)))


@app.command("score", help="cli.score.help", epilog="cli.score.examples", cls=SpokenCommand)
def score(
    *,
    by: Annotated[By, typer.Option(help="cli.score.by")] = By.REPORT,
    year: Annotated[int | None, typer.Option(help="cli.score.year", metavar="YEAR", show_default=False)] = None,
    region: Annotated[str | None, typer.Option(help="cli.score.region", metavar="NAME", show_default=False)] = None,
    roster: Annotated[Path | None, typer.Option(help="cli.score.roster", metavar="FILE", show_default=False)] = None,
    store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE,
    rules: Annotated[list[Path] | None, typer.Option(help="cli.query.rules", metavar="DIR", show_default=False)] = None,
    format_: Annotated[AnswerFormat, typer.Option("--format", help="cli.score.format")] = AnswerFormat.TEXT,
    output: Annotated[Path | None, typer.Option(help="cli.score.output", metavar="FILE", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Score and rank."""
    from auditor.cli.score import Options, run
    from auditor.score.by import By

    raise typer.Exit(run(Options(By(by), store, rules or [], year, region, roster, format_, output)))


@app.command("export", help="cli.export.help", epilog="cli.export.examples", cls=SpokenCommand)
def export(
    *,
    format_: Annotated[ExportFormat, typer.Option("--format", help="cli.export.format")] = ExportFormat.HTML,
    output: Annotated[Path | None, typer.Option(help="cli.export.output", metavar="PATH", show_default=False)] = None,
    store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE,
    rules: Annotated[list[Path] | None, typer.Option(help="cli.query.rules", metavar="DIR", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Write what is in the store to files."""
    from auditor.cli.export import Options, run

    raise typer.Exit(run(Options(format_, output, store, rules or [])))


@app.command("synth", help="cli.synth.help", epilog="cli.synth.examples", cls=SpokenCommand)
def synth(
    folder: Annotated[Path, typer.Argument(help="cli.synth.folder", metavar="DIR", show_default=False)],
    *,
    reports: Annotated[int, typer.Option(help="cli.synth.reports", min=1)] = 100,
    years: Annotated[str, typer.Option(help="cli.synth.years", metavar="YEAR-YEAR")] = "2019-2022",
    faults: Annotated[float, typer.Option(help="cli.synth.faults", min=0, max=1)] = 0.2,
    seed: Annotated[int, typer.Option(help="cli.synth.seed")] = 1,
    lang: LangOption = None,
) -> None:
    """Make up reports."""
    from auditor.cli.synth import run

    raise typer.Exit(run(folder, reports, years, faults, seed))


@app.command("repair", help="cli.repair.help", epilog="cli.repair.examples", cls=SpokenCommand)
def repair(
    target: Annotated[str, typer.Argument(help="cli.repair.target", metavar="FILE|ID", show_default=False)],
    *,
    format_: Annotated[RepairFormat, typer.Option("--format", help="cli.repair.format")] = RepairFormat.TEXT,
    store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE,
    rules: Annotated[list[Path] | None, typer.Option(help="cli.query.rules", metavar="DIR", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Find the least changes that reconcile a report's tables."""
    from auditor.cli.repair import Options, run

    raise typer.Exit(run(Options(target, format_, store, rules or [])))


@app.command("chat", help="cli.chat.help", epilog="cli.chat.examples", cls=SpokenCommand)
def chat(
    *,
    store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE,
    rules: Annotated[list[Path] | None, typer.Option(help="cli.query.rules", metavar="DIR", show_default=False)] = None,
    by: Annotated[str | None, typer.Option("--as", help="cli.chat.as", metavar="NAME", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Ask what is in the store, and look at what is behind it."""
    from auditor.cli.chat import run

    raise typer.Exit(run(store, rules or [], by))


store_app = typer.Typer(name="store", help="cli.store.help", cls=SpokenGroup, rich_markup_mode=None, no_args_is_help=True)


@store_app.command("upgrade", help="cli.store.upgrade.help", epilog="cli.store.upgrade.examples", cls=SpokenCommand)
def store_upgrade(
    *, store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE, lang: LangOption = None
) -> None:
    """Bring a store up to date."""
    from auditor.cli.store import upgrade

    raise typer.Exit(upgrade(store))


@store_app.command("check", help="cli.store.check.help", epilog="cli.store.check.examples", cls=SpokenCommand)
def store_check(
    *, store: Annotated[str, typer.Option(help="cli.query.store", metavar="URL")] = DEFAULT_STORE, lang: LangOption = None
) -> None:
    """Look whether a store is whole."""
    from auditor.cli.store import inspect

    raise typer.Exit(inspect(store))


def _codes(listed: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in listed.split(",") if code.strip())


app.add_typer(rules_app)
app.add_typer(store_app)


def main() -> None:
    """Run ``auditor``. Piped output is UTF-8; a terminal gets escapes for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")  # type: ignore[union-attr]
    app()
