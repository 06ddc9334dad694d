"""Tables as they are drawn on paper, and written in the layouts that reports are met in.

A table is a list of rows of boxes; each layout writes the boxes in its way.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import NamedTuple

from auditor.model.form import TableForm, table_form

Texts = Mapping[tuple[str, str, str], str]
"""What stands in each cell, by address; "" for a blank one."""
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_ARTICLES = {"regulations": "一", "licences": "五", "penalties": "六", "fees": "八", "procurement": "九"}


class Box(NamedTuple):
    """A cell on paper: its text and how many columns and rows it covers."""

    text: str
    wide: int = 1
    high: int = 1


Rows = list[list[Box]]


def boxes(table: str, figures: Texts, form: str) -> Rows:
    """A table as it is drawn: 4 columns (disclosure), 10 (applications) or 15 (review)."""
    return {"disclosure": _disclosure, "applications": _applications, "review": _review}[table](table_form(table, form), figures)


def _disclosure(form: TableForm, figures: Texts) -> Rows:
    rows: Rows = []
    for line in form.rows:
        columns = form.columns_of(line.address)
        widths = [1] * (len(columns) - 1) + [4 - len(columns)]
        if line.address in _ARTICLES:
            rows.append([Box(f"第二十条第（{_ARTICLES[line.address]}）项", 4)])
            rows.append(_row("信息内容", 1, [form.column_labels[column] for column in columns], widths))
        rows.append(_row(line.label, 1, [figures["disclosure", line.address, column] for column in columns], widths))
    return rows


def _applications(form: TableForm, figures: Texts) -> Rows:
    labels = [line.label for line in form.columns]
    rows: Rows = [
        [Box(_CORNER, 3, 3), Box("申请人情况", 7)],
        [Box(labels[0], 1, 2), Box("法人或其他组织", 5), Box(labels[-1], 1, 2)],
        [Box(label) for label in labels[1:-1]],
    ]
    written: set[str] = set()
    for line in form.rows:
        groups = [
            Box(form.groups[group], 1, sum(group in other.groups for other in form.rows))
            for group in line.groups
            if group not in written
        ]
        written.update(line.groups)
        values = [figures["applications", line.address, column.address] for column in form.columns]
        rows.append([*groups, *_row(line.label, 3 - len(line.groups), values, [1] * 7)])
    return rows


def _review(form: TableForm, figures: Texts) -> Rows:
    return [
        [Box("行政复议", 5, 2), Box("行政诉讼", 10)],
        [Box("未经复议直接起诉", 5), Box("复议后起诉", 5)],
        [Box(label) for label in _FIVE * 3],
        [Box(figures["review", row, column]) for row, column in form.cells],
    ]


def _row(label: str, wide: int, texts: Sequence[str], widths: Sequence[int]) -> list[Box]:
    return [Box(label, wide), *(Box(text, width) for text, width in zip(texts, widths, strict=True))]


def grid(rows: Rows, *, repeat: bool = False) -> list[list[str]]:
    """Rows of equal length: what a merged box covers is blank, or repeats its text."""
    columns = sum(box.wide for box in rows[0])
    filled: list[list[str | None]] = [[None] * columns for _ in rows]
    for number, row in enumerate(rows):
        for box in row:
            column = filled[number].index(None)
            for down in range(box.high):
                for right in range(box.wide):
                    first = down == right == 0
                    filled[number + down][column + right] = box.text if first or repeat else ""
    return [[text or "" for text in row] for row in filled]


# ---------------------------------------------------------------------- layouts


def _tab(rows: Rows) -> str:
    """Merged cells leave a bare TAB in every later row, none to their right."""
    if len(rows[0]) == 2 and rows[0][0].high > 1 and len(rows) > 4:
        head = [f"\t{box.text}\n" for box in rows[0]]
        return "".join(
            [*head, "\n", *_tab_rows([[Box(""), *rows[1]], [Box(""), Box(""), *rows[2], Box("")], *_hanging(rows[3:])])]
        )
    return "".join(_tab_rows(rows if len(rows) != 4 else [*rows[:2], [Box("")] * 5 + rows[2], rows[3]]))


def _hanging(rows: Rows) -> Rows:
    """Rows with a blank box for each merged one from above."""
    hung: Rows = []
    open_boxes: list[int] = []
    for row in rows:
        hung.append([Box("")] * len([left for left in open_boxes if left > 0]) + row)
        open_boxes = [left - 1 for left in open_boxes if left > 1] + [box.high - 1 for box in row if box.high > 1]
    return hung


def _tab_rows(rows: Rows) -> list[str]:
    return ["\n".join("".join(f"\t{box.text}\n" for box in row) for row in rows) + "\n\n"]


def _lines(rows: Rows) -> str:
    return "".join(f"{box.text}\n\n" for row in rows for box in row if box.text)


def _pipe(rows: Rows) -> str:
    width = sum(box.wide for box in rows[0])
    return "".join(" | ".join(box.text for box in row) + " |" + "|" * (width - len(row)) + "\n" for row in rows)


def _pipe_leading(rows: Rows) -> str:
    return "".join("| " + " | ".join(box.text for box in row) + " |\n" for row in rows)


def _markdown(rows: Rows) -> str:
    lines = ["| " + " | ".join(row) + " |\n" for row in grid(rows)]
    return "".join([lines[0], "|" + "---|" * len(grid(rows)[0]) + "\n", *lines[1:]])


def _markdown_repeated(rows: Rows) -> str:
    return "".join("| " + " | ".join(row) + " |\n" for row in grid(rows, repeat=True))


def _pipe_cell(rows: Rows) -> str:
    return "".join("".join(f"{box.text} |\n" if box.text else "|\n" for box in row) + "||\n" for row in rows)


def _pipe_between(rows: Rows) -> str:
    return "".join("".join(f"{box.text}\n|\n" if box.text else "|\n" for box in row) for row in rows)


def _pipe_row(rows: Rows) -> str:
    return "".join("|\n" + "".join(f"{box.text} |\n" if box.text else "|\n" for box in row) for row in rows)


def _spaced(rows: Rows) -> str:
    return "".join("  ".join(box.text for box in row if box.text) + "\n" for row in rows)


def _one_line(rows: Rows) -> str:
    return " ".join(box.text for row in rows for box in row if box.text)


def _comma(rows: Rows) -> str:
    """As a spreadsheet saves them: a text with a comma or a quote in it is in quotes."""
    file = StringIO()
    csv.writer(file, lineterminator="\n").writerows(grid(rows))
    return file.getvalue()


def _list(rows: Rows) -> str:
    """As a program prints them."""
    return "\n".join(json.dumps([box.text for box in row], ensure_ascii=False) for row in rows) + "\n"


LAYOUTS: Mapping[str, Callable[[Rows], str]] = {
    "tab": _tab,
    "line": _lines,
    "pipe": _pipe,
    "pipe_leading": _pipe_leading,
    "markdown": _markdown,
    "markdown_repeated": _markdown_repeated,
    "pipe_cell": _pipe_cell,
    "pipe_between": _pipe_between,
    "pipe_row": _pipe_row,
    "spaced": _spaced,
    "one_line": _one_line,
    "comma": _comma,
    "list": _list,
}
WITHOUT_BLANKS = frozenset({"line", "spaced", "one_line"})
"""Layouts in which a blank cell vanishes."""
