import zlib
from dataclasses import asdict
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.parse.read import read_report
from auditor.store.codec import join, pack, split, storable, unpack
from tests.writer import report, zeros

NUMBERS = st.integers() | st.integers(2**53 - 2, 2**53 + 2) | st.decimals(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("value", "columns"),
    [
        (None, (None, None)),
        (75, (75, None)),
        (-181, (-181, None)),
        (Decimal("3.23"), (3.23, "3.23")),
        (Decimal("0.10"), (0.1, "0.10")),
        (2**53, (float(2**53), "9007199254740992")),
        ("万元", (None, "万元")),
        ("12", (None, "12")),
    ],
)
def test_a_value_has_a_number_to_compare_and_its_exact_text(value, columns):
    assert split(value) == columns


@given(NUMBERS | st.none() | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_a_value_comes_back_exactly(value):
    assert repr(join(*split(value))) == repr(value) or (value == join(*split(value)) and value == int(value))


def test_text_that_a_database_refuses_is_replaced():
    assert storable("甲\0乙\ud800丙") == "甲\ufffd乙\ufffd丙"


def test_packed_values_come_back_with_lists_for_tuples():
    assert unpack(pack({"行": ("一", 2, None)})) == {"行": ["一", 2, None]}


def test_the_usual_takes_little_room_and_the_unusual_comes_back_too():
    reading = read_report("a.txt", report(zeros("2019"), "2019", "line").encode())
    packed = pack({"tables": [asdict(table) for table in reading.tables]})
    assert len(packed) < 700
    assert unpack(packed)["tables"][1]["rows"][0]["label"] == "一、本年新收政府信息公开申请数量"
    assert unpack(pack(["\ud800", "無關", 1.5, None])) == ["\ufffd", "無關", 1.5, None]


def test_records_of_before_can_still_be_read():
    plain = zlib.compress(b'{"tables": []}', level=1)
    assert unpack(plain) == {"tables": []}
    with_dictionary = bytes.fromhex("783f0edc3c6e43ea6f60c8462b05380605bbeafa383ab9fa8012b14e756d6c6c2d00b871105c")
    assert unpack(with_dictionary) == {"tables": [], "diagnostics": [["PARSE-LABEL", 31, {}]]}
