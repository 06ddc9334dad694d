"""Every cell of the sample corpus against its truth, which was written apart from this program's reading of it."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from auditor.model.report import Report
from auditor.parse.read import read_report

CORPUS = Path(__file__).parents[2] / "corpus"
TRUTH = sorted((Path(__file__).parent / "truth").glob("*.json"))
FIELDS = ("table", "row", "column", "raw", "value", "state", "unit", "line")


def read(stem: str) -> Report:
    path = next(CORPUS.glob(f"{stem}.*"))
    return read_report(str(path), path.read_bytes())


@pytest.mark.parametrize("truth", TRUTH, ids=[path.stem for path in TRUTH])
def test_every_cell_is_right_and_on_its_line(truth: Path) -> None:
    cells = json.loads(truth.read_text("utf-8"), parse_float=Decimal)
    # In a file without lines of its own the truth has none.
    wanted = [tuple(one.get(name) for name in FIELDS) for one in cells]
    found = [(*one[:5], one.state.value, one.unit, one.line if "line" in cells[0] else None) for one in read(truth.stem).cells]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_the_corpus_has_a_truth_for_each_of_its_tabled_reports() -> None:
    narratives = {"2018-衢州市", "2018-云岭市"}
    assert {path.stem for path in CORPUS.iterdir()} == {path.stem for path in TRUTH} | narratives | {"README"}


# stem: layout, form, body, kind, scope, year, script, period, published, signed, number of sections
IDENTITIES = {
    "2019-缙云县": ("tab", "2019", "缙云县", "government", "unknown", 2019, "simplified", "2019", None, None, 6),
    "2019-丈亭镇": ("tab", "2019", "丈亭镇", "town", "own", 2019, "simplified", None, None, "2020-01-20", 7),
    "2018-衢州市": ("narrative", "pre-2019", "衢州市", "government", "region", 2018, "traditional", None, None, None, 8),
    "2020-会同县": (
        "line", "2019", "会同县", "government", "unknown", 2020, "traditional", "2020", "2021-01-28", "2021-02-06", 6,
    ),
    "2019-丽水市": ("tab", "2019", "丽水市", "government", "region", 2019, "simplified", "2019", None, None, 5),
    "2017-云岭市住房和城乡建设局": (
        "tab", "pre-2019", "云岭市住房和城乡建设局", "department", "own", 2017, "simplified", "2017",
        "2018-02-26", "2018-02-25", 6,
    ),
    "2020-云岭市水利局": (
        "html", "2019", "云岭市水利局", "department", "own", 2020, "simplified", "2020", "2021-01-22", "2021-01-21", 6,
    ),
    "2021-云岭市教育局": (
        "pdf", "2021", "云岭市教育局", "department", "own", 2021, "simplified", "2021", "2022-01-25", "2022-01-24", 6,
    ),
    "2021-云岭市体育局": (
        "one_line", "2021", "云岭市体育局", "department", "own", 2021, "simplified", "2021", "2022-01-10", "2022-01-09", 6,
    ),
    "2021-云岭市": ("tab", "mixed", "云岭市", "government", "region", 2021, "simplified", "2021", None, "2022-03-21", 6),
}  # fmt: skip


@pytest.mark.parametrize("stem", IDENTITIES)
def test_whose_report_it_is_and_from_when(stem: str) -> None:
    report = read(stem)
    period = report.period and (str(report.period[0]), str(report.period[1]))
    year = IDENTITIES[stem][7]
    assert period == (year and (f"{year}-01-01", f"{year}-12-31"))
    found = (report.layout, report.form, report.body, report.body_kind, report.scope, report.year, report.script)
    dates = (report.published and str(report.published), report.signed and str(report.signed))
    assert (*found, year, *dates, len(report.sections)) == IDENTITIES[stem]
