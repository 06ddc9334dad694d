"""``auditor export``: what is in a store as a file, or a folder of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from auditor.batch.audited import Audit
from auditor.batch.stored import stored
from auditor.catalogue.language import Language, language
from auditor.catalogue.text import text
from auditor.cli.app import ExportFormat as Target
from auditor.cli.rules import load
from auditor.cli.streams import fail, filling, progress, replacing, say, sink
from auditor.export import annotations, json_document, letters, page, parquet, sarif, spreadsheet, workbook
from auditor.export import text as text_output
from auditor.rules.pack import Pack
from auditor.store.error import StoreError
from auditor.store.open import open_store

Streamed = Callable[[Iterable[Audit], TextIO, Pack, Language], None]
Filed = Callable[[Iterable[Audit], Path, Pack, Language], object]

STREAMED: Mapping[Target, Streamed] = {
    Target.TEXT: lambda audits, out, pack, lang: text_output.write(audits, out, pack, lang, every=False),
    Target.JSON: json_document.write,
    Target.JSONL: json_document.write_lines,
    Target.CSV: spreadsheet.write_csv,
    Target.HTML: page.write,
    Target.SARIF: sarif.write,
    Target.GITHUB: annotations.write,
}
"""Formats that are text, and may go to standard output."""
FILED: Mapping[Target, Filed] = {Target.XLSX: workbook.write}
"""Formats that need a file."""
FOLDERS: Mapping[Target, Filed] = {Target.PARQUET: parquet.write, Target.LETTERS: letters.write}
"""Formats that need a folder."""


class Options(NamedTuple):
    """The options of ``auditor export``, as given."""

    format: Target
    output: Path | None
    store: str
    rules: Sequence[Path]


def run(options: Options) -> int:
    """Export; the exit code. Ends the run with code 2 where it cannot be done."""
    if options.output is None and options.format not in STREAMED:
        fail("error.needs-output", format=options.format.value)
    pack = load(options.rules)
    try:
        with open_store(options.store, create=False) as store:
            hashes = progress(store.hashes(), text("progress.export"), quiet=options.output is None)
            write(options.format, stored(store, pack, hashes), options.output, pack)
    except StoreError as error:
        fail(error.key, **error.details)
    except ModuleNotFoundError as error:
        fail("error.no-module", module=error.name)
    except OSError as error:
        fail("error.output", path=options.output or "-", reason=error.strerror or error)
    if options.output:
        say(text("cli.export.done", path=options.output))
    return 0


def write(target: Target, audits: Iterable[Audit], output: Path | None, pack: Pack) -> None:
    """Write audits in a format. Raises ``OSError``, and ``ModuleNotFoundError`` where what writes it is not installed."""
    if streamed := STREAMED.get(target):
        with sink(output) as out:
            streamed(audits, out, pack, language())
    elif output is not None and target in FILED:
        with replacing(output) as partial:
            FILED[target](audits, partial, pack, language())
    elif output is not None:
        with filling(output) as partial:
            FOLDERS[target](audits, partial, pack, language())
