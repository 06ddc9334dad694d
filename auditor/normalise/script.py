"""Traditional script, pinyin readings and width variants: a copy is normalised for matching, the original is kept.

Nothing here changes the number of lines of a text, so a line of the copy is the same line of the original.
"""

import re
import unicodedata
from functools import cache
from operator import ne

from opencc import OpenCC

# A reading in parentheses after a character: 報(bào)告. Latin letters with tone marks, as crawlers insert them.
_READING = re.compile(r"(?<=[\u3400-\u9fff])[(（][a-zɡāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿê]{1,7}[)）]")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Everyday text, of which NFKC changes these alone; it is told and changed far faster than NFKC does.
_WIDE = "，（）：；％！？"
_USUAL = re.compile(rf"[\n -~—‘-”、。〈-】\u4e00-\u9fff{_WIDE}]*+")
_MARK = re.compile(r"[\u2460-\u249b](?=\s*[0-9０-９])|(?<=[0-9０-９])[\xb2\xb3\xb9\u2070-\u2089\u2460-\u249b]")
_NARROW = tuple((wide, unicodedata.normalize("NFKC", wide)) for wide in _WIDE)
# Words of Taiwan, and a character of Hong Kong, that converters put for those of the forms. 档案 stays: an archive (档案局) is
# called so on either side.
_TAIWAN = (
    ("衞", "卫"),
    ("资讯", "信息"),
    ("释出", "发布"),
    ("专案", "项目"),
    ("网际网路", "互联网"),
    ("网路", "网络"),
    ("入口网站", "门户网站"),
    ("线上访谈", "在线访谈"),
    ("规范性档案", "规范性文件"),
    ("资料统计", "数据统计"),
    ("本列资料", "本列数据"),
)
_SAMPLE = 6_000
_SHARE = 0.03


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("tw2s")


@cache
def _changing() -> re.Pattern[str]:
    """The characters that have another simplified shape by themselves."""
    every = [chr(code) for code in range(0x3400, 0xA000)]
    shapes = _to_simplified().convert("\n".join(every)).split("\n")
    return re.compile(f"[{''.join(char for char, shape in zip(every, shapes, strict=True) if char != shape)}]")


def without_readings(text: str) -> str:
    """The text without pinyin readings: 會(huì)同縣 → 會同縣."""
    return _READING.sub("", text)


def is_traditional(text: str) -> bool:
    """Whether a text is in Traditional script: more than a few of its characters have another simplified shape."""
    if not _changing().search(text, 0, _SAMPLE):
        return False
    sample = "".join(_HAN.findall(text[:_SAMPLE]))
    changed = sum(map(ne, sample, _to_simplified().convert(sample)))
    return bool(changed > _SHARE * len(sample))


def simplified(text: str) -> str:
    """The text in Simplified script, without readings and words of Taiwan, in its usual widths (NFKC: Kangxi radicals …)."""
    text = unicodedata.normalize("NFKC", _without_marks(_to_simplified().convert(without_readings(text))))
    for theirs, ours in _TAIWAN:
        text = text.replace(theirs, ours)
    return text


def narrow(text: str) -> str:
    """A Simplified text in its usual widths."""
    if _USUAL.fullmatch(text):
        for wide, usual in _NARROW:
            text = text.replace(wide, usual)
        return text
    return unicodedata.normalize("NFKC", _without_marks(text))


def _without_marks(text: str) -> str:
    """Spaces for the marks of lists and notes that would be digits of the number beside them: ①12件, 20¹件."""
    return _MARK.sub(" ", text)
