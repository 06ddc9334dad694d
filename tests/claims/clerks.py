"""The paragraphs of clerks.yaml: sound as they stand, and wrong with one of their marked numbers changed."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

_MARKED = re.compile("【([0-9.]+)】")
_ANY = re.compile(r"(?<![0-9.〔年第])[0-9]+(?:\.[0-9]+)?(?=】?(?:%|万?[件条]|个百分点|[万亿]元|万?次|[个场项元篇家期]))")
_MOST_PERCENT = 99


class Paragraph(NamedTuple):
    """A paragraph in its section, and the cells that its report's tables have."""

    marked: str
    section: str
    year: int
    cells: Mapping[str, str]

    @property
    def text(self) -> str:
        """As the clerk wrote it."""
        return _MARKED.sub(r"\1", self.marked)

    @property
    def numbers(self) -> int:
        """How many numbers could be changed."""
        return len(_ANY.findall(self.marked))

    def planted(self) -> Iterator[str]:
        """The text with each of its marked numbers changed, one at a time."""
        for found in _MARKED.finditer(self.marked):
            before, after = (_MARKED.sub(r"\1", part) for part in (self.marked[: found.start()], self.marked[found.end() :]))
            yield f"{before}{_changed(found[1], after.startswith('%'))}{after}"


def paragraphs() -> list[Paragraph]:
    """Every paragraph, in the section that it names, else in the overview."""
    groups = yaml.safe_load(Path(__file__).with_name("clerks.yaml").read_text(encoding="utf-8"))
    return [_paragraph(one, group) for group in groups for one in group["paragraphs"]]


def _paragraph(said: str, group: Mapping[str, Any]) -> Paragraph:
    section, _, marked = said.rpartition("|")
    return Paragraph(marked, section or "overview", group["year"], group["cells"])


def _changed(number: str, is_percent: bool) -> str:
    """A third more, or for a rate near 100 less."""
    if "." in number:
        return f"{float(number) * 1.3 + 2:.{len(number.partition('.')[2])}f}"
    if is_percent:
        return str(min(int(int(number) * 1.3 + 4), _MOST_PERCENT) if int(number) < 90 else int(int(number) * 0.7))
    return str(int(int(number) * 1.3 + 2))
