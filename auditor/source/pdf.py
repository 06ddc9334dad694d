"""The lines of a PDF's pages as they are seen. Encrypted files and scanned ones, which have no text, are declined.

A file of this format has no lines of its own: the lines of its pages are counted instead.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from auditor.source.decode import Undecodable
from auditor.source.pdf_glyphs import Glyphs, Word, glyphs_of
from auditor.source.pdf_margins import Line, kinds_of
from auditor.source.pdf_streams import refuse_bombs

_MOST_PAGES = 200
_MOST_CHARACTERS = 400_000
# Texts, lines and pictures on a page: a report has some hundred, or as many as its dotted rulings have dots. Looking for rulings
# among so many takes minutes.
_MOST_OBJECTS = 200_000
_MOST_TO_LOOK_AT = 20_000
# Characters on a page that has rulings: a dense one has a quarter of it.
_MOST_ON_A_PAGE = 15_000
# Of the width of its page, and in points of height, a picture that may be a table has this at least.
_WIDE, _HIGH = 0.4, 60
_DEEPEST = 3
# In heights of a character: what parts two words, and how far apart the middles of two words of one line may lie.
_GAP = 0.45
_SAME_LINE = 0.45
# How high the mark of a note is at most beside the number that it stands behind.
_SMALL = 0.75
_MARKED = re.compile(r"[0-9]\([0-9]+\)\Z")


class Page(NamedTuple):
    """A page: its lines from top to bottom, their words from left to right, and what each line is, as ``kinds_of`` says.

    ``glyphs`` are the characters of the lines; ``aside`` is text that lies across them; ``pictures`` tells how far from the top
    the middles of pictures are that may be tables; ``may_be_ruled`` is False where the lines do not run as the page is shown, or
    looking for rulings would take too long. ``is_unseen`` tells that nobody sees its text: a picture of the page,
    with what a program recognised in it.
    """

    lines: list[Line]
    kinds: list[str]
    glyphs: list[Word]
    aside: str
    pictures: list[float]
    may_be_ruled: bool
    is_unseen: bool = False


def read_pages(data: bytes) -> list[Page]:
    """The pages of a PDF.

    Raises ``Undecodable``: PARSE-ENCRYPTED and PARSE-SCANNED (declined), PARSE-BROKEN, PARSE-TOO-MANY.
    """
    are_whole = refuse_bombs(data)
    document = _open(data)
    try:
        read = list(_each(document, may_be_ruled=are_whole))
    except pypdfium2.PdfiumError as error:
        raise Undecodable("PARSE-BROKEN", kind="pdf") from error
    finally:
        document.close()
    lines = [lines_of(glyphs.main) for glyphs, *_ in read]
    if not any(lines):
        raise Undecodable("PARSE-SCANNED", declined=True)
    return [
        Page(own, kinds, glyphs.main, glyphs.aside, pictures, may_be_ruled, is_unseen)
        for own, kinds, (glyphs, pictures, may_be_ruled, is_unseen) in zip(lines, kinds_of(lines), read, strict=True)
    ]


def _each(document: pypdfium2.PdfDocument, *, may_be_ruled: bool) -> Iterator[tuple[Glyphs, list[float], bool, bool]]:
    """The characters and pictures of each page, whether rulings may be looked for, and whether the text is invisible."""
    left = _MOST_CHARACTERS
    for page in document:
        objects = pdfium.FPDFPage_CountObjects(page.raw)
        if objects > _MOST_OBJECTS:
            raise Undecodable("PARSE-TOO-MANY", kind="objects", limit=_MOST_OBJECTS)
        text = page.get_textpage()
        characters = text.count_chars()
        left -= characters
        if left < 0:
            raise Undecodable("PARSE-TOO-MANY", kind="characters", limit=_MOST_CHARACTERS)
        glyphs, are_few = glyphs_of(page, text), objects <= _MOST_TO_LOOK_AT
        is_upright = glyphs.turn == page.get_rotation() // 90
        pictures = sorted(_pictures(page)) if are_few else []
        yield glyphs, pictures, may_be_ruled and are_few and is_upright and characters <= _MOST_ON_A_PAGE, _is_unseen(text)


def _is_unseen(text: pypdfium2.PdfTextPage) -> bool:
    """Whether the first character of a page is drawn so that nobody sees it."""
    if not text.count_chars():
        return False
    return bool(
        pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text.raw, 0)) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    )


def _pictures(page: pypdfium2.PdfPage) -> Iterator[float]:
    """The middles, from the top, of pictures as wide as a table."""
    left, _, right, top = page.get_mediabox()
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST):
        start, low, end, high = found.get_bounds()
        if end - start > _WIDE * (right - left) and high - low > _HIGH:
            yield top - (low + high) / 2


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


def lines_of(glyphs: Sequence[Word]) -> list[Line]:
    """The lines that characters make up: words of one height, from left to right."""
    lines: list[Line] = []
    for word in sorted(_words(glyphs), key=lambda word: word.y):
        if lines and abs(lines[-1][0].y - word.y) < _SAME_LINE * min(word.height, lines[-1][0].height):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _words(glyphs: Sequence[Word]) -> list[Word]:
    """Characters that follow one another on a line without a gap."""
    words: list[Word] = []
    before: Word | None = None
    for glyph in glyphs:
        last = words[-1] if words else None
        if last and before and abs(last.y - glyph.y) < _SAME_LINE * last.height and _touch(last, glyph):
            words[-1] = last._replace(text=_with(last, before, glyph), right=glyph.right, height=max(last.height, glyph.height))
        else:
            words.append(glyph)
        before = glyph
    return [word._replace(text=whole(word.text)) for word in words if word.text.strip()]


def _with(word: Word, before: Word, glyph: Word) -> str:
    """The text of a word with a character more; a small raised digit behind a number marks a note, and is put in parentheses."""
    if glyph.text.isdigit() and glyph.y < word.y:
        if before.text.isdigit() and glyph.height < _SMALL * before.height:
            return f"{word.text}({glyph.text})"
        if glyph.height < _SMALL * word.height and _MARKED.search(word.text):
            return f"{word.text[:-1]}{glyph.text})"
    return word.text + glyph.text


def _touch(word: Word, glyph: Word) -> bool:
    return not glyph.text.isspace() and not word.text.isspace() and -word.height < glyph.left - word.right < _GAP * word.height


def whole(text: str) -> str:
    """Text whose rarer characters are one each: pdfium gives them as two surrogates; a surrogate alone is U+FFFD."""
    return text if text.isascii() else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
