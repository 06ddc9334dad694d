"""The roster of bodies that must file (名册): a CSV file with a line for each."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from auditor.model.report import Region
from auditor.normalise.plain import tight
from auditor.parse.front import body_name, kind_of
from auditor.region.divisions import latest_year
from auditor.region.resolve import resolve
from auditor.source.decode import Undecodable, decode

_HEADS: Mapping[str, str] = {
    **dict.fromkeys(("body", "机构", "机构名称", "单位", "单位名称"), "body"),
    **dict.fromkeys(("year", "年度", "年份"), "year"),
    **dict.fromkeys(("code", "区划代码", "行政区划代码"), "code"),
    **dict.fromkeys(("province", "省", "省份"), "province"),
    **dict.fromkeys(("prefecture", "市", "地市"), "prefecture"),
    **dict.fromkeys(("county", "县", "区县", "县区"), "county"),
}
LARGEST = 50_000_000
"""Bytes a roster may have."""


class RosterError(Exception):
    """A roster that cannot be used: ``key`` tells why, ``line`` is 1-based."""

    def __init__(self, key: str, line: int = 1, **details: str | int) -> None:
        super().__init__(key)
        self.key, self.line, self.details = f"error.roster.{key}", line, details


class Due(NamedTuple):
    """A body that must file, the year it is named for (None for every year), and its region."""

    body: str
    body_kind: str
    year: int | None
    code: str | None
    province: str | None
    prefecture: str | None
    county: str | None


def read_roster(path: Path) -> list[Due]:
    """The bodies of a roster, in its order. Raises ``RosterError`` and ``OSError``.

    The head line names the columns: 机构 (body), and where they are given 年度 (year), 区划代码 (code), 省, 市, 县. Where the
    region is not given it is resolved from the name.
    """
    if path.stat().st_size > LARGEST:
        raise RosterError("too-large", limit=LARGEST)
    try:
        data = path.read_bytes()
        text = decode(data).text if data else ""
    except Undecodable:
        raise RosterError("undecodable") from None
    rows = csv.reader(text.lstrip("\ufeff").splitlines())
    try:
        return list(_read(rows))
    except csv.Error as error:
        raise RosterError("csv", rows.line_num, reason=str(error)) from None


def _read(rows: "Iterator[list[str]]") -> Iterator[Due]:
    heads = [_HEADS.get(tight(cell).lower(), "") for cell in next(rows, [])]
    if "body" not in heads:
        raise RosterError("no-body", 1, heads=" ".join(sorted(_HEADS)))
    for line, cells in enumerate(rows, 2):
        told = {head: tight(cell) for head, cell in zip(heads, cells, strict=False) if head}
        if not any(told.values()):
            continue
        if not (body := body_name(told.get("body", ""))):
            raise RosterError("no-name", line)
        yield _due(body, told, line)


def _due(body: str, told: Mapping[str, str], line: int) -> Due:
    year = told.get("year", "").removesuffix("年")
    if year and not (year.isdecimal() and len(year) == len("2019")):
        raise RosterError("year", line, year=year)
    named = {key: told[key] for key in ("code", "province", "prefecture", "county") if told.get(key)}
    region = Region(**named) if named else resolve(body, int(year) if year else latest_year(), lambda: "")
    return Due(body, kind_of(body), int(year) if year else None, region.code, region.province, region.prefecture, region.county)
