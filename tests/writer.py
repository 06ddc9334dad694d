"""Writes whole reports with known figures in the layouts that reports are met in, so that tests can read them back.

tests/formats.py does the same for HTML, Word files and PDF.
"""

from collections.abc import Callable

from auditor.model.form import table_form
from auditor.synth.drawing import LAYOUTS, WITHOUT_BLANKS, Box, Rows, Texts, boxes, grid

__all__ = ["LAYOUTS", "WITHOUT_BLANKS", "Box", "Figures", "Rows", "boxes", "grid", "report", "sections", "zeros"]

Figures = Texts
TITLE = "2019年青石县政府信息公开工作年度报告"
PREFACE = "本报告依照《中华人民共和国政府信息公开条例》编写，所列数据的统计期限自2019年1月1日起至2019年12月31日止。"
TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
TABLES = ("disclosure", "applications", "review")


def zeros(form: str) -> dict[tuple[str, str, str], str]:
    """Every cell of the three statutory tables of a form, each "0"."""
    return {(table, row, column): "0" for table in TABLES for row, column in table_form(table, form).cells}


def report(figures: Figures, form: str, layout: str, title: str = TITLE) -> str:
    """A whole report in a layout of LAYOUTS with these cell texts; "" for a blank cell."""
    write = LAYOUTS[layout]
    parts = [title, "", PREFACE]
    for heading, body in sections(lambda table: write(boxes(table, figures, form))):
        parts += [heading, *(["", body] if layout == "line" else [body])]
    return "\n".join(parts) + "\n" if layout != "one_line" else " ".join(parts) + "\n"


def sections(table: Callable[[str], str]) -> list[tuple[str, str]]:
    """The six sections: heading and body."""
    bodies = [
        "这一年按要求推进公开工作。",
        *(table(name) for name in TABLES),
        "存在的问题将逐项改进。",
        "无其他需要报告的事项。",
    ]
    numbered = [f"{number}、{name}" for number, name in zip("一二三四五六", TITLES, strict=True)]
    return list(zip(numbered, bodies, strict=True))
