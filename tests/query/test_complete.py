"""What is offered while a query is typed: what the grammar takes and the store has, exact before beginning before alike."""

import pytest

from auditor.query.complete import Completer, Completion, complete
from tests.query.conftest import PACK, RUN, found, made


def offered(completer, text, cursor=None):
    return [one.text for one in completer.complete(text, len(text) if cursor is None else cursor)]


@pytest.fixture
def completer(samples):
    return Completer(samples, lambda: PACK.rules)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("f", ["findings"]),
        ("问", ["问题"]),
        ("findings ", ["where", "by", "order", "limit"]),
        ("findings wh", ["where"]),
        ("问题 ", ["其中", "按", "排序", "前"]),
        ("问题其", ["其中"]),
        ("findings where sev", ["severity"]),
        ("问题 其中 严", ["严重度"]),
        ("findings where severity ", ["not", "in", "has", "is", "=", "!="]),
        ("findings where severity = ", ["error", "warning", "note"]),
        ("问题 其中 严重度 = ", ["错误", "警告", "提示"]),
        ("findings where severity = warnign", ["warning"]),
        ("findings where region = 丽", ["丽水市"]),
        ("findings where body = 水市", ["丽水市"]),
        ("findings where body = 云岭市", ["云岭市", "云岭市档案局"]),
        ("findings where body = 云岭氏", ["云岭市"]),
        ('findings where body = "云岭市档', ["云岭市档案局"]),
        ("findings where body in (丽水市, 缙", ["缙云县"]),
        ("findings where rule = SUM-10", ["SUM-101", "SUM-102", "SUM-103", "SUM-104"]),
        ("findings where family = ", ["BLK", "SUM"]),
        ("cells where row = 三（七", ["三（七）"]),
        ("cells where row = carried", ["carried_in", "carried_out"]),
        ("findings by rule ", ["having", "order", "limit", ","]),
        ("findings by rule order ", ["rule", "count"]),
        ("compare findings 2019 to 2020 by rule order ch", ["change"]),
        ("findings where (year = 2019 ", ["and", "or", ")"]),
        ("explain SUM-102", ["SUM-102"]),
        ("help ce", ["cells"]),
        ("findings where year = 2019 limit ", []),
        ("nonsense ", []),
        ("findings where ! ", []),
    ],
)
def test_what_comes_first(completer, typed, first):
    assert offered(completer, typed)[: len(first) or 1] == first


def test_a_completion_replaces_the_word_before_the_cursor_wherever_that_is(completer):
    text = "findings where sever = error"
    assert completer.complete(text, 20)[0] == Completion("severity", 15, 20, "field", "严重度")


def test_only_fields_of_the_entity_are_offered(completer):
    assert "value" in offered(completer, "cells where v")
    assert "value" not in offered(completer, "findings where v")


def test_what_is_accepted_leads_to_a_query(completer):
    text = "findings where region = 丽"
    (first, *_) = completer.complete(text, len(text))
    assert text[: first.start] + first.text == "findings where region = 丽水市"


def test_values_that_are_no_words_come_in_quotes(store):
    store.save([(made(body="白沙 (东)镇"), [])], RUN)
    assert offered(Completer(store), "reports where body = 白") == ['"白沙 (东)镇"']


def test_saved_queries_are_offered_by_name(store):
    store.save_query("worst", "findings", "me")
    assert complete("run w", 5, store) == [Completion("worst", 4, 5, "name", "findings")]


def test_values_saved_later_are_offered_too(store):
    completer = Completer(store)
    assert offered(completer, "reports where body = 白") == []
    store.save([(made(), [found(made())])], RUN)
    assert offered(completer, "reports where body = 白") == ["白沙镇"]
