"""docs/rules says what the rules say."""

from pathlib import Path

import pytest

from auditor.catalogue.text import texts
from auditor.rules.docs import pages, write
from auditor.rules.pack import load_pack
from auditor.rules.page import example, head, parts
from auditor.rules.schema import Example, Rule
from auditor.rules.scope import FIELDS, PAIRS, PROSE, SEVERAL
from tests.rules.packs import pack, rule

FOLDER = Path(__file__).parents[2] / "docs" / "rules"
PACK = load_pack()
PAGES = dict(pages(PACK))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_its_rule_says(name):
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name], "stale: run `auditor rules docs`"


def test_every_rule_has_a_page_and_every_page_a_rule():
    assert {path.stem for path in FOLDER.glob("*.md")} - {"README", "FORMAT"} == PACK.rules.keys()


def test_pages_of_rules_that_are_no_more_are_taken_away(tmp_path):
    (tmp_path / "SUM-999.md").write_text("old", encoding="utf-8")
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    assert write(tmp_path, pack(rule())) == 3
    assert {path.name for path in tmp_path.iterdir()} == {"README.md", "FORMAT.md", "SUM-901.md", "notes.md"}


@pytest.mark.parametrize("scope", ["row", "column", "cell", "section", "table", "report", *PROSE, *SEVERAL])
def test_every_field_and_key_that_a_rule_can_use_is_explained(scope):
    assert {f"field.{name}" for name in FIELDS[scope]} <= texts().keys()
    assert {f"key.{field.alias or name}" for name, field in Rule.model_fields.items()} <= texts().keys()


@pytest.mark.parametrize("pair", PAIRS)
def test_every_field_of_two_reports_is_explained(pair):
    assert {f"field.{name}" for name in PAIRS[pair][1]} <= texts().keys()


def test_a_page_speaks_the_readers_language():
    made = PACK.rules["SUM-101"]
    assert head(made, "zh") == "错误 · 正式 · SUM 表内勾稽 · total"
    assert [part.title for part in parts(made, "en")] == [
        "What it checks",
        "Why",
        "Basis",
        "Message",
        "Examples",
        "When it may be wrong",
    ]
    assert "空白: 作零" in next(parts(made, "zh")).lines


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"expect": []}, "a clean report → passes"),
        ({"set": {"一/总计": "99"}, "expect": ["一"]}, "一/总计 = '99' → flags 一"),
        (
            {"year": 2020, "report": {"published": "2021-04-01"}, "expect": ["report"]},
            "year: 2020; published: 2021-04-01 → flags report",
        ),
        ({"report": {"signed": ""}, "without": ["review"], "expect": []}, "signed: ''; without: review → passes"),
    ],
)
def test_an_example_in_words(said, told):
    assert example(Example.model_validate(said), "en") == told
