import re
from datetime import date
from io import StringIO

import pytest
from rich.cells import cell_len

from auditor.export.text import write
from auditor.model.finding import Severity
from auditor.model.report import Diagnostic
from auditor.rules.waivers import Waiver
from tests.export.samples import BLANK_ROWS, PACK, WRONG_TOTAL, audit, unread


class Terminal(StringIO):
    def isatty(self):
        return True


def written(*audits, out=None, lang="zh", every=False):
    out = out or StringIO()
    write(audits, out, PACK, lang, every=every)
    return out.getvalue()


def test_the_summary_has_a_line_a_report_with_causes_by_severity():
    summary = written(audit(WRONG_TOTAL)).splitlines()
    assert summary[0].split() == ["文件", "机构", "年度", "表式", "版式", "错误", "警告", "提示", "评级"]
    assert summary[2].split()[:6] == ["青石县.txt", "青石县", "2019", "2019年表式", "制表符单元格", "1"]
    assert summary[2].split()[-2:] == ["C", "有差错"]


def test_a_finding_is_told_by_severity_rule_line_place_and_arithmetic():
    found = audit(WRONG_TOTAL)
    line = next(one for one in written(found).splitlines() if "SUM-101" in one)
    total = next(one for one in found.findings if one.rule == "SUM-101")
    assert line.split()[:3] == ["错误", "SUM-101", f"第{total.line}行"]
    assert "一、本年新收政府信息公开申请数量" in line
    assert "3+2 = 5" in line


def test_many_findings_of_a_cause_are_one_line_unless_all_are_asked_for():
    found = audit(BLANK_ROWS)
    folded = [one for one in written(found).splitlines() if "BLK-101" in one]
    assert len(folded) == 1
    assert "8处" in folded[0]
    assert "三（一） ×4、三（二） ×4" in folded[0]
    assert sum("BLK-101" in one for one in written(found, every=True).splitlines()) == 8


@pytest.mark.parametrize(("lang", "severity", "nothing"), [("zh", "错误", "没有发现问题"), ("en", "error", "nothing found")])
def test_both_languages_are_spoken(lang, severity, nothing):
    assert severity in written(audit(WRONG_TOTAL), lang=lang)
    assert nothing in written(audit(), lang=lang)


def test_what_people_settled_stands_apart_with_the_reason_and_does_not_count():
    waiver = Waiver(3, "SUM", reason="已\x1b更正", by="王", until=date(2099, 1, 1))
    found = audit(WRONG_TOTAL, waivers=[waiver])
    settled = [one for one in found.findings if one.rule.startswith("SUM")]
    lines = written(found).splitlines()
    assert lines[2].split()[5:8] == ["0", *written(audit(WRONG_TOTAL)).splitlines()[2].split()[6:8]]
    apart = lines.index("  已处理，不计入")
    told = [line for line in lines[apart:] if "SUM-" in line]
    assert len(told) == len(settled) > 0
    assert all("错误 豁免" in line and r"[豁免：已\x1b更正（王），至2099-01-01]" in line for line in told)
    assert not any("SUM-" in line for line in lines[:apart])


def test_what_people_decided_is_told_beside_the_severity():
    found = audit(WRONG_TOTAL)
    confirmed, dismissed = (one for one in found.findings if one.severity is Severity.ERROR)
    confirmed.status, dismissed.status = "confirmed", "dismissed"
    told = written(found, lang="en")
    assert "error confirmed" in told.partition("Settled and not counted")[0]
    assert "error dismissed" in told.partition("Settled and not counted")[2]


@pytest.mark.parametrize("terminal", [True, False])
def test_of_very_many_reports_those_without_findings_are_counted_not_listed(terminal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "150")
    sound = [audit(source=f"青石县{number}.txt") for number in range(250)]
    wrong = audit(WRONG_TOTAL, "白水县.txt")
    told = written(*sound[:99], wrong, *sound[99:], out=Terminal() if terminal else None)
    assert [line for line in told.splitlines() if re.search(r"青石县\d+\.txt", line)] == []
    assert "另有250份没有发现问题，未列出，--all 列出" in told
    assert "白水县.txt" in told
    whole = written(*sound[:99], wrong, *sound[99:], every=True, out=Terminal() if terminal else None)
    assert all(f"青石县{number}.txt" in whole for number in range(250))
    assert "未列出" not in whole
    few = written(*sound[:99], wrong)
    assert "青石县98.txt" in few
    assert "未列出" not in few


def test_what_was_not_read_is_listed_with_its_reason():
    told = written(unread(), audit(), unread(b"", "空.txt"))
    assert told.endswith(
        "读取情况\n"
        "  扫描.png: 无法读取\n"
        "    PARSE-BINARY    不是文本文件：图片\n"
        "  空.txt: 无法读取\n"
        "    PARSE-EMPTY    文件是空的\n"
    )


def test_remarks_on_reading_are_counted_and_listed_when_all_is_asked_for():
    found = audit()
    found.report.diagnostics.append(Diagnostic("PARSE-DATE", 3))
    assert "读取时有1条说明" in written(found)
    assert "PARSE-DATE  第3行  日期数字残缺" in written(found, every=True)


def test_piped_output_is_whole_lines_without_colour_or_trailing_space():
    source = "很长的目录名/" * 60 + "报告.txt"
    told = written(audit(WRONG_TOTAL | BLANK_ROWS, source))
    assert source in told
    assert "\x1b" not in told
    assert [line for line in told.splitlines() if line != line.rstrip()] == []
    assert all("…" not in line for line in told.splitlines())


def test_on_a_terminal_lines_fit_its_width_and_lose_nothing(monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "dumb")
    told = written(audit(WRONG_TOTAL | BLANK_ROWS, "目录/" * 40 + "报告.txt"), out=Terminal())
    assert max(cell_len(line) for line in told.splitlines()) <= 80
    assert told.count("目") == told.count("录") == 80


def test_text_from_files_takes_no_effect():
    told = written(unread(source="[bold]\x1b[31m\u202e\n.txt"))
    assert r"[bold]\x1b[31m\u202e\x0a.txt" in told
