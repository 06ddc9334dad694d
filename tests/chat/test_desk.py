"""What the chat does with a store, without a screen."""

from threading import Event, Thread

from auditor.chat.desk import PAGE
from auditor.chat.exchange import Facet


def test_a_long_answer_has_its_commonest_values_and_the_questions_for_them(desk):
    exchange = desk.ask("findings where severity = warning")
    assert exchange.total > PAGE
    most = max((facet for facet in desk.facets(exchange) if facet.field == "body"), key=lambda facet: facet.count)
    assert most == Facet("body", "丽水市", most.count, "findings where body = 丽水市 and severity = warning")
    assert desk.ask(most.question).total == most.count


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
    finding = desk.ask("findings where rule = SUM-101 and row = 一").lines[0].finding
    evidence = desk.evidence(finding)
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
