"""Made-up reports: the same again for the same plan, read back as they were meant, and every planted fault found."""

import json

import pytest

from auditor.batch.audit import Batch
from auditor.batch.crew import Alone
from auditor.batch.stored import told
from auditor.batch.work import Setting
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from auditor.source.walk import File
from auditor.store.open import open_store
from auditor.synth.faults import FAULTS, SINCE
from auditor.synth.generate import TRUTH_FILE, Plan, generate, most, write

PACK = load_pack()
SETTING = Setting(PACK)


def audited(made):
    report = read_report(made.name, made.text.encode())
    return report, check(report, PACK)


def test_the_same_plan_makes_the_same_reports():
    assert list(generate(Plan(12))) == list(generate(Plan(12)))
    assert list(generate(Plan(12, seed=2))) != list(generate(Plan(12)))


def test_a_report_without_a_fault_is_read_whole_and_accused_of_nothing():
    for made in generate(Plan(44, faults=0)):
        report, findings = audited(made)
        assert (report.reading, report.year, report.form) == ("read", made.year, made.form), made.name
        assert findings == [], (made.name, made.layout)


@pytest.mark.parametrize("kind", FAULTS)
def test_every_kind_of_fault_is_found(kind):
    planted = [made for made in generate(Plan(24, faults=1, kinds=[kind])) if made.fault]
    assert planted
    for made in planted:
        _, findings = audited(made)
        for one in made.expected:
            assert any(finding.rule.startswith(one.rules) for finding in findings), (made.name, made.layout, one)


@pytest.mark.parametrize("kind", SINCE)
def test_faults_beside_another_year_are_found_in_a_store(kind):
    reports = list(generate(Plan(40, faults=0.5, kinds=[kind])))
    with open_store("sqlite://") as store:
        files = (File(made.name, made.text.encode) for made in reports)
        manifest = Batch(store, SETTING, lambda by, _: Alone(by)).run(files)
        found = {audit.report.source: audit.findings for audit in told(store, PACK, manifest)}
    assert any(made.fault for made in reports)
    for made in reports:
        rules = {one.rule for one in found[made.name]}
        assert all(any(rule.startswith(one.rules) for rule in rules) for one in made.expected), made.name
        assert made.fault or not rules - {rule for rule in rules if rule.startswith(("YRS", "DUP"))}, made.name


def test_a_folder_has_the_reports_and_the_truth(tmp_path):
    plan = Plan(5, faults=1)
    assert write(plan, tmp_path / "new") == 5
    truth = [json.loads(line) for line in (tmp_path / "new" / TRUTH_FILE).read_text(encoding="utf-8").splitlines()]
    assert [(tmp_path / "new" / one["name"]).read_text(encoding="utf-8") for one in truth] == [one.text for one in generate(plan)]
    assert all(one["fault"] in {*FAULTS, *SINCE} for one in truth if one["expected"])


def test_a_plan_names_how_many_it_can_make():
    assert most(Plan(1)) > 100_000
