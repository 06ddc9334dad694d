import pytest

from auditor.rules.expression import FALSE, TRUE, Call, Cell, Comparison, Field, Text, Unit
from auditor.rules.resolve import condition
from auditor.rules.scope import targets
from auditor.rules.syntax import parse, parse_scope


def resolved(scope, form, text, at=0):
    return condition(parse(text), targets(parse_scope(scope), [form])[at])


def cells(form, text):
    """The rows that a sum in a column of the applications table names."""
    tree = resolved("each column in applications", form, f"{text} = 0")
    assert isinstance(tree, Comparison)
    assert isinstance(tree.left, Call)
    return [leaf.name for leaf in tree.left.items]


@pytest.mark.parametrize("name", ["received", "一", "一、本年新收政府信息公开申请数量", "本年新收政府信息公开申请数量"])
def test_a_row_goes_by_its_address_short_name_and_label_with_and_without_number(name):
    assert resolved("each column in 申请", "2019", f"[{name}] = [四]") == Comparison("=", Cell("received"), Cell("carried_out"))


def test_a_group_means_all_its_rows():
    assert len(cells("2019", "sum([三（三）])")) == 8
    assert cells("2019", "sum([三（六）])") == ["other"]
    assert cells("2021", "sum([三（六）])") == ["other.uncorrected", "other.unpaid", "other.other"]


def test_a_range_runs_from_the_first_of_its_start_to_the_last_of_its_end():
    assert len(cells("2019", "sum([三（一）]..[三（六）])")) == 19
    assert len(cells("2021", "sum([三（一）]..[三（六）])")) == 21
    assert cells("2019", "sum([二]..[三（一）], [四])") == ["carried_in", "granted", "carried_out"]


def test_a_cell_knows_its_column_before_the_engine_runs():
    assert resolved("each cell in review", "2019", "column = 'total'", at=4) == TRUE
    assert resolved("each cell in review", "2019", "column in ('总计', '结果维持')", at=1).parts == (FALSE, FALSE)
    assert resolved("each cell in review", "2019", "unit = '件'", at=1) == Comparison("=", Unit("corrected"), Text("件"))
    assert resolved("each cell in review", "2019", "value = 0", at=1).left == Cell("corrected")


def test_a_rows_name_in_a_text_is_its_address():
    assert resolved("each row in review", "2019", "row = '行政复议'") == Comparison("=", Field("row"), Text("reconsideration"))


def test_a_name_that_only_another_form_has_fits_nothing():
    assert resolved("each cell in disclosure", "2021", "column = '采购总金额'") == FALSE
