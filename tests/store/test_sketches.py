from hypothesis import given
from hypothesis import strategies as st

from auditor.model.report import Prose, Region, Report, Section
from auditor.rules.clean import cell, clean
from auditor.store.sketches import FIGURES, NARRATIVE, buckets, figures, narrative

OFFICES = ("教育", "交通", "水利", "民政", "卫生", "农业", "林业", "商务", "文化", "体育")
SENTENCES = [f"{word}部门把办事指南逐项细化到每个窗口和环节" for word in OFFICES]


def told(*texts, **said):
    report = Report("a", "a", **said)
    report.prose = [Prose(at, "overview", text) for at, text in enumerate(texts, 1)]
    return [clause.hash for clause in narrative(report)]


def test_digits_and_names_of_its_own_places_are_no_difference():
    here = Region(None, "东省", "南市", "青石县")
    own = told(*(f"青石县{one}，全年共办结{at}万件次群众诉求" for at, one in enumerate(SENTENCES)), body="青石县", region=here)
    other = told(*(f"云岭县{one}，全年共办结三十{at}件次群众诉求" for at, one in enumerate(SENTENCES)), body="云岭县")
    assert own == other != []


def test_a_clause_of_other_words_is_another():
    assert not set(told(*SENTENCES)) & set(told(*(one.replace("窗口", "柜台") for one in SENTENCES)))


def test_the_preface_statutory_phrases_and_short_clauses_do_not_count():
    report = Report("a", "a")
    report.prose = [Prose(1, "", one) for one in SENTENCES]
    assert narrative(report) == []
    assert told(*SENTENCES, "根据中华人民共和国政府信息公开条例的有关规定", "继续努力") == told(*SENTENCES)


def test_what_stands_under_a_heading_that_is_not_statutory_counts():
    report = Report("a", "a", sections=[Section("1", "总体情况", "overview", 3)])
    report.prose = [Prose(1, "", "序言不计在内的一段文字说明"), *(Prose(9, "", one) for one in SENTENCES)]
    assert len(narrative(report)) == len(told(*SENTENCES)) > 0


def test_a_narrative_of_a_few_clauses_is_not_sketched():
    assert told(*SENTENCES[:7]) == []


def test_tables_of_zeros_or_of_few_figures_are_not_sketched():
    report = clean("2021")
    assert figures(report)
    report.cells = [cell(*one[:3], "0", one.line) for one in report.cells]
    assert figures(report) == []
    small = {("received", "person"): "3", ("received", "total"): "4", ("granted", "person"): "3", ("granted", "total"): "4"}
    report.cells = [
        cell(*one[:3], small.get(one[1:3], "1" if one.column == "company" else "0"), one.line) for one in report.cells
    ]
    assert figures(report) == []


@given(st.sets(st.integers(0, 2**32 - 1), min_size=1, max_size=60))
def test_the_same_sketch_is_in_the_same_buckets_in_whatever_order(hashes):
    assert list(buckets(NARRATIVE, hashes)) == list(buckets(NARRATIVE, reversed([*hashes])))
    assert not set(buckets(NARRATIVE, hashes)) & set(buckets(FIGURES, hashes))


def test_sets_that_share_most_share_a_bucket():
    hashes = [one * 2654435761 % 2**32 for one in range(1, 101)]
    assert set(buckets(NARRATIVE, hashes)) & set(buckets(NARRATIVE, hashes[:85]))
    assert not set(buckets(NARRATIVE, hashes[:50])) & set(buckets(NARRATIVE, hashes[50:]))
