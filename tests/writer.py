"""Writes reports with known figures in the layouts that reports are met in, so that tests can read them back."""

from collections.abc import Callable, Mapping

from auditor.model.form import TableForm, table_form

Figures = Mapping[tuple[str, str, str], str]
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
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_MERGED = ""


def zeros(form: str) -> dict[tuple[str, str, str], str]:
    """Every cell of the three statutory tables of a form, each "0"."""
    tables = ("disclosure", "applications", "review")
    return {(table, row, column): "0" for table in tables for row, column in table_form(table, form).cells}


def report(figures: Figures, form: str, layout: str, title: str = TITLE) -> str:
    """A whole report in a layout ("tab" or "line") with these cell texts; "" for a blank cell."""
    table: Callable[[str], str] = {"tab": _Tab(figures, form).table, "line": _Lines(figures, form).table}[layout]
    numbered = [f"{number}、{name}" for number, name in zip("一二三四五六", TITLES, strict=True)]
    bodies = [
        "这一年按要求推进公开工作。",
        table("disclosure"),
        table("applications"),
        table("review"),
        "存在的问题将逐项改进。",
        "无其他需要报告的事项。",
    ]
    parts = [title, "", PREFACE]
    for heading, body in zip(numbered, bodies, strict=True):
        parts += [heading, *([""] if layout == "line" else []), body]
    return "\n".join(parts) + "\n"


class _Grid:
    """The rows of a table as cells of text; None stands for a cell that belongs to a merged one."""

    def __init__(self, figures: Figures, form: str) -> None:
        self.figures, self.form = figures, form

    def rows(self, table: str) -> list[list[str | None]]:
        form = table_form(table, self.form)
        return {"disclosure": self.disclosure, "applications": self.applications, "review": self.review}[table](form)

    def value(self, table: str, row: str, column: str) -> str:
        return self.figures[table, row, column]

    def disclosure(self, form: TableForm) -> list[list[str | None]]:
        rows: list[list[str | None]] = []
        articles = {"regulations": "一", "licences": "五", "penalties": "六", "fees": "八", "procurement": "九"}
        for line in form.rows:
            columns = form.columns_of(line.address)
            if line.address in articles:
                rows.append([f"第二十条第（{articles[line.address]}）项"])
                rows.append(["信息内容", *(form.column_labels[column] for column in columns)])
            rows.append([line.label, *(self.value("disclosure", line.address, column) for column in columns)])
        return rows

    def applications(self, form: TableForm) -> list[list[str | None]]:
        labels = [line.label for line in form.columns]
        rows: list[list[str | None]] = [
            [_CORNER],
            ["申请人情况"],
            [None, labels[0], "法人或其他组织", labels[-1]],
            [None, None, *labels[1:-1], None],
        ]
        written: set[str] = set()
        for line in form.rows:
            groups: list[str | None] = [None if group in written else form.groups[group] for group in line.groups]
            written.update(line.groups)
            values = [self.value("applications", line.address, column.address) for column in form.columns]
            rows.append([*groups, line.label, *values])
        return rows

    def review(self, form: TableForm) -> list[list[str | None]]:
        return [
            ["行政复议", "行政诉讼"],
            [*_FIVE, "未经复议直接起诉", "复议后起诉"],
            [None] * 5 + [*_FIVE, *_FIVE],
            [self.value("review", row, column) for row, column in form.cells],
        ]


class _Tab(_Grid):
    def table(self, table: str) -> str:
        rows = self.rows(table)
        if table == "applications":
            first = "".join(f"\t{cell}\n" for row in rows[:2] for cell in row)
            return first + self.text(rows[2:])
        return self.text(rows)

    def text(self, rows: list[list[str | None]]) -> str:
        return "\n".join("".join(f"\t{cell or _MERGED}\n" for cell in row) for row in rows) + "\n\n"


class _Lines(_Grid):
    def table(self, table: str) -> str:
        return "".join(f"{cell}\n\n" for row in self.rows(table) for cell in row if cell)
