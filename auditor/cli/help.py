"""Help in the reader's language: commands and options declare keys of the catalogue, which are spoken when shown."""

from copy import copy
from typing import Any, TypeVar

from typer.core import TyperCommand, TyperGroup

from auditor.catalogue.text import text

_Command = TypeVar("_Command", TyperCommand, TyperGroup)


class SpokenCommand(TyperCommand):
    """A command whose help, examples (``epilog``) and options' helps are keys of the catalogue."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help with its texts in the reader's language."""
        TyperCommand.format_help(_spoken(self), ctx, formatter)

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 - the framework's signature
        """Write the examples line by line, as they are to be typed."""
        formatter.write(f"\n{self.epilog}\n")

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the framework's signature
        """The first line of the help, for the list of commands."""
        return text(self.help or "").partition("\n")[0]

    def get_help_option(self, ctx: Any) -> Any:
        """``--help`` itself."""
        return _help_option(super().get_help_option(ctx))


class SpokenGroup(TyperGroup):
    """The program itself, or a group of its commands."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help with its texts in the reader's language."""
        TyperGroup.format_help(_spoken(self), ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002 - the framework's signature
        """The first line of the help, for the list of commands."""
        return text(self.help or "").partition("\n")[0]

    def get_help_option(self, ctx: Any) -> Any:
        """``--help`` itself."""
        return _help_option(super().get_help_option(ctx))


def _spoken(command: _Command) -> _Command:
    spoken = copy(command)
    spoken.help = text(command.help or "")
    spoken.epilog = text(command.epilog) if command.epilog else None
    spoken.params = [copy(param) for param in command.params]
    for param in spoken.params:
        param.help = text(param.help)  # type: ignore[attr-defined]
    return spoken


def _help_option(option: Any) -> Any:
    option.help = text("cli.help")
    return option
