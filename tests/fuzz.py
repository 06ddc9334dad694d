"""Sound files changed at random: what the readers must stand.

    python -m tests.fuzz text|html|docx|pdf [SECONDS]      default 60

Runs until the time is up and keeps in fuzz-found/ each file on which reading raises, takes long or takes much memory.
tests/parse/test_fuzz.py does a few steps of the same.
"""

import resource
import sys
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from time import perf_counter, process_time
from zipfile import ZipFile

from auditor.parse.read import read_report
from tests import formats, writer
from tests.accuracy.measure import figures

_FOUND = Path("fuzz-found")
_LONG = 2.0
_MUCH = 256 * 1024
_MOST_CHANGES = 6

_PIECES: Mapping[str, tuple[bytes, ...]] = {
    "text": tuple(
        piece.encode()
        for piece in ("\t", "\n", "\n\n", "|", "| |", "\u00a0", "\u2002", "一、", "（一）予以公开", "总计", "0", "-", "——", "增/减",
                      "第二十条第（一）项", "结果维持", "统计指标", "99999999999999999999", "²", "①", "٣", "\u202e", "\x1b[2J", "\ufeff",
                      "2019年13月41日", "三、本年度办理结果", "1.", "（", "…", "\U0002070e", "\r", "\x0b", "\x0c", "\u2028")
    ) + (b"\xff", b"\0", b"\x81\x30", b"\xef\xbf\xbd"),
    "html": (b"<table>", b"</table>", b"<tr>", b"<td>", b"</td>", b"<td rowspan=99999 colspan=-3>", b"<td colspan=\xc2\xb2>", b"<br>",
             b"<!--", b"-->", b"<![CDATA[", b"&nbsp;", b"&#x110000;", b"&#0;", b"<div hidden>", b"<p>", b"<nav>", b"</html>", b"<template>",
             b"<table><tr><td>", b'<meta charset="utf-16">', b"<script>", b"<frameset>", b"<svg>", b"<?xml?>", b"\0"),
    "docx": (b"<w:tbl>", b"</w:tbl>", b"<w:tr>", b"</w:tr>", b"<w:tc>", b"</w:tc>", b"<w:p>", b"</w:p>", b"<w:vMerge/>", b"&#x9;",
             b'<w:gridSpan w:val="-7"/>', b'<w:gridSpan w:val="99999999"/>', b'<w:gridSpan w:val="\xc2\xb2"/>', b"<w:sdt>", b"</w:sdt>",
             b"<w:br/>", b"<w:t>", b"</w:t>", b"<w:del>", b"</w:del>", b'<w:pPr><w:numPr><w:ilvl w:val="9"/></w:numPr></w:pPr>'),
    "pdf": (b"endobj", b"stream\n", b"endstream", b"/Parent 1 0 R", b"/Kids [1 0 R]", b"/Count 99999", b"/Length 0", b"0 0 R", b"%%EOF",
            b"/Filter /FlateDecode", b"/MediaBox [0 0 1e9 -1]", b"Tf", b"Tj", b"ET", b"BT", b"1e38", b"-0", b"\0", b"q", b"Do"),
}  # fmt: skip


def sound(kind: str, chance: Random) -> bytes:
    """A report of a kind, unchanged."""
    form, blanks = chance.choice(("2019", "2021")), chance.random() < 0.5
    written = figures(form, chance, blanks=blanks)
    if kind == "text":
        return writer.report(written, form, chance.choice(sorted(writer.LAYOUTS))).encode()
    if kind == "html":
        return chance.choice((formats.html, formats.html_grid))(written, form)
    return formats.docx(written, form) if kind == "docx" else formats.pdf(written, form, ruled=chance.random() < 0.5)


def changed(kind: str, whole: bytes, chance: Random) -> bytes:
    """The same file after a few changes; a Word file's document is changed inside its package, now and then the package."""
    if kind == "docx" and chance.random() < 0.9:
        with ZipFile(BytesIO(whole)) as package:
            document = package.read("word/document.xml")
        return formats.package({"word/document.xml": _changed(document, _PIECES[kind], chance)})
    return _changed(whole, _PIECES[kind], chance)


def _changed(data: bytes, pieces: tuple[bytes, ...], chance: Random) -> bytes:
    for _ in range(chance.randint(1, _MOST_CHANGES)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + int(2 ** chance.uniform(0, 11)))
        part = data[at:end]
        data = data[:at] + chance.choice(_CHANGES)(part, pieces, chance) + data[end:]
    return data


_CHANGES: tuple[Callable[[bytes, tuple[bytes, ...], Random], bytes], ...] = (
    lambda part, pieces, chance: b"",
    lambda part, pieces, chance: part + part,
    lambda part, pieces, chance: part * chance.choice((5, 50, 400)),
    lambda part, pieces, chance: part[::-1],
    lambda part, pieces, chance: chance.choice(pieces) + part,
    lambda part, pieces, chance: chance.choice(pieces) + part,
    lambda part, pieces, chance: chance.choice(pieces) * chance.choice((1, 3, 30, 300)) + part,
    lambda part, pieces, chance: bytes([*part[:-1], chance.randrange(256)]) if part else b"\x80",
    lambda part, pieces, chance: chance.choice(pieces).join(part[at : at + 16] for at in range(0, len(part), 16)),
)


def main(kind: str, seconds: float) -> None:
    """Changes and reads until the time is up."""
    _FOUND.mkdir(exist_ok=True)
    start, seed = perf_counter(), 0
    chance = Random(seed)
    whole = sound(kind, chance)
    while perf_counter() - start < seconds:
        seed += 1
        chance = Random(seed)
        if seed % 20 == 0:
            whole = sound(kind, chance)
        data = changed(kind, whole, chance)
        (_FOUND / f"{kind}.running").write_bytes(data)
        if reason := _fault(data):
            (_FOUND / f"{kind}-{seed}.{kind}").write_bytes(data)
            print(f"{kind}-{seed}: {reason}", flush=True)
    print(f"{kind}: {seed} files read")


def _fault(data: bytes) -> str | None:
    """What is wrong with reading a file, None where nothing is."""
    memory, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, process_time()
    try:
        read_report("x", data)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}"
    took, grown = process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory
    if took > _LONG:
        return f"{took:.1f} s for {len(data) >> 10} KB"
    return f"{grown >> 10} MB more" if grown > _MUCH else None


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 60)
