"""Paragraphs in which nothing is wrong, in whole reports whose tables say the same."""

from pathlib import Path

import pytest
import yaml

from auditor.model.finding import Severity
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from tests.claims.test_traps import NEXT
from tests.writer import report, zeros

RULES = load_pack().select(["NAR-10", "NAR-11", "NAR-12", "NAR-13", "NAR-14", "NAR-16", "NAR-2"])
HERE = Path(__file__).parent
PARAGRAPHS = yaml.safe_load((HERE / "sound.yaml").read_text(encoding="utf-8"))
DENIED = yaml.safe_load((HERE / "denied.yaml").read_text(encoding="utf-8"))


def address(name):
    return tuple(name.split("/")) if "/" in name else ("applications", name, "total")


def findings(text, section="overview", cells=(), year=2021):
    form = "2021" if year > 2020 else "2019"
    figures = {**zeros(form), **{address(name): str(value) for name, value in dict(cells).items()}}
    source = report(figures, form, "tab", f"{year}年青石县政府信息公开工作年度报告")
    read = read_report("sound.txt", source.replace(NEXT[section], f"\n{text}{NEXT[section]}", 1).encode())
    assert text.replace("\n", "") in "".join(prose.text for prose in read.prose)
    found = [one for one in check(read, RULES) if one.severity is not Severity.NOTE]
    return [f"{one.rule} {one.actual} {one.expected}" for one in found]


@pytest.mark.parametrize("one", PARAGRAPHS, ids=lambda one: one["text"][:14])
def test_nothing_is_found_where_nothing_is_wrong(one):
    assert findings(**one) == []


