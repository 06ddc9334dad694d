"""What cannot be used as a store says why."""

import pickle
import sqlite3
from typing import get_args

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from auditor.catalogue.text import texts
from auditor.store import engine
from auditor.store.error import Problem, StoreError, explained
from auditor.store.open import open_store
from tests.store.conftest import only_sqlite


def refusal(url):
    with pytest.raises(StoreError) as caught:
        open_store(url)
    return caught.value


@pytest.mark.parametrize(
    ("url", "key", "details"),
    [
        ("auditor.db", "store.url", {"url": "auditor.db"}),
        ("postgresql://host:port/x", "store.url", {"url": "postgresql://host:port/x"}),
        ("mysql://me:secret@host/x", "store.scheme", {"url": "mysql://me:***@host/x", "scheme": "mysql"}),
        ("sqlite+aiosqlite:///x.db", "store.scheme", {"url": "sqlite+aiosqlite:///x.db", "scheme": "sqlite+aiosqlite"}),
        ("sqlite:////no/such/folder/x.db", "store.path", {"url": "sqlite:////no/such/folder/x.db"}),
    ],
)
def test_a_url_that_names_no_store(url, key, details):
    assert (refusal(url).key, refusal(url).details) == (key, details)


def test_a_folder_is_no_store(tmp_path):
    assert refusal(f"sqlite:///{tmp_path}").key == "store.path"


def test_a_text_file_is_no_store_and_stays_as_it_is(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("总体情况\n" * 200, encoding="utf-8")
    assert refusal(f"sqlite:///{report}").key == "store.foreign"
    assert report.read_text(encoding="utf-8") == "总体情况\n" * 200


@only_sqlite
def test_a_damaged_store(tmp_path, store, url, report_of, run):
    store.close()
    file = tmp_path / "auditor.db"
    content = bytearray(file.read_bytes())
    content[4096 * 2 :] = b"\xff" * (len(content) - 4096 * 2)
    file.write_bytes(content)
    with pytest.raises(StoreError) as caught, open_store(url) as opened:
        opened.save([(report_of(), [])], run)
    assert caught.value.key == "store.damaged"


@only_sqlite
def test_a_store_that_may_not_be_written(store, report_of, run):
    event.listen(store._engine, "checkout", lambda connection, *_: connection.execute("PRAGMA query_only = ON"))
    with pytest.raises(StoreError) as caught:
        store.save([(report_of(), [])], run)
    assert caught.value.key == "store.closed"


@only_sqlite
def test_a_store_that_another_process_keeps_locked(tmp_path, url, report_of, run, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.05)
    with open_store(url) as store:
        other = sqlite3.connect(tmp_path / "auditor.db")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as caught:
            store.save([(report_of(), [])], run)
        assert caught.value.key == "store.locked"
        assert store.counts().reports == 0  # reading goes on
        other.close()
        store.save([(report_of(), [])], run)
        assert store.counts().reports == 1


@only_sqlite
def test_a_full_disk_keeps_what_was_committed_and_nothing_of_the_rest(store, report_of, run):
    store.save([(report_of("1"), [])], run)
    limit = lambda connection, *_: connection.execute("PRAGMA max_page_count = 40")  # noqa: E731
    event.listen(store._engine, "checkout", limit)
    long = report_of("2", body="云岭市", title="年报" * 100_000)
    with pytest.raises(StoreError) as caught:
        store.save([(long, [])], run)
    assert caught.value.key == "store.full"
    assert store.report(long.sha256) is None
    assert store.report("1" * 64) == report_of("1")


def test_a_driver_that_is_not_installed_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    error = refusal("postgresql://me:secret@localhost/x")
    assert (error.key, error.details["driver"]) == ("store.driver", "psycopg")
    assert "secret" not in str(error)


def test_what_only_a_slip_of_ours_can_cause_is_no_store_error(store):
    with pytest.raises(IntegrityError), explained("x"), store._engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO sketches (report_id, kind) VALUES (1, '')")


def test_a_store_error_passes_between_processes():
    error = pickle.loads(pickle.dumps(StoreError("newer", url="sqlite:///x.db", version="0009")))  # noqa: S301
    assert str(error) == "store.newer: url sqlite:///x.db, version 0009"


def test_every_problem_has_a_text_in_both_languages():
    for problem in get_args(Problem):
        entry = texts()[f"store.{problem}"]
        details = {"url": "U", "scheme": "S", "driver": "D", "version": "V", "reason": "R"}
        assert all("U" in entry[lang].format(**details) or problem in ("scheme", "driver") for lang in ("zh", "en"))
