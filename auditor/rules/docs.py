"""The pages of docs/rules, made from the rules themselves.

python -m auditor.rules.docs [FOLDER]        default: docs/rules
"""

import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.rules.pack import Pack, load_pack
from auditor.rules.page import head, parts
from auditor.rules.schema import Rule
from auditor.rules.scope import FIELDS, OF_CELL, OF_REPORT, PAIRS, PROSE, SEVERAL

_EXPRESSIONS = (
    "[总计] = sum([自然人]..[其他])        一格；从一格到另一格 / a cell; the cells from one to another",
    "+ - * /   = != < <= > >=            四则和比较；除数为零不判断 / where a divisor is 0 nothing is judged",
    "sum count min max abs               count 数有数的单元格 / count: of cells that hold a number",
    "[二] = previous [四]                 另一份报告的同行或同列 / of the other report: previous, whole, parts",
    "value <= whole value                另一份报告的同一格 / the same cell of the other report",
    "quantity = reading                  文字中的数等于 readings 之一 / a claim equals one of the readings",
    "[一/总计]  [一]                       文字对应的单元格；表三中所说申请人的一列 / a claim's cell; in its column",
    "and or not ( )                      并且、或者、非",
    "value is blank                      blank dash text number whole fraction beyond unreadable；is not",
    "row in ('一', '四')                  not in",
    "title has '公开'                     文字中有 / a text is in it; not has",
    "raw matches '^[0-9]+$'              正则表达式 / a pattern is found in it; not matches",
)
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_INDEX, _FORMAT = "README.md", "FORMAT.md"
_SCOPES = ("row", "column", "cell", "section", "table", "report", *PROSE, *SEVERAL)
_TITLES = {
    "report": "report",
    "claim": "each claim of received, …",
    "rivals": "each pair of rivals",
    "copies": "each pair of copies",
    "recollections": "each pair of recollections",
}


def pages(pack: Pack) -> Iterator[tuple[str, str]]:
    """(name of the file, its text) of every page: one a rule, the list of all, and how a rule file is written."""
    yield _INDEX, _index(pack)
    yield _FORMAT, _format()
    for rule in pack.rules.values():
        yield f"{rule.code}.md", page(rule)


def write(folder: Path, pack: Pack) -> int:
    """Write the pages and take away those of rules that are no more; how many there are. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    made = dict(pages(pack))
    for old in folder.glob("*-[0-9][0-9][0-9].md"):
        if old.name not in made:
            old.unlink()
    for file, said in made.items():
        (folder / file).write_text(said, encoding="utf-8")
    return len(made)


def page(rule: Rule) -> str:
    """The page of a rule, in Chinese and then in English."""
    lines = [f"# {rule.code} {rule.name.zh} · {rule.name.en}", ""]
    for lang in _LANGUAGES:
        lines += [head(rule, lang), ""]
        for title, below, verbatim in parts(rule, lang):
            said = ["```", *below, "```"] if verbatim else [f"- {_inert(line)}" for line in below]
            lines += [f"**{title}**", "", *said, ""]
    return "\n".join(lines)


def _index(pack: Pack) -> str:
    """The list of rules by family."""
    lines = ["# 规则 · Rules", "", "本目录由 `auditor rules docs` 生成。This folder is made by `auditor rules docs`.", ""]
    for family, rules in groupby(pack.rules.values(), key=lambda rule: rule.family):
        lines += [f"## {family} {name('family', family, 'zh')} · {name('family', family, 'en')}", ""]
        lines += [
            "| " + " | ".join(f"{text(f'rules.{key}', 'zh')} {key}" for key in ("code", "name", "severity", "status")) + " |"
        ]
        lines += ["|---|---|---|---|"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {rule.name.zh} · {rule.name.en} | {rule.severity} | {rule.status} |"
            for rule in rules
        ]
        lines.append("")
    return "\n".join(lines)


def _format() -> str:
    """The keys of a rule, and the words that its expressions can use in each scope."""
    lines = [
        "# 规则的写法 · How a rule is written",
        "",
        "`auditor rules new` 给出样稿。`auditor rules new` gives one to begin with.",
        "",
    ]
    lines += _listed("每条规则的项目 · Keys of a rule", "key", (field.alias or key for key, field in Rule.model_fields.items()))
    lines += ["## 表达式 · Expressions", "", "```", *_EXPRESSIONS, "```", ""]
    lines += _listed("各种对象都有 · In every scope", "field", OF_REPORT)
    for scope in _SCOPES:
        own = [*(name for name in FIELDS[scope] if name not in OF_REPORT), *(OF_CELL if scope == "cell" else ())]
        lines += _listed(f"`{_TITLES.get(scope, f'each {scope}')}`", "field", own)
    for pair, (_, fields) in PAIRS.items():
        lines += _listed(f"`… of each {pair}`", "field", fields)
    return "\n".join(lines)


def _listed(title: str, group: str, names: Iterable[str]) -> list[str]:
    rows = [f"| `{one}` | {_inert(name(group, one, 'zh'))} | {_inert(name(group, one, 'en'))} |" for one in names]
    return [f"## {title}", "", "| | | |", "|---|---|---|", *rows, ""]


def _inert(line: str) -> str:
    """A line whose signs are not taken for Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_<>#[]|" else sign for sign in line)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs/rules"), load_pack())
