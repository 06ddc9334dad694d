"""What stands in a cell is told by grammar/value.lark."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.report import State
from auditor.parse.value import Value, has_odd_sign, read_value

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "values.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "state", "value", "unit"), CASES)
def test_a_cell_is_read_as_the_case_says(text: str, state: str, value: int | str | None, unit: str | None) -> None:
    number = Decimal(value) if isinstance(value, str) else value
    assert read_value(text) == Value(State(state), number, unit)


def test_a_traditional_unit_is_given_in_simplified_script() -> None:
    assert read_value("26966.28萬元", traditional=True).unit == "万元"


@pytest.mark.parametrize(
    ("raw", "state"), [("26966.28萬元", State.NUMBER), ("12個", State.NUMBER), ("減3", State.NUMBER), ("無", State.DASH)]
)
def test_a_traditional_value_may_stand_in_a_simplified_text(raw: str, state: State) -> None:
    assert read_value(raw) == read_value(raw, traditional=True)
    assert read_value(raw).state is state


@given(st.integers(-999_999_999_999, 999_999_999_999), st.sampled_from(["", " ", "\u00a0", "\u2002"]))
def test_every_written_integer_is_read_back(number: int, padding: str) -> None:
    assert read_value(f"{padding}{number}{padding}") == Value(State.NUMBER, number)


@given(st.text(max_size=30))
def test_any_text_has_a_state_and_only_a_number_has_a_value(text: str) -> None:
    value = read_value(text)
    assert (value.number is not None) == (value.state is State.NUMBER)


@pytest.mark.parametrize("raw", ["减3", " 負3", "−3", "＋3"])
def test_a_sign_that_is_neither_plus_nor_minus_is_odd(raw: str) -> None:
    assert has_odd_sign(raw)


@pytest.mark.parametrize("raw", ["-3", "+3", "\u00a03", "３"])
def test_what_has_a_usual_sign_or_none_is_not(raw: str) -> None:
    assert not has_odd_sign(raw)
