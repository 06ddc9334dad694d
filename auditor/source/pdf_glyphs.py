"""The characters of a PDF's page as a person reads them: a turned page upright, what lies across its text apart from it."""

from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from math import atan2, hypot, inf, pi
from statistics import median
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

# Text within this angle, in quarter turns, of a side of its page runs along it.
_ALONG = 0.06
# How many times as high as most characters those of a watermark are, and how many large ones are looked at.
_OUTSIZED = 2.5
_MOST_LARGE = 100
# Digits are a little lower than the characters beside them.
_ALIKE = 0.8


class Word(NamedTuple):
    """A run of characters on a page; ``y`` is its middle, counted from the top."""

    text: str
    left: float
    right: float
    y: float
    height: float


class Glyphs(NamedTuple):
    """The characters of a page in the order of its file. ``aside`` is the text of those that lie across the others.

    ``turn`` is how many quarter turns to the left the others are written.
    """

    main: list[Word]
    aside: str
    turn: int


def glyphs_of(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Glyphs:
    """The characters of a page that run as most of them do, and the text of the rest."""
    every = list(_every(page, text))
    turns = Counter(turn for turn, glyph in every if turn is not None and not glyph.text.isspace())
    turn = turns.most_common(1)[0][0] if turns else 0
    main, over = _parted([glyph for its, glyph in every if its == turn])
    aside = "".join(glyph.text for glyph in (*(glyph for its, glyph in every if its != turn), *over))
    return Glyphs(main, aside.strip(), turn)


def _every(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> Iterator[tuple[int | None, Word]]:
    """Each character and its quarter turns, None where it is slanted; those that pdfium made up are left out.

    Boxes are loose ones, which are as high as the font, but for fonts of flat characters alone (一, -).
    """
    bounds = page.get_mediabox()
    handle, box, matrix = text.raw, pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for at in range(text.count_chars()):
        if pdfium.FPDFText_IsGenerated(handle, at) == 1 or not pdfium.FPDFText_GetLooseCharBox(handle, at, byref(box)):
            continue
        pdfium.FPDFText_GetMatrix(handle, at, byref(matrix))
        turn = _turn(matrix.a, matrix.b)
        start, end, middle, height = _upright(box, turn, bounds)
        if height < end - start:
            size = pdfium.FPDFText_GetFontSize(handle, at) * hypot(matrix.c, matrix.d)
            height = max(height, min(end - start, size))
        yield turn, Word(chr(pdfium.FPDFText_GetUnicode(handle, at)), start, end, middle, max(height, 1.0))


def _turn(along: float, up: float) -> int | None:
    """The quarter turns to the left of text that runs in this direction."""
    if up == 0 and along > 0:
        return 0
    quarters = atan2(up, along) / (pi / 2)
    return round(quarters) % 4 if abs(quarters - round(quarters)) < _ALONG else None


def _upright(box: Any, turn: int | None, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Left, right, middle from the top and height of a box on a page that is turned so that its text is upright."""
    left, bottom, right, top = bounds
    if turn == 1:
        return box.bottom - bottom, box.top - bottom, (box.left + box.right) / 2 - left, box.right - box.left
    if turn == 2:
        return right - box.right, right - box.left, (box.bottom + box.top) / 2 - bottom, box.top - box.bottom
    if turn == 3:
        return top - box.top, top - box.bottom, right - (box.left + box.right) / 2, box.right - box.left
    return box.left - left, box.right - left, top - (box.bottom + box.top) / 2, box.top - box.bottom


def _parted(glyphs: list[Word]) -> tuple[list[Word], list[Word]]:
    """The characters of a page without those of a watermark, and these: they are far larger than others and cover some."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    limit = _OUTSIZED * median(glyph.height for glyph in seen) if seen else 0
    large = [glyph for glyph in seen if glyph.height > limit]
    if not large:
        return glyphs, []
    small = [glyph for glyph in seen if glyph.height <= limit]
    heights = [one.height for one in large[:_MOST_LARGE] if any(_covers(one, glyph) for glyph in small)]
    least = max(limit, min(heights) * _ALIKE) if heights else inf
    over = {at for at, one in enumerate(glyphs) if one.height > least}
    return [one for at, one in enumerate(glyphs) if at not in over], [glyphs[at] for at in sorted(over)]


def _covers(large: Word, glyph: Word) -> bool:
    return abs(large.y - glyph.y) < large.height / 2 and large.left < (glyph.left + glyph.right) / 2 < large.right
