"""A made-up report: its parts, and its text in a layout."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from auditor.model.form import STATUTORY
from auditor.synth.drawing import LAYOUTS, boxes
from auditor.synth.figures import Address
from auditor.synth.prose import TITLES


@dataclass(slots=True)
class Draft:
    """Everything of a report that a fault may change before it is written.

    ``texts`` holds what stands in each cell; ``bodies`` the prose of the first and the last two sections by their number;
    ``left_out`` the numbers (1 to 6) of sections that are not there, ``renamed`` other titles by number.
    """

    body: str
    year: int
    form: str
    layout: str
    texts: dict[Address, str]
    bodies: dict[int, str]
    published: date
    left_out: set[int] = field(default_factory=set)
    renamed: dict[int, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """Its title."""
        return f"{self.body}{self.year}年政府信息公开工作年度报告"

    def text(self) -> str:
        """The report as it would be published."""
        parts = [self.title, "", f"发布日期：{_day(self.published)}", self._preface()]
        for number, (heading, section) in enumerate(self._sections(LAYOUTS[self.layout]), 1):
            if number not in self.left_out:
                parts += [heading, *(["", section] if self.layout == "line" else [section])]
        parts += ["", self.body, _day(self.published)]
        return (" " if self.layout == "one_line" else "\n").join(parts) + "\n"

    def _preface(self) -> str:
        span = f"{self.year}年1月1日起至{self.year}年12月31日止"
        return f"{self.body}依照《中华人民共和国政府信息公开条例》编制本报告，所列数据的统计期限自{span}。"

    def _sections(self, write: Callable[..., str]) -> list[tuple[str, str]]:
        tables = {number: write(boxes(table, self.texts, self.form)) for number, table in enumerate(STATUTORY, 2)}
        titles = {number: self.renamed.get(number, title) for number, title in enumerate(TITLES, 1)}
        headings = (f"{numeral}、{titles[number]}" for number, numeral in enumerate("一二三四五六", 1))
        return [(heading, (tables | self.bodies)[number]) for number, heading in enumerate(headings, 1)]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
