"""Text without the marks of Markdown: those of headings, of bold type, tags of a word; what a converter wrote, not the body."""

import re

_S = "[ \xa0\u3000]"
"""A space on a line; a TAB begins a cell."""
_MARKS = (
    ("#", re.compile(rf"^{_S}*#{{1,6}}{_S}*(?=[\u2e80-\u2fdf\u3400-\u9fff0-9*_(（])|(?<=\S){_S}+#+{_S}*$", re.MULTILINE), ""),
    ("---", re.compile(rf"^{_S}*-{{6,}}{_S}*$", re.MULTILINE), ""),
    ("***", re.compile(rf"^{_S}*\*{{3,}}{_S}*$", re.MULTILINE), ""),
    ("===", re.compile(rf"^{_S}*={{4,}}{_S}*$", re.MULTILINE), ""),
    ("**", re.compile(r"\*\*([^*\n]+)\*\*"), r"\1"),
    ("__", re.compile(r"__([^_\n]+)__"), r"\1"),
    ("\\", re.compile(r"\\([\\`*_{}\[\]()#+.!~、．-])"), r"\1"),
    (">", re.compile(rf"^{_S}*>{_S}?", re.MULTILINE), ""),
    ("$", re.compile(r"\$([-+]?[0-9][0-9,.]*%?)\$"), r"\1"),
    ("<", re.compile(r"</?(?:u|b|i|em|strong|span|font|sub|sup|center)(?:[ \t][^<>\n]{0,200})?>", re.IGNORECASE), ""),
    ("<", re.compile(r"</?br[ \t]*/?>", re.IGNORECASE), " "),
    ("&", re.compile(r"&nbsp;|&emsp;|&ensp;"), " "),
    ("", re.compile(rf"^{_S}*[-*+]{_S}+(?=[一二三四五六七八九]、)", re.MULTILINE), ""),
)


def unmarked(text: str) -> str:
    """The same lines without marks."""
    for sign, mark, instead in _MARKS:
        if sign in text:
            text = mark.sub(instead, text)
    return text
