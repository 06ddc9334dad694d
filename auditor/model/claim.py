"""Numeric claims of a report's prose, and what the prose says of them to each other."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

Number = int | Decimal


class Claim(NamedTuple):
    """One number of the prose with what it counts.

    ``text`` is the clause it stands in, normalised, ``line`` where that starts, ``start``/``end`` the place of the number in
    ``text``. ``quantity`` is the number as written and ``unit`` its unit as written (件, 万元, %), never converted; ``low`` and
    ``high`` bound, in whole counts (万 and 亿 resolved, % as per cent), what a writer who rounds or cuts off may have meant:
    both are the quantity for an exact count, ``high`` is None for 以上 and 余. ``approximate`` is the word that makes it so
    (余, 约, 近, 多, 以上) or "".

    ``concept`` is what is counted: an address of the statutory tables where there is one (received, carried_in, granted,
    handled, reconsideration …), else a word of grammar/claims.lark; "" where it could not be told, which keeps it out of every
    comparison. ``of`` narrows it, "" for all: a column of the forms (自然人 → person, 维持 → upheld), organisation for all legal
    persons together, else the wording itself (当面, 其他). ``scope`` is own, region or unknown;
    ``period`` year (of the report), previous, cumulative or other; ``section`` the statutory section, "" before the first or in
    an extra one. ``change`` is "" or how the number relates to another year's: growth, decline (同比增长 12 %).
    """

    text: str
    line: int
    start: int
    end: int
    quantity: Number
    unit: str
    low: Number
    high: Number | None
    concept: str = ""
    of: str = ""
    scope: str = "unknown"
    period: str = "year"
    section: str = ""
    approximate: str = ""
    change: str = ""
    with_carried_in: bool = False
    """The prose says that what was carried in is counted too (含上年结转)."""
    concluded: bool = False
    """The prose counts concluded cases only (已审结, 办结)."""


class Link(StrEnum):
    """How numbers hang together.

    breakdown: ``whole`` and its ``parts``; share: part, whole, and the rate in per cent; growth: this year's count, last year's,
    and the change in per cent or as a count; average: a total, and what it comes to by day; same: one thing said twice.
    """

    BREAKDOWN = "breakdown"
    SHARE = "share"
    GROWTH = "growth"
    AVERAGE = "average"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Relation:
    """Claims of one report that the prose itself relates; numbers are places in ``Report.claims``.

    breakdown: ``parts`` of ``whole``; ``exhaustive`` only where the wording says that they are all (分别为, a list whose last
    part is 其他). share: ``whole`` and one part in ``parts``, ``stated`` the claim with the rate. growth: ``whole`` is this
    year's count, ``parts`` last year's, none where the prose does not have it, ``stated`` the change. average: ``whole`` the
    total, ``stated`` the average, ``divisor`` by how much. same: ``whole`` and ``parts`` are said of the same thing.
    """

    link: Link
    whole: int
    parts: tuple[int, ...]
    stated: int | None = None
    exhaustive: bool = False
    divisor: int | None = None
    by: str = ""
    """By what the parts are told apart: filing, applicant, answer, result, level, channel; "" where it is not sure."""
    overlap: bool = False
    """The paragraph says that what one part counts another may count too."""
