"""What is no annual report that can be audited is declined by name; no zeros are made up."""

import pytest

from auditor.model.report import Reading, Report
from auditor.parse.read import read_report
from tests import writer

FIGURES = {place: str(number % 9) for number, place in enumerate(writer.zeros("2019"))}
ENGLISH = (
    "2019 Annual Report on Government Information Disclosure of Qingshi County\n"
    "I. Overall situation. This year the county pushed ahead with government information disclosure in every way. "
    "II. Active disclosure. Regulations made this year: 0. Normative documents: 12. Administrative licences: 35. "
    "III. Applications received and handled. New applications this year: 24. Total handled: 24. Carried over: 0. "
    "IV. Reconsideration and litigation. Results upheld: 0. Results corrected: 0. Other results: 0."
)


def read(text: str) -> Report:
    return read_report("x.txt", text.encode())


def without_repeats(text: str) -> str:
    return "\n".join(dict.fromkeys(line for line in text.split("\n") if line.strip()))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "PARSE-TRANSLATED"),
        (writer.report(FIGURES, "2019", "tab", title="青石县2020年上半年政府信息公开数据"), "PARSE-NOTICE"),
        (writer.report(FIGURES, "2019", "tab", title="青石县2020年第三季度政府信息公开情况"), "PARSE-NOTICE"),
        (without_repeats(writer.report(FIGURES, "2019", "line")), "PARSE-DEDUPED"),
        ("\n".join(line for line in writer.report(FIGURES, "2019", "tab").split("\n") if "\t" not in line), "PARSE-NO-TABLES"),
        ("今天天气很好。", "PARSE-NO-REPORT"),
    ],
)
def test_it_is_declined_with_its_reason(text: str, code: str) -> None:
    report = read(text)
    assert (report.reading, report.cells, report.sections) == (Reading.DECLINED, [], [])
    assert [one.code for one in report.diagnostics if one.code not in ("PARSE-NO-TITLE", "PARSE-PAGE-NUMBER")] == [code]


@pytest.mark.parametrize("layout", writer.LAYOUTS)
def test_an_annual_report_that_speaks_of_half_a_year_is_read(layout: str) -> None:
    text = writer.report(FIGURES, "2019", layout).replace("这一年", "上半年政府信息公开有序，这一年")
    assert read(text).reading is Reading.READ
