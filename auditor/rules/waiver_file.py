"""The file waivers.toml of the working directory.

    [[waiver]]
    rule = "BLK-1"                   # a code or its beginning
    body = "青石县"
    year = 2019
    address = "申请/三（三）/自然人"     # table or section, row, column, by label or address; "-" or nothing for any
    reason = "空白表示零，已向该机关核实"
    by = "王审核"
    until = 2027-12-31               # the last day on which it holds

A missing key matches all. The file is read strictly: one error in it, and nothing is waived by accident.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.form import TABLES, all_forms
from auditor.parse.headings import SECTIONS
from auditor.rules.problem import meant
from auditor.rules.waivers import Address, Waiver

_KINDS: Mapping[str, type[Any]] = {"rule": str, "body": str, "year": int, "address": str, "reason": str, "by": str, "until": date}
_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*waiver[ \t]*\]\]", re.MULTILINE)
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_CODE = re.compile(r"[A-Z]{0,6}|[A-Z]{2,6}-[0-9]{0,3}")
_ANY = ("", "-")


class Fault(NamedTuple):
    """An error of the file: its line, and the text ``waiver.KEY`` of the catalogue with its details."""

    line: int
    key: str
    details: Mapping[str, object]


class WaiverError(Exception):
    """A waiver file that cannot be used, with everything that is wrong in it."""

    def __init__(self, faults: Iterable[Fault], file: str = "") -> None:
        super().__init__(file)
        self.faults, self.file = tuple(faults), file

    def lines(self, lang: Language | None = None) -> list[str]:
        """``file:line: what is wrong``, one line a fault."""
        return [f"{self.file}:{fault.line}: {text(f'waiver.{fault.key}', lang, **fault.details)}" for fault in self.faults]


def read_waivers(path: Path) -> list[Waiver]:
    """The waivers of a file, in its order; none where there is no such file. Raises ``WaiverError``."""
    try:
        return parse_waivers(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as error:
        raise WaiverError([Fault(1, "read", {"reason": "UTF-8"})], str(path)) from error
    except OSError as error:
        raise WaiverError([Fault(1, "read", {"reason": error.strerror or error})], str(path)) from error
    except WaiverError as error:
        raise WaiverError(error.faults, str(path)) from None


def parse_waivers(content: str) -> list[Waiver]:
    """The waivers of the text of a file. Raises ``WaiverError``."""
    try:
        document = tomllib.loads(content)
    except (ValueError, RecursionError) as error:
        raise WaiverError([_syntax(str(error), content)]) from None
    blocks = list(_blocks(content))
    if [block.values for block in blocks] != document.get("waiver", []) or document.keys() - {"waiver"}:
        raise WaiverError([Fault(1, "tables", {})])
    if faults := [fault for block in blocks for fault in _faults(block)]:
        raise WaiverError(faults)
    return [Waiver(block.line, **_made(block.values)) for block in blocks]


class _Block(NamedTuple):
    """One ``[[waiver]]`` of the file: its line, its text and what that says."""

    line: int
    content: str
    values: dict[str, Any]

    def line_of(self, key: str) -> int:
        """The line of a key, which the TOML reader does not tell."""
        found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*[=.]", self.content, re.MULTILINE)
        return self.line + self.content.count("\n", 0, found.start()) if found else self.line


def _blocks(content: str) -> Iterator[_Block]:
    """The blocks of a file; a head inside a text of several lines starts none, as what stands before it is then no TOML."""
    heads = [match.start() for match in _HEAD.finditer(content)]
    start = heads[0] if heads else 0
    for end in (*heads[1:], len(content)):
        block = content[start:end]
        try:
            values = tomllib.loads(block).get("waiver", [])
        except tomllib.TOMLDecodeError:
            continue
        yield from (_Block(content.count("\n", 0, start) + 1, block, one) for one in values)
        start = end


def _syntax(reason: str, content: str) -> Fault:
    place = _PLACE.search(reason)
    line = int(place[1]) if place and place[1] else content.rstrip().count("\n") + 1
    return Fault(line, "syntax", {"reason": _PLACE.sub("", reason)})


def _faults(block: _Block) -> Iterator[Fault]:
    for key, value in block.values.items():
        kind = _KINDS.get(key)
        if kind is None:
            yield Fault(block.line_of(key), "unknown-key", {"name": key, "known": " ".join(_KINDS)})
        elif not isinstance(value, kind) or isinstance(value, bool | datetime):
            yield Fault(block.line_of(key), f"not-{kind.__name__}", {"name": key})
        elif key == "rule" and not _CODE.fullmatch(str(value)):
            yield Fault(block.line_of(key), "no-code", {"name": value})
        elif key == "address":
            yield from (Fault(block.line_of(key), "no-place", wrong) for wrong in _unknown(str(value)))


def _made(values: Mapping[str, Any]) -> dict[str, Any]:
    return {**values, **({"address": _address(values["address"])} if "address" in values else {})}


# ---------------------------------------------------------------------- addresses


def _address(said: str) -> Address:
    whole, row, column = _parts(said)
    wholes = _wholes(whole)
    return Address(wholes, _lines(wholes, "row", row), _lines(wholes, "column", column))


def _unknown(said: str) -> Iterator[dict[str, object]]:
    """The parts of an address that mean nothing, and what may have been meant."""
    if said.count("/") > 3:
        yield {"name": said, "meant": "—"}
    parts, address = _parts(said), _address(said)
    tables = [form for form in all_forms() if form.table in (address.wholes or TABLES)]
    known = (
        [called for one in (*TABLES, *SECTIONS) for called in _called(one)],
        [called for form in tables for line in form.rows for called in (line.address, line.short, line.plain_label)],
        [called for form in tables for line in form.columns for called in (line.address, line.label)],
    )
    for part, found, names in zip(parts, address, known, strict=True):
        if part not in _ANY and not found:
            yield {"name": part, "meant": meant(part, names) or "—"}


def _parts(said: str) -> tuple[str, str, str]:
    """Table or section, row, column; a fourth part is the section, as in the causes of the JSON document."""
    whole, row, column, section, *_ = (*(part.strip() for part in said.split("/")), "", "", "", "")
    return section if whole in _ANY and section else whole, row, column


def _called(whole: str) -> tuple[str, str, str]:
    return whole, name("table", whole, "zh"), name("section", whole, "zh")


def _wholes(part: str) -> frozenset[str]:
    return frozenset(one for one in (*TABLES, *SECTIONS) if part not in _ANY and part in _called(one))


def _lines(wholes: frozenset[str], axis: str, part: str) -> frozenset[str]:
    forms = () if part in _ANY else (form for form in all_forms() if form.table in (wholes or TABLES))
    return frozenset(address for form in forms for address in form.find(axis, part))
