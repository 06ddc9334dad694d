"""A session from the first question to the last, as a person has it."""

import csv
from pathlib import Path
from threading import Event

import pytest
from textual.events import Paste

from auditor.chat.evidence import EvidenceScreen
from auditor.chat.prompt import Prompt
from auditor.cli.app import app as command_line
from auditor.query.answer import Read
from auditor.query.error import QueryError
from auditor.store.error import Cancelled


def test_a_session_asks_opens_dismisses_exports_saves_and_quits(chat, capsys):
    async def steps(one):
        await one.ask("findings where rule = SUM-101 and body = 丽水市")
        assert "687" in one.screen
        await one.press("f6", "enter")
        await one.sees("= 712")
        assert "  ─────" in one.screen
        assert "2019-丽水市.txt" in one.screen
        await one.press("d")
        await one.type("counted otherwise")
        await one.press("enter")
        await one.sees("王审计: dismissed because")
        await one.press("escape")
        await one.sees("error dismissed")
        await one.press("e")
        await one.press(*(["backspace"] * len("answer.csv")))
        await one.type("out.csv")
        await one.press("enter")
        await one.until(Path("out.csv").exists)
        one.app.query_one(Prompt).focus()
        await one.type("/save transcript script.txt")
        await one.press("enter")
        await one.until(Path("script.txt").exists)
        await one.idle()
        await one.press("ctrl+q")

    chat(steps)
    rows = list(csv.DictReader(Path("out.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["expected"], row["actual"], row["status"]) for row in rows] == [
        ("712", "687", "dismissed"),
        ("687", "688", "open"),
    ]
    with pytest.raises(SystemExit) as ended:
        command_line(["query", "--script", "script.txt", "--lang", "en"])
    assert ended.value.code == 0
    assert "687" in capsys.readouterr().out


def test_a_group_opens_into_its_members_and_these_into_evidence(chat):
    async def steps(one):
        await one.ask("findings by rule order count")
        await one.press("f6", "enter")
        await one.until(lambda: len(one.app.transcript.grids()) == 2 and not one.busy)
        assert one.app.desk.exchanges[-1].question.startswith("findings where rule = ")
        await one.press("enter")
        await one.until(lambda: isinstance(one.app.screen, EvidenceScreen))

    chat(steps)


def test_pages_are_read_on_when_the_last_row_is_reached(chat):
    async def steps(one):
        await one.ask("cells")
        assert one.grid.row_count == 50
        await one.press("f6", "end")
        await one.press("ctrl+end")
        await one.until(lambda: one.grid.row_count == 100)

    chat(steps)


def test_completions_are_offered_and_tab_takes_the_first(chat):
    async def steps(one):
        await one.type("findings where sev")
        await one.sees("severity")
        await one.press("tab")
        assert one.app.query_one(Prompt).text == "findings where severity "

    chat(steps)


def test_an_arrow_chooses_another_completion_and_enter_takes_it(chat):
    async def steps(one):
        await one.type("findings ")
        await one.sees("limit  前")
        await one.press("down", "enter")
        assert one.app.query_one(Prompt).text == "findings by "
        await one.press("escape")
        assert not one.app.query_one(Prompt).menu.display

    chat(steps)


def test_chinese_is_typed_completed_and_answered_in_chinese(chat):
    async def steps(one):
        await one.type("统计 问")
        await one.sees("问题  findings")
        await one.press("tab")
        await one.type("其中 严重度 = 错误")
        await one.press("enter")
        await one.sees("› 统计 问题 其中 严重度 = 错误")
        await one.sees("共1行")

    chat(steps, lang="zh")


def test_pasted_lines_are_asked_one_after_another(chat):
    async def steps(one):
        one.app.query_one(Prompt).put("count reports\ncount reports where year = 2021\n")
        await one.press("enter")
        await one.until(lambda: len(one.app.desk.exchanges) == 2)
        assert [exchange.lines[0].texts for exchange in one.app.desk.exchanges] == [("12",), ("3",)]

    chat(steps)


def test_escape_ends_what_is_read_and_what_was_to_be_asked_after_it(chat):
    async def steps(one):
        stopped = Event()

        def endless(question):
            stopped.wait()
            raise Cancelled

        one.app.desk.ask, one.app.desk.stop = endless, stopped.set
        one.app.transcript.ask(["cells", "claims"])
        await one.sees("reading, Esc cancels")
        await one.press("escape")
        await one.sees("cancelled")
        await one.idle()
        assert "› claims" not in one.screen

    chat(steps)


def test_the_panel_lists_reports_and_opens_their_findings(chat):
    async def steps(one):
        assert "2019 丽水市" not in one.screen
        await one.press("f3")
        await one.sees("2019 丽水市")
        await one.press("enter")
        await one.until(lambda: one.app.desk.exchanges and not one.busy)
        assert one.app.desk.exchanges[0].question == "findings where body = 丽水市 and year = 2019"

    chat(steps)


def test_the_palette_has_the_actions_and_does_them(chat):
    async def steps(one):
        await one.press("ctrl+p")
        await one.type("明暗")
        await one.sees("F4")
        await one.press("enter")
        await one.until(lambda: one.app.theme == "textual-light")

    chat(steps, lang="zh")


def test_a_question_that_is_none_is_told_with_its_place_and_the_app_goes_on(chat):
    async def steps(one):
        await one.ask("findings whre year = 2019")
        await one.sees("did you mean “where”?")
        await one.ask("count reports")
        assert one.app.desk.exchanges[-1].lines[0].texts == ("12",)

    chat(steps)


def test_earlier_questions_are_kept_from_session_to_session(chat, folder):
    async def first(one):
        await one.ask("count reports")

    async def second(one):
        await one.press("up")
        assert one.app.query_one(Prompt).text == "count reports"
        await one.press("down")
        assert one.app.query_one(Prompt).text == ""

    chat(first)
    chat(second)


def test_a_long_answer_is_narrowed_by_its_commonest_values(chat):
    async def steps(one):
        await one.ask("cells")
        await one.ask("findings")
        await one.idle()
        await one.press("f6", "f")
        await one.press("enter")
        await one.until(lambda: len(one.app.desk.exchanges) == 3)
        assert one.app.desk.exchanges[-1].question.startswith("findings where body = ")

    chat(steps)


def test_a_file_that_is_there_is_not_written_over(chat):
    Path("mine.csv").write_text("mine")

    async def steps(one):
        await one.ask("count reports")
        one.app.query_one(Prompt).put("/export mine.csv")
        await one.press("enter")
        await one.sees("is there already")

    chat(steps)
    assert Path("mine.csv").read_text() == "mine"


def test_a_dismissal_needs_a_reason(chat):
    async def steps(one):
        await one.ask("findings where rule = SUM-101")
        await one.press("f6", "d", "enter")
        await one.sees("a dismissal needs a reason")
        assert len(one.app.desk.exchanges) == 1

    chat(steps)


def test_the_language_changes_and_all_answers_are_in_it(chat):
    async def steps(one):
        await one.ask("findings where rule = SUM-101")
        await one.press("f2")
        await one.sees("帮助")
        await one.sees("错误")
        await one.ask("count findings")
        assert "共1行" in one.screen

    chat(steps)


def test_an_open_sheet_is_told_in_the_other_language_too(chat):
    async def steps(one):
        await one.ask("explain SUM-101")
        assert "row total" in one.screen
        await one.press("f2")
        await one.sees("行合计")

    chat(steps)


def test_the_language_changes_where_evidence_is_open(chat):
    async def steps(one):
        await one.ask("findings where rule = SUM-101")
        await one.press("f6", "enter")
        await one.sees("message")
        await one.press("f2")
        await one.sees("内容")
        await one.sees("返回")

    chat(steps)


def test_evidence_that_cannot_be_read_says_so_in_its_place(chat):
    def broken(*_):
        raise QueryError("no-finding", name="f0")

    async def steps(one):
        await one.ask("findings where rule = SUM-101")
        one.app.desk.evidence = broken
        await one.press("f6", "enter")
        await one.sees("there is no finding “f0”")
        assert not one.app._notifications

    chat(steps)


def test_a_store_that_is_not_there_ends_the_app_with_the_reason(chat):
    Path("auditor.db").unlink()

    async def steps(one):
        await one.until(lambda: one.app.return_value)

    assert chat(steps).return_value.key == "store.missing"


def test_what_would_act_on_the_screen_is_shown_and_not_obeyed(chat):
    async def steps(one):
        await one.ask('findings where body = "[bold]\u202e"')
        assert r'body = "[bold]\u202e"' in one.screen

    chat(steps)


def test_what_is_pasted_brings_no_control_characters(chat):
    async def steps(one):
        prompt = one.app.query_one(Prompt)
        prompt.post_message(Paste("count\x1b[31m \u202ereports\tlimit 1\r\ncount cells\n"))
        await one.until(lambda: prompt.text)
        assert prompt.text == "count[31m reports limit 1\ncount cells"

    chat(steps)


def test_rows_are_shown_before_they_are_counted_and_escape_leaves_them_uncounted(chat):
    async def steps(one):
        stopped, finish = Event(), one.app.desk.finish

        def count(exchange):
            stopped.clear()
            stopped.wait()
            raise Cancelled

        one.app.desk.finish, one.app.desk.stop = count, stopped.set
        one.app.query_one(Prompt).put("cells")
        await one.press("enter")
        await one.sees("rows 1-50, counting")
        await one.press("escape")
        await one.sees("rows 1-50, not counted")
        one.app.desk.finish = finish
        await one.ask("cells where table = review")
        assert "rows 1-50 of 150" in one.screen

    chat(steps)


def test_answers_fit_a_terminal_that_changes_its_size(chat):
    async def steps(one):
        await one.ask("findings where rule = SUM-101")
        wide = one.grid.virtual_size.width
        await one.pilot.resize_terminal(60, 24)
        await one.until(lambda: one.grid.virtual_size.width < wide)
        await one.pilot.resize_terminal(80, 24)
        await one.until(lambda: one.grid.virtual_size.width == wide)

    chat(steps)


def test_a_cell_opens_into_its_line(chat):
    async def steps(one):
        await one.ask("cells where raw = 3.23亿")
        await one.press("f6", "enter")
        await one.sees("2019-缙云县.txt")
        assert "83" in one.screen
        await one.press("d")
        assert isinstance(one.app.screen, EvidenceScreen)

    chat(steps)


def test_an_answer_is_exported_whatever_was_cancelled_before(chat):
    async def steps(one):
        await one.ask("cells where table = review")
        await one.press("escape")
        one.app.query_one(Prompt).put("/export cells.xlsx")
        await one.press("enter")
        await one.until(Path("cells.xlsx").exists)

    chat(steps)


def test_an_export_that_is_cancelled_says_so_and_leaves_no_file(chat, monkeypatch):
    async def steps(one):
        await one.ask("cells")
        exporting = Event()

        def read():
            exporting.set()
            while not one.app.desk._session._stopped.wait(0.01):
                pass
            raise Cancelled
            yield

        monkeypatch.setattr(Read, "__iter__", lambda _: read())
        one.app.query_one(Prompt).put("/export cells.csv")
        await one.press("enter")
        await one.until(exporting.is_set)
        await one.press("escape")
        await one.sees("cancelled")
        assert not Path("cells.csv").exists()

    chat(steps)
