"""What this year's prose says of last year, beside last year's report."""

import pytest

from auditor.claims.read import read_claims
from auditor.model.report import Prose
from tests.across.reports import before, changed, found, hashed, report, save

LAST = {
    ("applications", "received", "total"): "80",
    ("applications", "carried_in", "total"): "5",
    ("applications", "handled", "total"): "82",
    ("applications", "carried_out", "total"): "3",
    ("applications", "declined.duplicate", "total"): "2",
    ("review", "reconsideration", "total"): "6",
    ("review", "reconsideration", "pending"): "1",
    ("review", "litigation_direct", "total"): "3",
    ("review", "litigation_after", "total"): "1",
}


def told(store, text, earlier="", scope="region", cells=()):
    now = _saying(report(scope=scope), text)
    last = _saying(changed(before(report(scope="region")), {**LAST, **dict(cells)}), earlier)
    save(store, now, last)
    assert not [one for one in found(store)["青石县-2021.txt"] if one.startswith("YRS")]
    return [
        f"{one.rule} {one.details.get('then', one.expected)}"
        for one in store.findings(now.sha256)
        if one.rule in ("YRS-110", "YRS-111")
    ]


def _saying(made, text):
    made.prose = [Prose(9, "overview", text)] if text else []
    made.claims, made.relations = read_claims(made.prose, made.year, made.body)
    return hashed(made)


@pytest.mark.parametrize(
    "text",
    [
        "全县收到政府信息公开申请96件,上年收到政府信息公开申请80件。",
        "全县收到政府信息公开申请96件,上年收到政府信息公开申请85件。",  # with those carried in
        "全县收到政府信息公开申请96件,同比增长20%。",
        "全县收到政府信息公开申请96件,同比增加16件。",
        "全县收到政府信息公开申请96件,比上年增长12.9%。",  # from 85
        "全县收到政府信息公开申请96件,较2019年增长60%。",
        "2021年政务公开考核获评优秀。收到政府信息公开申请96件,办结95件。",
        "2021年公开信息500条,2022年公开600条。收到政府信息公开申请96件。",
        "全县收到政府信息公开申请96件,同比增长60%(按可比口径)。",
        "全县收到政府信息公开申请96件,剔除重复申请后同比增长60%。",
        "全县收到政府信息公开申请96件,同比增长约二成。",
        "全县收到政府信息公开申请96件,环比增长60%。",
        "12月收到政府信息公开申请96件,同比增长60%。",
        "全县收到政府信息公开申请96件、办结95件,同比分别增长20%、90%。",
        "县政府办公室收到政府信息公开申请36件,同比增长60%。",
        "因政府信息公开引发的行政复议9件,同比增长50%。",
        "因政府信息公开引发的行政复议9件,比上年增加4件。",  # of 5 that were concluded
        "因政府信息公开引发的行政诉讼8件,同比增长100%。",
        "网站发布信息96条,同比增长60%。",
        "全县收到政府信息公开申请96件,其中网络申请60件,同比增长75%。",
        "上年结转申请3件。",
    ],
)
def test_what_fits_one_reading_of_last_years_report_is_sound(store, text):
    assert told(store, text) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("全县收到政府信息公开申请96件,上年收到政府信息公开申请70件。", ["YRS-110"]),
        ("全县收到政府信息公开申请96件,同比增长60%。", ["YRS-111"]),
        ("全县收到政府信息公开申请96件,同比增加26件。", ["YRS-111"]),
        ("全县收到政府信息公开申请70件,比上年下降50%。", ["YRS-111"]),
        ("因政府信息公开引发的行政复议9件,同比增长80.5%。", ["YRS-111"]),
        ("2021年收到政府信息公开申请70件,2022年收到政府信息公开申请96件。", ["YRS-110"]),
    ],
)
def test_what_fits_none_is_found(store, text, rules):
    assert [one.partition(" ")[0] for one in told(store, text)] == rules


def test_what_last_years_prose_said_counts_too(store):
    now = "全县收到政府信息公开申请96件,上年收到政府信息公开申请70件。"
    assert told(store, now, earlier="收到政府信息公开申请70件。") == []


def test_a_region_is_not_held_against_an_office(store):
    text = "收到政府信息公开申请96件,同比增长60%。"
    assert told(store, text, scope="unknown") == []


@pytest.mark.parametrize("raw", ["", "若干", "0"])
def test_nothing_is_said_where_last_years_table_does_not_tell(store, raw):
    cells = {("applications", "received", "total"): raw, ("applications", "carried_in", "total"): raw}
    assert told(store, "全县收到政府信息公开申请96件,同比增长60%。", cells=cells) == []
