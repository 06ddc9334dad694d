"""Whose report it is, for which year, and when it was published and signed: read from title, preface and signature."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from lark import Lark
from lark.exceptions import UnexpectedInput

from auditor.model.report import Diagnostic
from auditor.normalise.plain import chinese, tight
from auditor.parse.dates import Dates, arabic, dates_in
from auditor.parse.scan import Scan
from auditor.parse.writer import has_place, most_named, named_in_preface
from auditor.resources import grammar_text

_LONGEST_TITLE = 60
_SEARCHED = 500
"""Characters of a line that are looked at for a title: more than one has."""
_LONGEST_SIGNATURE = 40
_SIGNATURE_LINES = 12
_EATEN = re.compile(r"(?:19|20)\d{3,4}[月日]")
_YEAR_IN_NUMERALS = re.compile(r"[一二][〇○零Oo0一二三四五六七八九]{3}(?=\s*年)")
_NO_TITLE = re.compile("[。;；]")
_TITLE = re.compile(
    r"(?:信息公开|政务公开).*报告|报告.*(?:信息公开|政务公开)|^[\u3400-\u9fff]+(?:19|20)\d\d年度?政府信息公开(?:工作)?(?:年度?)?年?报$"
)
_PERIOD = re.compile(r"统计(?:期|时限|时间|周期|数据)|期限|数据.{0,12}(?:截至|截止|时间)")
_PERIOD_OF_REPORT = re.compile(r"统计(?:期限?|时限|时间|周期)[^。]{0,20}(?:(?:19|20)\d\d|二[〇○零])")
"""In the body of a report other things have periods too."""
_REGION_NAME = re.compile(r"(?:省|自治区|市|县|(?<!海关关)区|州|盟|旗|兵团)$")
_TOWN_NAME = re.compile(r"(?:镇|乡|街道|苏木)$")
_ZONE_NAME = re.compile(
    r"(?:(?:开发|高新|新|景|示范|园|试验|度假|保税|合作|片)区|管委会|管理委员会|农场|农牧场|牧场|林场|第?[一二三四五六七八九十〇零百0-9]+[师团])$"
)
_TOWN_OFFICE = re.compile(
    r"(?:街|街道办|街办|^(?!.*驻).*(?<!政府)办事处|(?:镇|乡|街道)(?:人民政府)?(?:党政|党政综合|综合)?办公[室厅])$"
)
_INSTITUTION = re.compile(
    r"(?:医院|卫生院|学校|小学|中学|大学|学院|幼儿园|公司|集团|工会|联合会|妇联|共青团|供销社|合作社|协会|基金会|银行|报社|电视台"
    r"|融媒体中心|中心|派出所|[财政司法]所|站|[图书博物档案文化]馆|管理部)$"
)
"""Whom article 49 does not name: no deadline of theirs can be missed."""
_OFFICE = re.compile(r"(?:人民)?政府$|行政公署$|行署$|办事处$")
_ITS_OFFICE = re.compile(r"(?<=政府)(?:党政|综合)?办公[室厅]$")
_BEHIND = re.compile(r"(?:报告|年报)([(（][^()（）]{2,30}[)）]|[—–-]{1,3}[^—–-]{2,30})$")
_NAME = re.compile(r"[—–-]*([\u3400-\u9fff]{2,20}(?:省|市|县|区|州|盟|旗|镇|乡|街道|政府|局|厅|委|委员会|办事处))")
_YEAR_BEHIND = re.compile(r"((?:19|20)\d\d)(?=年|[)）]$)")
_SORT_OF_FILE = re.compile(r"^[(（【\[](?:主动)?(?:公开|公示|发布|全文)[)）】\]]")
_CELL_OF_TITLE = re.compile(r"^(?:标题|名称):?")
_GATHERED = re.compile(
    r"(?:汇总|综合|汇编|汇集)[^。]{0,60}(?:编制|而成|编写|各(?![界类项种式]))|各[^。]{0,40}(?:汇总|综合(?!执法|行政|服务|治理)|汇编)(?!了)"
    r"|全[省市县区州旗](?:各级)?(?:行政机关|政府|部门)|全[省市县区州旗][^。，]{0,8}(?:受理|办结|收到)[^。，]{0,12}申请"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_MOST_SEEN = 3


class Title(NamedTuple):
    """A title taken apart: ``body`` as it stands there, "" if it names none."""

    text: str
    body: str
    year: int | None


@dataclass(slots=True)
class Front:
    """What title, preface and signature say. None where they do not say it; ``dated`` has the lines of the dates."""

    title: str | None = None
    body: str | None = None
    body_kind: str = "unknown"
    scope: str = "unknown"
    year: int | None = None
    period: tuple[date, date] | None = None
    published: date | None = None
    signed: date | None = None
    named: str = ""
    dated: dict[str, int] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)


class Paragraph(NamedTuple):
    """A plain line of text outside the tables; ``section`` is the statutory section it stands in."""

    text: str
    line: int
    section: str | None
    is_front: bool


@cache
def _grammar() -> Lark:
    return Lark(grammar_text("title"), parser="lalr", lexer=Scan)


@lru_cache(maxsize=1 << 12)
def read_title(text: str) -> Title | None:
    """A plain line as a title, None where it is none. Its year may be in numerals: 二〇一九年."""
    digits = _YEAR_IN_NUMERALS.sub(lambda met: arabic(met.group()), text)
    cells = (_SORT_OF_FILE.sub("", _CELL_OF_TITLE.sub("", tight(cell))) for cell in digits.split("|"))
    tight_text = next((cell for cell in cells if _TITLE.search(cell[:_SEARCHED])), "")
    if not tight_text or len(tight_text) > _LONGEST_TITLE or _NO_TITLE.search(text):
        return None
    try:
        tokens = list(_grammar().parse(tight_text).children)
    except UnexpectedInput:
        return None
    parts = [(token.type, str(token)) for token in tokens if hasattr(token, "type")]
    body = next((text for kind, text in parts if kind == "BODY"), "") or _body_behind(tight_text)
    year = next((int(text[:4]) for kind, text in parts if kind == "YEAR"), None) or _only_year(tight_text)
    return Title(chinese(tight_text if "|" in text or _CELL_OF_TITLE.match(tight(text)) else text), body, year)


def _body_behind(title: str) -> str:
    """The body that a title names behind its subject, in brackets or behind a dash; "" where what stands there is none's name."""
    met = _BEHIND.search(title)
    parts = re.split(r"[,，、()（）]|(?:19|20)\d\d年?度?", met[1]) if met else []
    return next((named[1] for part in parts if (named := _NAME.fullmatch(part))), "")


