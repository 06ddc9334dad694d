"""Sentences that tell of other matters, in whole reports whose tables hold nothing but zeros."""

import pytest

from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests.claims.labelled import entries
from tests.writer import report, zeros

RULES = load_pack().select(["NAR"])
NEXT = {"overview": "\n二、", "disclosure": "\n三、", "applications": "\n四、", "review": "\n五、"}
"""Before what a sentence is put to stand in a section."""


def accused(text, section):
    """The numbers that are held against a table."""
    source = report(zeros("2019"), "2019", "tab").replace(NEXT[section], f"\n{text}{NEXT[section]}", 1)
    read = read_report("trap.txt", source.encode())
    assert text.splitlines()[0] in "".join(prose.text for prose in read.prose)
    return {one.actual for one in check(read, RULES) if one.rule.startswith("NAR-2")}


@pytest.mark.parametrize("entry", [one for one in entries("known") if one.kind == "trap"], ids=lambda one: one.text[:14])
def test_nothing_is_held_against_a_table_but_what_it_counts(entry):
    counted = {one["is"].rstrip("件条次场篇项个起万元") for one in entry.claims if one.get("concept")}
    assert {str(one) for one in accused(entry.text, entry.section)} <= counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年行政复议案件30件,其中涉及政府信息公开2件。", {2}),
        ("因政府信息公开引发的行政复议案件2件,其中维持2件。", {2}),
        ("全年办理行政复议案件30件,土地类28件,其他2件。", set()),
        ("行政复议案件7件、行政诉讼案件14件。", {7, 14}),
    ],
)
def test_cases_are_held_against_the_table_if_they_are_of_disclosure(text, expected):
    assert accused(text, "review") == expected
