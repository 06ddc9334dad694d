"""What is wrong with a rule file, told with its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import process

from auditor.catalogue.language import Language, language

_LIKE = 50.0
"""How alike (0 to 100) a known word must be to be suggested."""


class RuleError(Exception):
    """An error in a rule: ``key`` tells what, ``path`` leads to the value in the rule, ``at`` counts characters into it."""

    def __init__(self, key: str, path: tuple[str | int, ...] = (), at: int | None = None, **details: Any) -> None:
        super().__init__(key)
        self.key, self.path, self.at, self.details = key, path, at, details

    def inside(self, *path: str | int) -> "RuleError":
        """The same error, seen from further outside."""
        return RuleError(self.key, (*path, *self.path), self.at, **self.details)


@dataclass(frozen=True, slots=True)
class RuleProblem:
    """A rule that does not run, and where its file is wrong; ``line`` and ``column`` are 1-based.

    ``excerpt`` is the line of the file; ``rule`` the code of the rule, "" where it is not known.
    """

    file: str
    line: int
    column: int
    key: str
    details: Mapping[str, str | int] = field(default_factory=dict)
    excerpt: str = ""
    rule: str = ""

    def text(self, lang: Language | None = None) -> str:
        """``file:line:column: rule: what is wrong``, the line, a caret under the place, and what may have been meant."""
        lang = lang or language()
        said = TEXTS[self.key][lang].format(**self.details)
        subject = f"{self.rule}: " if self.rule else ""
        lines = [f"{self.file}:{self.line}:{self.column}: {subject}{said}"]
        if self.excerpt.strip():
            shown = "".join(character if character.isprintable() else " " for character in self.excerpt)
            lines += [f"    {shown}", "    " + _pad(shown[: self.column - 1]) + "^"]
        if meant := self.details.get("meant"):
            lines.append("    " + TEXTS["meant"][lang].format(meant=meant))
        return "\n".join(lines)


def meant(word: str, known: Iterable[str]) -> str:
    """The known word most like a word, "" where none is like it."""
    best = process.extractOne(word, sorted(set(known)), score_cutoff=_LIKE)
    return str(best[0]) if best else ""


def _pad(text: str) -> str:
    """White space as wide as a text: Chinese characters are two columns wide."""
    return "".join("\u3000" if ord(character) > 0x2E7F else " " for character in text)


TEXTS: Mapping[str, Mapping[Language, str]] = {
    "meant": {"zh": "是否指“{meant}”？", "en": "did you mean “{meant}”?"},
    "read": {"zh": "规则文件不能读取：{reason}", "en": "the rule file cannot be read: {reason}"},
    "too-large": {"zh": "规则文件超过{limit}字节", "en": "the rule file is larger than {limit} bytes"},
    "yaml": {"zh": "YAML 语法错误：{reason}", "en": "this is not YAML: {reason}"},
    "alias": {"zh": "规则文件不许使用锚点、别名或标签", "en": "anchors, aliases and tags are not allowed in a rule file"},
    "deep": {"zh": "嵌套超过{limit}层", "en": "nested more than {limit} deep"},
    "key-twice": {"zh": "键“{name}”出现两次", "en": "the key “{name}” is there twice"},
    "not-a-list": {"zh": "规则文件应是规则的列表", "en": "a rule file is a list of rules"},
    "not-a-rule": {"zh": "规则应由“键: 值”组成", "en": "a rule is made of “key: value”"},
    "unknown-key": {"zh": "规则没有“{name}”这一项", "en": "rules have no key “{name}”"},
    "missing-key": {"zh": "缺少“{name}”", "en": "“{name}” is missing"},
    "value": {"zh": "“{name}”的值不合要求：{reason}", "en": "“{name}” cannot be this: {reason}"},
    "one-of": {"zh": "“{name}”只能是 {expected} 之一", "en": "“{name}” is one of {expected}"},
    "code-twice": {
        "zh": "规则编号{code}已在{file}第{line}行使用",
        "en": "the code {code} is used in {file}, line {line}",
    },
    "placeholder": {"zh": "消息中没有“{name}”这个占位符", "en": "messages have no placeholder “{name}”"},
    "braces": {"zh": "消息中的大括号不成对", "en": "the braces of the message do not match"},
    "long": {"zh": "表达式超过{limit}个字符", "en": "the expression is longer than {limit} characters"},
    "nested": {"zh": "表达式嵌套超过{limit}层", "en": "the expression is nested more than {limit} deep"},
    "character": {"zh": "这里不能是“{found}”", "en": "“{found}” cannot stand here"},
    "syntax": {"zh": "这里应是{expected}，不能是“{found}”", "en": "“{found}” cannot stand here, expected {expected}"},
    "cut-short": {"zh": "表达式不完整，后面应有{expected}", "en": "the expression breaks off, expected {expected}"},
    "scope-table": {"zh": "没有“{name}”这张表", "en": "there is no table “{name}”"},
    "scope-needs-table": {"zh": "each {kind} 后要写明表，如 in applications", "en": "each {kind} needs a table: in applications"},
    "scope-no-table": {"zh": "each {kind} 后不写表", "en": "each {kind} takes no table"},
    "no-form": {"zh": "表{table}没有所列年份的表式", "en": "the table {table} is in none of the forms that are named"},
    "no-cells": {"zh": "这里没有单元格可引用", "en": "there are no cells to refer to here"},
    "unknown-row": {"zh": "{form}年{table}表没有“{name}”这一行", "en": "the table {table} of {form} has no row “{name}”"},
    "unknown-column": {"zh": "{form}年{table}表没有“{name}”这一列", "en": "the table {table} of {form} has no column “{name}”"},
    "several": {"zh": "“{name}”是{count}个单元格，请写 sum([{name}])", "en": "“{name}” is {count} cells, write sum([{name}])"},
    "backwards": {"zh": "“{first}”在“{last}”之后", "en": "“{first}” comes after “{last}”"},
    "unknown-field": {"zh": "这里没有“{name}”", "en": "there is no “{name}” here"},
    "unknown-function": {"zh": "没有函数“{name}”", "en": "there is no function “{name}”"},
    "not-a-number": {"zh": "这里应是数", "en": "a number is needed here"},
    "not-a-text": {"zh": "文字只能用 = 和 != 与文字比较", "en": "text compares with text only, by = or !="},
    "not-a-truth": {"zh": "这里应是条件", "en": "a condition is needed here"},
    "not-a-cell": {"zh": "is {state} 只能用于单元格", "en": "only a cell can be {state}"},
    "not-a-place": {"zh": "at 应是一个单元格，如 [总计]", "en": "“at” is one cell, such as [总计]"},
    "product": {
        "zh": "单元格不能互相乘除，也不能作除数",
        "en": "cells cannot be multiplied by each other, nor divide",
    },
    "by-zero": {"zh": "除数为零", "en": "division by zero"},
    "too-many-cases": {"zh": "条件展开后超过{limit}种情形", "en": "the condition has more than {limit} cases"},
    "too-many-terms": {"zh": "一个比较中超过{limit}项", "en": "a comparison has more than {limit} terms"},
    "too-precise": {
        "zh": "系数或常数过大或过细，规则引擎不能准确计算",
        "en": "a factor or constant is too large or too fine for the engine to be exact",
    },
    "collision": {
        "zh": "规则引擎分不清“{name}”和“{other}”",
        "en": "the engine cannot tell “{name}” and “{other}” apart",
    },
    "too-many-fields": {"zh": "规则用到的字段超过{limit}个", "en": "the rules use more than {limit} fields of one thing"},
}
