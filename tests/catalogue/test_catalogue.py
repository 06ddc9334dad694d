import ast
import re
from pathlib import Path
from string import Formatter

import pytest

import auditor
from auditor.catalogue.diagnostic import explain
from auditor.catalogue.language import language, use
from auditor.catalogue.text import name, text, texts
from auditor.model.finding import Severity
from auditor.model.form import TABLES
from auditor.model.report import Diagnostic, Reading, State
from auditor.parse.headings import SECTIONS

SOURCES = {path: path.read_text(encoding="utf-8") for path in Path(auditor.__file__).parent.rglob("*.py")}


def placeholders(template):
    return {field for _, field, _, _ in Formatter().parse(template) if field}


@pytest.mark.parametrize("key", texts())
def test_both_languages_say_something_with_the_same_placeholders(key):
    zh, en = texts()[key]["zh"], texts()[key]["en"]
    assert zh.strip()
    assert en.strip()
    assert placeholders(zh) == placeholders(en)


@pytest.mark.parametrize("key", texts())
def test_only_chinese_texts_are_chinese(key):
    assert not re.search(r"[\u4e00-\u9fff]", texts()[key]["en"])


def test_every_diagnostic_of_the_program_has_a_text():
    codes = {code for source in SOURCES.values() for code in re.findall(r'"(PARSE-[A-Z-]*[A-Z])"', source)}
    assert len(codes) > 10
    assert {f"diagnostic.{code}" for code in codes} <= texts().keys()


def diagnostics():
    """(code, names of its details) of each call that makes a diagnostic, as the sources have them."""
    for source in SOURCES.values():
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args):
            code = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
            if str(code).startswith("PARSE-"):
                dicts = [argument for argument in call.args if isinstance(argument, ast.Dict)]
                yield code, {key.value for one in dicts for key in one.keys} | {key.arg for key in call.keywords}


@pytest.mark.parametrize(("code", "details"), list(diagnostics()))
def test_a_diagnostic_has_the_details_that_its_text_needs(code, details):
    assert placeholders(texts()[f"diagnostic.{code}"]["zh"]) <= details


def test_every_text_that_is_asked_for_is_there():
    calls = re.compile(r'(?:\btext|_say|\bfail|help=|epilog=)\(?\s*"([a-z][a-z.-]+)"')
    keys = {key for source in SOURCES.values() for key in calls.findall(source)}
    assert len(keys) > 20
    assert keys <= texts().keys()


@pytest.mark.parametrize(
    ("group", "values"),
    [("severity", Severity), ("reading", Reading), ("state", State), ("table", TABLES), ("section", SECTIONS)],
)
def test_what_the_program_tells_apart_has_a_name(group, values):
    assert {f"{group}.{value}" for value in values} <= texts().keys()


def test_a_value_without_a_name_stands_for_itself():
    assert name("layout", "tab", "en") == "tab cells"
    assert name("layout", "scroll", "en") == "scroll"


def test_details_are_filled_in_and_are_no_templates():
    assert text("error.no-such-path", "en", path="{0}{x}") == "no such file or folder: {0}{x}"


def test_a_diagnostic_calls_things_by_their_names():
    assert explain(Diagnostic("PARSE-BINARY", None, {"kind": "pdf"}), "en") == "no text file: a PDF file"
    assert explain(Diagnostic("PARSE-TABLE-TWICE", 9, {"table": "review"}), "zh") == "复议诉讼表出现两次，只采用第一张"


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LC_MESSAGES": "zh_TW", "LANG": "de_DE"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_CN"}, "zh"),
        ({"AUDITOR_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_that_of_the_environment(environ, expected):
    assert language(environ) == expected


def test_a_chosen_language_wins():
    use("zh")
    try:
        assert language({"AUDITOR_LANG": "en"}) == "zh"
    finally:
        use(None)


def test_a_table_is_called_by_its_name():
    assert text("diagnostic.PARSE-TABLE-TWICE", "zh", table="applications").startswith("申请表")
    assert "申请/复议诉讼表" in text("rule-file.unknown-row", "zh", form="2021", table="applications/review", name="甲")
