"""kill -9 loses no committed report, leaves no part of one, and the next run makes it whole."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from auditor.model.report import Cell, Report, Section, State
from auditor.store.open import RunInfo, open_store

CHUNKS, SIZE, CELLS = 3, 10, 30

# Saves chunk after chunk, and is killed by itself as the third chunk reaches a table.
PROGRAM = """
import os, signal, sys
from sqlalchemy import Engine, event
from tests.store.test_kill import chunks, RunInfo, open_store

seen = 0

@event.listens_for(Engine, sys.argv[3] + "_cursor_execute")
def watch(connection, cursor, statement, *rest):
    global seen
    seen += statement.startswith(sys.argv[2])
    if seen == 3:
        os.kill(os.getpid(), signal.SIGKILL)

store = open_store(sys.argv[1])
for chunk in chunks():
    store.save(chunk, RunInfo("1", "abc"))
"""


def report(number):
    cells = [Cell("review", f"row{at}", "total", str(at), at, State.NUMBER, None, at) for at in range(CELLS)]
    digest = sha256(str(number).encode()).hexdigest()
    return Report(f"{number}.txt", digest, body=str(number), year=2019, sections=[Section("1", "", None, 1)], cells=cells)


def chunks():
    return [[(report(SIZE * chunk + at), []) for at in range(SIZE)] for chunk in range(CHUNKS)]


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("statement", ["INSERT INTO reports", "INSERT INTO readings", "UPDATE runs"])
def test_killed_in_the_third_transaction(tmp_path, statement, moment):
    url = f"sqlite:///{tmp_path / 'auditor.db'}"
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", PROGRAM, url, statement, moment], cwd=root, check=False)
    assert killed.returncode == -signal.SIGKILL

    with open_store(url) as store:
        saved = [store.report(report(number).sha256) for number in range(CHUNKS * SIZE)]
        assert saved == [report(number) for number in range(2 * SIZE)] + [None] * SIZE

        for chunk in chunks():
            store.save(chunk, RunInfo("1", "abc"))
        assert store.counts().reports == CHUNKS * SIZE

    with closing(sqlite3.connect(tmp_path / "auditor.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM cells").fetchone() == (CHUNKS * SIZE * CELLS,)
