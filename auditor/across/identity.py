"""Whose a report is, so that it can be told which other reports are of the same body."""

import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from auditor.region.divisions import is_name
from auditor.region.lineage import goes_on, names, thread
from auditor.store.beside import Placed

_KEPT = 4_096
"""Reports of which it is kept who they are: each is looked at again and again within a page."""
_NAMED_PLACE = re.compile(r"^.{2,}?[省市县区州盟旗]")
_ANY_ZONE = re.compile(
    r"(?:国家级?|省级|市级|经济|高新|技术|产业|工业|农业|科技|旅游|生态|综合|保税|出口|加工|物流|风景|名胜|自然|保护|循环|化工|临港|空港|示范|度假"
    r"|开发|合作|试验|新|集聚|园|城|郊|市辖|社|矿|林|特|港|景)+区"
)
"""A zone without a name of its own; many places have one."""


class Identity(NamedTuple):
    """A body: the thread of its division ("" where it was not resolved), and what its name says beside the division's."""

    place: str
    rest: str


@lru_cache(_KEPT)
def identity(report: Placed) -> Identity | None:
    """The body of a report; None where its name may be that of several.

    A name without a division is taken for one body only where it names a place of which there is no other: 城关镇, 教育局 and
    经济开发区管委会 are many, and so are those divisions that several provinces have, with all of their departments.
    """
    if report.body is None or report.year is None:
        return None
    if report.region_code and (place := thread(report.region_code, report.year)):
        return Identity(place, f"{report.township or ''}/{_rest(report)}")
    return Identity("", report.body) if report.body_kind != "town" and _names_one_place(report.body) else None


@lru_cache(_KEPT)
def bodies(report: Placed) -> Collection[str]:
    """Every name that a report's body may have borne."""
    if report.body is None or report.year is None:
        return ()
    known = names(report.region_code, report.year) if report.region_code else ()
    rest = _rest(report)
    above = {"", report.prefecture or "", report.province or "", (report.province or "") + (report.prefecture or "")}
    return {report.body, *(place + name + rest for name in known for place in above)} if rest != report.body else {report.body}


def follows(report: Placed, before: Placed) -> bool:
    """Whether a report goes on where the one of the year before ended: one body, unbroken, of one scope as far as told."""
    if report.year is None or before.year != report.year - 1 or identity(report) != identity(before):
        return False
    unbroken = report.region_code is None or goes_on(report.region_code, report.year)
    return unbroken and same_scope(report, before)


def same_scope(one: Placed, other: Placed) -> bool:
    """Whether two reports may count the same offices."""
    return one.scope == other.scope or "unknown" in (one.scope, other.scope)


def _names_one_place(body: str) -> bool:
    """Whether a name that no division was found for tells a place from all others: 鼓楼区教育局 may be in any of four cities."""
    named = _NAMED_PLACE.match(body)
    return bool(named) and not _ANY_ZONE.match(body) and not any(is_name(body[:length]) for length in range(2, len(body) + 1))


def _rest(report: Placed) -> str:
    """A body's name without that of its division and of those above: 教育局 for 莲都区教育局 and 丽水市莲都区教育局."""
    division = report.county or report.prefecture or report.province
    return (report.body or "").rpartition(division)[2] if division else report.body or ""
