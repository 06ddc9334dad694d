import pytest

from auditor.rules.check import check
from auditor.rules.message import arithmetic, message
from auditor.rules.pack import load_pack
from tests.rules.reports import of_004

PACK = load_pack().select(["SUM"])
REPORT = of_004()
FOUND = {(one.rule, one.place.row or one.place.column): one for one in check(REPORT, PACK)}


def test_the_numbers_of_a_sum_are_laid_out_without_its_zeros():
    assert arithmetic(FOUND["SUM-101", "received"], PACK, REPORT) == "670+27+2+7+5+1 = 712"


def test_both_sides_of_a_balance_are_laid_out():
    assert arithmetic(FOUND["SUM-103", "person"], PACK, REPORT) == "670+10 = 680; 646+9 = 655"


def test_a_single_number_needs_no_layout():
    assert arithmetic(FOUND["SUM-102", "other_org"], PACK, REPORT) == ""


@pytest.mark.parametrize(
    ("key", "lang", "said"),
    [
        (("SUM-101", "received"), "zh", "一、本年新收政府信息公开申请数量：总计填687，各列之和为712，差-25"),
        (("SUM-101", "handled"), "en", "（七）总计: 总计 is 688, its columns add up to 687, difference +1"),
        (("SUM-102", "other_org"), "zh", "其他：三（七）总计填空白，三（一）至（六）之和为1，差-1"),
        (("SUM-102", "other_org"), "en", "其他: 三（七）总计 is blank, the results 三（一）to（六）add up to 1, difference -1"),
    ],
)
def test_a_message_names_places_by_their_statutory_labels_and_a_blank_as_such(key, lang, said):
    assert message(FOUND[key], PACK, REPORT, lang) == said
