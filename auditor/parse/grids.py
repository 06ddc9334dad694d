"""Rows of a grid that stand on one line each, as rows between pipes: there the first and the last cell may be blank.

Tables that programs write out come so: cells parted by TABs, by drawn lines (│ ｜) or by pipes, nothing before the first cell and
nothing behind the last. Where nearly all rows have as many cells, merged cells have left blanks: each place is that of a column.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

_DRAWN = "│┃｜"
_SEVERAL = {sign: re.compile(rf"{re.escape(sign)}[^\n{sign}]*{re.escape(sign)}") for sign in "\t|"}
_FEWEST_ROWS, _FEWEST_SIGNS = 3, 2
_REGULAR = 0.8
_FEWEST_BARE = 2
"""So many rows without a pipe at either end tell that one at an end parts a blank cell from the others."""
_RULE = re.compile(r"^[^\S\n]*(?:[┌└├┏┗┣]|\+[-=])[─━┄┼┬┴┐┘┤┓┛┫┳┻╋+=: |-]*$", re.MULTILINE)
"""A line that is drawn between rows."""


def with_pipes(text: str) -> str:
    """The same lines; where one table is a grid without a frame, those of all tables between pipes."""
    if any(drawn in text for drawn in _DRAWN):
        text = re.sub(f"[{_DRAWN}]", " | ", re.sub(f"^[^\\S\\n]*[{_DRAWN}]", "|", text, flags=re.MULTILINE))
    if _RULE.search(text):
        text = _RULE.sub("", text)
    for sign, several in _SEVERAL.items():
        if several.search(text):
            lines = _flush(text.split("\n"), sign)
            if _are_grids(list(_runs(lines, sign)), sign):
                text = "\n".join(_framed(line, sign) if sign in line else line for line in lines)
    return text


def _flush(lines: list[str], sign: str) -> list[str]:
    """Rows that all start with a sign without it: it parts no cells."""
    rows = [line for line in lines if line.count(sign) >= _FEWEST_SIGNS]
    if not all(row.startswith(sign) for row in rows):
        return lines
    return [line.removeprefix(sign) if sign in line else line for line in lines]


def _runs(lines: Sequence[str], sign: str) -> Iterator[list[str]]:
    """Rows one after another: lines that have the sign and say something; an empty line is not between them."""
    full = (line for line in lines if line.strip(" -|:"))
    yield from (list(run) for has, run in groupby(full, lambda line: line.count(sign) >= _FEWEST_SIGNS) if has)


def _are_grids(runs: Sequence[Sequence[str]], sign: str) -> bool:
    """Whether enough rows have as many cells as those around them, and enough of those no sign at either end."""
    equal = [row for rows in runs for row in _equal(rows, sign)]
    bare = [row for row in equal if not row.strip(" ").startswith(sign) and not row.strip(" ").endswith(sign)]
    return len(equal) >= _FEWEST_ROWS and len(bare) >= _FEWEST_BARE


def _equal(rows: Sequence[str], sign: str) -> list[str]:
    """The rows that are equally long, if nearly all are; none of a row alone."""
    count, times = Counter(row.count(sign) for row in rows).most_common(1)[0] if rows else (0, 0)
    return [row for row in rows if row.count(sign) == count] if times > 1 and times >= _REGULAR * len(rows) else []


def _framed(row: str, sign: str) -> str:
    return f"| {' | '.join(cell.strip().replace('|', '/') for cell in row.split(sign))} |"
