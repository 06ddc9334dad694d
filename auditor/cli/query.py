"""``auditor query``: one query or a file of them, answered and printed."""

import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from shutil import get_terminal_size
from typing import NamedTuple, TextIO

from auditor.catalogue.language import language
from auditor.catalogue.text import text
from auditor.cli.app import AnswerFormat
from auditor.cli.streams import fail, say, silence
from auditor.cli.user import current_user
from auditor.export.answer import write_csv, write_json, write_text
from auditor.query.answer import Answer, Row
from auditor.query.error import QueryError
from auditor.query.session import Session
from auditor.rules.pack import Pack, load_pack
from auditor.store.error import StoreError
from auditor.store.open import open_store

_LEAST_ROWS = 10
# Lines of a screen that are no rows: the heading, the line below them, the prompt.
_OTHER_LINES = 4


class Options(NamedTuple):
    """The options of ``auditor query``, as given; ``limit`` None is a screen on a terminal and everything elsewhere."""

    query: str | None
    script: Path | None
    format: AnswerFormat
    store: str
    rules: Sequence[Path]
    by: str | None
    limit: int | None


def run(options: Options) -> int:
    """Answer and print; the exit code. Ends the run with code 2 where a query cannot be answered."""
    queries = _queries(options)
    try:
        with open_store(options.store, create=False) as store:
            session = Session(store, options.by or current_user(), pack=lambda: _pack(options.rules))
            for query in queries:
                _write(query, session.ask(query), sys.stdout, options)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except QueryError as error:
        say(f"{text('error.prefix')}: {error.text()}")
        return 2
    except StoreError as error:
        fail(error.key, **error.details)
    return 0


def _queries(options: Options) -> list[str]:
    """The queries to answer: lines of a script that are blank or begin with # are none."""
    if (options.query is None) is (options.script is None):
        fail("error.query-or-script")
    if options.script is None:
        return [options.query or ""]
    try:
        lines = options.script.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        fail("error.no-script", path=options.script)
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def _write(query: str, answer: Answer, out: TextIO, options: Options) -> None:
    screen = options.format is AnswerFormat.TEXT and out.isatty()
    limit = max(get_terminal_size().lines - _OTHER_LINES, _LEAST_ROWS) if options.limit is None and screen else options.limit
    rows: Iterator[Row] = iter(answer if limit is None else answer.page(0, limit))
    match options.format:
        case AnswerFormat.JSON:
            every = limit is None and getattr(answer.query, "limit", None) is None
            write_json(query, answer, rows, out, every=every)
        case AnswerFormat.CSV:
            write_csv(answer, rows, out)
        case AnswerFormat.TEXT:
            shown = write_text(answer, rows, out, language())
            if shown == limit and answer.total > shown:
                say(text("query.remark.page", first=1, last=shown, total=answer.total))
    if answer.remark:
        say(answer.remark)


def _pack(folders: Sequence[Path]) -> Pack:
    pack = load_pack(folders)
    for problem in islice(pack.problems, len(pack.problems) if folders else 0):
        say(problem.text(language()))
    return pack
