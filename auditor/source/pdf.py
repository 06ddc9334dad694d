"""The lines of a PDF's pages as they are seen. Encrypted files and scanned ones, which have no text, are declined.

A file of this format has no lines of its own: the lines of its pages are counted instead.
"""

from collections.abc import Iterator
from ctypes import byref
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.source.decode import Undecodable

_MOST_PAGES = 200
_MOST_CHARACTERS = 400_000
# Texts, lines and pictures on a page: a report has some hundred, and looking for rulings among many takes minutes.
_MOST_OBJECTS = 20_000
# In heights of a character: what parts two words, and how far apart the middles of two words of one line may lie.
_GAP = 0.45
_SAME_LINE = 0.45


class Word(NamedTuple):
    """A run of characters on a page; ``y`` is its middle, counted from the top."""

    text: str
    left: float
    right: float
    y: float
    height: float


Line = list[Word]


def read_pages(data: bytes) -> list[list[Line]]:
    """The lines of each page from top to bottom, their words from left to right.

    Raises ``Undecodable``: PARSE-ENCRYPTED and PARSE-SCANNED (declined), PARSE-BROKEN, PARSE-TOO-MANY.
    """
    document = _open(data)
    try:
        left = _MOST_CHARACTERS
        pages = []
        for page in document:
            if pdfium.FPDFPage_CountObjects(page.raw) > _MOST_OBJECTS:
                raise Undecodable("PARSE-TOO-MANY", kind="objects", limit=_MOST_OBJECTS)
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                raise Undecodable("PARSE-TOO-MANY", kind="characters", limit=_MOST_CHARACTERS)
            pages.append(_lines(_words(text, page.get_height())))
    except pypdfium2.PdfiumError as error:
        raise Undecodable("PARSE-BROKEN", kind="pdf") from error
    finally:
        document.close()
    if not any(pages):
        raise Undecodable("PARSE-SCANNED", declined=True)
    return pages


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Undecodable("PARSE-ENCRYPTED", declined=True, kind="pdf") from error
        raise Undecodable("PARSE-BROKEN", kind="pdf") from error
    if len(document) > _MOST_PAGES:
        document.close()
        raise Undecodable("PARSE-TOO-MANY", kind="pages", limit=_MOST_PAGES)
    return document


def _words(text: pypdfium2.PdfTextPage, top: float) -> list[Word]:
    """The words of a page: characters that follow one another on a line without a gap."""
    words: list[Word] = []
    for glyph in _glyphs(text.raw, text.count_chars(), top):
        last = words[-1] if words else None
        if last and abs(last.y - glyph.y) < _SAME_LINE * last.height and _touch(last, glyph):
            words[-1] = last._replace(text=last.text + glyph.text, right=glyph.right, height=max(last.height, glyph.height))
        else:
            words.append(glyph)
    return [word._replace(text=whole(word.text)) for word in words if word.text.strip()]


def whole(text: str) -> str:
    """Text whose rarer characters are one each: PDF libraries give them as two surrogates; a surrogate alone is U+FFFD."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _touch(word: Word, glyph: Word) -> bool:
    return not glyph.text.isspace() and not word.text.isspace() and -word.height < glyph.left - word.right < _GAP * word.height


def _glyphs(handle: Any, count: int, top: float) -> Iterator[Word]:
    """The characters of a page by their loose boxes, which are as high as the font; those that pdfium made up left out."""
    box = pdfium.FS_RECTF()
    for at in range(count):
        if pdfium.FPDFText_IsGenerated(handle, at) != 1 and pdfium.FPDFText_GetLooseCharBox(handle, at, byref(box)):
            text, height = chr(pdfium.FPDFText_GetUnicode(handle, at)), max(box.top - box.bottom, 1.0)
            yield Word(text, box.left, box.right, top - (box.top + box.bottom) / 2, height)


def _lines(words: list[Word]) -> list[Line]:
    lines: list[Line] = []
    for word in sorted(words, key=lambda word: word.y):
        if lines and abs(lines[-1][0].y - word.y) < _SAME_LINE * min(word.height, lines[-1][0].height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]
