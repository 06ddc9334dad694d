"""A store on a server: others at work, a server that goes away, and one that does not know us."""

import threading

import pytest
from sqlalchemy import create_engine, text

from auditor.store import engine
from auditor.store.error import StoreError
from auditor.store.open import open_store

pytestmark = pytest.mark.parametrize("url", ["postgresql"], indirect=True)


def test_writers_wait_for_each_other_and_say_when_it_takes_too_long(url, report_of, run, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 1)
    with open_store(url) as store, open_store(url) as other:
        with other.writing(), pytest.raises(StoreError) as caught:
            store.save([(report_of(), [])], run)
        assert caught.value.key == "store.locked"
        assert store.counts().reports == 0  # reading goes on
        store.save([(report_of(), [])], run)
        assert store.counts().reports == 1


def test_two_batches_with_the_same_reports_at_once(url, report_of, finding_of, run):
    audits = [(report_of(f"{number:x}"), [finding_of(report_of(f"{number:x}"))]) for number in range(16)]
    with open_store(url) as first, open_store(url) as second:
        threads = [threading.Thread(target=one.save, args=(audits, run)) for one in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [first.report(report.sha256) for report, _ in audits] == [report for report, _ in audits]
        assert all(len(second.findings(report.sha256)) == 1 for report, _ in audits)


def test_a_server_that_crashes_keeps_what_was_committed(postgresql, url, report_of, run):
    with open_store(url) as store:
        store.save([(report_of("1"), [])], run)
        postgresql.stop("immediate")
        try:
            with pytest.raises(StoreError) as caught:
                store.save([(report_of("2"), [])], run)
        finally:
            postgresql.start()
        assert caught.value.key == "store.unreachable"
        store.save([(report_of("3"), [])], run)
        assert [store.report(digit * 64) for digit in "123"] == [report_of("1"), None, report_of("3")]


def test_a_database_that_is_not_there(url):
    with pytest.raises(StoreError) as caught:
        open_store(url.replace("@/", "@/no_such_"))
    assert caught.value.key == "store.unreachable"
    assert "no_such_" in caught.value.details["reason"]


def test_a_server_that_is_not_there(url):
    with pytest.raises(StoreError) as caught:
        open_store(url + "/no/such/folder")
    assert caught.value.key == "store.unreachable"


def test_a_database_of_something_else_is_refused(url):
    other = create_engine(url)
    with other.begin() as connection:
        connection.execute(text("CREATE TABLE music (title TEXT)"))
    other.dispose()
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.key == "store.foreign"
