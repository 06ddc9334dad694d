"""What reading a report costs in each format, beside a floor: the same bytes read the plainest way, in the same run.

    python -m benchmarks.formats

Prints milliseconds of one core a report, best of several rounds, the rounds interleaved. Every round reads other figures.
"""

from collections.abc import Callable
from io import BytesIO
from random import Random
from time import process_time
from zipfile import ZipFile

import pypdfium2
from lxml import etree

from auditor.parse.read import read_report
from tests import writer
from tests.accuracy.measure import figures
from tests.formats import docx, html, pdf

_ROUNDS = 15


def text(layout: str) -> Callable[[writer.Figures, str], bytes]:
    return lambda written, form: writer.report(written, form, layout).encode()


def pdf_floor(data: bytes) -> None:
    for page in pypdfium2.PdfDocument(data):
        page.get_textpage().get_text_range()


# name → (how a report is made, the floor of reading it, whether blank cells stand in it)
WAYS: dict[str, tuple[Callable[[writer.Figures, str], bytes], Callable[[bytes], object], bool]] = {
    **{name: (text(name), lambda data: data.decode().split("\n"), name not in writer.WITHOUT_BLANKS) for name in writer.LAYOUTS},
    "html": (html, lambda data: list(etree.fromstring(data, etree.HTMLParser()).iter("td")), True),
    "docx": (docx, lambda data: etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml")), True),
    "pdf bare": (lambda written, form: pdf(written, form, ruled=False), pdf_floor, False),
    "pdf ruled": (pdf, pdf_floor, True),
}


def main() -> None:
    """Measures and prints a table."""
    best: dict[str, tuple[float, float]] = dict.fromkeys(WAYS, (float("inf"), float("inf")))
    for number in range(_ROUNDS):
        for name, (make, floor, blanks) in WAYS.items():
            data = make(figures("2019", Random(number), blanks=blanks), "2019")
            ours, plain = timed(lambda data=data: read_report("x", data)), timed(lambda data=data, floor=floor: floor(data))
            best[name] = (min(best[name][0], ours), min(best[name][1], plain))
    print(f"{'format':20}{'ms/report':>12}{'floor':>10}{'ratio':>8}")
    for name, (ours, plain) in best.items():
        print(f"{name:20}{ours * 1e3:12.2f}{plain * 1e3:10.3f}{ours / plain:8.1f}")


def timed(step: Callable[[], object]) -> float:
    """Seconds of processor time that one run takes: other programs on the machine do not count."""
    start = process_time()
    step()
    return process_time() - start


if __name__ == "__main__":
    main()
