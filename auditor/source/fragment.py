"""Text with tables in HTML, as programs write that turn pictures or PDF into Markdown: a web page but for its paragraphs.

In a page line ends mean nothing; here each line outside the tables is a paragraph, with the marks of Markdown in it.
"""

import re

from auditor.source.markdown import unmarked

_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.IGNORECASE | re.DOTALL)
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:html|body|p|h[1-6]|article|section)\b", re.IGNORECASE)
_TAGS = re.compile(r"(?:\s*<[^<>]*>)*\s*")
_LINE = re.compile(r"[^\n]+")


def as_page(text: str) -> str:
    """The text as a page, its lines where they were; a page stays as it is."""
    if _PARAGRAPHS.search(text):
        return text
    # Behind the last table's end no table is looked for: of many that begin there each would be sought to the end of the text.
    end = max((match.end() for match in _END.finditer(text)), default=0)
    parts = _TABLE.split(text[:end])
    if len(parts) == 1:
        return text
    parts[-1] += text[end:]
    parts[::2] = [_LINE.sub(lambda line: _paragraph(line.group()), unmarked(part)) for part in parts[::2]]
    return "".join(parts)


def _paragraph(line: str) -> str:
    return line if _TAGS.fullmatch(line) else f"<p>{line}</p>"
