"""The commands of ``auditor rules``: their options and helps. What a command needs is imported when it runs."""
# ruff: noqa: ARG001, PLC0415, PLR0913 - a command's signature is its options, and its body imports what it needs

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from auditor.cli.help import SpokenCommand, SpokenGroup
from auditor.cli.lang import LangOption

rules_app = typer.Typer(name="rules", help="cli.rules.help", cls=SpokenGroup, rich_markup_mode=None, no_args_is_help=True)


class RulesFormat(StrEnum):
    """What ``--format`` takes."""

    TEXT = "text"
    JSON = "json"


Format = Annotated[RulesFormat, typer.Option("--format", help="cli.rules.format")]
Folders = Annotated[list[Path] | None, typer.Option("--rules", help="cli.rules.folders", metavar="DIR", show_default=False)]
Paths = Annotated[list[Path] | None, typer.Argument(help="cli.rules.paths", metavar="PATH", show_default=False)]
Code = Annotated[str, typer.Argument(help="cli.rules.code", metavar="CODE", show_default=False)]


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.replace("，", ",").split(",") if word.strip())


@rules_app.command("list", help="cli.rules.list.help", epilog="cli.rules.list.examples", cls=SpokenCommand)
def list_(
    *,
    family: Annotated[str, typer.Option(help="cli.rules.list.family", metavar="NAME,…", show_default=False)] = "",
    severity: Annotated[str, typer.Option(help="cli.rules.list.severity", metavar="NAME,…", show_default=False)] = "",
    status: Annotated[str, typer.Option(help="cli.rules.list.status", metavar="NAME,…", show_default=False)] = "",
    tag: Annotated[str, typer.Option(help="cli.rules.list.tag", metavar="NAME,…", show_default=False)] = "",
    rules: Folders = None,
    format_: Format = RulesFormat.TEXT,
    lang: LangOption = None,
) -> None:
    """List rules."""
    from auditor.cli.rules import list_rules

    asked = {"family": _words(family.upper()), "severity": _words(severity), "status": _words(status), "tag": _words(tag)}
    raise typer.Exit(list_rules(rules or [], asked, json=format_ is RulesFormat.JSON))


@rules_app.command("show", help="cli.rules.show.help", epilog="cli.rules.show.examples", cls=SpokenCommand)
def show(code: Code, *, rules: Folders = None, format_: Format = RulesFormat.TEXT, lang: LangOption = None) -> None:
    """Explain a rule."""
    from auditor.cli.rules import show_rule

    raise typer.Exit(show_rule(code.strip().upper(), rules or [], json=format_ is RulesFormat.JSON))


@rules_app.command("test", help="cli.rules.test.help", epilog="cli.rules.test.examples", cls=SpokenCommand)
def examples(paths: Paths = None, *, format_: Format = RulesFormat.TEXT, lang: LangOption = None) -> None:
    """Run the examples of rules."""
    from auditor.cli.rules_proof import run_examples

    raise typer.Exit(run_examples(paths or [], json=format_ is RulesFormat.JSON))


@rules_app.command("lint", help="cli.rules.lint.help", epilog="cli.rules.lint.examples", cls=SpokenCommand)
def lint(paths: Paths = None, *, format_: Format = RulesFormat.TEXT, lang: LangOption = None) -> None:
    """Prove rules."""
    from auditor.cli.rules_proof import lint_rules

    raise typer.Exit(lint_rules(paths or [], json=format_ is RulesFormat.JSON))


@rules_app.command("new", help="cli.rules.new.help", epilog="cli.rules.new.examples", cls=SpokenCommand)
def new(
    code: Code,
    *,
    file: Annotated[Path | None, typer.Option(help="cli.rules.new.file", metavar="FILE", show_default=False)] = None,
    lang: LangOption = None,
) -> None:
    """Start a rule."""
    from auditor.cli.rules import new_rule

    raise typer.Exit(new_rule(code.strip().upper(), file))


@rules_app.command("schema", help="cli.rules.schema.help", epilog="cli.rules.schema.examples", cls=SpokenCommand)
def schema(*, lang: LangOption = None) -> None:
    """Print the JSON Schema of rule files."""
    from auditor.cli.rules import print_schema

    raise typer.Exit(print_schema())


@rules_app.command("docs", help="cli.rules.docs.help", epilog="cli.rules.docs.examples", cls=SpokenCommand)
def docs(
    folder: Annotated[Path, typer.Argument(help="cli.rules.docs.folder", metavar="DIR")] = Path("docs/rules"),
    *,
    rules: Folders = None,
    lang: LangOption = None,
) -> None:
    """Write the pages of rules."""
    from auditor.cli.rules import write_docs

    raise typer.Exit(write_docs(folder, rules or []))
