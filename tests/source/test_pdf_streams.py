"""A stream that unpacks to more than any report has is refused before anybody unpacks it."""

import zlib

import pytest

from auditor.source import pdf_streams
from auditor.source.decode import Undecodable
from auditor.source.pdf_streams import refuse_bombs


def held(stream: bytes) -> bytes:
    return b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n"


@pytest.fixture(autouse=True)
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_streams, "_MOST", 1 << 17)


@pytest.mark.parametrize(
    "stream",
    [
        zlib.compress(b" " * (1 << 18)),
        zlib.compress(zlib.compress(b" " * (1 << 18))),
        zlib.compress(b" " * (1 << 18))[:-20],
    ],
    ids=["packed", "packed twice", "broken at its end"],
)
def test_a_bomb_is_refused(stream: bytes) -> None:
    with pytest.raises(Undecodable, match="PARSE-TOO-MANY"):
        refuse_bombs(held(b"plain") + held(stream))


@pytest.mark.parametrize("stream", [zlib.compress(b" " * (1 << 16)), b"BT (1) Tj ET", b"", b"x\x9c nothing", b"\x78"])
def test_a_stream_that_is_small_or_not_packed_is_let_through(stream: bytes) -> None:
    refuse_bombs(held(stream) * 3)


@pytest.mark.parametrize(
    ("stream", "are_whole"),
    [
        (zlib.compress(bytes(range(256)) * 200), True),
        (zlib.compress(bytes(range(256)) * 200)[:-8], False),
        (zlib.compress(b"1" * 200)[:-8], True),
        (b"plain", True),
    ],
    ids=["whole", "breaks off late", "breaks off soon", "not packed"],
)
def test_a_large_stream_that_breaks_off_is_told(stream: bytes, are_whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfminer would unpack it byte by byte, for minutes."""
    monkeypatch.setattr(pdf_streams, "_LATE", 1 << 14)
    assert refuse_bombs(held(stream)) is are_whole
