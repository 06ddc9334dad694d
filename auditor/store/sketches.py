"""Sketches of reports: what tells whether two share text or figures without reading either again.

A sketch of the *narrative* holds each clause that says something of its own: hash, line, letters. Headings, the preface, short
clauses, statutory phrases and sentences that say that there was nothing do not count; digits and the names of its own places are
taken out first, so that last year's text with new numbers is the same text. A sketch of the *figures* holds each cell of the
tables of applications and of review that says more than 0, hashed with its value; tables with few or uniform figures have none.

Reports that share much are found by MinHash with banding. It is written out here, as the common library for it (datasketch)
brings NumPy and SciPy for what is twenty lines: the hashes are sorted once, and each of 80 fixed points of the circle picks the
first hash at or behind it. The same hash is picked in two sets with a chance of their Jaccard similarity. Four picks make a
band, and reports that agree in one of 20 bands are compared: with similarity 2/3 (four fifths of each copied) 99 of 100 are, with
1/10 one of 500.
"""

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from math import log2
from typing import NamedTuple
from zlib import crc32

from sqlalchemy import JSON, BigInteger, Connection, Select, String, bindparam, cast, delete, func, select

from auditor.model.report import Report
from auditor.store.bulk import insert_new_rows
from auditor.store.codec import to_json
from auditor.store.tables import Row

NARRATIVE, FIGURES = "narrative", "figures"
_SKETCHES, _BANDS = Row.metadata.tables["sketches"], Row.metadata.tables["bands"]
_DELETE_BAND = delete(_BANDS).where(_BANDS.c.bucket == bindparam("its_bucket"), _BANDS.c.report_id == bindparam("its_report"))
_ROWS, _BAND_COUNT = 4, 20
_KEYS = {kind: [f"{kind}{band}".encode() for band in range(_BAND_COUNT)] for kind in (NARRATIVE, FIGURES)}
_POINTS = [point * (2**32 // (_ROWS * _BAND_COUNT)) for point in range(_ROWS * _BAND_COUNT)]
_LEAST_CLAUSES = 8
_LEAST_FIGURES, _LEAST_BITS = 12, 50
"""Cells that say more than 0, and what those tell that are no sums of others, below which figures may agree by chance.

A number tells about as many bits as it has: a person's 3 and a company's 1, granted both, agree in many small bodies. Among
100,000 reports there are 5 × 10⁹ pairs, 32 bits; small numbers are likelier than large ones, hence the rest.
"""
_SUMS = ("received", "handled", "total")
_LEAST_LETTERS = 8
_CLAUSE = re.compile(r"[。；;！!？?，,：:\n]+")
_DIGITS = re.compile(r"[0-9０-９〇零一二三四五六七八九十百千万亿.%％]+")
_BESIDE = re.compile(r"[^\u4e00-\u9fff#]+")
_RANK = re.compile(r"(?<=..)(?:自治[州县旗区]|[省市县区州盟旗镇乡])$")
_STATUTORY = re.compile(
    r"政府信息公开条例|国务院办公厅|国办|根据.{0,12}要求|按照.{0,12}要求|现公布|本报告|本年度报告|统计期限|如有疑问|联系|电话|地址|邮编"
    r"|没有需要报告|无其他|其他需要报告|未发生|未收到|未收取|没有收取|没有发生|现将.{0,20}报告如下|具体情况如下|存在的?(?:主要)?问题|改进(?:措施|情况)|下一步"
)
_TABLES = ("applications", "review")
_LAST = 2**63 - 1
"""Behind every number of a report."""


class Clause(NamedTuple):
    """A clause of the narrative, or with line and letters 0 a figure: what it says as a number."""

    hash: int
    line: int
    letters: int


Sketches = Mapping[tuple[int, str], Sequence[Clause]]
"""The sketches of reports, by number and kind."""


def narrative(report: Report) -> list[Clause]:
    """The clauses of a report's narrative that count; none where they are too few to compare."""
    places = _places(report)
    first = min((section.line for section in report.sections), default=None)
    told: dict[int, Clause] = {}
    for prose in report.prose:
        if prose.section or (first is not None and prose.line > first):  # under whatever heading, but not before all of them
            for text in _CLAUSE.split(prose.text):
                clause = _neutral(text, places)
                if len(clause) >= _LEAST_LETTERS and not _STATUTORY.search(text):
                    key = crc32(clause.encode())
                    told.setdefault(key, Clause(key, prose.line, len(clause)))
    return list(told.values()) if len(told) >= _LEAST_CLAUSES else []


def figures(report: Report) -> list[Clause]:
    """The cells of a report that say more than 0; none where they are few or much alike."""
    cells = [cell for cell in report.cells if cell.table in _TABLES and cell.value]
    if len(cells) < _LEAST_FIGURES:
        return []
    told = sum(log2(1 + abs(float(cell.value))) for cell in cells if cell.value and not {cell.row, cell.column} & {*_SUMS})
    if told < _LEAST_BITS:
        return []
    return [Clause(crc32("/".join((*cell[:3], str(cell.value))).encode()), 0, 0) for cell in cells]


def _places(report: Report) -> re.Pattern[str] | None:
    """The names of a report's body and its places, in full and without their rank, the longest first."""
    region = report.region
    full = {one for one in (report.body, region.province, region.prefecture, region.county, region.township) if one}
    known = full | {_RANK.sub("", one) for one in full}
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True)))) if known else None


