"""Reports compared by several processes: what is found is what one process finds."""

import pytest

from auditor.batch.audit import Batch
from auditor.batch.crew import Alone, Task
from auditor.batch.persist import judge_through
from auditor.batch.stored import stored
from auditor.batch.work import Bytes, Page, Setting
from auditor.batch.workers import Workers
from auditor.rules.pack import load_pack
from auditor.store.open import open_store
from auditor.synth.generate import Plan, write
from tests.batch.conftest import files

EVERY = Setting(load_pack())


def told(url, crew, folder):
    """What the store at a URL has when a crew has audited a folder: of each file, the rules and ids of what was found."""
    with open_store(url) as store:
        with Batch(store, EVERY, crew).run(files(folder)):
            pass
        audits = stored(store, EVERY.pack, store.hashes())
        return {one.report.source: sorted((finding.rule, finding.id) for finding in one.findings) for one in audits}


def test_several_processes_find_across_reports_what_one_finds(tmp_path):
    write(Plan(240, years=(2019, 2020)), tmp_path / "reports")
    alone = told(f"sqlite:///{tmp_path / 'alone.db'}", lambda by, _: Alone(by), tmp_path / "reports")
    together = told(f"sqlite:///{tmp_path / 'together.db'}", lambda by, _: Workers(by, 2), tmp_path / "reports")
    assert together == alone
    assert {rule[:3] for found in alone.values() for rule, _ in found} >= {"YRS", "SUM"}


@pytest.fixture
def page(tmp_path):
    """A page of a store that is not there."""
    return Page(f"sqlite:///{tmp_path / 'gone.db'}", [])


def test_a_page_that_no_worker_can_judge_is_given_back(page, setting):
    crew = Workers(setting, 1)
    try:
        assert list(judge_through([page, page], crew)) == [(page, None), (page, None)]
        crew.give(Task([Bytes("a.txt", b"")]))  # and the worker goes on
        assert isinstance(crew.take()[1], list)
    finally:
        crew.close()
