"""A changed rule, or a changed waiver: what was read is taken from the store, and found is what a new reading finds."""

from pathlib import Path

import pytest

from auditor.batch.audit import Batch
from auditor.batch.crew import Alone
from auditor.batch.stored import told
from auditor.batch.work import Setting
from auditor.rules.pack import load_pack
from auditor.rules.waivers import Waiver
from auditor.store.open import open_store
from auditor.synth.generate import Plan, write
from tests.batch.conftest import WRONG, files

CORPUS = Path(__file__).parents[2] / "corpus"
PACK = load_pack(preview=True)
FEW = Setting(PACK.select(["SUM-101", "YRS"]))


class Reader(Alone):
    """Notes what it is asked to read."""

    def __init__(self, setting):
        super().__init__(setting)
        self.read = []

    def give(self, task):
        self.read += [Path(file.source).name for file in task.files]
        super().give(task)


def audited(store, setting, *paths):
    """What is told of files, and the names of those that were read."""
    crew = Reader(setting)
    with Batch(store, setting, lambda *_: crew, resume=True).run(files(*paths)) as manifest:
        return list(told(store, setting.pack, manifest)), crew.read


@pytest.fixture
def made(tmp_path):
    write(Plan(60, faults=0.6, seed=7), tmp_path / "made")
    return tmp_path / "made"


def test_other_rules_find_in_what_is_stored_what_they_find_in_the_files(made, store):
    audited(store, FEW, CORPUS, made)
    again, read = audited(store, Setting(PACK), CORPUS, made)
    with open_store("sqlite://") as other:
        afresh, every = audited(other, Setting(PACK), CORPUS, made)
    assert again == afresh
    assert {finding.rule[:3] for one in again for finding in one.findings} >= {"SUM", "BLK", "NAR", "STR", "VAL", "DAT"}
    unreadable = {Path(one.report.source).name for one in afresh if one.report.reading == "unreadable"}
    assert set(read) == unreadable < set(every)


def test_what_was_decided_holds_and_what_is_not_found_any_more_is_gone(store, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    ((before,), _) = audited(store, FEW, path)
    (wrong,) = (one for one in before.findings if one.rule == "SUM-101")
    store.decide(wrong.id, "dismissed", "另有说明", "甲")
    ((without,), read) = audited(store, Setting(PACK.select(["BLK"])), path)
    assert "SUM-101" not in {one.rule for one in without.findings}
    ((after,), again) = audited(store, Setting(PACK), path)
    assert [one.status for one in after.findings if one.id == wrong.id] == ["dismissed"]
    assert read == again == []


def test_a_new_waiver_is_applied_to_what_is_stored(store, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(WRONG, encoding="utf-8")
    audited(store, Setting(PACK), path)
    waived = Setting(PACK, [Waiver("SUM-101", reason="已说明", by="甲")])
    ((after,), read) = audited(store, waived, path)
    assert {one.status for one in after.findings if one.rule == "SUM-101"} == {"waived"}
    assert read == []


def test_a_file_that_was_moved_is_read_again_as_its_path_may_name_its_body(store, tmp_path):
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    first.write_text(WRONG, encoding="utf-8")
    audited(store, FEW, first)
    first.rename(second)
    ((after,), read) = audited(store, Setting(PACK), second)
    assert read == ["b.txt"]
    assert after.report.source == str(second)
