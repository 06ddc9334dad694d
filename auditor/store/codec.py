"""How single values stand in a column, and how they are read back."""

import json
import re
import zlib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from auditor.model.report import State

STATES = (State.NUMBER, State.BLANK, State.DASH, State.TEXT, State.UNREADABLE)
"""A cell's state is stored as its place here: append, never reorder."""

_EXACT_IN_A_FLOAT = 2**53
_UNSTORABLE = re.compile(r"[\0\ud800-\udfff]")
_INTEGER = re.compile(r"-?\d+")


def storable(text: str) -> str:
    """Text that every database takes: U+FFFD for NUL (PostgreSQL refuses it) and for lone surrogates (no UTF-8 has them)."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_or_none(text: str | None) -> str | None:
    """The same, for text that may be missing."""
    return None if text is None else storable(text)


def split(value: int | Decimal | str | None) -> tuple[int | float | None, str | None]:
    """A value as (what queries compare, its exact text or None where the first says it all).

    Integers below 2**53 stand alone; text has no number. ``join`` gives the value back, exactly.
    """
    if value is None:
        return None, None
    if isinstance(value, str):
        return None, storable(value)
    if isinstance(value, int) and -_EXACT_IN_A_FLOAT < value < _EXACT_IN_A_FLOAT:
        return value, None
    return float(Decimal(value)), str(value)


def join(number: Any, exact: str | None) -> Any:
    """The value of the two columns that ``split`` filled: int, Decimal, str or None."""
    if exact is None:
        return None if number is None else int(number)
    if number is None:
        return exact
    return int(exact) if _INTEGER.fullmatch(exact) else Decimal(exact)


def to_json(value: Any) -> str:
    """Compact JSON that every database takes: NUL stands escaped in it."""
    return storable(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def pack(value: Any) -> bytes:
    """JSON, compressed: what a reading of the statutory forms usually says takes next to nothing."""
    packer = zlib.compressobj(level=3, zdict=_usual())
    return packer.compress(to_json(value).encode()) + packer.flush()


def unpack(record: bytes) -> Any:
    """What ``pack`` packed; tuples come back as lists."""
    unpacker = zlib.decompressobj(zdict=_usual())
    return json.loads(unpacker.decompress(record) + unpacker.flush())


@cache
def _usual() -> bytes:
    """How readings of both forms look as JSON. Records cannot be read without it: it is never changed, only another one added."""
    return Path(__file__).with_name("readings.dictionary").read_bytes()


def usual_raw(value: int | Decimal | None) -> str:
    """What a cell's text is when its value and state say it all: the digits, or nothing."""
    return "" if value is None else str(value)
