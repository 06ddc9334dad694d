"""Text from files made inert: no control, bidi or invisible character of a file takes effect on a screen."""

import re

# C0, DEL and C1 controls, line and paragraph separators, zero-width and bidi characters, tags, lone surrogates.
_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# What a spreadsheet takes for a formula, in half or full width; a signed number is none.
_FORMULA = re.compile(r"(?![+-]?\d+(\.\d+)?$)[=+\-@＝＋－＠]", re.ASCII)


def inert(text: str) -> str:
    r"""A text for one line of a screen: every active character shows as its escape (``\x1b``, ``\u202e``)."""
    return _ACTIVE.sub(_escape, text)


def without_active(text: str) -> str:
    """A text that was pasted, without its active characters: tabs are spaces, and lines stay lines."""
    return "\n".join(_ACTIVE.sub("", line.replace("\t", " ")) for line in text.splitlines())


def inert_json(document: str) -> str:
    """The same JSON with every active character in its strings escaped; it must have no line ends of its own."""
    return _ACTIVE.sub(lambda match: "".join(f"\\u{unit:04x}" for unit in _units(match[0])), document)


def inert_cell(value: object) -> object:
    """A value for a cell of a spreadsheet: text that would be taken for a formula stands behind an apostrophe."""
    if not isinstance(value, str):
        return value
    shown = inert(value)
    return f"'{shown}" if _FORMULA.match(shown) else shown


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _units(char: str) -> list[int]:
    """The UTF-16 code units of a character, as JSON escapes name them."""
    code = ord(char)
    return [code] if code < 0x10000 else [0xD800 + (code - 0x10000 >> 10), 0xDC00 + (code & 0x3FF)]
