"""A conversation: rows of the last answer, decisions, saved queries, what is left out, and what is said of an empty answer."""

from dataclasses import replace
from hashlib import sha256

import pytest

from auditor.query.error import QueryError
from auditor.query.members import members
from auditor.query.parser import parse
from auditor.query.session import Session
from auditor.query.tree import Compare
from auditor.store.error import Cancelled
from tests.query.conftest import PACK, RUN, found, made


def rows(session, query):
    return list(session.ask(query))


def items(session, query):
    return dict(rows(session, query))


@pytest.fixture
def wrong(store):
    """One report whose total is wrong; its finding."""
    finding = found(made())
    store.save([(made(), [finding])], RUN)
    return finding


# ---------------------------------------------------------------------- findings one by one


def test_why_lays_out_message_arithmetic_basis_and_status(asked):
    asked.ask("findings where rule = SUM-101 and body = 丽水市")
    told = items(asked, "why 1")
    assert told["message"] == "一、本年新收政府信息公开申请数量: 总计 is 687, its columns add up to 712, difference -25"
    assert told["arithmetic"] == "670+27+2+7+5+1 = 712"
    assert told["place"] == "applications / 一、本年新收政府信息公开申请数量"
    assert told["line"] == "123"
    assert "国办公开办函" in told["basis"]
    assert told["status"] == "open"


def test_source_shows_the_lines_of_the_evidence_and_those_around(asked):
    asked.ask("findings where rule = SUM-101 and body = 丽水市")
    answer = asked.ask("source 1")
    marked = [(line, text.strip()) for line, text, mark in answer if mark]
    assert marked == [(117, "670"), (118, "27"), (119, "2"), (120, "7"), (121, "5"), (122, "1"), (123, "687")]
    assert [line for line, _, _ in answer] == list(range(115, 126))
    assert answer.remark.endswith("2019-丽水市.txt")


@pytest.mark.parametrize(
    ("data", "said"),
    [(None, "is not there any more"), (b"something else", "has changed since"), (b"%PDF-1.7 of that hash", "is no plain text")],
)
def test_source_says_where_the_file_is_gone_or_another_and_shows_the_cells_then(tmp_path, store, session, data, said):
    path = tmp_path / "report.txt"
    report = made(source=str(path))
    if data is not None:
        path.write_bytes(data)
        report.sha256 = sha256(data).hexdigest() if said == "is no plain text" else report.sha256
    finding = found(report)
    store.save([(report, [finding])], RUN)
    answer = session.ask(f"source {finding.id}")
    assert said in answer.remark
    assert list(answer) == [(10, "5", ">"), (11, "", ">"), (12, "7", ">")]


def test_a_finding_in_two_reports_is_told_once_and_the_other_is_named(store, session):
    rival = made("2", source="rival.txt")
    store.save([(made(), [found(made())]), (rival, [found(rival)])], RUN)
    assert items(session, f"why {found(made()).id}")["also"] == "rival.txt"


def test_rules_are_explained_by_code_or_by_a_row(asked):
    asked.ask("findings where rule = SUM-103")
    assert rows(asked, "explain 1") == rows(asked, "explain sum-103")
    assert items(asked, "explain 1")["check"] == "[三（七）] + [四] = [一] + [二]"


def test_a_row_stays_that_of_the_last_list_whatever_is_asked_about_it(asked):
    asked.ask("findings where rule = SUM-103 order line")
    first = items(asked, "why 1")
    asked.ask("explain 2")
    asked.ask("help")
    assert items(asked, "why 1") == first
    assert items(asked, "why 2")["finding"] != first["finding"]


@pytest.mark.parametrize(
    ("before", "query", "key"),
    [
        (None, "why 1", "no-answer"),
        ("findings by rule", "why 1", "no-row"),
        ("findings where rule = SUM-102", "why 3", "no-row"),
        ("findings", "why 0", "no-row"),
        ("findings", "why " + "9" * 90, "no-row"),
        (None, "why f000000000000", "no-finding"),
        (None, "dismiss f000000000000 because x", "no-finding"),
        (None, "explain XXX-999", "no-rule"),
        (None, "run nothing", "no-query"),
        (None, "repair f000000000000", "no-finding"),
    ],
)
def test_what_cannot_be_answered_is_an_error_with_its_place(asked, before, query, key):
    if before:
        asked.ask(before)
    with pytest.raises(QueryError) as caught:
        asked.ask(query)
    assert caught.value.key == key
    assert f"  {query}\n" in caught.value.text() + "\n"


