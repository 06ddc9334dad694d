"""What holds for every query: printed and read again it is the same, and nothing that is typed breaks anything."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from auditor.query.complete import Completer
from auditor.query.error import QueryError
from auditor.query.parser import LONGEST, parse
from auditor.query.show import show
from tests.query.strategies import queries, rubbish, selects

SHARED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("lang", ["en", "zh"])
@given(query=queries)
@settings(max_examples=300, deadline=None)
def test_a_query_that_is_printed_and_parsed_is_the_same(lang, query):
    shown = show(query, lang)
    assume(len(shown) <= LONGEST)
    assert parse(shown) == query


@given(text=rubbish)
@settings(max_examples=500, deadline=None)
def test_what_is_no_query_is_a_query_error_with_its_place_and_nothing_else(text):
    fault = None
    try:
        parse(text)
    except QueryError as error:
        fault = error
    assert fault is None or 0 <= fault.at <= len(text)
    assert fault is None or not text or "^" in fault.text("zh")


@given(query=selects())
@SHARED
def test_every_list_and_count_is_answered_by_the_store(asked, query):
    answer = asked.answer(query)
    rows = answer.page(0, 3)
    assert len(rows) <= min(answer.total, 3)
    assert all(len(row) == len(answer.columns) for row in rows)


@given(text=rubbish, cursor=st.integers(0, 70))
@SHARED
def test_completion_takes_anything_and_offers_what_can_stand_there(asked, samples, text, cursor):
    for offered in Completer(samples).complete(text, cursor):
        assert 0 <= offered.start <= offered.end == cursor
        assert offered.text
