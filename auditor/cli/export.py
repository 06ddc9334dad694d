"""``auditor export``: what is in a store as a file, or a folder of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.batch.stored import stored
from auditor.catalogue.text import text
from auditor.cli.app import ExportFormat
from auditor.cli.formats import opened
from auditor.cli.rules import load
from auditor.cli.streams import fail, progress, say
from auditor.store.error import StoreError
from auditor.store.open import open_store


class Options(NamedTuple):
    """The options of ``auditor export``, as given."""

    format: ExportFormat
    output: Path | None
    store: str
    rules: Sequence[Path]


def run(options: Options) -> int:
    """Export; the exit code. Ends the run with code 2 where it cannot be done."""
    pack = load(options.rules)
    try:
        with opened(options.format, options.output) as write, open_store(options.store, create=False) as store:
            hashes = progress(store.hashes(), text("progress.export"), quiet=options.output is None)
            write(stored(store, pack, hashes), pack)
    except StoreError as error:
        fail(error.key, **error.details)
    except ModuleNotFoundError as error:
        fail("error.no-module", module=error.name)
    except OSError as error:
        fail("error.output", path=options.output or "-", reason=error.strerror or error)
    if options.output:
        say(text("cli.export.done", path=options.output))
    return 0
