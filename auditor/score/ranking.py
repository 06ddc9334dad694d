"""Scores of reports gathered by body, region or year, and who has not filed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean, median
from typing import NamedTuple

from auditor.rules.scoring import Scheme
from auditor.score.by import By
from auditor.score.roster import Due
from auditor.store.scores import Scored

BANDS = 10
"""A distribution counts scores in bands of so many points."""


class Ranked(NamedTuple):
    """A group: ``score`` is the mean of its reports' scores, a body that did not file counted in; None where none has one.

    ``name`` tells it (by report: body, year). ``reports`` were filed, ``unscored`` of them were read too little of to be scored;
    ``missing`` were not filed. ``few`` marks a small sample.
    """

    name: tuple[str | int | None, ...]
    score: float | None
    median: float | None
    lowest: float | None
    reports: int
    unscored: int
    missing: int
    few: bool


class Ranking(NamedTuple):
    """The groups, best first, those without a score last. ``unresolved`` reports belong to no group: their region is not known.

    ``distribution`` counts the scores of reports from ``band × BANDS`` up to the next band.
    """

    by: By
    groups: list[Ranked]
    unresolved: int
    distribution: Mapping[int, int]


def absent(reports: Iterable[Scored], roster: Sequence[Due], years: Iterable[int]) -> Iterator[Scored]:
    """A line for every body of a roster and year for which nothing was filed; ``years`` are those of bodies that name none."""
    filed = {(one.body, one.year) for one in reports}
    due = dict.fromkeys((one, year) for one in roster for year in ([one.year] if one.year else sorted(years)))
    for one, year in due:
        if (one.body, year) not in filed:
            region = (one.code, one.province, one.prefecture, one.county)
            yield Scored("", "", one.body, one.body_kind, year, "missing", *region, None, None)


def rank(reports: Iterable[Scored], by: By, scheme: Scheme) -> Ranking:
    """The ranking of reports, with those of ``absent`` among them."""
    groups: dict[tuple[str | int | None, ...], list[Scored]] = {}
    unresolved, bands = 0, Counter[int]()
    for one in reports:
        if one.score is not None:
            bands[min(int(one.score), 99) // BANDS] += 1
        if (key := _key(one, by)) is not None:
            groups.setdefault(key, []).append(one)
        else:
            unresolved += one.province is None
    names = _names(groups, by)
    ranked = [_ranked(names[key], group, by, scheme) for key, group in groups.items()]
    ranked.sort(key=lambda one: (one.score is None, -(one.score or 0), tuple(map(str, one.name))))
    return Ranking(by, ranked, unresolved, dict(sorted(bands.items(), reverse=True)))


def _key(one: Scored, by: By) -> tuple[str | int | None, ...] | None:
    """What tells a report's group from others; None where it has none: a province's own report is in no county."""
    match by:
        case By.REPORT:
            return one.body, one.year, one.sha256
        case By.BODY:
            return one.body, one.province, one.prefecture, one.county
        case By.YEAR:
            return (one.year,)
        case By.PROVINCE:
            return (one.province,) if one.province else None
        case By.PREFECTURE:
            return (one.prefecture, one.province) if one.prefecture else None
        case By.COUNTY:
            return (one.county, one.prefecture, one.province) if one.county else None


def _names(
    keys: Iterable[tuple[str | int | None, ...]], by: By
) -> dict[tuple[str | int | None, ...], tuple[str | int | None, ...]]:
    """What groups are called: by the regions above too where two would be called the same (鼓楼区 of 南京市, of 徐州市)."""
    if by is By.REPORT:
        return {key: key[:2] for key in keys}
    every = list(keys)
    alike = Counter(key[0] for key in every)
    return {key: (key[0] if alike[key[0]] == 1 else "".join(map(str, filter(None, _downwards(key, by)))),) for key in every}


def _downwards(key: tuple[str | int | None, ...], by: By) -> Iterable[str | int | None]:
    """The names of a group from the widest region down; one that is met twice (北京市, its own prefecture) is said once."""
    return dict.fromkeys((*key[1:], key[0]) if by is By.BODY else key[::-1])


def _ranked(name: tuple[str | int | None, ...], group: Sequence[Scored], by: By, scheme: Scheme) -> Ranked:
    missing = sum(one.reading == "missing" for one in group)
    scores = [float(scheme.not_filed) if one.reading == "missing" else one.score for one in group]
    told = [score for score in scores if score is not None]
    mean = round(fmean(told), 1) if told else None
    middle, lowest = (median(told), min(told)) if told else (None, None)
    few = by not in (By.REPORT, By.BODY) and len(told) < scheme.few
    return Ranked(name, mean, middle, lowest, len(group) - missing, len(scores) - len(told), missing, few)
