"""SARIF 2.1.0: the properties that the standard requires, of the types that it names, and no others."""

import json
from io import StringIO
from urllib.parse import unquote

import pytest

from auditor.export.sarif import uri, write
from auditor.rules.waivers import Waiver
from tests.export.samples import PACK, WRONG_TOTAL, audit, unread

# Each object: the properties it must have, and those it may have. Each property: a type, the name of another object, or a list
# of either. After the standard's sections 3.13 to 3.58, as far as they are used.
SHAPES = {
    "log": ({"version": "2.1.0", "runs": ["run"]}, {"$schema": str}),
    "run": ({"tool": "tool"}, {"results": ["result"], "invocations": ["invocation"]}),
    "tool": ({"driver": "component"}, {}),
    "component": ({"name": str}, {"version": str, "rules": ["descriptor"]}),
    "descriptor": (
        {"id": str},
        {
            "shortDescription": "multiformat",
            "fullDescription": "multiformat",
            "help": "multiformat",
            "defaultConfiguration": "configuration",
            "properties": dict,
        },
    ),
    "multiformat": ({"text": str}, {}),
    "configuration": ({}, {"level": ("none", "note", "warning", "error")}),
    "result": (
        {"message": "message"},
        {
            "ruleId": str,
            "ruleIndex": int,
            "level": ("none", "note", "warning", "error"),
            "locations": ["location"],
            "relatedLocations": ["location"],
            "partialFingerprints": dict,
            "suppressions": ["suppression"],
            "properties": dict,
        },
    ),
    "message": ({"text": str}, {}),
    "location": ({}, {"physicalLocation": "physical", "logicalLocations": ["logical"], "message": "message"}),
    "physical": ({"artifactLocation": "artifact"}, {"region": "region"}),
    "artifact": ({"uri": str}, {}),
    "region": ({"startLine": int}, {}),
    "logical": ({}, {"name": str, "fullyQualifiedName": str}),
    "suppression": ({"kind": ("inSource", "external")}, {"status": ("accepted",), "justification": str}),
    "invocation": ({"executionSuccessful": bool}, {"toolExecutionNotifications": ["notification"]}),
    "notification": (
        {"message": "message"},
        {"descriptor": "reference", "level": ("none", "note", "warning", "error"), "locations": ["location"]},
    ),
    "reference": ({"id": str}, {}),
}


def conforms(value, shape, at=""):
    """Whether a value is what a shape says; a false one names its place."""
    if isinstance(shape, list):
        assert isinstance(value, list), at
        return all(conforms(one, shape[0], f"{at}[{number}]") for number, one in enumerate(value))
    if isinstance(shape, tuple):
        assert value in shape, at
    elif isinstance(shape, type):
        assert type(value) is shape, at
    elif shape not in SHAPES:
        assert value == shape, at
    else:
        required, allowed = SHAPES[shape]
        assert required.keys() <= value.keys() <= required.keys() | allowed.keys(), at
        return all(conforms(one, (required | allowed)[key], f"{at}.{key}") for key, one in value.items())
    return True


def log(*audits, lang="en"):
    out = StringIO()
    write(audits, out, PACK, lang)
    return json.loads(out.getvalue())


def test_the_log_has_what_the_standard_requires():
    found = log(audit(WRONG_TOTAL), unread(), audit({}))
    assert conforms(found, "log")
    assert conforms(log(), "log")
    run = found["runs"][0]
    assert all(one["region"]["startLine"] >= 1 for one in physical(run["results"]) if "region" in one)


def physical(results):
    return [one["physicalLocation"] for result in results for one in result["locations"] + result.get("relatedLocations", [])]


def test_the_check_of_shapes_finds_what_is_wrong():
    found = log(audit(WRONG_TOTAL))
    found["runs"][0]["results"][0]["level"] = "grave"
    with pytest.raises(AssertionError, match=r"runs\[0\]\.results\[0\]\.level"):
        conforms(found, "log")


def test_a_finding_is_a_result_with_its_rule_place_and_id():
    sample = audit(WRONG_TOTAL, "目录/青 石县.txt")
    run = log(sample)["runs"][0]
    finding = next(one for one in sample.findings if one.rule == "SUM-101")
    result = next(one for one in run["results"] if one["ruleId"] == "SUM-101")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == "SUM-101"
    assert (result["level"], result["partialFingerprints"]) == ("error", {"auditorFindingId/v1": finding.id})
    place = result["locations"][0]
    assert unquote(place["physicalLocation"]["artifactLocation"]["uri"]) == "目录/青 石县.txt"
    assert place["physicalLocation"]["region"] == {"startLine": finding.line}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == "applications/received/-/-"
    assert {key: result["properties"][key] for key in ("expected", "actual", "difference")} == {
        "expected": 5,
        "actual": 4,
        "difference": -1,
    }
    assert [one["message"]["text"].rpartition(": ")[2] for one in result["relatedLocations"]][:3] == ["4", "3", "2"]


def test_what_people_settled_is_suppressed_with_the_reason():
    sample = audit(WRONG_TOTAL, waivers=[Waiver(3, "SUM-101", reason="已更正")])
    sample.findings[-1].status = "dismissed"
    suppressions = {
        one["partialFingerprints"]["auditorFindingId/v1"]: one.get("suppressions") for one in log(sample)["runs"][0]["results"]
    }
    excused = {"kind": "external", "status": "accepted"}
    for one in sample.findings:
        expected = {"waived": [excused | {"justification": "已更正"}], "dismissed": [excused], "open": None}[one.status]
        assert suppressions[one.id] == expected


def test_a_file_that_was_not_read_is_a_notification_and_no_result():
    run = log(unread(source="扫描.png"))["runs"][0]
    assert run["results"] == []
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (told["descriptor"]["id"], told["level"], told["message"]["text"]) == (
        "PARSE-BINARY",
        "error",
        "no text file: an image",
    )


def test_text_of_a_file_makes_no_link_and_no_control_character():
    run = log(audit({("applications", "received", "person"): "[x](http://example.org)\u202e"}))["runs"][0]
    told = [one["message"]["text"] for one in run["results"] if one["ruleId"] == "BLK-103"]
    assert "[x] (http://example.org)" in told[0]
    assert "\u202e" not in json.dumps(run, ensure_ascii=True).replace("\\u202e", "")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a b.txt", "a%20b.txt"),
        ("a:b.txt", "a%3Ab.txt"),
        ("/data/报.txt", "file:///data/%E6%8A%A5.txt"),
        ("x#%.txt", "x%23%25.txt"),
    ],
)
def test_a_path_is_a_uri(source, expected):
    assert uri(source) == expected
