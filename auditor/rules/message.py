"""What a finding says to a person."""

from auditor.catalogue.language import Language
from auditor.catalogue.text import name
from auditor.model.finding import Finding
from auditor.model.finding import Number as Value
from auditor.model.form import column_label, row_label
from auditor.model.report import Report
from auditor.rules.finding import plain
from auditor.rules.pack import Pack
from auditor.rules.readings import in_words


def message(finding: Finding, pack: Pack, report: Report, lang: Language) -> str:
    """The message of a finding's rule with its placeholders filled.

    Rows, columns, tables and sections have their statutory Chinese names in both languages; a blank where a number is expected
    is called so.
    """
    rule, place, form = pack.rules[finding.rule], finding.place, _form(finding, report)
    values: dict[str, str] = {key: str(value) for key, value in finding.details.items()}
    values |= {
        "table": name("table", place.table or "", "zh"),
        "row": row_label(place.table, form, place.row) if place.table and place.row else "",
        "column": column_label(place.table, form, place.column) if place.table and place.column else "",
        "section": name("section", place.section or "", "zh"),
        "expected": _number(finding.expected),
        "actual": name("state", str(finding.details["actual"]), lang) if "actual" in finding.details else _number(finding.actual),
        "difference": _signed(finding.difference),
        "arithmetic": arithmetic(finding, pack, report),
    }
    if rule.readings:
        values |= in_words(rule, values, lang)
    return rule.message[lang].format_map(_Values(values))


def arithmetic(finding: Finding, pack: Pack, report: Report) -> str:  # noqa: ARG001 - asked for like a message
    """The sums behind a finding, without terms that are 0: ``670+27+2+7+5+1 = 712``; "" where there are none."""
    return str(finding.details.get("arithmetic", ""))


class _Values(dict[str, str]):
    """Placeholders; one that this finding has no value for is left empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _form(finding: Finding, report: Report) -> str:
    return next((table.form for table in report.tables if table.table == finding.place.table), report.form)


def _number(value: Value | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else plain(value)


def _signed(value: Value | None) -> str:
    return "" if value is None else f"+{plain(value)}" if value > 0 else plain(value)
