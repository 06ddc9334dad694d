"""A report audited twice is updated, never doubled; what people decided stays."""

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from auditor.store.open import CHUNK, RunInfo, open_store


def ask(url, sql, **values):
    engine = create_engine(url)
    with engine.begin() as connection:
        answer = connection.execute(text(sql), values)
        rows = [tuple(row) for row in answer] if answer.returns_rows else []
    engine.dispose()
    return rows


def test_a_second_audit_replaces_the_first(store, url, report_of, finding_of, run):
    first, second = report_of(), report_of(cells=report_of().cells[:2], sections=[], source="moved.txt")
    store.save([(first, [finding_of(first)])], run)
    store.save([(second, [finding_of(second, actual=700, difference=-12)])], run)
    assert store.report("0" * 64) == second
    assert [finding.actual for finding in store.findings("0" * 64)] == [700]
    assert ask(url, "SELECT count(*) FROM cells") == [(2,)]
    assert store.counts() == (1, 1)


def test_the_same_bytes_under_two_paths_are_one_report_known_by_the_last_path(store, report_of, run):
    store.save([(report_of(source="a.txt"), []), (report_of(source="b.txt"), [])], run)
    assert store.counts().reports == 1
    assert store.report("0" * 64).source == "b.txt"


def test_findings_with_one_id_are_one(store, report_of, finding_of, run):
    report = report_of()
    store.save([(report, [finding_of(report, line=1), finding_of(report, line=2)])], run)
    assert [finding.line for finding in store.findings(report.sha256)] == [2]


def test_an_open_finding_that_no_longer_holds_is_removed(store, url, report_of, finding_of, run):
    store.save([(report_of(), [finding_of(report_of())])], run)
    store.save([(report_of(), [])], run)
    assert ask(url, "SELECT count(*) FROM findings") == [(0,)]


def test_a_decided_finding_that_no_longer_holds_is_kept_out_of_sight(store, url, report_of, finding_of, run):
    store.save([(report_of(), [finding_of(report_of())])], run)
    store.decide(finding_of(report_of()).id, "confirmed", None, "a")
    store.save([(report_of(), [])], run)
    assert store.findings("0" * 64) == []
    assert store.counts().findings == 0
    assert ask(url, "SELECT status, gone FROM findings") == [("confirmed", 1)]


@pytest.mark.parametrize("between", [0, 1])
def test_a_decision_holds_when_the_finding_does_even_after_an_audit_without_it(store, url, report_of, finding_of, between):
    run = RunInfo("1", "abc")
    store.save([(report_of(), [finding_of(report_of())])], run)
    store.decide(finding_of(report_of()).id, "dismissed", None, "a")
    store.save([(report_of(), [])] * between, run)
    again = finding_of(report_of(), actual=1)
    store.save([(report_of(), [again])], run)
    assert again.status == "dismissed"
    assert store.findings("0" * 64) == [again]
    assert store.counts().findings == 1


def test_a_waiver_is_no_decision_and_ends_when_it_is_not_given_again(store, report_of, finding_of, run):
    store.save([(report_of(), [finding_of(report_of(), status="waived")])], run)
    store.save([(report_of(), [finding_of(report_of())])], run)
    assert [finding.status for finding in store.findings("0" * 64)] == ["open"]


def test_decisions_of_other_reports_are_left_alone(store, url, report_of, finding_of, run):
    rival, mine = report_of("1", source="other.txt"), report_of()
    store.save([(rival, [finding_of(rival)]), (mine, [finding_of(mine)])], run)
    store.decide(finding_of(mine).id, "dismissed", None, "a")
    store.save([(mine, [])], run)
    assert ask(url, "SELECT gone FROM findings JOIN reports ON reports.id = report_id ORDER BY sha256") == [(1,), (0,)]


def test_a_new_hash_of_the_same_body_year_and_source_makes_history_of_the_old(store, url, report_of, finding_of, run):
    old, new = report_of("1"), report_of("2")
    store.save([(old, [finding_of(old)])], run)
    store.save([(new, [])], run)
    query = "SELECT a.sha256, b.sha256 FROM reports a LEFT JOIN reports b ON b.id = a.superseded_by ORDER BY a.sha256"
    assert ask(url, query) == [(old.sha256, new.sha256), (new.sha256, None)]
    assert store.counts() == (1, 0)
    assert store.report(old.sha256) == old

    store.save([(old, [finding_of(old)])], run)  # the older bytes lie there again
    assert ask(url, query) == [(old.sha256, None), (new.sha256, old.sha256)]


def test_of_two_versions_that_are_written_together_the_last_one_holds(store, url, report_of, run):
    store.save([(report_of("2"), []), (report_of("1"), [])], run)
    query = "SELECT a.sha256, b.sha256 FROM reports a LEFT JOIN reports b ON b.id = a.superseded_by ORDER BY a.sha256"
    assert ask(url, query) == [("1" * 64, None), ("2" * 64, "1" * 64)]


@pytest.mark.parametrize("changes", [{"source": "other.txt"}, {"year": 2020}, {"body": "云岭市"}, {"body": None}])
def test_reports_that_differ_in_more_than_their_bytes_stand_side_by_side(store, report_of, run, changes):
    store.save([(report_of("1"), []), (report_of("2", **changes), [])], run)
    assert store.counts().reports == 2


def test_reports_without_a_body_supersede_none(store, report_of, run):
    store.save([(report_of(digit, body=None), []) for digit in "12"], run)
    assert store.counts().reports == 2


def test_a_run_is_one_row_however_many_chunks_it_has(store, url, report_of, run):
    store.save(((report_of(f"{number:064x}"[:1], source=str(number)), []) for number in range(CHUNK + 1)), run)
    store.save([(report_of(), [])], run)
    assert ask(url, "SELECT parser, rule_set, finished IS NOT NULL FROM runs") == [("1", "abc", 1)]
    store.save([(report_of(), [])], replace(run, rule_set="def"))
    assert ask(url, "SELECT runs.rule_set, reports.rule_set FROM reports JOIN runs ON runs.id = run_id")[0] == (
        "def",
        "def",
    )


def test_two_stores_on_one_file_share_their_addresses(store, url, report_of, finding_of, run):
    with open_store(url) as other:
        store.save([(report_of("1"), [])], run)
        second = report_of("2", body="云岭市", cells=[*report_of().cells[::-1]])
        other.save([(second, [finding_of(second)])], run)
        assert store.findings(second.sha256) == [finding_of(second)]
        assert store.report(second.sha256) == second
        assert ask(url, "SELECT count(*) FROM addresses") == [(7,)]


def test_memory_holds_a_store_too(report_of, finding_of, run):
    with open_store("sqlite://") as store:
        store.save([(report_of(), [finding_of(report_of())])], run)
        assert store.report("0" * 64) == report_of()


def test_saving_nothing_makes_no_run(store, url, run):
    store.save([], run)
    assert ask(url, "SELECT count(*) FROM runs") == [(0,)]
