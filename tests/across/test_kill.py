"""kill -9 while reports are compared: the next run goes on, with nothing lost and nothing twice."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.store.open import open_store
from tests.across.reports import changed, found, report, save

YEARS = range(2015, 2023)
CARRIED_IN = ("applications", "carried_in", "person")

# Compares page by page, three reports each, and is killed by itself as the second page is put into the store.
PROGRAM = """
import os, signal, sys
from sqlalchemy import Engine, event
from auditor.across import run
from auditor.store.open import open_store
from tests.across.reports import found

seen = 0

@event.listens_for(Engine, "before_cursor_execute")
def watch(connection, cursor, statement, *rest):
    global seen
    seen += statement.startswith(sys.argv[2])
    if seen == 2:
        os.kill(os.getpid(), signal.SIGKILL)

run.PAGE = 3
with open_store(sys.argv[1]) as store:
    found(store)
"""


def chain():
    """A body's reports, each of which begins with more than the one before ended with."""
    return [changed(report(year), {CARRIED_IN: str(year)}) for year in YEARS]


def findings(store):
    """The stored findings over several reports: of each report, in their order, as they are."""
    told = {made.source: store.findings(made.sha256) for made in chain()}
    return {source: [one for one in all_of if one.rule.startswith(("YRS", "REG", "DUP"))] for source, all_of in told.items()}


@pytest.mark.parametrize("statement", ["INSERT INTO findings", "UPDATE reports SET across"])
def test_killed_in_the_second_page(tmp_path, statement):
    url, whole = f"sqlite:///{tmp_path / 'killed.db'}", f"sqlite:///{tmp_path / 'whole.db'}"
    for each in (url, whole):
        with open_store(each) as store:
            save(store, *chain())
    killed = subprocess.run([sys.executable, "-c", PROGRAM, url, statement], cwd=Path(__file__).parents[2], check=False)
    assert killed.returncode == -signal.SIGKILL

    with open_store(url) as store, open_store(whole) as unharmed:
        assert sum(bool(told) for told in findings(store).values()) == 2  # the first page; its first year follows no other
        assert len(found(store)) == len(YEARS) - 3 + 1  # of the first page again what is beside those that are left
        assert found(store) == {}
        found(unharmed)
        assert findings(store) == findings(unharmed)
        assert sum(bool(told) for told in findings(store).values()) == len(YEARS) - 1
