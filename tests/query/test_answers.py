"""Queries to the sample reports, in both languages, against answers counted by hand."""

from pathlib import Path

import pytest
import yaml

from auditor.query.parser import parse

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "answers.yaml").read_text(encoding="utf-8"))


def plain(value):
    """Exact numbers as their digits."""
    return value if value is None or isinstance(value, int | str) else str(value)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("case", CASES, ids=[case["en"] for case in CASES])
def test_the_answer_is_what_was_counted(asked, case, lang):
    answer = asked.ask(case[lang])
    columns = case.get("columns", answer.columns)
    rows = [[plain(row[answer.columns.index(one)]) for one in columns] for row in answer]
    expected = [[plain(value) for value in row] for row in case["rows"]]
    assert (sorted(map(str, rows)) if case.get("unordered") else rows) == (
        sorted(map(str, expected)) if case.get("unordered") else expected
    )
    assert answer.total == case.get("total", len(expected))


@pytest.mark.parametrize("case", CASES, ids=[case["en"] for case in CASES])
def test_both_languages_are_one_query(case):
    assert parse(case["zh"]) == parse(case["en"])


def test_there_are_enough_of_them():
    assert len(CASES) >= 60