# ---------------------------------------------------------------------- decisions


def test_a_dismissal_is_kept_with_reason_who_and_when(store, session, wrong):
    session.ask(f'dismiss {wrong.id} because "汇总口径不同"')
    assert rows(session, "findings by status") == [("dismissed", 1)]
    (decision,) = store.history(wrong.id)
    assert (decision.status, decision.reason, decision.by) == ("dismissed", "汇总口径不同", "王审计")
    assert "王审计: dismissed because 汇总口径不同" in items(session, f"why {wrong.id}")["history"]


def test_a_dismissal_needs_a_reason_and_others_do_not(session, wrong):
    for query in (f"dismiss {wrong.id}", f'dismiss {wrong.id} because " "'):
        with pytest.raises(QueryError, match="needs a reason"):
            session.ask(query)
    session.ask(f"确认 {wrong.id}")
    assert rows(session, "findings by status") == [("confirmed", 1)]


def test_a_finding_that_is_reopened_keeps_its_history(store, session, wrong):
    session.ask("findings")
    session.ask("dismiss 1 because a")
    session.ask("reopen 1 because b")
    assert rows(session, "findings by status") == [("open", 1)]
    assert [(one.status, one.reason) for one in store.history(wrong.id)] == [("dismissed", "a"), ("open", "b")]


# ---------------------------------------------------------------------- what is left out


def test_superseded_reports_and_gone_findings_are_left_out_unless_all_is_asked_for(store, session, wrong):
    session.ask(f"confirm {wrong.id}")
    store.save([(made(), [])], RUN)  # does not hold any more
    assert rows(session, "count findings") == [(0,)]
    assert rows(session, "count all findings") == [(1,)]
    newer = made("2", source="1.txt")
    store.save([(newer, [found(newer, expected=6)])], RUN)
    assert [row[0] for row in session.ask("reports")] == ["白沙镇"]
    assert rows(session, "all reports by current") == [("yes", 1), ("no", 1)]
    assert rows(session, "全部 问题 按 现行、处理") == [("yes", "confirmed", 1), ("no", "confirmed", 1)]
    assert session.ask("all findings").columns[-1] == "current"


def test_a_town_is_in_its_county_prefecture_and_province(session, wrong):
    for place in ("白沙镇", "青石县", "云岭市", "云岭省"):
        assert rows(session, f"count findings where region = {place}") == [(1,)]
        assert rows(session, f"count findings where region != {place}") == [(0,)]


# ---------------------------------------------------------------------- remarks


@pytest.mark.parametrize(
    ("query", "remark"),
    [
        ("findings where region = 青石", "nothing in the store has region = “青石” did you mean “青石县”?"),
        ("count reports where body in (白沙镇, 黑沙乡)", ""),
        ("count reports where body = 黑沙镇", "nothing in the store has body = “黑沙镇” did you mean “白沙镇”?"),
        ("findings where year = 1999", ""),
        ("findings where rule = SUM-102", "nothing in the store has rule = “SUM-102” did you mean “SUM-101”?"),
    ],
)
def test_an_empty_answer_says_what_may_be_the_matter(session, wrong, query, remark):
    assert session.ask(query).remark == remark


def test_an_answer_that_is_empty_but_for_history_says_how_to_ask_for_it(store, session, wrong):
    newer = made("2", source="1.txt")
    store.save([(newer, [])], RUN)
    assert session.ask("findings").remark == "1 are of superseded reports or gone: ask for “all findings”"


def test_an_empty_store_says_what_to_do(session):
    assert session.ask("findings").remark == "the store has no reports yet: run auditor audit first"
    assert session.ask("count findings").remark.startswith("the store has no reports yet")


