"""Text without the marks of Markdown: those of headings, of bold type, tags of a word; what a converter wrote, not the body."""

import re

_MARKS = (
    ("#", re.compile(r"^ *#{1,6} *(?=[\u3400-\u9fff0-9*_(（])|(?<=\S) +#+ *$", re.MULTILINE), ""),
    ("---", re.compile(r"^ *-{6,} *$", re.MULTILINE), ""),
    ("***", re.compile(r"^ *\*{3,} *$", re.MULTILINE), ""),
    ("===", re.compile(r"^ *={4,} *$", re.MULTILINE), ""),
    ("**", re.compile(r"\*\*([^*\n]+)\*\*"), r"\1"),
    ("__", re.compile(r"__([^_\n]+)__"), r"\1"),
    ("\\", re.compile(r"\\([\\`*_{}\[\]()#+.!~、．-])"), r"\1"),
    (">", re.compile(r"^ *> ?", re.MULTILINE), ""),
    ("$", re.compile(r"\$([-+]?[0-9][0-9,.]*%?)\$"), r"\1"),
    ("<", re.compile(r"</?(?:u|b|i|em|strong|span|font|sub|sup|center)(?:[ \t][^<>\n]{0,200})?>", re.IGNORECASE), ""),
    ("<", re.compile(r"</?br[ \t]*/?>", re.IGNORECASE), " "),
    ("&", re.compile(r"&nbsp;|&emsp;|&ensp;"), " "),
    ("", re.compile(r"^ *[-*+] +(?=[一二三四五六七八九]、)", re.MULTILINE), ""),
)


def unmarked(text: str) -> str:
    """The same lines without marks."""
    for sign, mark, instead in _MARKS:
        if sign in text:
            text = mark.sub(instead, text)
    return text
