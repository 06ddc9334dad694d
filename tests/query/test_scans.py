"""Long scans: rows come before all is read, a person may have enough of them, and others write meanwhile."""

import subprocess
import sys

import pytest

from auditor.store.error import Cancelled
from tests.query.conftest import RUN, found, made

_MANY = 3_000
_WRITE = """
import sys
from auditor.store.open import open_store
from tests.query.conftest import RUN, found, made
with open_store(sys.argv[1]) as store:
    for number in range(int(sys.argv[2])):
        report = made(f"{number + 5_000_000:07d}a", source=f"other{number}.txt", body=f"机构{number}")
        store.save([(report, [found(report)])], RUN)
"""


@pytest.fixture
def large(store):
    """A store in which no index leads to a message."""
    reports = [made(f"{number:07d}b", source=f"{number}.txt", body=f"镇{number}") for number in range(_MANY)]
    store.save([(report, [found(report, expected=number)]) for number, report in enumerate(reports)], RUN)
    return store


def test_a_page_of_a_scan_reads_no_further_than_the_page(large, session, monkeypatch):
    told = []
    both = session._messages._both
    monkeypatch.setattr(session._messages, "_both", lambda *parts: told.append(1) or both(*parts))
    page = session.ask("findings where message has 差").page(0, 10)
    assert len(page) == 10
    assert len(told) < 20


def test_the_first_row_is_not_looked_for_twice(large, session, monkeypatch):
    told = []
    both = session._messages._both
    monkeypatch.setattr(session._messages, "_both", lambda *parts: told.append(1) or both(*parts))
    answer = session.ask("findings where message has 差")
    answer.page(0, 10)
    seen = len(told)
    assert answer.remark == ""
    assert len(told) == seen


@pytest.mark.parametrize("query", ["findings where message has nowhere", "cells where raw has nowhere and not raw has 万"])
def test_a_scan_ends_when_it_is_not_wanted_any_more(large, session, query):
    # Asked for before it begins, so that no machine is too fast.
    answer = session.ask(query)
    session.stop()
    for read in (lambda: answer.page(0, 10), lambda: list(answer), lambda: answer.total):
        with pytest.raises(Cancelled):
            read()
    session.go_on()
    assert answer.page(0, 10) == []


def test_a_scan_is_ended_in_its_midst(large, session, monkeypatch):
    both = session._messages._both
    told = []

    def tell(*parts):
        told.append(1)
        if len(told) == 100:
            session.stop()
        return both(*parts)

    monkeypatch.setattr(session._messages, "_both", tell)
    with pytest.raises(Cancelled):
        session.ask("findings where message has nowhere").page(0, 10)
    assert 100 <= len(told) < _MANY


def test_answers_grow_while_another_process_writes(store, session, tmp_path):
    url = f"sqlite:///{tmp_path}/auditor.db"
    process = subprocess.Popen([sys.executable, "-c", _WRITE, url, "30"])
    seen = []
    while process.poll() is None:
        seen.append(next(iter(session.ask("count findings")))[0])
        session.ask("findings by body").page(0, 10)
    assert process.returncode == 0
    assert seen == sorted(seen)
    assert list(session.ask("count findings")) == [(30,)]


def test_what_one_person_decides_another_sees(store, session, tmp_path):
    finding = found(made())
    store.save([(made(), [finding])], RUN)
    answer = session.ask("findings")
    program = (
        "import sys; from auditor.store.open import open_store; "
        "open_store(sys.argv[1]).decide(sys.argv[2], 'dismissed', 'counted otherwise', 'other')"
    )
    subprocess.run([sys.executable, "-c", program, f"sqlite:///{tmp_path}/auditor.db", finding.id], check=True)
    assert answer.page(0, 1)[0][answer.columns.index("status")] == "dismissed"
    assert dict(session.ask("why 1"))["history"].endswith("other: dismissed because counted otherwise")
