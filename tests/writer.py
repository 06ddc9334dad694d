"""Writes whole reports with known figures in the layouts that reports are met in, so that tests can read them back.

tests/formats.py does the same for HTML, Word files and PDF.
"""

from collections import ChainMap
from collections.abc import Callable

from auditor.model.form import table_form
from auditor.synth.drawing import LAYOUTS, WITHOUT_BLANKS, Box, Rows, Texts, boxes, grid
from auditor.synth.prose import TITLES

__all__ = ["LAYOUTS", "WITHOUT_BLANKS", "Box", "Figures", "Rows", "boxes", "grid", "report", "sections", "zeros"]

Figures = Texts
TITLE = "2019年青石县政府信息公开工作年度报告"
PREFACE = "本报告依照《中华人民共和国政府信息公开条例》编写，所列数据的统计期限自2019年1月1日起至2019年12月31日止。"
TABLES = ("disclosure", "applications", "review")


# Form → the form of each of its tables; "mixed" is a table 2 whose first block is that of 2019 and whose others are of 2021.
FORMS = {
    "2019": dict.fromkeys(TABLES, "2019"),
    "2021": dict.fromkeys(TABLES, "2021"),
    "mixed tables": {"disclosure": "2021", "applications": "2019", "review": "2019"},
    "mixed blocks": {"disclosure": "mixed", "applications": "2021", "review": "2021"},
    "annex": {**dict.fromkeys(TABLES, "2019"), "platform": "2014"},
}
# The rows of the annex that only head others.
_WITHOUT_COUNT = ("channels", "channels_of_response")
# The first block of table 2 on paper: its article, its heads, two rows.
_FIRST_BLOCK = 4


def zeros(form: str) -> dict[tuple[str, str, str], str]:
    """Every cell of the statutory tables of a form, each "0"; the units of the annex as they are printed there."""
    return {address: _printed(*address) for address in _addresses(form)}


def _printed(table: str, row: str, column: str) -> str:
    if table == "platform" and row in _WITHOUT_COUNT:
        return ""
    return "条" if column == "unit" else "0"


def _addresses(form: str) -> list[tuple[str, str, str]]:
    found = []
    for table, year in FORMS[form].items():
        if year == "mixed":
            rows = ("regulations", "normative_documents")
            old, new = table_form(table, "2019").cells, table_form(table, "2021").cells
            cells = [one for one in old if one[0] in rows] + [one for one in new if one[0] not in rows]
        else:
            cells = list(table_form(table, year).cells)
        found += [(table, *cell) for cell in cells]
    return found


def drawn(table: str, figures: Figures, form: str) -> Rows:
    """A table of a form of ``FORMS`` as it is drawn on paper."""
    year = FORMS[form][table]
    if year == "mixed":
        every = ChainMap(dict(figures), zeros("2019"), zeros("2021"))
        return boxes(table, every, "2019")[:_FIRST_BLOCK] + boxes(table, every, "2021")[_FIRST_BLOCK:]
    if table == "platform":
        annex = table_form(table, year)
        head = [Box(text) for text in (*annex.headings, *annex.column_labels.values())]
        cells = {line: [figures[table, line.address, column] for column in annex.column_labels] for line in annex.rows}
        return [head, *([Box(text) for text in (line.label, *texts)] for line, texts in cells.items())]
    return boxes(table, figures, year)


def report(figures: Figures, form: str, layout: str, title: str = TITLE) -> str:
    """A whole report in a layout of LAYOUTS with these cell texts; "" for a blank cell."""
    write = LAYOUTS[layout]
    parts = [title, "", PREFACE]
    for heading, body in sections(lambda table: write(drawn(table, figures, form)), annex="platform" in FORMS[form]):
        parts += [heading, *(["", body] if layout == "line" else [body])]
    return "\n".join(parts) + "\n" if layout != "one_line" else " ".join(parts) + "\n"


def sections(table: Callable[[str], str], *, annex: bool = False) -> list[tuple[str, str]]:
    """The six sections: heading and body; the last one holds the annex where there is one."""
    bodies = [
        "这一年按要求推进公开工作。",
        *(table(name) for name in TABLES),
        "存在的问题将逐项改进。",
        table("platform") if annex else "无其他需要报告的事项。",
    ]
    numbered = [f"{number}、{name}" for number, name in zip("一二三四五六", TITLES, strict=True)]
    return list(zip(numbered, bodies, strict=True))