def _only_year(title: str) -> int | None:
    """The one year in a title, behind its subject."""
    years = set(_YEAR_BEHIND.findall(title))
    return int(years.pop()) if len(years) == 1 else None


def body_name(name: str) -> str:
    """The one name of a body: a government is called by its region (缙云县 for 缙云县人民政府).

    Its office is a body of its own: 缙云县人民政府办公室 has a report beside the county's.
    """
    bare = _OFFICE.sub("", name)
    return bare if _REGION_NAME.search(bare) or _TOWN_NAME.search(bare) else name


def kind_of(body: str) -> str:
    """government, department, town or unknown, from the name of a body."""
    if _TOWN_NAME.search(body) or _TOWN_OFFICE.search(body):
        return "town"
    if _ZONE_NAME.search(body) or _INSTITUTION.search(body):
        return "unknown"
    return "government" if _REGION_NAME.search(body) else "department"


def read_front(paragraphs: Sequence[Paragraph]) -> Front:
    """What the paragraphs of a report say of its body, year and dates."""
    front = Front()
    title = _title(paragraphs)
    if title:
        front.title, front.year = title.text, title.year
    else:
        front.diagnostics.append(Diagnostic("PARSE-NO-TITLE"))
    _dates(front, paragraphs)
    _year(front, paragraphs)
    _body(front, title, paragraphs)
    if front.body:
        front.body_kind = kind_of(front.body)
    front.scope = _scope(front, paragraphs)
    return front


def _title(paragraphs: Sequence[Paragraph]) -> Title | None:
    """The first line before the first heading that is a title, over two lines where it is wrapped; the fullest first."""
    head = [paragraph.text for paragraph in paragraphs if paragraph.is_front]
    wrapped = [first + second for first, second in pairwise(head) if not read_title(first)]
    found = [title for text in [*head, *wrapped] if (title := read_title(text))]
    whole = (title for title in found if title.year and title.body)
    more = (title for title in found if title.year or title.body)
    return next(whole, next(more, next(iter(found), None)))


