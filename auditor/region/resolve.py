"""Which division a body belongs to, from its name and its report's text. What is not certain stays unresolved."""

import re
from collections.abc import Callable, Iterable

from auditor.model.report import Region
from auditor.region.divisions import Division, divisions_named

_TOWN = re.compile(r"(?:镇|乡|街道|苏木)$")
_RUNS = range(2, 13)


def resolve(body: str | None, year: int | None, text: Callable[[], str]) -> Region:
    """The region of a body: a government's own, a department's by the name it begins with, a town's by the text.

    ``text`` gives the plain text of the report without white space, where it is needed. A name that several regions share
    is resolved only where the text names one of their provinces or prefectures and not the others'.
    """
    if body is None or year is None:
        return Region()
    if _TOWN.search(body):
        return _town(body, year, text())
    found = divisions_named(body, year) or _beginning(body, year)
    chosen = found[0] if len(found) == 1 else _one_of(found, text())
    return _region(chosen) if chosen else Region()


def _beginning(body: str, year: int) -> list[Division]:
    """The division whose name a body's name begins with: 丽水市 in 丽水市档案局, 莲都区 in 丽水市莲都区档案局."""
    for length in reversed(_RUNS):
        if length < len(body) and (found := divisions_named(body[:length], year)):
            lower = _beginning(body[length:] + " ", year)
            names = {one.name for one in found}
            inside = [one for one in lower if one.name not in names and not names.isdisjoint((one.province, one.prefecture))]
            return inside or _beside(body[length:], lower, found) or found
    return []


def _beside(name: str, lower: Iterable[Division], found: Iterable[Division]) -> list[Division]:
    """塔城地区 of 伊犁哈萨克自治州塔城地区, which the codes have beside the prefecture that it belongs to."""
    provinces = {one.province for one in found}
    return [one for one in lower if one.name == name and one.province in provinces]


def _town(body: str, year: int, text: str) -> Region:
    """A town stands under the county that its name begins with or that the text names before it: 余姚市丈亭镇."""
    counties = {division for division in _beginning(body, year) if division.level != "province"} or {
        division
        for match in re.finditer(re.escape(body), text)
        for division in _ending(text[max(0, match.start() - _RUNS.stop) : match.start()], year)
        if division.level != "province"
    }
    chosen = _one_of(counties, text)
    return _region(chosen, township=_own_name(body, chosen)) if chosen else Region()


def _own_name(body: str, county: Division) -> str:
    """凤凰镇 for 柞水县凤凰镇 and for 柞水县人民政府凤凰镇."""
    return body.rpartition(county.name)[2].removeprefix("人民政府") or body


def _ending(before: str, year: int) -> list[Division]:
    for length in reversed(_RUNS):
        if length <= len(before) and (found := divisions_named(before[-length:], year)):
            return found
    return []


def _one_of(found: Iterable[Division], text: str) -> Division | None:
    """The one division meant; of several, the only one whose province or prefecture the text names."""
    choices = list(found)
    if len(choices) > 1:
        above = ((division, (division.prefecture if division.county else "", division.province)) for division in choices)
        choices = [division for division, names in above if any(name and name in text for name in names)]
    return choices[0] if len(choices) == 1 else None


def _region(division: Division, township: str | None = None) -> Region:
    return Region(
        division.code,
        division.province,
        division.prefecture or None,
        division.county or None,
        township,
        "township" if township else division.level,
    )
