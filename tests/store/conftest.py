"""A small report with something in every field, and what a rule may find in it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from auditor.model.claim import Claim, Link, Relation
from auditor.model.finding import Finding, Place, Severity, finding_id
from auditor.model.report import Cell, Diagnostic, Reading, Region, Report, RowRead, Section, State, Table
from auditor.store.open import RunInfo, Store, open_store

SAMPLE = Report(
    source="reports/青石县.txt",
    sha256="0" * 64,
    reading=Reading.PARTIAL,
    layout="tab",
    form="2019",
    body="青石县",
    body_kind="government",
    scope="region",
    year=2019,
    title="青石县2019年政府信息公开工作年度报告",
    script="traditional",
    period=(date(2019, 1, 1), date(2019, 12, 31)),
    published=date(2020, 1, 22),
    signed=date(2020, 1, 20),
    dated={"period": 2, "published": 3, "signed": 90},
    region=Region("990001", "云岭省", "云岭市", "青石县", "白沙镇", "county"),
    sections=[
        Section("1", "总体情况", "overview", 4, "arabic", "exact", 5, 9),
        Section("", "附则", None, 90, "none", "renamed", 91, 90, 30, 12, "无其他需要报告的事项。"),
    ],
    tables=[
        Table(
            *("disclosure", "2019", 12, 60, 22, 21),
            rows=[RowRead("licences", "行政许可", 30, 1, 3), RowRead("", "其他主动公开文件", 40)],
            columns=[("第二十条第（五）项", "previous"), ("", "change")],
            ended=False,
            strays=1,
            section="disclosure",
            places={"licences": {"page": 1, "table": 2, "row": 3}},
        ),
        Table("review", "2019", 61, 80),
    ],
    cells=[
        Cell("disclosure", "procurement", "amount", "3.23亿", Decimal("3.23"), State.NUMBER, "亿", 50),
        Cell("disclosure", "procurement", "items", " 12\u00a0", 12, State.NUMBER, "个", 49, inherited=True),
        Cell("disclosure", "licences", "change", "-4", -4, State.NUMBER, None, 31),
        Cell("disclosure", "licences", "previous", "", None, State.BLANK, None, 30),
        Cell("review", "reconsideration", "total", "——", None, State.DASH, None, 70),
        Cell("review", "reconsideration", "other", "见附件", None, State.TEXT, None, 71),
        Cell("review", "reconsideration", "upheld", "", None, State.UNREADABLE, None, 72),
    ],
    diagnostics=[Diagnostic("PARSE-LABEL", 31, {"text": "行政許可", "distance": 2}), Diagnostic("PARSE-NO-TITLE")],
    breaks_off=95,
    claims=[
        Claim(
            *("约3.2万件", 7, 1, 6, Decimal("3.2"), "万件", 28800, 35200, "received", "person", "region", "previous"),
            *("overview", "约", "growth", True, True),
        ),
        Claim("其中自然人46余件", 8, 5, 9, 46, "件", 46, None),
    ],
    relations=[Relation(Link.SHARE, 0, (1,), 1, True, 365, "applicant", overlap=True)],
)

NUMBERS = count()
ReportOf = Callable[..., Report]
FindingOf = Callable[..., Finding]

only_sqlite = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""For what only a database in a file has."""


@pytest.fixture
def run() -> RunInfo:
    return RunInfo(parser="1", rule_set="abc", started=datetime(2020, 4, 1, tzinfo=UTC))


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Every test of a store is run with both databases."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'auditor.db'}"
    url: str = request.getfixturevalue("postgresql").database(f"store{next(NUMBERS)}")
    return url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def report_of() -> ReportOf:
    """The sample with a hash of its own (``"a"`` stands for 64 of them) and some fields changed."""

    def make(digit: str = "0", **changes: object) -> Report:
        return replace(SAMPLE, sha256=digit * 64, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture
def finding_of() -> FindingOf:
    """A row's identity that is broken, in a report; some fields changed."""

    def make(report: Report, **changes: object) -> Finding:
        finding = Finding(
            *("SUM-101", Severity.ERROR, Place("disclosure", "licences"), 31),
            expected=712,
            actual=687,
            difference=-25,
            evidence=(("disclosure", "licences", "change"), ("disclosure", "licences", "previous")),
            details={"row": "行政许可", "parts": 6},
            cause="c1",
        )
        finding = replace(finding, **changes)  # type: ignore[arg-type]
        finding.id = finding_id(finding, report)
        return finding

    return make
