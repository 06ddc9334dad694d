"""What can be asked for: the entities, their fields, and the words for both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the values of a field compare.

    text: equal or containing, letters of either case alike where containing. number, date: by size. choice: a known set of
    values, which have names. line: a row or column of a form, by address, label or short name.
    """

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    LINE = "line"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its two words, its kind, and the group of the catalogue that names its values.

    ``open`` is a choice or a line that may have values without a name.
    """

    name: str
    zh: str
    kind: Kind = Kind.TEXT
    group: str = ""
    open: bool = False


_N, _D, _C, _L = Kind.NUMBER, Kind.DATE, Kind.CHOICE, Kind.LINE
_REGION = [Field("region", "地区"), Field("province", "省"), Field("prefecture", "市"), Field("county", "县")]
_PLACE = [Field("table", "表", _C, "table"), Field("row", "行", _L), Field("column", "列", _L)]
_OF_REPORT = [
    Field("body", "机构"),
    *_REGION,
    Field("township", "乡镇"),
    Field("place", "所在地"),
    Field("year", "年度", _N),
    Field("form", "格式", _C, "form"),
    Field("layout", "版式", _C, "layout", open=True),
    Field("scope", "范围", _C, "scope"),
    Field("body_kind", "机构类型", _C, "body-kind"),
    Field("reading", "读取", _C, "reading"),
    Field("coverage", "读取率", _N),
    Field("grade", "等级"),
    Field("source", "文件"),
    Field("title", "标题"),
    Field("published", "公布日期", _D),
    Field("signed", "落款日期", _D),
    Field("sha256", "校验和"),
    Field("score", "得分", _N),
    Field("current", "现行", _C, "answer"),
]
_FINDING = [
    Field("id", "编号"),
    Field("rule", "规则"),
    Field("family", "类别"),
    Field("severity", "严重度", _C, "severity"),
    Field("status", "处理", _C, "status"),
    *_PLACE,
    Field("section", "章节", _C, "section"),
    Field("line", "行号", _N),
    Field("expected", "应为", _N),
    Field("actual", "实为", _N),
    Field("difference", "差额", _N),
    Field("cause", "起因"),
    Field("message", "内容"),
]
_CELL = [
    *_PLACE,
    Field("raw", "原值"),
    Field("value", "值", _N),
    Field("state", "状态", _C, "state"),
    Field("unit", "单位"),
    Field("line", "行号", _N),
]
_CLAIM = [
    Field("text", "原句"),
    Field("quantity", "数量", _N),
    Field("unit", "单位"),
    Field("concept", "概念", _L, open=True),
    Field("scope", "范围", _C, "scope"),
    Field("period", "期间", _C, "period"),
    Field("section", "章节", _C, "section"),
    Field("line", "行号", _N),
]
_RULE = [
    Field("rule", "规则"),
    Field("family", "类别"),
    Field("name", "名称"),
    Field("severity", "严重度", _C, "severity"),
    Field("status", "处理", _C, "rule-status"),
    Field("subject", "对象"),
    Field("check", "条件"),
    Field("form", "格式"),
    Field("basis", "依据"),
]


@dataclass(frozen=True, slots=True)
class Entity:
    """What can be listed: its words, its fields by name, and those shown where no others are asked for.

    Groups have the mean of ``mean``, where it has one, and else a count.
    """

    name: str
    zh: str
    fields: Mapping[str, Field]
    shown: tuple[str, ...]
    mean: str | None = None


def _entity(name: str, zh: str, fields: list[Field], shown: str, mean: str | None = None) -> Entity:
    return Entity(name, zh, {field.name: field for field in fields}, tuple(shown.split()), mean)


_PLACE_SHOWN = "table row column"
_ALL = (
    _entity(
        *("findings", "问题", [*_FINDING, *_OF_REPORT]),
        f"id body year severity rule status {_PLACE_SHOWN} section line expected actual difference message",
    ),
    _entity(
        "reports", "报告", _OF_REPORT, "body year form layout reading coverage grade province prefecture county published source"
    ),
    _entity("cells", "单元格", [*_CELL, *_OF_REPORT], f"body year {_PLACE_SHOWN} raw value state unit line"),
    _entity("claims", "数据", [*_CLAIM, *_OF_REPORT], "body year line text quantity unit concept scope period section"),
    _entity("scores", "评分", _OF_REPORT, "body year score", mean="score"),
    _entity("rules", "规则", _RULE, "rule severity name subject check status basis"),
)
ENTITIES: Mapping[str, Entity] = {entity.name: entity for entity in _ALL}

OFFERED = ("body", "region", "place", "province", "prefecture", "county", "township", "year", "rule", "family")
"""Fields whose values in the store are offered and looked up: there are few enough, or an index leads to them."""

COUNT = Field("count", "统计", _N)
"""What a grouped answer counts: a field of ``having`` and ``order``."""

CHANGE = Field("change", "变化", _N)
"""What a comparison comes to: a field of its ``order``."""

_FIELDS = [field for entity in _ALL for field in (*entity.fields.values(), COUNT, CHANGE)]

CHINESE: Mapping[str, str] = {field.name: field.zh for field in _FIELDS}
"""The Chinese word of each field."""

_ALSO = {"年份": "year", "程度": "severity", "严重程度": "severity", "省份": "province", "分数": "score", "评级": "grade"}
"""Words that people use for a field beside the one that is offered."""

WORDS: Mapping[str, str] = {word: field.name for field in _FIELDS for word in (field.name, field.zh)} | _ALSO
"""Every word for a field, in either language, and the field's name."""


def field_of(name: str) -> Field:
    """A field that some entity has, by its name; for what is the same in all of them."""
    return next((entity.fields[name] for entity in _ALL if name in entity.fields), COUNT if name == "count" else CHANGE)
