"""The vocabulary of the forms: which label of which table a piece of text is.

Exact keys first; a damaged label is matched to the nearest wording of its table and the distance is recorded.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from auditor.model.form import all_forms
from auditor.normalise.plain import key

# A damaged label may differ from the form's by this share of its characters, and needs this many to be told at all.
_SHARE = 0.34
_SHORTEST = 4
# A label of so many characters in a longer text is there by no chance.
_LONG = 7
_ARABIC = re.compile(r"^\(?(\d)\)?[.,:]*(?=[^\d.,:()])")
_CHINESE = re.compile(r"^([一二三四])[.,:]+")
_REMARK = re.compile(r"\([^()]*\)$")
# What clerks write for 总计, the one label of the forms that other forms call otherwise.
_TOTAL, _TOTALS = "总计", frozenset(("合计", "总数", "共计"))
# Words of Taiwan for words of the forms, as converters put them; no label of a form has any of them.
_TAIWAN = (("档案", "文件"), ("资讯", "信息"), ("专案", "项目"))


class Label(NamedTuple):
    """A statutory label met in a file.

    ``kind``: row, column, group (a heading over rows or columns) or heading (a block's, a table's). ``forms`` are the form years
    that have it, ``address`` the row or column, "" for a heading. ``distance`` is 0 for the statutory wording.
    """

    kind: str
    table: str
    address: str
    forms: tuple[str, ...]
    text: str
    distance: int = 0


@cache
def vocabulary() -> Mapping[str, tuple[Label, ...]]:
    """Key of a wording → the labels it may be; several where two tables share a wording (总计)."""
    found: dict[tuple[str, str, str, str], tuple[str, list[str]]] = {}
    for form in all_forms():
        kinds = (
            ("row", ((line.address, line.label) for line in form.rows)),
            ("column", ((line.address, line.label) for line in form.columns)),
            ("group", (("", label) for label in form.groups.values())),
            ("heading", (("", label) for label in form.headings)),
        )
        for kind, lines in kinds:
            for address, label in lines:
                found.setdefault((kind, form.table, address, label), (label, []))[1].append(form.form)
    words: dict[str, list[Label]] = {}
    for (kind, table, address, label), (_, forms) in found.items():
        words.setdefault(key(label), []).append(Label(kind, table, address, tuple(dict.fromkeys(forms)), label))
    return {wording: tuple(labels) for wording, labels in words.items()}


@cache
def openers() -> Mapping[str, str]:
    """Key → table, for the wordings that open a table wherever they stand alone on a line or in a cell."""
    return {
        wording: labels[0].table
        for wording, labels in vocabulary().items()
        if len({label.table for label in labels}) == 1 and labels[0].kind != "column" and len(wording) > 4
    } | {key("结果维持"): "review", key("统计指标"): "platform"}


@cache
def beginnings() -> frozenset[str]:
    """Every proper beginning of a wording: a line that may go on in the next one."""
    return frozenset(wording[:end] for wording in vocabulary() for end in range(1, len(wording)))


@cache
def _without_remarks() -> Mapping[str, tuple[Label, ...]]:
    """Key without its closing remark → labels: 部分公开（区分处理的，…） stands without its remark in some files."""
    words: dict[str, tuple[Label, ...]] = {}
    for wording, labels in vocabulary().items():
        bare = _REMARK.sub("", wording)
        if bare and bare != wording:
            words[bare] = tuple(one._replace(distance=len(wording) - len(bare)) for one in labels)
    return words


@lru_cache(maxsize=1 << 12)
def exact(text: str, table: str | None) -> Label | None:
    """The label that this plain text is, in ``table`` where tables share a wording, else None.

    A remark at the end may be missing or added (采购总金额（万元）): ``distance`` then counts its characters.
    """
    wording = _wording(text)
    bare = _REMARK.sub("", wording)
    if bare in _TOTALS:
        label = _choose(vocabulary()[_TOTAL], table)
        return label and label._replace(distance=Levenshtein.distance(wording, _TOTAL))
    label = _choose(vocabulary().get(wording) or _without_remarks().get(wording, ()), table)
    if label or bare in ("", wording):
        return label
    label = _choose(vocabulary().get(bare) or _without_remarks().get(bare, ()), table)
    return label and label._replace(distance=len(wording) - len(bare))


@lru_cache(maxsize=1 << 10)
def holds_label(text: str, table: str) -> bool:
    """Whether a text that is no label has the whole label of a row in it: two that ran together are no row that was added."""
    wording = key(text)
    rows = (known for known, labels in vocabulary().items() for one in labels if (one.kind, one.table) == ("row", table))
    return any(len(known) >= _LONG and known in wording for known in rows)


def _wording(text: str) -> str:
    """The key of a text, in the words of the forms and numbered as they are: 1. for 1、, （1） and ①; 一、 for 一."""
    wording = _ARABIC.sub(r"\1.", _CHINESE.sub(r"\1,", key(text)))
    for foreign, own in _TAIWAN:
        wording = wording.replace(foreign, own)
    return wording


def _choose(labels: Iterable[Label], table: str | None) -> Label | None:
    labels = tuple(labels)
    here = [label for label in labels if label.table == table]
    if here:
        return min(here, key=lambda label: label.kind != "row")
    return labels[0] if len({label.table for label in labels}) == 1 else None


@lru_cache(maxsize=1 << 12)
def nearest(text: str, table: str, kinds: tuple[str, ...] = ("row",)) -> Label | None:
    """The nearest label of a table to a damaged wording, with its closing remark or without; None where none or two are near."""
    wording = _wording(text)
    if len(wording) < _SHORTEST:
        return None
    bare = _REMARK.sub("", wording)
    ways = (wording, bare) if len(bare) >= _SHORTEST else (wording,)
    ranked = sorted(
        (
            (min(Levenshtein.distance(way, known) for way in ways), label)
            for known, labels in vocabulary().items()
            for label in labels
            if label.table == table and label.kind in kinds
        ),
        key=lambda pair: pair[0],
    )
    if not ranked or ranked[0][0] > _SHARE * max(len(wording), len(key(ranked[0][1].text))):
        return None
    rivals = {label.address for distance, label in ranked if distance == ranked[0][0]}
    distance, label = ranked[0]
    return label._replace(distance=distance) if len(rivals) == 1 else None
