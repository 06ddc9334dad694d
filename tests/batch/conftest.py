"""Reports with known faults, and crews whose workers die when a file tells them to."""

import pytest

from auditor.batch.work import Setting
from auditor.rules.pack import load_pack
from auditor.source.walk import walk
from auditor.store.open import open_store
from tests.writer import report, zeros

PACK = load_pack().select(["SUM", "BLK"])
CLEAN = report(zeros("2019"), "2019", "tab")
WRONG = report(zeros("2019") | {("applications", "received", "total"): "9"}, "2019", "tab")


@pytest.fixture
def store():
    with open_store("sqlite://") as opened:
        yield opened


@pytest.fixture(scope="session")
def setting():
    return Setting(PACK)


@pytest.fixture
def folder(tmp_path):
    """A folder of reports that all differ: every third has a wrong total."""

    def fill(count):
        path = tmp_path / "reports"
        path.mkdir()
        for number in range(count):
            text = WRONG if number % 3 == 0 else CLEAN
            (path / f"{number:04}.txt").write_text(f"{text}\n第{number}号\n", encoding="utf-8")
        return path

    return fill


def files(*paths):
    return walk(paths, lambda _: None)
