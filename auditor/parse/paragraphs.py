"""Paragraphs that a converter broke into lines of one width are made whole: a sentence that goes on is no new paragraph."""

import re
from collections.abc import Sequence
from itertools import pairwise

from auditor.parse.front import Paragraph, read_title

_NARROWEST, _WIDEST = 40, 200
"""Columns of a page of text, a Chinese character taking two; a file with a longer line does not break its lines."""
_FULL = 0.9
_SHORTEST = 20
"""Letters of a line that is no heading."""
_ENDS = ("。", "！", "!", "？", "?", "；", ";", "：", ":")
_TITLE_ENDS = ("报告", "报告》", "年报")
_ITEM = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]\d{1,2}[）)]|\d{1,2}(?:[、．]|\.(?!\d))")
_FIRST_WIDE = "\u2e80"


def unwrapped(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs of a file, each on the line where it begins; as they are where the file does not break its lines.

    A line goes on in the next one where it ends within a sentence and is as wide as the widest, or a number follows that may have
    been torn apart.
    """
    texts = [one.text.strip() for one in paragraphs]
    widest, longest = max(map(_width, texts), default=0), max(map(len, texts), default=0)
    broken = _NARROWEST <= widest <= _WIDEST
    joined = list(paragraphs[:1])
    for (before, after), (text, following) in zip(pairwise(paragraphs), pairwise(texts), strict=True):
        is_full = broken and (_width(text) >= _FULL * widest or len(text) >= _FULL * longest)
        is_torn = broken and len(text) >= _SHORTEST and following[:1].isdigit()
        if (is_full or is_torn) and _goes_on(before, after):
            joined[-1] = joined[-1]._replace(text=joined[-1].text.rstrip() + following)
        else:
            joined.append(after)
    return joined


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether a line ends within a sentence, and neither is it a title nor the next one of its section an item of a list."""
    near = after.line == before.line + 1 and (before.section, before.is_front) == (after.section, after.is_front)
    text = before.text.rstrip()
    if after.is_front and read_title(after.text):
        return False
    return near and not text.endswith((*_ENDS, *_TITLE_ENDS)) and not _ITEM.match(after.text.strip())


def _width(text: str) -> int:
    return sum(2 if char >= _FIRST_WIDE else 1 for char in text)
