"""Every cell of the sample corpus against its truth, which was written by hand from the files and not by this program."""

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
    path = CORPUS / f"{stem}.txt"
    return read_report(str(path), path.read_bytes())


@pytest.mark.parametrize("truth", TRUTH, ids=[path.stem for path in TRUTH])
def test_every_cell_is_right_and_on_its_line(truth: Path) -> None:
    wanted = [tuple(one[name] for name in FIELDS) for one in json.loads(truth.read_text("utf-8"), parse_float=Decimal)]
    found = [(*one[:5], one.state.value, one.unit, one.line) for one in read(truth.stem).cells]
    assert sorted(found, key=str) == sorted(wanted, key=str)


def test_the_corpus_has_a_truth_for_each_of_its_tabled_reports() -> None:
    narratives = {"2018-衢州市", "2018-云岭市"}
    assert {path.stem for path in CORPUS.glob("*.txt")} == {path.stem for path in TRUTH} | narratives


# stem: layout, form, body, kind, scope, year, script, period, published, signed, number of sections
IDENTITIES = {
    "2019-缙云县": ("tab", "2019", "缙云县", "government", "unknown", 2019, "simplified", "2019", None, None, 6),
    "2019-丈亭镇": ("tab", "2019", "丈亭镇", "town", "own", 2019, "simplified", None, None, "2020-01-20", 7),
    "2018-衢州市": ("narrative", "pre-2019", "衢州市", "government", "region", 2018, "traditional", None, None, None, 8),
    "2020-会同县": (
        "line", "2019", "会同县", "government", "unknown", 2020, "traditional", "2020", "2021-01-28", "2021-02-06", 6,
    ),
    "2019-丽水市": ("tab", "2019", "丽水市", "government", "region", 2019, "simplified", "2019", None, None, 5),
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