# ---------------------------------------------------------------------- saved queries, help, stopping


def test_a_query_is_kept_by_name_in_the_store(store, session, wrong):
    session.ask("保存 问题 按 规则 为 常见")
    assert store.saved_queries() == {"常见": "findings by rule"}
    assert rows(Session(store, "other", "en", lambda: PACK), "run 常见") == [("SUM-101", 1)]
    session.ask("save count findings as 常见")
    assert rows(session, "运行 常见") == [(1,)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_example_of_the_help_can_be_asked(samples, lang):
    session = Session(samples, "tester", lang, lambda: PACK)
    for query, meaning in session.ask("help"):
        assert meaning
        if query.startswith(("dismiss", "驳回", "save", "保存", "run", "运行")):
            continue  # they change the store, or need what was changed
        session.ask("findings")
        assert session.ask(query).columns


def test_help_on_an_entity_lists_its_fields_and_their_values(asked):
    assert ("severity", "严重度", "error warning note") in rows(asked, "help findings")
    assert ("value", "值", "number") in rows(asked, "help cells")


def test_a_query_that_is_stopped_ends_and_the_session_goes_on(asked):
    answer = asked.ask("count cells where raw has 7")
    asked.stop()
    with pytest.raises(Cancelled):
        list(answer)
    assert rows(asked, "count reports") == [(12,)]


def test_pages_are_parts_of_the_whole(asked):
    answer = asked.ask("cells where table = review order value, row limit 25")
    whole = list(answer)
    assert answer.page(0, 10) + answer.page(10, 10) + answer.page(20, 10) == whole
    assert (len(whole), answer.total) == (25, 150)
    assert answer.page(25, 10) == []


def test_what_is_typed_is_data_and_never_sql(session, store, wrong):
    for text in ("'; DROP TABLE findings; --", "%", "_", "/", "' OR 1=1"):
        quoted = '"' + text + '"'
        assert rows(session, f"count findings where body = {quoted}") == [(0,)]
        assert rows(session, f"count findings where body has {quoted}") == [(0,)]
    assert rows(session, "count findings") == [(1,)]


def test_messages_are_in_the_readers_language_and_searched_in_both(samples):
    zh = Session(samples, "tester", "zh", lambda: PACK)
    (row,) = rows(zh, "findings where message has 'add up to 712'")
    assert row[-1] == "一、本年新收政府信息公开申请数量：总计填687，各列之和为712，差-25"


def test_a_rule_that_is_not_known_any_more_has_no_message(store, session):
    report = made()
    store.save([(report, [found(report, rule="OLD-101")])], RUN)
    (row,) = rows(session, "findings")
    assert row[-1] == ""
    assert "message" not in items(session, "why " + row[0])


def test_answers_to_the_same_tree_are_equal_in_either_way(asked):
    query = asked.ask("findings where severity = error").query
    assert list(asked.answer(replace(query, limit=2))) == asked.ask("findings where severity = error").page(0, 2)


@pytest.mark.parametrize(
    ("groups", "row", "listed"),
    [
        ("findings where severity = error by body", 0, "findings where body = 丽水市 and severity = error"),
        ("单元格 其中 值 < 0 按 行、年度", 1, "cells where row = fees and year = 2020 and value < 0"),
        ("findings by row", 0, "findings where row is blank"),
        ("all reports by form", 0, "all reports where form = 2019"),
        ("reports by region having region = 丽水市 order count", 0, "reports where place = 丽水市"),
        ("compare findings 2019 to 2020 by rule", 1, "findings where rule = SUM-101"),
    ],
)
def test_a_group_opens_into_its_members(asked, groups, row, listed):
    answer = asked.ask(groups)
    opened = members(answer.query, answer.page(row, 1)[0])
    assert opened == parse(listed)
    if not isinstance(answer.query, Compare):
        assert asked.answer(opened).total == answer.page(row, 1)[0][-1]


def test_a_list_has_no_groups_to_open(asked):
    answer = asked.ask("findings")
    assert members(answer.query, answer.page(0, 1)[0]) is None
