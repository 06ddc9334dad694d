"""Stores to ask: the sample reports as the program reads and checks them, and small ones made by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.catalogue.language import use
from auditor.model.finding import Finding, Place, Severity, finding_id
from auditor.model.report import Cell, Region, Report, State
from auditor.parse.read import read_report
from auditor.query.session import Session
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from auditor.store.open import RunInfo, Store, open_store

CORPUS = Path(__file__).parents[2] / "corpus"
# Those that the cases were counted by hand for; further samples do not change what is asked here.
COUNTED = """
    2018-云岭市 2018-衢州市 2019-丈亭镇 2019-丽水市 2019-松雾镇 2019-缙云县 2019-青石县 2020-会同县 2020-青石县
    2021-云岭市 2021-云岭市档案局 2021-青石县
"""
PACK = load_pack().select(("SUM", "BLK-101"))
RUN = RunInfo("1", "abc")


@pytest.fixture(autouse=True)
def _reader() -> Iterator[None]:
    """Readers are English, whatever the system is."""
    use("en")
    yield
    use(None)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample reports, checked by the rules on sums and on blank cells; nobody changes it."""
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('samples')}/auditor.db") as store:
        paths = [CORPUS / f"{name}.txt" for name in COUNTED.split()]
        reports = [read_report(str(path), path.read_bytes()) for path in paths]
        store.save([(report, check(report, PACK)) for report in reports], RUN)
        yield store


@pytest.fixture
def asked(samples: Store) -> Session:
    """A session with the samples, of an English reader."""
    return Session(samples, "tester", "en", lambda: PACK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(f"sqlite:///{tmp_path}/auditor.db") as opened:
        yield opened


@pytest.fixture
def session(store: Store) -> Session:
    return Session(store, "王审计", "en", lambda: PACK)


def made(digit: str = "1", **changes: object) -> Report:
    """A small report with a hash of its own: 白沙镇 in 青石县, one row of table 3 whose total is wrong."""
    cells = [
        Cell("applications", "received", column, raw, value, state, None, line)
        for column, raw, value, state, line in (
            ("person", "5", 5, State.NUMBER, 10),
            ("company", "", None, State.BLANK, 11),
            ("total", "7", 7, State.NUMBER, 12),
        )
    ]
    report = Report(f"{digit}.txt", digit * 64, form="2019", layout="tab", body="白沙镇", year=2019, scope="own", cells=cells)
    report.region = Region("990001", "云岭省", "云岭市", "青石县", "白沙镇", "township")
    for name, value in changes.items():
        setattr(report, name, value)
    return report


def found(report: Report, **changes: object) -> Finding:
    """That its total is wrong."""
    finding = Finding("SUM-101", Severity.ERROR, Place("applications", "received"), 12, 5, 7, 2)
    finding.evidence = tuple((cell.table, cell.row, cell.column) for cell in report.cells)
    finding.details = {"arithmetic": ""}
    for name, value in changes.items():
        setattr(finding, name, value)
    finding.id = finding_id(finding, report)
    return finding
