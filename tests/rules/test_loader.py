"""Packs by folder, codes that are no more, and what only the whole can show."""

from dataclasses import replace

import pytest

from auditor.rules.pack import load_pack
from tests.rules.packs import write

RULE = """
    - rule: {code}
      for: each row in review
      check: "[总计] < 100"
      severity: note
      message: "{{row}}: {{actual}}"
"""
OLD = RULE + "      status: deprecated\n      replaced_by: {to}\n"


def problems(pack):
    return [(one.key, one.line, one.column) for one in pack.problems]


def test_a_province_has_a_pack_of_its_own(tmp_path):
    write(tmp_path, "pack.yaml", "pack: zhejiang\nname: {zh: 浙江, en: Zhejiang}\nprovince: 浙江省\n")
    write(tmp_path / "more", "own.yaml", RULE.format(code="SUM-901"))
    pack = load_pack([tmp_path])
    assert problems(pack) == []
    assert pack.rules["SUM-901"].provinces == ("浙江省",)
    assert pack.sources["SUM-901"].pack.name.en == "Zhejiang"
    assert pack.sources["SUM-101"].pack.pack == "national"
    assert pack.rules["SUM-101"].provinces == ()


def test_a_fault_in_a_pack_file_stops_no_rule(tmp_path):
    write(tmp_path, "pack.yaml", "pack: zhejiang\nnme: x\n")
    write(tmp_path, "own.yaml", RULE.format(code="SUM-901"))
    pack = load_pack([tmp_path])
    assert problems(pack) == [("unknown-key", 2, 1)]
    assert "SUM-901" in pack.rules


def test_a_renamed_code_leads_to_the_new_one(tmp_path):
    write(tmp_path, "pack.yaml", "pack: own\nname: own\nredirects: {SUM-990: SUM-991}\n")
    write(tmp_path, "own.yaml", OLD.format(code="SUM-991", to="SUM-901") + RULE.format(code="SUM-901").lstrip("\n"))
    pack = load_pack([tmp_path])
    assert problems(pack) == []
    assert pack.current("SUM-990") == pack.current("SUM-991") == pack.current("SUM-901") == "SUM-901"
    assert pack.select(["SUM-990"]).rules.keys() == {"SUM-901"}


def test_a_renamed_rule_keeps_the_first_of_its_codes_for_the_ids_of_its_findings(tmp_path):
    write(tmp_path, "pack.yaml", "pack: own\nname: own\nredirects: {SUM-990: SUM-991, SUM-991: SUM-901}\n")
    write(tmp_path, "own.yaml", RULE.format(code="SUM-901"))
    pack = load_pack([tmp_path])
    assert pack.first_codes == {"SUM-901": "SUM-990"}
    assert pack.select(["SUM-901"]).first_codes == {"SUM-901": "SUM-990"}
    assert pack.hash != replace(pack, renamed={}).hash


def test_a_rule_that_takes_the_place_of_others_goes_by_its_own_code(tmp_path):
    write(tmp_path, "pack.yaml", "pack: own\nname: own\nredirects: {SUM-990: SUM-902, SUM-991: SUM-902}\n")
    rules = OLD.format(code="SUM-903", to="SUM-901") + "".join(
        RULE.format(code=code).lstrip("\n") for code in ("SUM-901", "SUM-902")
    )
    write(tmp_path, "own.yaml", rules)
    pack = load_pack([tmp_path])
    assert problems(pack) == []
    assert pack.first_codes == {"SUM-902": "SUM-902"}


def test_codes_that_lead_round_in_a_circle_are_told_and_stop_nothing(tmp_path):
    text = OLD.format(code="SUM-901", to="SUM-902") + OLD.format(code="SUM-902", to="SUM-901").lstrip("\n")
    write(tmp_path, "own.yaml", text)
    pack = load_pack([tmp_path])
    assert problems(pack) == [("redirect-cycle", 7, 16)]
    assert pack.redirects == {}
    assert "SUM-901 → SUM-902 → SUM-901" in pack.problems[0].text("en")
    assert "SUM-101" in pack.rules


def test_a_code_that_leads_nowhere_is_told_with_what_may_have_been_meant(tmp_path):
    write(tmp_path, "own.yaml", OLD.format(code="SUM-901", to="SUM-199"))
    pack = load_pack([tmp_path])
    assert problems(pack) == [("unknown-rule", 7, 16)]
    assert pack.problems[0].details["meant"] == "SUM-101"
    assert pack.current("SUM-901") == "SUM-901"


def test_an_unknown_key_of_an_example_is_compared_with_those_that_examples_have(tmp_path):
    write(tmp_path, "own.yaml", RULE.format(code="SUM-901") + "      examples: [{expect: [], expct: []}]\n")
    (found,) = load_pack([tmp_path]).problems
    assert (found.key, found.details["meant"]) == ("unknown-key", "expect")


@pytest.mark.parametrize("text", ["- rule: SUM-901", "pack: X"])
def test_a_single_file_can_be_loaded(tmp_path, text):
    path = write(tmp_path, "one.yaml", RULE.format(code="SUM-901"))
    write(tmp_path, "other.yaml", text)
    pack = load_pack([path])
    assert (problems(pack), "SUM-901" in pack.rules) == ([], True)
