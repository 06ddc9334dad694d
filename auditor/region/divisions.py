"""The divisions of GB/T 2260 at county level and above, by name and year (auditor/region/divisions.csv names its source)."""

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("divisions.csv")
_PEOPLES = "藏|彝|苗|侗|布依|土家|哈尼|壮|傣|景颇|白|傈僳|回|朝鲜|蒙古"
_AUTONOMOUS = re.compile(f"(.+?)(?:(?:{_PEOPLES})族|哈萨克|蒙古|柯尔克孜)+自治州")
"""凉山 of 凉山彝族自治州, which people call 凉山州."""


class Division(NamedTuple):
    """A province, prefecture or county as it was from year ``first`` to year ``last``; names above its level, "" below it."""

    code: str
    first: int
    last: int
    province: str
    prefecture: str
    county: str

    @property
    def name(self) -> str:
        """Its own name."""
        return self.county or self.prefecture or self.province

    @property
    def level(self) -> str:
        """province, prefecture or county."""
        return "county" if self.county else "prefecture" if self.prefecture else "province"


@cache
def _by_name() -> Mapping[str, Sequence[Division]]:
    """Name, or what an autonomous prefecture is called for short → the divisions that bore it in any year."""
    named: dict[str, list[Division]] = {}
    with _FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            division = Division(
                row["code"], int(row["first"]), int(row["last"]), row["province"], row["prefecture"], row["county"]
            )
            for name in _names(division.name):
                named.setdefault(name, []).append(division)
    return named


def _names(name: str) -> tuple[str, ...]:
    met = _AUTONOMOUS.fullmatch(name)
    return (name, f"{met[1]}州") if met else (name,)


def every_division() -> list[Division]:
    """Every division of any year, by name."""
    return [division for name, divisions in _by_name().items() for division in divisions if division.name == name]


@cache
def latest_year() -> int:
    """The last year that the data know."""
    return max(division.last for divisions in _by_name().values() for division in divisions)


def divisions_named(name: str, year: int) -> list[Division]:
    """The divisions of a name in a year or, as reports are written in the next one, in the year after or before it."""
    at = min(year, latest_year())
    for near in (at, at + 1, at - 1):
        found = [division for division in _by_name().get(name, ()) if division.first <= near <= division.last]
        if found:
            return found
    return []


def is_name(name: str) -> bool:
    """Whether any division bears or bore this name."""
    return name in _by_name()


@cache
def divisions_below(code: str, year: int) -> list[Division]:
    """The divisions right below the one of a code in a year, or in the last that is known.

    Those of a province are its prefectures and the counties that are in none; those of a prefecture its counties.
    """
    at = min(year, latest_year())
    there = [division for division in every_division() if division.first <= at <= division.last]
    own = next((division for division in there if division.code == code), None)
    if own is None or own.county:
        return []
    inside = [one for one in there if one.province == own.province and one is not own]
    if own.prefecture:
        return [one for one in inside if one.prefecture == own.prefecture and one.county]
    return [one for one in inside if not one.county or not one.prefecture]
