"""What the chat does with a store, without a screen."""

from threading import Event, Thread

from auditor.chat.desk import PAGE
from auditor.chat.exchange import Facet
from auditor.parse.read import read_report
from auditor.rules.check import check
from tests.query.conftest import PACK, RUN


def test_a_long_answer_has_its_commonest_values_and_the_questions_for_them(desk):
    exchange = desk.ask("findings where severity = warning")
    assert exchange.total is None
    desk.finish(exchange)
    assert exchange.total > PAGE
    most = max((facet for facet in desk.facets(exchange) if facet.field == "body"), key=lambda facet: facet.count)
    assert most == Facet("body", "丽水市", most.count, "findings where body = 丽水市 and severity = warning")
    narrowed = desk.ask(most.question)
    desk.finish(narrowed)
    assert narrowed.total == most.count


def test_a_short_answer_and_groups_have_none(desk):
    assert desk.facets(desk.ask("findings where rule = SUM-101")) == []
    assert desk.facets(desk.ask("cells by row, column, body")) == []


def test_further_pages_follow_the_first_until_all_is_read(desk):
    exchange = desk.ask("findings limit 60")
    while len(exchange.lines) < 60:
        before = len(exchange.lines)
        desk.more(exchange)
        assert len(exchange.lines) > before
    assert len({line.finding for line in exchange.lines}) == 60


def test_evidence_begins_with_what_is_wrong_and_ends_with_the_lines_of_the_file(desk):
    evidence = desk.evidence(desk.ask("findings where rule = SUM-101 and row = 一"), 0)
    assert [item for item, _ in evidence.items[:3]] == ["message", "arithmetic", "status"]
    assert evidence.file == "2019-丽水市.txt"
    assert [(line, text.strip()) for line, text, mark in evidence.lines if mark][-1] == ("123", "687")


def test_a_decision_is_kept_as_a_question_that_can_be_replayed(desk):
    finding = desk.ask("findings where rule = SUM-101").lines[0].finding
    desk.decide(finding, "confirmed", None)
    assert desk.exchanges[-1].question == f"confirm {finding}"
    assert desk.store.history(finding)[-1].by == "王审计"


def test_what_was_stopped_can_be_read_again(desk):
    exchange = desk.ask("cells")
    desk.stop()
    desk.more(exchange)
    assert len(exchange.lines) == 2 * PAGE


def test_completion_does_not_wait_for_what_is_read(desk):
    taken, done = Event(), Event()

    def hold():
        with desk._lock:
            taken.set()
            done.wait()

    holder = Thread(target=hold)
    holder.start()
    taken.wait()
    assert desk.complete("find", 4) == []
    done.set()
    holder.join()
    assert desk.complete("find", 4)[0].text == "findings"


def test_a_list_that_fits_a_page_needs_no_count(desk):
    assert desk.ask("findings where rule = SUM-101").total == 3
    limited = desk.ask("findings limit 10")
    assert (len(limited.lines), limited.total) == (10, None)
    desk.finish(limited)
    assert limited.total == 189


def test_what_is_to_be_said_of_an_empty_list_comes_when_it_is_finished(desk):
    exchange = desk.ask("findings where body = 丽水")
    assert exchange.total == 0
    desk.finish(exchange)
    assert "丽水市" in exchange.remark


def test_the_evidence_of_a_cell_is_what_is_known_of_it_and_its_line(desk):
    evidence = desk.evidence(desk.ask("cells where raw = 3.23亿"), 0)
    assert ("raw", "3.23亿") in evidence.items
    assert [(line, text.strip()) for line, text, mark in evidence.lines if mark] == [("83", "3.23亿")]


def test_answers_are_told_again_in_another_language(desk):
    exchange = desk.ask("findings where rule = SUM-101")
    desk.decide(exchange.lines[0].finding, "confirmed", None)
    desk.speak("zh")
    desk.tell_again(exchange)
    assert "规则" in exchange.head
    assert "总计填" in exchange.lines[0].texts[-1]
    assert desk.ask("why 1").head == ("项目", "文字")


def test_a_sheet_is_told_again_of_the_finding_that_it_was_of(desk):
    first = desk.ask("findings where rule = SUM-101").lines[0].finding
    why = desk.ask("why 1")
    desk.ask("findings where not rule = SUM-101")
    desk.speak("zh")
    desk.tell_again(why)
    assert why.head == ("项目", "文字")
    assert why.lines == desk.ask(f"why {first}").lines


def test_what_decides_is_told_again_and_not_done_again(desk):
    finding = desk.ask("findings where rule = SUM-101").lines[0].finding
    decided = desk.ask(f'dismiss {finding} because "seen"')
    desk.ask(f"reopen {finding}")
    desk.speak("zh")
    desk.tell_again(decided)
    assert "驳回" in decided.lines[0].texts
    assert len(desk.store.history(finding)) == 2


def test_a_decision_shows_in_every_row_of_its_finding(desk, folder):
    copy = read_report("又一份.txt", (folder / "2019-丽水市.txt").read_bytes() + "\n此件公开发布\n".encode())
    desk.store.save([(copy, check(copy, PACK))], RUN)
    exchange = desk.ask("findings where rule = SUM-103 and column = 自然人")
    assert len(exchange.lines) == 2
    finding = exchange.lines[0].finding
    desk.decide(finding, "confirmed", None)
    desk.refresh(exchange, finding)
    assert ["error confirmed" in line.texts for line in exchange.lines] == [True, True]
