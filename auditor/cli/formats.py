"""What audits are written as, by whichever command: to standard output, a file or a folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TextIO

from auditor.batch.audited import Audit
from auditor.catalogue.language import Language, language
from auditor.cli.app import ExportFormat
from auditor.cli.streams import fail, filling, replacing, silence, sink
from auditor.export import annotations, json_document, letters, page, parquet, sarif, spreadsheet, workbook
from auditor.export import text as text_output
from auditor.rules.pack import Pack

_Streamed = Callable[[Iterable[Audit], TextIO, Pack, Language], None]
_Filed = Callable[[Iterable[Audit], Path, Pack, Language], object]
Write = Callable[[Iterable[Audit], Pack], None]

_STREAMED: Mapping[ExportFormat, _Streamed] = {
    ExportFormat.JSON: json_document.write,
    ExportFormat.JSONL: json_document.write_lines,
    ExportFormat.CSV: spreadsheet.write_csv,
    ExportFormat.HTML: page.write,
    ExportFormat.SARIF: sarif.write,
    ExportFormat.GITHUB: annotations.write,
}
_FOLDERS: Mapping[ExportFormat, _Filed] = {ExportFormat.PARQUET: parquet.write, ExportFormat.LETTERS: letters.write}


@contextmanager
def opened(target: ExportFormat, output: Path | None, *, every: bool = False) -> Iterator[Write]:
    """What writes audits in a format; where to is open already, and has its name when all is written.

    Text goes to standard output where there is no ``output``; a workbook, Parquet and letters end the run with code 2 there.
    Raises ``OSError``, and in writing ``ModuleNotFoundError`` where what writes it is not installed.
    """
    if target is ExportFormat.TEXT or target in _STREAMED:
        with sink(output) as out:
            writer = partial(text_output.write, every=every) if target is ExportFormat.TEXT else _STREAMED[target]
            yield partial(_stream, writer, out)
    elif output is None:
        fail("error.needs-output", format=target.value)
    elif target in _FOLDERS:
        with filling(output) as folder:
            yield partial(_file, _FOLDERS[target], folder)
    else:
        with replacing(output) as path:
            yield partial(_file, workbook.write, path)


def _stream(writer: _Streamed, out: TextIO, audits: Iterable[Audit], pack: Pack) -> None:
    """Write as text. A reader who leaves early (``| head``) ends the writing, not what makes the audits."""
    audits = iter(audits)
    try:
        writer(audits, out, pack, language())
        out.flush()
    except BrokenPipeError:
        silence(out)
        for _ in audits:
            pass


def _file(writer: _Filed, path: Path, audits: Iterable[Audit], pack: Pack) -> None:
    writer(audits, path, pack, language())
