"""The life of a finding: found, decided on, carried over, excused, gone, back."""

from dataclasses import replace
from datetime import date

import pytest

from auditor.batch.audit import audit
from auditor.model.finding import Severity
from auditor.rules.pack import load_pack
from auditor.rules.waivers import Waiver, in_force
from auditor.store.open import open_store
from tests.batch.conftest import files
from tests.writer import report, zeros

PACK = load_pack()
TOTAL = ("applications", "received", "total")


@pytest.fixture
def store():
    with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture
def check(tmp_path, store):
    """Audits the one file, its total set to ``total``; gives the status and id of the finding on it, or None."""
    path = tmp_path / "青石县.txt"

    def run(total="9", pack=PACK, waivers=(), more=""):
        path.write_text(report(zeros("2019") | {TOTAL: total}, "2019", "tab") + more, encoding="utf-8")
        (one,) = audit(files(path), pack, store, waivers)
        found = [finding for finding in one.findings if finding.rule == "SUM-101"]
        assert store.findings(one.report.sha256) == one.findings
        return (found[0].status, found[0].id) if found else None

    return run


def test_a_finding_is_open_until_someone_decides(check, store):
    status, number = check()
    assert status == "open"
    assert check() == ("open", number)
    assert store.decide(number, "confirmed", "核实", "王") == 1
    assert check() == ("confirmed", number)
    store.decide(number, "dismissed", "系统导出有误", "李")
    assert check() == ("dismissed", number)
    store.decide(number, "open", None, "王")
    assert check() == ("open", number)
    assert [(one.status, one.reason, one.by) for one in store.history(number)] == [
        ("confirmed", "核实", "王"),
        ("dismissed", "系统导出有误", "李"),
        ("open", None, "王"),
    ]


def test_a_decision_holds_for_the_report_that_supersedes(check, store):
    _, number = check()
    store.decide(number, "dismissed", "", "王")
    assert check(more="\n（更正版）\n") == ("dismissed", number)
    assert store.counts().reports == 1


def test_a_decision_holds_for_a_changed_rule(check, store):
    _, number = check()
    store.decide(number, "dismissed", "", "王")
    rule = PACK.rules["SUM-101"].model_copy(update={"severity": Severity.NOTE, "check": "sum([自然人]..[其他]) = [总计]"})
    changed = replace(PACK, rules={**PACK.rules, "SUM-101": rule})
    assert changed.hash != PACK.hash
    assert check(pack=changed) == ("dismissed", number)


def test_a_finding_that_is_gone_and_comes_back_is_still_decided(check, store):
    _, number = check()
    store.decide(number, "confirmed", "", "王")
    assert check(total="0") is None
    assert check() == ("confirmed", number)


def test_a_waiver_holds_as_long_as_it_is_given(check):
    waiver = Waiver(1, "SUM-1", "青石县", reason="已更正", until=date(2020, 6, 30))
    _, number = check()
    assert check(waivers=in_force([waiver], date(2020, 6, 30))) == ("waived", number)
    assert check(waivers=in_force([waiver], date(2020, 7, 1))) == ("open", number)


def test_a_confirmed_finding_may_be_waived_and_is_confirmed_afterwards(check, store):
    _, number = check()
    store.decide(number, "confirmed", "", "王")
    assert check(waivers=[Waiver(1)]) == ("waived", number)
    assert check(waivers=[Waiver(1)]) == ("waived", number)
    assert check() == ("confirmed", number)


def test_a_dismissed_finding_needs_no_waiver(check, store):
    _, number = check()
    store.decide(number, "dismissed", "", "王")
    assert check(waivers=[Waiver(1)]) == ("dismissed", number)


def test_the_grade_is_stored(check, store):
    def stored():
        with store.reading() as connection:
            query = "SELECT grade FROM reports WHERE superseded_by IS NULL"
            return connection.exec_driver_sql(query).scalar_one()

    check()
    assert stored() == "C"
    check(total="0")
    assert stored() in "AB"


def test_a_grade_counts_what_people_left(tmp_path, store):
    path = tmp_path / "青石县.txt"
    path.write_text(report(zeros("2019") | {TOTAL: "9"}, "2019", "tab"), encoding="utf-8")
    (first,) = audit(files(path), PACK, store)
    for one in first.findings:
        store.decide(one.id, "dismissed", "", "王")
    (second,) = audit(files(path), PACK, store)
    assert (first.grade.then.grade, second.grade.then.grade) == ("C", "A")
