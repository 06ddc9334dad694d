"""What becomes of findings, and of what people decided on them, when their rule gets another code."""

from auditor.rules.check import check
from auditor.rules.clean import clean
from auditor.rules.pack import Pack
from auditor.store.open import RunInfo, open_store
from tests.rules.packs import rule
from tests.rules.reports import changed

SAID = {"check": "[总计] = 4", "when": "row = 'received'"}
OLD, NEW = rule(rule="SUM-901", **SAID), rule(rule="SUM-902", **SAID)
BEFORE = Pack({"SUM-901": OLD})
RENAMED = Pack({"SUM-902": NEW}, renamed={"SUM-901": "SUM-902"})
REPLACED = Pack({"SUM-902": NEW})


def found(pack):
    return check(changed(clean("2019"), received__total="99"), pack)


def test_a_finding_of_a_renamed_rule_has_its_new_code_and_its_old_id():
    (before,), (after,) = found(BEFORE), found(RENAMED)
    assert (before.rule, after.rule) == ("SUM-901", "SUM-902")
    assert before.id == after.id


def test_a_finding_of_another_rule_has_another_id():
    assert found(BEFORE)[0].id != found(REPLACED)[0].id


def test_what_people_decided_holds_for_the_renamed_rule():
    report = changed(clean("2019"), received__total="99")
    with open_store("sqlite://") as store:
        for pack, status in ((BEFORE, "open"), (RENAMED, "dismissed"), (REPLACED, "open"), (RENAMED, "dismissed")):
            findings = check(report, pack)
            store.save([(report, findings)], RunInfo("1", pack.hash))
            assert [one.status for one in findings] == [status]
            store.decide(found(BEFORE)[0].id, "dismissed", "系统导出有误", "王")
