"""The plain copy of a piece of text, and the key by which labels are compared."""

import re
from functools import lru_cache

from auditor.normalise.script import narrow, simplified

_SPACE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
# Characters without width, and the bookmarks of a word processor.
_UNSEEN = re.compile(r"[\xad\u200b-\u200f\u2060\ufeff]|\[bookmark: ?\w{1,40}\]")
_SAME = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "。": ".", "：": ":", "〈": "<", "〉": ">"})
_STOPS = str.maketrans({",": "，", ":": "：", ";": "；", "(": "（", ")": "）"})


# Labels and values recur from report to report and are remembered; longer texts are not.
_RECURS = 64


def plain(text: str, *, traditional: bool = False) -> str:
    """A text in Simplified script and usual widths, without pinyin readings and what nobody sees; white space is left alone."""
    return _remembered(text, traditional) if len(text) <= _RECURS else _plain(text, traditional)


def _plain(text: str, traditional: bool) -> str:  # noqa: FBT001 - behind plain()
    text = _UNSEEN.sub("", text)
    return simplified(text) if traditional else narrow(text)


_remembered = lru_cache(maxsize=1 << 12)(_plain)


def seen(text: str) -> str:
    """A text without what nobody sees, its lines as they are."""
    return _UNSEEN.sub("", text)


def tight(text: str) -> str:
    """A text without any white space, zero-width characters included."""
    return _SPACE.sub("", text)


@lru_cache(maxsize=1 << 12)
def key(text: str) -> str:
    """What two wordings of one label share: widths, quotes, commas and white space make no difference."""
    return tight(narrow(text)).translate(_SAME)


@lru_cache(maxsize=1 << 12)
def chinese(text: str) -> str:
    """A plain title as Chinese is printed: no white space, full-width punctuation."""
    return tight(text).translate(_STOPS)