def _dates(front: Front, paragraphs: Sequence[Paragraph]) -> None:
    for paragraph in paragraphs:
        dates = _dates_in(paragraph.text)
        stated = dates and (_PERIOD if paragraph.is_front else _PERIOD_OF_REPORT).search(paragraph.text)
        for kind, first, last in dates:
            if kind == "published" and front.published is None:
                front.published, front.dated["published"] = first, paragraph.line
            torn = paragraph.text.rstrip()[-1:].isdigit()  # the day may go on in the next line
            if kind == "period" and front.period is None and first and last and not torn and stated:
                front.period, front.dated["period"] = (first, last), paragraph.line
        told = "统计期限" in paragraph.text or (_PERIOD.search(paragraph.text) and _EATEN.search(paragraph.text))
        if not front.period and paragraph.is_front and told:
            front.diagnostics.append(Diagnostic("PARSE-DATE", paragraph.line))
    for paragraph in reversed(paragraphs[-_SIGNATURE_LINES:]):
        days = [day.first for day in dates_in(paragraph.text) if day.kind == "date"]
        if days and not paragraph.is_front and _signs(paragraph.text):
            front.signed, front.dated["signed"] = days[-1], paragraph.line
            break


def _dates_in(text: str) -> Sequence[Dates]:
    """The dates of a paragraph, a period behind the words for it before others (与上年1月1日至12月31日相比,统计期限为…)."""
    found, told = dates_in(text), _PERIOD.search(text)
    if told and sum(one.kind == "period" for one in found) > 1:
        behind = [one for one in dates_in(text[told.end() :]) if one.kind == "period"]
        return (*behind, *(one for one in found if one.kind != "period")) if behind else found
    return found


def _signs(text: str) -> bool:
    """Whether a line with a date is a signature: short, and the date ends it."""
    bare = tight(text)
    return len(bare) <= _LONGEST_SIGNATURE and "。" not in bare and bare.endswith(("日", *"0123456789"))


def _year(front: Front, paragraphs: Sequence[Paragraph]) -> None:
    if front.year is None and front.period:
        front.year = front.period[1].year
    preface = named_in_preface(
        [paragraph.text for paragraph in paragraphs if paragraph.is_front] or _first(paragraphs), front.year
    )
    if preface:
        front.named, front.year = preface[0], front.year or preface[1]
    if front.year is None:
        seen = Counter(year for paragraph in paragraphs for year in _YEAR.findall(paragraph.text)).most_common(2)
        if seen and seen[0][1] >= _MOST_SEEN and (len(seen) == 1 or seen[0][1] > seen[1][1]):
            front.year = int(seen[0][0])
            front.diagnostics.append(Diagnostic("PARSE-YEAR-INFERRED", None, {"year": front.year}))


def _first(paragraphs: Sequence[Paragraph]) -> list[str]:
    """The paragraph that is the preface of a report which begins with a heading."""
    return [paragraph.text for paragraph in paragraphs[:1]]


def _body(front: Front, title: Title | None, paragraphs: Sequence[Paragraph]) -> None:
    if title and title.body and has_place(title.body):
        front.body = body_name(title.body)
        return
    signature = _signature(paragraphs) if front.signed else None
    inferred = front.named or signature or most_named([paragraph.text for paragraph in paragraphs])
    if inferred:
        front.body = body_name(_ITS_OFFICE.sub("", inferred))
        front.diagnostics.append(Diagnostic("PARSE-BODY-INFERRED", None, {"body": front.body}))


def _signature(paragraphs: Sequence[Paragraph]) -> str | None:
    """The body that signs: the short line before the date."""
    tail = [tight(paragraph.text) for paragraph in paragraphs[-_SIGNATURE_LINES:]]
    for name, day in pairwise(tail):
        if dates_in(day) and _signs(day) and 3 <= len(name) <= 30 and re.fullmatch(r"[\u3400-\u9fff]+", name):
            return name if has_place(name) else None
    return None


def _scope(front: Front, paragraphs: Sequence[Paragraph]) -> str:
    if front.body_kind in ("town", "department"):
        return "own"
    told = (paragraph.text for paragraph in paragraphs if paragraph.is_front or paragraph.section in ("overview", "applications"))
    return "region" if any(_GATHERED.search(tight(text)) for text in told) else "unknown"
