"""What a report that was filed again changed."""

import pytest

from auditor.query.complete import Completer
from auditor.query.say import headings, values
from tests.query.conftest import RUN, found, made


def corrected(digit, total):
    """白沙镇's report as filed again under the same name, with another total."""
    report = made(digit, source="白沙镇.txt")
    report.cells[2] = replace_cell(report.cells[2], total)
    return report


def replace_cell(cell, total):
    return cell._replace(raw=str(total), value=total)


def told(session, query="compare corrected"):
    answer = session.ask(query)
    wanted = [answer.columns.index(one) for one in ("what", "row", "column", "before", "after", "correction", "line", "versions")]
    return [tuple(row[at] for at in wanted) for row in answer]


@pytest.fixture
def mended(store):
    """A report whose total was wrong, and the one that put it right."""
    wrong, right = corrected("1", 7), corrected("2", 5)
    store.save([(wrong, [found(wrong)])], RUN)
    store.save([(right, [])], RUN)


MESSAGE = "SUM-101 一、本年新收政府信息公开申请数量: 总计 is 7, its columns add up to 5, difference +2"


@pytest.mark.usefixtures("mended")
def test_a_cell_that_was_put_right_is_changed_and_its_finding_gone(session):
    cell, finding = told(session)
    assert cell == ("cell", "received", "total", "7", "5", "changed", 12, "11111111 → 22222222")
    assert finding == ("finding", "received", None, MESSAGE, None, "gone", 12, "11111111 → 22222222")


@pytest.mark.usefixtures("mended")
def test_the_condition_is_on_the_report_and_words_mix(session):
    assert len(told(session, "比较 更正 where 机构 = 白沙镇")) == 2
    assert told(session, "compare corrected where body = 丽水市") == []


@pytest.mark.usefixtures("mended")
def test_why_tells_the_finding_of_a_row(session):
    session.ask("compare corrected")
    assert dict(session.ask("why 2"))["message"] in MESSAGE


@pytest.mark.usefixtures("mended")
def test_people_read_labels_and_names(session):
    answer = session.ask("比较更正")
    shown = dict(zip(headings(answer, "zh"), values(answer, answer.first, "zh"), strict=True))
    assert (shown["类型"], shown["更正前"], shown["更正后"], shown["变化"]) == ("单元格", "7", "5", "改变")


def test_each_step_of_several_is_told_in_order_and_a_cell_may_come_and_go(store, session):
    first, second, third = corrected("3", 5), corrected("1", 7), corrected("2", 7)
    third.cells = third.cells[:2]
    for report, findings in ((first, []), (second, [found(second)]), (third, [found(third)])):
        store.save([(report, findings)], RUN)
    steps = [(row[0], *row[3:6], row[7]) for row in told(session)]
    assert steps == [
        ("cell", "5", "7", "changed", "33333333 → 11111111"),
        ("finding", None, MESSAGE, "new", "33333333 → 11111111"),
        ("cell", "7", None, "gone", "11111111 → 22222222"),
    ]
    assert session.last.remark == "corrections: 2; findings that stayed: 1"


def test_reports_that_replaced_none_have_nothing_to_tell(store, session):
    store.save([(made(), [found(made())])], RUN)
    assert told(session) == []
    assert session.last.remark == "corrections: 0; findings that stayed: 0"


def test_completion_offers_the_word_and_the_fields_of_reports(store):
    assert "corrected" in [one.text for one in Completer(store).complete("compare corr", 12)]
    assert "body" in [one.text for one in Completer(store).complete("compare corrected where bo", 26)]