def test_the_paragraphs_are_many():
    assert len(PARAGRAPHS) >= 180


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("全年收到申请68件,较上年的61件增长14.5%。", {"received": 68}, ["NAR-121 14.5 11.4754"]),
        ("收到申请51件,上年结转3件,其中网络50件、信函3件、其他方式2件。", {"received": 51, "carried_in": 3}, ["NAR-101 55 51"]),
        ("收到申请60件,其中:征地类30件;规划类20件;其他12件。", {"received": 60}, ["NAR-101 62 60"]),
        ("受理留言1200条,办结1187条,办结率90%。", {}, ["NAR-111 90 98.9166"]),
        ("新收申请31件,较2020年增加2件,答复30件。", {"received": 31, "handled": 29, "granted": 29}, ["NAR-203 30 29"]),
        ("办结25件申请,转下一年度办理3件。", {"handled": 25, "carried_out": 1, "granted": 25}, ["NAR-202 3 1"]),
        ("收到公民、法人和其他组织的政府信息公开申请37件。", {"received": 35}, ["NAR-201 37 35"]),
        ("诉求36600件,日均150件。", {}, ["NAR-131 150 100.2739"]),
        ("收到申请68件,去年为61件,同比增长20%。", {"received": 68}, ["NAR-121 20 11.4754"]),
        ("收到申请68件(上年61件),同比增长20%。", {"received": 68}, ["NAR-121 20 11.4754"]),
        ("受理留言200条,办结198条,办结率98%。", {}, ["NAR-111 98 99"]),
        ("访问量73万次,日均3000次。", {}, ["NAR-131 3000 2000"]),
        ("2020年收到申请28件,2021年收到申请35件,同比增长52%。", {"received": 35}, ["NAR-121 52 25"]),
        ("2021年收到申请35件,2020年收到申请28件,同比增长52%。", {"received": 35}, ["NAR-121 52 25"]),
        ("申请量2019年20件,2020年28件,2021年35件,同比增长52%。", {"received": 35}, ["NAR-121 52 25"]),
        ("收到申请由28件增至35件,增长52%。", {"received": 35}, ["NAR-121 52 25"]),
        ("收到申请由2020年的28件上升到2021年的35件,同比增长52%。", {"received": 35}, ["NAR-121 52 25"]),
        ("35件申请中,自然人申请30件,占95%。", {"received": 35}, ["NAR-111 95 85.7142"]),
        ("35件政府信息公开申请中,网络申请30件,信函申请6件。", {"received": 35}, ["NAR-105 36 35"]),
        ("在收到的35件申请中,自然人申请36件。", {"received": 35}, ["NAR-103 36 35"]),
        ("申请办理数38件(新收35件,结转3件)。", {"received": 36, "carried_in": 3, "handled": 35}, ["NAR-206 38 39"]),
        ("收到申请35件,当面5件、网络28件、信函8件。", {"received": 35}, ["NAR-105 41 35"]),
        ("办理建议86件、提案112件,共计188件。", {}, ["NAR-101 198 188"]),
        ("其余41件分别为征地9件、规划23件、其他10件。", {}, ["NAR-101 42 41"]),
        ("收到申请35件,办结36件,办结率98%。", {"received": 35, "carried_in": 3, "handled": 36}, ["NAR-111 98 94.7368"]),
        (
            "收到申请35件,办结率98%,公开率70%。",
            {"received": 35, "carried_in": 3, "handled": 36, "granted": 20, "carried_out": 2},
            ["NAR-112 98 94.7368", "NAR-112 70 60.606"],
        ),
        (
            "收到申请40件,自然人占80%,予以公开12件,占42%。",
            {"received": 40, "applications/received/person": 36, "handled": 40, "granted": 12},
            ["NAR-112 80 90", "NAR-112 42 30"],
        ),
        (
            "行政复议5件,维持率40%。",
            {"review/reconsideration/total": 5, "review/reconsideration/upheld": 3, "review/reconsideration/pending": 1},
            [],
        ),
        (
            "因政府信息公开引发的行政复议5件,维持率40%。",
            {"review/reconsideration/total": 5, "review/reconsideration/upheld": 3, "review/reconsideration/pending": 1},
            ["NAR-112 40 60"],
        ),
        (
            "办结申请9件,其中不予公开9件(国家秘密3件、三类内部事务信息6件)。",
            {"handled": 9, "refused.state_secret": 2, "refused.internal": 7},
            ["NAR-207 3 2", "NAR-207 6 7"],
        ),
        (
            "因政府信息公开引发的行政复议5件,其中维持3件,纠正2件。",
            {"review/reconsideration/total": 5, "review/reconsideration/upheld": 4, "review/reconsideration/corrected": 1},
            ["NAR-214 3 4", "NAR-214 2 1"],
        ),
        (
            "因政府信息公开引发的行政诉讼4件,其中维持4件。",
            {"review/litigation_direct/total": 3, "review/litigation_after/total": 1, "review/litigation_direct/upheld": 3},
            ["NAR-215 4 3"],
        ),
        (
            "因政府信息公开被申请复议5件,结果维持4件,尚未审结1件;被提起诉讼3宗。",
            {"review/reconsideration/total": 5, "review/reconsideration/upheld": 3, "review/reconsideration/pending": 1},
            ["NAR-212 3 0", "NAR-214 4 3"],
        ),
        (
            "因政府信息公开引发的行政复议6件,结果维持3件,其他结果1件,未审结1件。",
            {"review/reconsideration/total": 6, "review/reconsideration/upheld": 3, "review/reconsideration/other": 1}
            | {"review/reconsideration/pending": 1},
            ["NAR-101 5 6"],
        ),
        ("本报告由总体情况等五个部分组成。", {}, ["NAR-161 5 6"]),
        ("本年度报告共五部分。", {}, ["NAR-161 5 6"]),
        (
            "因政府信息公开引发的行政复议5件,维持3件,纠正3件。",
            {"review/reconsideration/total": 5, "review/reconsideration/upheld": 3, "review/reconsideration/corrected": 3},
            ["NAR-105 6 5"],
        ),
    ],
)
def test_what_is_wrong_is_found(text, cells, expected):
    assert findings(text, cells=cells) == expected


@pytest.mark.parametrize("one", DENIED, ids=lambda one: one["text"][:14])
def test_a_denial_is_held_against_the_table(one):
    given = {key: value for key, value in one.items() if key != "expect"}
    assert findings(**given) == one["expect"]
