"""How much sections say beside sentences that any report could have: on what it rests, where it is published, whom to ask."""

import re
from collections.abc import Iterable, Sequence

from auditor.model.report import Prose, Section

_SENTENCE = re.compile(r"[^。；;！!\n]+")
_LETTER = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]")
_BOILERPLATE = (
    r"^(现)?(按照|依照|依据|根据).*(条例|要求|规定|通知|办法).*(编制|编写|制作|撰写|公布|报告如下)",
    r"(本|此|年度)报告.*(编制|编写|组成|构成|个部分|可.*下载|公布|电子版)",
    r"^(全文|报告全文|本年报|年报).*(包括|包含|组成|公布|下载)",
    r"(数据|统计).*(期限|时限|时间|起止).*\d{4}年",
    r"(如|若)?(有|对).*(疑问|意见|建议).*联系",
    r"(联系(电话|方式|地址)|邮政编码|邮编|电子邮箱)",
    r"(报告|公布|公开|说明|情况)如下[:：]?$",
)
_PATTERNS = tuple(map(re.compile, _BOILERPLATE))
_HINTS = ("报告", "年报", "全文", "公布", "编制", "编写", "制作", "撰写", "如下", "统计", "数据", "联系", "邮")
"""Without one of these a sentence fits none of them."""
_LONGEST = 500
"""A sentence of more characters says something beside: pages without a full stop are not searched for ever either."""
_LITTLE, _SHORT = 40, 300
"""Below so many letters of its own a section's text is kept, and so much of it."""


def weigh(sections: Iterable[Section], prose: Sequence[Prose]) -> None:
    """Notes how much prose each section has; what stands under a heading that is there twice counts for both."""
    told: dict[str, list[str]] = {}
    for one in prose:
        told.setdefault(one.section, []).append(one.text)
    for section in sections if prose else ():
        text = "。".join(told.get(section.section, ())) if section.section else ""
        section.letters, section.own_letters = letters(text), own_letters(text)
        section.prose = text[:_SHORT] if section.own_letters < _LITTLE else ""


def letters(text: str) -> int:
    """How many Chinese characters, Latin letters and digits a text has."""
    return len(_LETTER.findall(text))


def own_letters(text: str) -> int:
    """How many of them stand outside such sentences."""
    return sum(letters(one) for one in _SENTENCE.findall(text) if not _is_boilerplate(one.strip()))


def _is_boilerplate(sentence: str) -> bool:
    if len(sentence) > _LONGEST or not any(hint in sentence for hint in _HINTS):
        return False
    return any(pattern.search(sentence) for pattern in _PATTERNS)
