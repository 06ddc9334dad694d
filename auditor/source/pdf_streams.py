"""How large the streams of a PDF are when unpacked: kilobytes may unpack to gigabytes, which pdfium would keep in memory."""

import re
import zlib

from auditor.source.decode import Undecodable

_MOST = 64 * 2**20
"""Bytes that one stream may unpack to; a font of all Chinese characters, or a picture of a page, has a third of it."""

_STREAM = re.compile(rb"stream\r?\n")
_PART = 1 << 16
_INNER = 1 << 20
# How many times over a stream may be packed.
_LAYERS = 3
# Bytes after which a fault in a stream is a late one: pdfminer unpacks such a stream again byte by byte, which takes minutes.
_LATE = 1 << 18


def refuse_bombs(data: bytes) -> bool:
    """Whether all large streams unpack to their ends.

    Raises ``Undecodable``, PARSE-TOO-MANY, where one unpacks to more than a report's may. Streams of an encrypted file cannot be
    looked into, and are not.
    """
    are_whole = True
    for start in (match.end() for match in _STREAM.finditer(data)):
        size, is_whole = _size(memoryview(data)[start:], _LAYERS)
        if size > _MOST:
            raise Undecodable("PARSE-TOO-MANY", kind="megabytes", limit=_MOST >> 20)
        are_whole &= is_whole or size < _LATE
    return are_whole


def _size(packed: memoryview | bytes, layers: int) -> tuple[int, bool]:
    """How many bytes a stream unpacks to, the largest of its layers, no more than are needed; and whether it ends as it should.

    0 where it is not packed.
    """
    if len(packed) < 2 or packed[0] & 0x0F != 8 or (packed[0] << 8 | packed[1]) % 31:
        return 0, True
    unpacker, inner, size = zlib.decompressobj(), b"", 0
    at, rest = 0, b""
    try:
        while size <= _MOST and not unpacker.eof and (rest := rest or bytes(packed[at : at + _PART])):
            part = unpacker.decompress(rest, _PART)
            at, rest = at if unpacker.unconsumed_tail else at + _PART, unpacker.unconsumed_tail
            size += len(part)
            inner = inner + part if len(inner) < _INNER else inner
    except zlib.error:
        pass  # what was unpacked before the fault counts
    return max(size, _size(inner, layers - 1)[0] if layers > 1 else 0), unpacker.eof
