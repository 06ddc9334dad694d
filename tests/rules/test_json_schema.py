"""The schema that editors use takes the rule files that ship and refuses what the program refuses."""

import re
from pathlib import Path

import pytest
import yaml

from auditor.resources import rules_folder
from auditor.rules.json_schema import json_schema
from auditor.rules.schema import Rule

SCHEMA = json_schema()
FILES = sorted(rules_folder().rglob("*.yaml"))
TYPES = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "array": list,
    "object": dict,
    "null": type(None),
    "boolean": bool,
}


def fits(value, schema):  # noqa: PLR0911 - one for each keyword
    """Whether a value fits a schema; of JSON Schema as much as ours uses."""
    if "$ref" in schema and not fits(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]):
        return False
    if "anyOf" in schema and not any(fits(value, one) for one in schema["anyOf"]):
        return False
    if "oneOf" in schema and sum(fits(value, one) for one in schema["oneOf"]) != 1:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "const" in schema and value != schema["const"]:
        return False
    kinds = [schema["type"]] if isinstance(schema.get("type"), str) else schema.get("type", [])
    if kinds and not isinstance(value, tuple(TYPES[kind] for kind in kinds)):
        return False
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return False
    if isinstance(value, list):
        return all(fits(one, schema.get("items") or {}) for one in value if "prefixItems" not in schema)
    if isinstance(value, dict) and kinds:
        known, other = schema.get("properties", {}), schema.get("additionalProperties", {})
        rest = [key for key in value if key not in known]
        return (
            set(schema.get("required", [])) <= value.keys()
            and (not rest or other is not False)
            and all(fits(value[key], known[key]) for key in value if key in known)
            and all(fits(value[key], other) for key in rest)
        )
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_files_that_ship_fit(path: Path):
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for part in ([rule] for rule in data) if isinstance(data, list) else [data]:
        assert fits(part, SCHEMA), part


RULE = {
    "rule": "SUM-901",
    "for": "report",
    "check": "present",
    "severity": "note",
    "message": "x",
    "forms": [2019],
    "since": 2020,
}


def test_numbers_do_for_texts_and_one_text_for_both_languages():
    assert fits([RULE], SCHEMA)
    assert fits([RULE | {"message": {"zh": "x", "en": "y"}, "since": "2020"}], SCHEMA)


@pytest.mark.parametrize(
    "changed",
    [{"severity": "eror"}, {"rule": "sum-1"}, {"mesage": "x"}, {"forms": [1999]}, {"message": {"zh": "x"}}, {"examples": [{}]}],
)
def test_what_the_program_refuses_an_editor_marks(changed):
    assert not fits([RULE | changed], SCHEMA)


@pytest.mark.parametrize(
    ("pack", "does"),
    [
        ({"pack": "own", "name": "自定"}, True),
        ({"pack": "own", "name": "自定", "version": 1, "redirects": {"SUM-901": "SUM-902"}}, True),
        ({"pack": "own"}, False),
        ({"pack": "Own", "name": "自定"}, False),
        ({"pack": "own", "name": "自定", "redirect": {}}, False),
        ({"points": {"error": 6}, "caps": {"SUM": 30}}, True),
        ({"points": {"error": 6}, "cap": {"SUM": 30}}, False),
    ],
)
def test_the_files_of_a_pack_that_hold_no_rules_are_checked_too(pack, does):
    assert fits(pack, SCHEMA) is does


def test_every_key_is_explained():
    keys = {field.alias or name for name, field in Rule.model_fields.items()}
    assert keys == SCHEMA["$defs"]["Rule"]["properties"].keys()
    assert all(" / " in said["description"] for said in SCHEMA["$defs"]["Rule"]["properties"].values())
