"""Commands of the prompt, and what they and the keys write: answers and transcripts as files."""
# ruff: noqa: PLC0415 - the first frame does not wait for what reads the store

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from auditor.chat.dialogs import LineDialog
from auditor.chat.exchange import Exchange

if TYPE_CHECKING:
    from auditor.chat.app import ChatApp

_SUFFIXES = (".csv", ".xlsx")


class Command(NamedTuple):
    """A command as a completion."""

    text: str
    start: int = 0
    end: int = 0
    detail: str = ""


_COMMANDS = {"/save": "FILE", "/export": "FILE.csv|.xlsx", "/quit": ""}


def offered(line: str) -> Sequence[Command]:
    """The commands that begin so."""
    return [Command(name, 0, len(line), detail) for name, detail in _COMMANDS.items() if name.startswith(line) and name != line]


def run(app: "ChatApp", line: str) -> None:
    """Do what a command says; what is none is told."""
    command, _, name = line.partition(" ")
    grids = app.transcript.grids()
    match command:
        case "/save" if name.strip():
            save(app, name.strip().removeprefix("transcript "))  # people say what they save
        case "/export" if name.strip() and grids:
            export(app, grids[-1].exchange, name.strip())
        case "/quit":
            app.exit()
        case _:
            listed = "  ".join(" ".join(part for part in one if part) for one in _COMMANDS.items())
            app.tell("no-command", severity="warning", commands=listed)


def ask_export(app: "ChatApp", exchange: Exchange) -> None:
    """Ask for a file, and write an answer to it."""
    app.push_screen(LineDialog(app.say("export"), "answer.csv"), lambda name: export(app, exchange, name) if name else None)


def ask_save(app: "ChatApp") -> None:
    """Ask for a file, and write the transcript to it."""
    app.push_screen(LineDialog(app.say("save"), "transcript.txt"), lambda name: save(app, name) if name else None)


def export(app: "ChatApp", exchange: Exchange, name: str) -> None:
    """Write all rows of an answer, as the name of the file says."""
    path = Path(name).expanduser()

    def write() -> None:
        from auditor.store.error import Cancelled

        try:
            app.desk.export(exchange, path)
        except Cancelled:
            app.call_from_thread(app.tell, "cancelled", severity="warning")
            raise

    if path.suffix.lower() not in _SUFFIXES:
        app.tell("suffix", severity="warning")
        return
    _write(app, path, write)


def save(app: "ChatApp", name: str) -> None:
    """Write what was asked as a script."""
    path = Path(name).expanduser()

    def write() -> None:
        from auditor.chat import files

        files.save_script(app.desk.exchanges, path)

    _write(app, path, write)


def _write(app: "ChatApp", path: Path, write: Callable[[], None]) -> None:
    """Write a file in a thread; one that is there already is left alone."""
    if path.exists():
        app.tell("exists", severity="warning", path=path)
    else:
        app.in_background(write, lambda _: app.tell("written", path=path))
