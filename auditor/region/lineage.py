"""Divisions through the years: which one was another one the year before, and where the thread is cut.

From the codes of GB/T 2260 (divisions.csv): a division that keeps its code goes on under whatever name, as does one of the same
province whose name changed in its last word alone (密云县, 密云区). What codes do not tell is in aliases.yaml. Where a division
came or went and nothing says from where or whereto, neighbours may have grown or shrunk by it: the thread of every county of that
prefecture is cut in that year.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from auditor.region.divisions import Division, every_division

_FILE = Path(__file__).with_name("aliases.yaml")
_RANK = re.compile(r"(?<=..)(?:自治县|自治旗|特区|林区|地区|[县市区旗盟])$")
_Alias = Mapping[str, str | int]


class _History(NamedTuple):
    """Threads of divisions.

    ``before`` leads to the division that one was; ``names`` are all that a thread bore, by its root; ``cuts`` are (province,
    prefecture or name, year) in which no thread goes on.
    """

    before: Mapping[Division, Division]
    names: Mapping[Division, frozenset[str]]
    cuts: frozenset[tuple[str, str, int]]


def thread(code: str, year: int) -> str | None:
    """What tells a division and all that it was or became from every other; None for a code that no year near knows."""
    division = _known(code, year)
    return None if division is None else "{0.code}/{0.first}".format(_root(division))


def names(code: str, year: int) -> frozenset[str]:
    """All names that a division bore before or after."""
    division = _known(code, year)
    return frozenset() if division is None else _history().names[_root(division)]


def goes_on(code: str, year: int) -> bool:
    """Whether what a division counts in a year follows from the year before: it was neither merged nor split then.

    Nor the year before: what was approved late in a year may be counted together from the next one on.
    """
    division = _known(code, year)
    if division is None:
        return False
    cuts, level = _history().cuts, division.level
    cut = {division.name, division.prefecture} if level == "county" else {division.name}
    return not any((division.province, name, at) in cuts for name in cut for at in (year, year - 1))


def stands_apart(code: str, year: int) -> bool:
    """Whether a county is run by its province, so that its prefecture need not count what it counts (省直管县)."""
    division = _known(code, year)
    return division is not None and division.level == "county" and (division.province, division.name) in _apart()


@cache
def _apart() -> frozenset[tuple[str, str]]:
    return frozenset((province, name) for province, counties in _aliases()["apart"].items() for name in counties)


@cache
def _aliases() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found


@cache
def _known(code: str, year: int) -> Division | None:
    """The division of a code in a year, else in the year after or before it, like ``divisions_named``."""
    having = _by_code().get(code, ())
    last = max((one.last for one in having), default=0)
    near = (year, year + 1, year - 1) if year <= last + 1 else (last,)
    return next((one for at in near for one in having if one.first <= at <= one.last), None)


@cache
def _by_code() -> Mapping[str, list[Division]]:
    found: dict[str, list[Division]] = {}
    for division in every_division():
        found.setdefault(division.code, []).append(division)
    return found


def _root(division: Division) -> Division:
    before = _history().before
    while division in before:
        division = before[division]
    return division


@cache
def _history() -> _History:
    divisions, aliases = every_division(), _aliases()
    before: dict[Division, Division] = {}
    cuts = set(_absorbed(aliases["absorbed"]))
    for year in sorted({one.first for one in divisions})[1:]:
        started = [one for one in divisions if one.first == year]
        ended = [one for one in divisions if one.last == year - 1]
        linked = dict(_links(started, ended, [one for one in aliases["renamed"] if one["year"] == year]))
        before |= linked
        told = {one[key] for one in aliases["absorbed"] if one["year"] == year for key in ("from", "to")}
        lost = [one for one in (*started, *ended) if one not in linked and one not in linked.values() and one.name not in told]
        cuts.update((one.province, one.prefecture, year) for one in lost if one.level == "county")
    return _History(before, _names(divisions, before), frozenset(cuts))


def _absorbed(aliases: Iterable[_Alias]) -> Iterator[tuple[str, str, int]]:
    for one in aliases:
        yield from ((str(one["province"]), str(one[key]), int(one["year"])) for key in ("from", "to"))


def _links(started: list[Division], ended: list[Division], aliases: list[_Alias]) -> Iterator[tuple[Division, Division]]:
    """(division, the one that it was) of those that began in a year and those that ended before it."""
    codes = {one.code: one for one in ended}
    by_name = {(one.province, one.name): one for one in ended}
    by_stem: dict[tuple[str, str, str], list[Division]] = {}
    for one in ended:
        by_stem.setdefault(_stem(one), []).append(one)
    renamed = {(str(one["province"]), str(one["to"])): str(one["from"]) for one in aliases}
    for one in started:
        alias = renamed.get((one.province, one.name))
        stems = by_stem.get(_stem(one), [])
        was = by_name.get((one.province, alias)) if alias else codes.get(one.code) or (stems[0] if len(stems) == 1 else None)
        if was:
            yield one, was


def _stem(division: Division) -> tuple[str, str, str]:
    return division.province, division.level, _RANK.sub("", division.name)


def _names(divisions: Iterable[Division], before: Mapping[Division, Division]) -> Mapping[Division, frozenset[str]]:
    found: dict[Division, set[str]] = {}
    for division in divisions:
        root = division
        while root in before:
            root = before[root]
        found.setdefault(root, set()).add(division.name)
    return {root: frozenset(names) for root, names in found.items()}
