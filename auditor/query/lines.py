"""Lines of a report's file, as long as it is the file that was read."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from auditor.source.decode import Undecodable, decode
from auditor.source.walk import read_file

SourceLine = tuple[int, str, str]

AROUND = 2
"""Lines shown before and after each line that is marked."""
_MOST_LINES = 200


def lines_around(source: str, digest: str, marked: Iterable[int | None]) -> tuple[list[SourceLine], str]:
    """The lines around some in a file, (line, text, ">" on those marked), and what to say of the file.

    ``digest`` is its sha256. What to say is a key of the catalogue (``query.source.…``), "" where the lines are there: the file
    may be gone, be another one by now, or have no lines.
    """
    try:
        path = Path(source)
        if not path.is_file():
            return [], "missing"
        data = read_file(path)
        if sha256(data).hexdigest() != digest:
            return [], "changed"
        lines = decode(data).text.split("\n")
    except OSError:
        return [], "missing"
    except Undecodable:
        return [], "no-lines"
    known = {line for line in marked if line}
    near = {line for at in known for line in range(at - AROUND, at + AROUND + 1) if 1 <= line <= len(lines)}
    return [(line, lines[line - 1], ">" if line in known else "") for line in sorted(near)][:_MOST_LINES], ""
