"""What happens to reports on their way: each damage turns a text into a damaged one, by chance."""

import re
from collections.abc import Callable, Mapping
from random import Random

from opencc import OpenCC

Damage = Callable[[str, Random], str]


def _none(text: str, _: Random) -> str:
    return text


def _traditional(text: str, _: Random) -> str:
    return OpenCC("s2tw").convert(text)


def _readings(text: str, _: Random) -> str:
    return OpenCC("s2t").convert(text).replace("開", "開(kāi)").replace("請", "請(qǐng)").replace("規", "規(guī)")


def _widths(text: str, _: Random) -> str:
    return text.translate(str.maketrans({"（": "(", "）": ")", "：": ":", "一": "⼀", "行": "⾏", "0": "０"}))


def _thousands(text: str, _: Random) -> str:
    return re.sub(r"(?<![0-9])([0-9]{1,3})([0-9]{3})(?![0-9年])", r"\1,\2", text)


def _label(text: str, chance: Random) -> str:
    """A character of some labels is lost, another is another."""
    for label in chance.sample(("属于国家秘密", "保护第三方合法权益", "信访举报投诉类申请", "结转下年度继续办理"), 2):
        at = chance.randrange(2, len(label))
        text = text.replace(label, label[:at] + chance.choice(("", "某")) + label[at + 1 :])
    return text


def _head(text: str, _: Random) -> str:
    """The second line of two heads is lost."""
    return text.replace("本年新制作数量", "本年新").replace("本年新公开数量", "本年新")


def _remark(text: str, _: Random) -> str:
    return text.replace("现行有效件数", "现行有效件数（历史累计）").replace("采购总金额", "采购总金额（万元）")


def _line_lost(text: str, chance: Random) -> str:
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines)


def _line_twice(text: str, chance: Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    return "\n".join([*lines[: at + 1], *lines[at:]])


def _page(text: str, chance: Random) -> str:
    lines = text.split("\n")
    lines.insert(chance.randrange(len(lines)), "- 4 -")
    return "\n".join(lines)


def _cut(text: str, chance: Random) -> str:
    return text[: chance.randrange(len(text) // 2, len(text))]


DAMAGES: Mapping[str, Damage] = {
    "none": _none,
    "traditional": _traditional,
    "readings": _readings,
    "widths": _widths,
    "thousands": _thousands,
    "label": _label,
    "head": _head,
    "remark": _remark,
    "line lost": _line_lost,
    "line twice": _line_twice,
    "page number": _page,
    "cut": _cut,
}
