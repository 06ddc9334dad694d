"""From bytes to text: UTF-8, UTF-16 and GB18030 are told apart; what is no text is named and refused."""

import codecs
import re
from typing import NamedTuple

LIMIT = 100 * 2**20
"""The largest file that is read, in bytes."""

_MAGIC = {
    b"%PDF-": "pdf",
    b"PK\x03\x04": "zip",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "ole",
    b"{\\rtf": "rtf",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!": "rar",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
}
_SAMPLE = 1 << 16
# Characters that stand in Chinese office text: ASCII, pinyin, punctuation, kana (for の in names), Han, full widths.
_USUAL = re.compile(
    r"[\t-\r\x1b -~\xa0-\u036f\u2000-\u2fff\u3000-\u30ff\u3200-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\ufeff]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ASCII = re.compile(r"[\x00-\x7f]+")
# What may stand in any text: ASCII, and the lines drawn around cells.
_OF_ANY_TEXT = re.compile(r"[\x00-\x7f\u2500-\u257f]+")
_RARE_LEADS = bytes(lead for lead in range(256) if lead not in (0xA1, 0xA3) and not 0xB0 <= lead <= 0xD7)
_LINE_END = re.compile(r"\r+\n|\r")


class Decoded(NamedTuple):
    r"""The text of a file, its lines ended by ``\n`` alone.

    ``encoding``: utf-8, utf-8-sig, utf-16, utf-16-le, utf-16-be or gb18030. ``damaged`` are the 1-based lines on which bytes
    could not be told; U+FFFD stands for them in the text.
    """

    text: str
    encoding: str
    damaged: tuple[int, ...] = ()


class Undecodable(Exception):  # noqa: N818 - says what the file is, as NoSuchPath does
    """A file that holds no report we can read. ``code`` is a PARSE- code, ``details`` are its own.

    ``declined`` tells a sound file of a sort that is not read (encrypted, scanned) from one that is broken or empty.
    """

    def __init__(self, code: str, *, declined: bool = False, **details: str | int) -> None:
        super().__init__(code)
        self.code, self.declined, self.details = code, declined, details


def decode(data: bytes) -> Decoded:
    """The text of a file's bytes.

    Raises ``Undecodable``: PARSE-EMPTY, -BINARY (its ``kind``), -ENCODING or -TOO-LARGE (``limit`` in MB).
    """
    if len(data) > LIMIT:
        raise Undecodable("PARSE-TOO-LARGE", limit=LIMIT >> 20)
    found = _utf16(data)
    if found is None:
        _refuse_binary(data)
        found = _utf8(data) or _gb18030(data) or _utf8(data, "replace") or _gb18030(data, "replace")
    if found is None:
        raise Undecodable("PARSE-ENCODING")
    text, encoding = found
    if len(_CONTROL.findall(text, 0, _SAMPLE)) * 100 > min(len(text), _SAMPLE):
        raise Undecodable("PARSE-BINARY", kind="control")
    if not text.strip():
        raise Undecodable("PARSE-EMPTY")
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return Decoded(text, encoding, _damaged(text))


def _refuse_binary(data: bytes) -> None:
    kind = next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None)
    if kind or b"\0" in data:
        raise Undecodable("PARSE-BINARY", kind=kind or "nul")


def _utf8(data: bytes, errors: str = "strict") -> tuple[str, str] | None:
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    text = _text(data, encoding, errors)
    return (text, encoding) if text is not None and (errors == "strict" or _few_lost(text)) else None


def _utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 by its mark, or without one where NUL bytes stand in it and it reads as Chinese office text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace"), "utf-16"
    if b"\0" not in data[:_SAMPLE]:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _text(data, encoding)
        if text and len(_USUAL.findall(text, 0, _SAMPLE)) > 0.99 * min(len(text), _SAMPLE):
            return text, encoding
    return None


def _gb18030(data: bytes, errors: str = "strict") -> tuple[str, str] | None:
    """GB18030, where much of what is not ASCII is everyday Chinese: any bytes can look like rare characters."""
    text = _text(data, "gb18030", errors)
    return (text, "gb18030") if text and _everyday_share(text[:_SAMPLE]) > 0.4 and _few_lost(text) else None


def _text(data: bytes, encoding: str, errors: str = "strict") -> str | None:
    try:
        return data.decode(encoding, errors)
    except UnicodeDecodeError:
        return None


def _everyday_share(text: str) -> float:
    """The share of its characters beyond ASCII that are in the first level of GB 2312 (the 3755 commonest) or its widths."""
    foreign = _OF_ANY_TEXT.sub("", text)
    leads = foreign.encode("gb2312", "ignore")[::2]
    return len(leads.translate(None, delete=_RARE_LEADS)) / max(len(foreign), 1)


def _few_lost(text: str) -> bool:
    """Whether fewer than one in ten of a text's characters beyond ASCII could not be told."""
    return text.count("\ufffd") * 10 < len(_ASCII.sub("", text))


def _damaged(text: str) -> tuple[int, ...]:
    """The lines on which something was lost, by our reading or before it."""
    if "\ufffd" not in text:
        return ()
    return tuple(number for number, line in enumerate(text.split("\n"), 1) if "\ufffd" in line)
