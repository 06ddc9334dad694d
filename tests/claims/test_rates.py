import pytest

from auditor.claims.read import read_claims
from auditor.model.report import Prose


def named(text):
    """What each rate of a paragraph is the share of."""
    claims, _ = read_claims([Prose(1, "overview", text)], 2022, "青石县")
    return [(str(one.quantity), one.concept, one.of) for one in claims if one.unit == "%"]


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("收到申请96件,办结率95.1%,公开率58.2%。", [("95.1", "handled", ""), ("58.2", "granted", "")]),
        ("收到申请96件,自然人占87.5%。", [("87.5", "received", "person")]),
        ("收到申请96件,无法提供占申请总量的24%。", [("24", "unable", "")]),
        ("因政府信息公开引发的行政复议9件,维持率55.6%。", [("55.6", "reconsideration", "upheld")]),
        ("因政府信息公开引发的行政诉讼9件,纠错率11.1%。", [("11.1", "litigation", "corrected")]),
    ],
)
def test_a_rate_whose_numbers_are_in_the_tables_is_named(text, rates):
    assert named(text) == rates


@pytest.mark.parametrize(
    "text",
    [
        "收到申请96件,办结率100%。",  # of what was due
        "收到申请96件,按时办结率98%。",
        "收到申请96件,办结95件,办结率99%。",  # the prose has both numbers
        "收到申请96件,企业等占9.1%。",
        "收到申请96件,不予公开、无法提供占33%。",
        "收到申请96件,网上申请中自然人占91.8%。",
        "收到申请96件,其中县政府办公室收到17件,办结率94.1%。",
        "收到申请96件,占全市申请总量的8.6%。",
        "受理热线1500件,办结率98.5%。",
        "行政诉讼案件63件,维持率93.7%。",  # of any matter
    ],
)
def test_a_rate_of_anything_else_is_not(text):
    assert {rate[1:] for rate in named(text)} == {("", "")}