def _neutral(text: str, places: re.Pattern[str] | None) -> str:
    """A clause without names of places, digits as one sign, and nothing but Chinese characters beside."""
    named = places.sub("", text) if places else text
    return _BESIDE.sub("", _DIGITS.sub("#", named))


# ---------------------------------------------------------------------- in the store


def sketch_values(report: Report) -> Iterator[tuple[str, bytes]]:
    """The rows of a report's sketches behind its number."""
    for kind, clauses in ((NARRATIVE, narrative(report)), (FIGURES, figures(report))):
        if clauses:
            yield kind, _packed(clauses)


def clear_sketches(connection: Connection, reports: Collection[int]) -> None:
    """Takes away the sketches of reports and their buckets."""
    if old := [{"its_bucket": bucket, "its_report": number} for bucket, number in _stored_buckets(connection, reports)]:
        connection.execute(_DELETE_BAND, old)
        connection.execute(delete(_SKETCHES).where(_SKETCHES.c.report_id.in_(reports)))


def put_into_buckets(connection: Connection, reports: Collection[int]) -> None:
    """Puts reports into the buckets of their sketches, unless they are there.

    Buckets are met in no order: of many reports at once each page of the table is written once and not again and again.
    """
    insert_new_rows(connection, _BANDS, sorted(_stored_buckets(connection, reports)))


def _own_buckets(sketches: Sketches) -> set[tuple[int, int]]:
    """(bucket, report) of reports, told by their sketches: an index of buckets by report would take as much room as they do."""
    hashes = {key: [clause.hash for clause in clauses] for key, clauses in sketches.items()}
    return {(bucket, number) for (number, kind), own in hashes.items() for bucket in buckets(kind, own)}


def _stored_buckets(connection: Connection, reports: Collection[int]) -> set[tuple[int, int]]:
    """The same of reports by their numbers, in half the time: of their sketches nothing but hashes is unpacked."""
    rows = connection.execute(select(_SKETCHES).where(_SKETCHES.c.report_id.in_(reports)))
    return {(bucket, row.report_id) for row in rows for bucket in buckets(row.kind, _parts(row.sketch)[::3])}


def buckets(kind: str, hashes: Iterable[int]) -> Iterator[int]:
    """The buckets of a sketch by the hashes of its clauses, one for each band: 63-bit numbers."""
    hashes = sorted(hashes)
    picks = array("Q", [hashes[bisect_left(hashes, point) % len(hashes)] for point in _POINTS])
    for band, key in enumerate(_KEYS[kind]):
        yield int.from_bytes(blake2b(picks[band::_BAND_COUNT].tobytes(), digest_size=8, key=key).digest()) >> 1


def sketches_of(connection: Connection, reports: Collection[int]) -> dict[tuple[int, str], list[Clause]]:
    """The sketches of reports, by number and kind."""
    rows = connection.execute(select(_SKETCHES).where(_SKETCHES.c.report_id.in_(reports)))
    return {(row.report_id, row.kind): _unpacked(row.sketch) for row in rows}


def sharing(connection: Connection, sketches: Sketches, most: int) -> dict[int, list[int]]:
    """For each report of some sketches up to ``most`` others in buckets with it, those with the most buckets in common first.

    Of a bucket only its first ``most`` reports are looked at: of a text that a thousand bodies copied it is enough to know so.
    """
    own: dict[int, list[int]] = {}
    for bucket, number in _own_buckets(sketches):
        own.setdefault(bucket, []).append(number)
    counted: dict[int, Counter[int]] = {number: Counter() for number, _ in sketches}
    for bucket, others in _members(connection, own, most).items():
        for number in own[bucket]:
            counted[number].update(other for other in others if other != number)
    return {number: sorted(others, key=lambda one: (-others[one], one))[:most] for number, others in counted.items()}


def _members(connection: Connection, wanted: Collection[int], most: int) -> Mapping[int, list[int]]:
    """Buckets that several reports are in, with the first of these. Of a bucket no more is read, however full it is."""
    found: dict[int, list[int]] = {}
    for row in connection.execute(_first(connection.dialect.name, most), {"wanted": to_json(list(wanted))}):
        found.setdefault(row.bucket, []).append(row.report_id)
    return found


@cache
def _first(dialect: str, most: int) -> Select[tuple[int, int]]:
    """Buckets of the JSON list ``wanted`` with the first ``most`` of the reports in them, where there are two or more."""
    listed = bindparam("wanted", type_=String)
    every = func.json_each(listed) if dialect == "sqlite" else func.json_array_elements_text(cast(listed, JSON))
    bucket = cast(every.table_valued("value").c.value, BigInteger)
    inside = _BANDS.alias()
    ranked = select(inside.c.report_id).where(inside.c.bucket == bucket).order_by(inside.c.report_id).limit(1)
    second, last = (ranked.offset(place).correlate_except(inside).scalar_subquery() for place in (1, most - 1))
    within = _BANDS.c.report_id <= func.coalesce(last, _LAST)
    return select(_BANDS.c.bucket, _BANDS.c.report_id).where(_BANDS.c.bucket == bucket, within, second.is_not(None))


def _packed(clauses: Iterable[Clause]) -> bytes:
    return array("I", [part for clause in clauses for part in clause]).tobytes()


def _unpacked(sketch: bytes) -> list[Clause]:
    parts = _parts(sketch)
    return list(map(Clause._make, zip(parts[::3], parts[1::3], parts[2::3], strict=True)))


def _parts(sketch: bytes) -> "array[int]":
    parts = array("I")
    parts.frombytes(sketch)
    return parts
