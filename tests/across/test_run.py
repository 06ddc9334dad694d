import pickle

from auditor.across.run import across, judge, pages, settle
from auditor.store.open import open_store
from tests.across.reports import PACK, before, changed, found, hashed, report, save

CARRIED_IN = ("applications", "carried_in", "person")
CARRIED_OUT = ("applications", "carried_out", "person")


def rules(store, made):
    return [one.rule for one in store.findings(made.sha256) if one.rule.startswith(("YRS", "REG", "DUP"))]


def test_what_was_compared_is_not_compared_again(store):
    save(store, report())
    assert list(found(store)) == ["青石县-2022.txt"]
    assert found(store) == {}


def test_a_new_report_has_its_neighbours_compared_again_and_no_others(store):
    now = changed(report(), {CARRIED_IN: "9"})
    save(store, now, report(body="云岭县", form="2019", year=2019))
    found(store)
    assert rules(store, now) == []
    save(store, before(report()))
    assert set(found(store)) == {"青石县-2022.txt", "青石县-2021.txt"}
    assert rules(store, now) == ["YRS-101"]


def test_a_corrected_report_takes_the_finding_away(store):
    now, last = changed(report(), {CARRIED_IN: "9"}), before(report())
    save(store, now, last)
    found(store)
    save(store, changed(last, {CARRIED_OUT: "9"}))
    found(store)
    assert rules(store, now) == []


def test_what_people_decided_holds_when_it_is_compared_again(store):
    now, last = changed(report(), {CARRIED_IN: "9"}), before(report())
    save(store, now, last)
    found(store)
    finding = next(one for one in store.findings(now.sha256) if one.rule == "YRS-101")
    store.decide(finding.id, "dismissed", "机构合并", "王审计")
    list(across(store, PACK, [now.sha256]))
    assert [(one.id, one.status) for one in store.findings(now.sha256) if one.rule == "YRS-101"] == [(finding.id, "dismissed")]
    save(store, now)
    found(store)
    assert [(one.id, one.status) for one in store.findings(now.sha256) if one.rule == "YRS-101"] == [(finding.id, "dismissed")]


def test_findings_of_one_table_have_one_cause_and_lower_the_grade(store):
    total = ("applications", "carried_in", "total")
    now = changed(report(), {CARRIED_IN: "9", total: "19"})
    save(store, now, before(report()))
    found(store)
    assert {one.cause for one in store.findings(now.sha256) if one.rule == "YRS-101"} == {"YRS/applications"}
    assert store.grade(now.sha256) == "D"


def test_nothing_is_compared_by_a_pack_without_such_rules(store):
    save(store, report())
    assert found(store, PACK.select(["SUM"])) == {}


def test_comparing_page_by_page_finds_the_same(store, monkeypatch):
    nows = [changed(report(year), {CARRIED_IN: str(year)}) for year in range(2015, 2023)]
    save(store, *nows)
    monkeypatch.setattr("auditor.across.run.PAGE", 3)
    told = found(store)
    assert len(told) == len(nows)
    broken = [source for source, places in told.items() if any(one.startswith("YRS-101") for one in places)]
    assert len(broken) == len(nows) - 1


def test_history_is_not_compared(store):
    old = changed(report(), {CARRIED_IN: "9"})
    new = report()
    save(store, old)
    save(store, hashed(new))
    save(store, before(report()))
    assert set(found(store)) == {"青石县-2022.txt", "青石县-2021.txt"}
    assert rules(store, old) == []


def sent(value):
    """As another process gets it."""
    return pickle.loads(pickle.dumps(value))  # noqa: S301 - it is our own


def test_pages_judged_apart_come_to_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr("auditor.across.run.PAGE", 3)
    url = f"sqlite:///{tmp_path / 'auditor.db'}"
    nows = [changed(report(year), {CARRIED_IN: str(year)}) for year in range(2015, 2023)]
    with open_store("sqlite://") as alone, open_store(url) as settling, open_store(url) as judging:
        for store in (alone, settling):
            save(store, *nows)
        found(alone)
        apart = [(page, sent(judge(judging, sent(page), PACK))) for page in pages(settling, PACK)]
        for page, judged in reversed(apart):
            settle(settling, page, judged, PACK)
        assert [settling.findings(one.sha256) for one in nows] == [alone.findings(one.sha256) for one in nows]
        assert list(pages(settling, PACK)) == []
