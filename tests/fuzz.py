"""Sound files changed at random: what the readers must stand.

    python -m tests.fuzz text|html|docx|pdf [SECONDS]      default 60

Runs until the time is up and keeps in fuzz-found/ each file on which reading raises, takes long or takes much memory.
tests/parse/test_fuzz.py does a few steps of the same.
"""

import resource
import sys
from collections.abc import Mapping
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

# Pieces that are put into files, parted by two spaces.
_PIECES: Mapping[str, tuple[bytes, ...]] = {
    kind: tuple(pieces.encode().split(b"  "))
    for kind, pieces in {
        "text": (
            "\t  \n  \n\n  |  | |  \u00a0  \u2002  一、  （一）予以公开  总计  0  -  ——  增/减"
            "  第二十条第（一）项  结果维持  统计指标"
            "  99999999999999999999  ²  ①  ٣  \u202e  \x1b[2J  \ufeff  2019年13月41日  三、本年度办理结果"
            "  1.  （  …  \U0002070e  \r"
            "  \x0b  \x0c  \u2028  \0  \ufffd"
        ),
        "html": (
            "<table>  </table>  <tr>  <td>  </td>  <td rowspan=99999 colspan=-3>  <td colspan=²>  <br>  <!--  -->  <![CDATA["
            "  &nbsp;"
            "  &#x110000;  &#0;  <div hidden>  <p>  <nav>  </html>  <template>  <table><tr><td>  <meta charset=utf-16>"
            "  <script>"
            "  <frameset>  <svg>  <?xml?>  \0"
        ),
        "docx": (
            "<w:tbl>  </w:tbl>  <w:tr>  </w:tr>  <w:tc>  </w:tc>  <w:p>  </w:p>  <w:vMerge/>  &#x9;"
            '  <w:gridSpan w:val="-7"/>'
            '  <w:gridSpan w:val="99999999"/>  <w:gridSpan w:val="²"/>  <w:sdt>  </w:sdt>  <w:br/>  <w:t>  </w:t>  <w:del>'
            "  </w:del>"
            '  <w:pPr><w:numPr><w:ilvl w:val="9"/></w:numPr></w:pPr>'
        ),
        "pdf": (
            "endobj  stream\n  endstream  /Parent 1 0 R  /Kids [1 0 R]  /Count 99999  /Length 0  0 0 R  %%EOF"
            "  /Filter /FlateDecode"
            "  /MediaBox [0 0 1e9 -1]  Tf  Tj  ET  BT  1e38  -0  \0  q  Do"
        ),
    }.items()
}


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
        data = data[:at] + _another(data[at:end], chance.choice(pieces), chance) + data[end:]
    return data


def _another(part: bytes, piece: bytes, chance: Random) -> bytes:
    """A part left out, repeated, turned round, changed in a byte, or with a piece before it or all through it."""
    way = chance.randrange(7)
    if way < 2:
        return piece * chance.choice((1, 1, 3, 30, 300)) + part
    if way < 4:
        return part * chance.choice((0, 2, 5, 50, 400))
    if way == 4:
        return part[::-1]
    if way == 5:
        return part[:-1] + bytes([chance.randrange(256)])
    return piece.join(part[start : start + 16] for start in range(0, len(part), 16))


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
            print(f"{kind}-{seed}: {reason}", flush=True)  # noqa: T201
    print(f"{kind}: {seed} files read")  # noqa: T201


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
