"""What people decided holds for a finding wherever it is met again."""

import pytest


@pytest.fixture
def kept(store, report_of, finding_of, run):
    """A report in the store with one finding; the finding."""
    store.save([(report_of(), [finding_of(report_of())])], run)
    return finding_of(report_of())


def statuses(store, digest):
    return [finding.status for finding in store.findings(digest)]


def test_a_decision_gives_the_finding_its_status_and_is_kept_with_who_and_when(store, kept):
    assert store.decide(kept.id, "dismissed", "口径不同", "王审计") == 1
    assert statuses(store, "0" * 64) == ["dismissed"]
    (decision,) = store.history(kept.id)
    assert decision[:3] == ("dismissed", "口径不同", "王审计")
    assert decision.at.tzinfo is not None


def test_the_history_only_grows_and_its_last_entry_holds(store, kept, report_of, finding_of, run):
    for status in ("confirmed", "dismissed", "open"):
        store.decide(kept.id, status, None, "a")
    assert [one.status for one in store.history(kept.id)] == ["confirmed", "dismissed", "open"]
    store.save([(report_of(), [finding_of(report_of())])], run)
    assert statuses(store, "0" * 64) == ["open"]


def test_what_is_not_there_is_not_decided(store, kept):
    assert store.decide("f000000000000", "confirmed", None, "a") == 0
    assert store.history("f000000000000") == []


def test_a_decision_holds_for_a_changed_rule_and_after_an_audit_without_the_finding(store, kept, report_of, finding_of, run):
    store.decide(kept.id, "confirmed", None, "a")
    store.save([(report_of(), [])], run)
    assert statuses(store, "0" * 64) == []
    changed = finding_of(report_of(), expected=1, difference=686)
    store.save([(report_of(), [changed])], run)
    assert changed.status == "confirmed"
    assert store.findings("0" * 64) == [changed]


def test_a_decision_holds_for_the_report_that_supersedes(store, kept, report_of, finding_of, run):
    store.decide(kept.id, "dismissed", "r", "a")
    corrected = report_of("1")
    store.save([(corrected, [finding_of(corrected)])], run)
    assert statuses(store, corrected.sha256) == ["dismissed"]


def test_a_decision_reaches_every_report_that_has_the_finding(store, kept, report_of, finding_of, run):
    rival = report_of("1", source="rival.txt")
    store.save([(rival, [finding_of(rival)])], run)
    assert store.decide(kept.id, "confirmed", None, "a") == 2
    assert statuses(store, rival.sha256) == statuses(store, "0" * 64) == ["confirmed"]
    assert [one.report.source for one in store.located(kept.id)] == [report_of().source, "rival.txt"]


def test_located_gives_current_reports_first(store, kept, report_of, finding_of, run):
    newer = report_of("1")
    store.save([(newer, [finding_of(newer)])], run)
    assert [(one.report.sha256[0], one.current) for one in store.located(kept.id)] == [("1", True), ("0", False)]
    assert store.located("f000000000000") == []


def test_a_query_is_kept_under_a_name_and_the_last_one_counts(store):
    store.save_query("worst", "findings", "a")
    store.save_query("worst", "findings by rule", "b")
    assert store.saved_queries() == {"worst": "findings by rule"}
