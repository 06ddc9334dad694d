import pytest

from auditor.model.finding import Place
from auditor.rules.beside import doubled, year_before
from auditor.rules.clean import cell, clean
from auditor.rules.expression import Cell, Comparison, Field, Scope
from auditor.rules.pack import load_pack
from auditor.rules.pairs import lined, paired, rows_of, summed
from auditor.rules.problem import RuleError
from auditor.rules.program import Program
from auditor.rules.schema import Rule
from auditor.rules.syntax import parse, parse_scope

PERSON = Place("applications", None, "person")


def rule(scope, check, **said):
    return Rule.model_validate({"rule": "OWN-901", "for": scope, "check": check, "severity": "note", "message": "m", **said})


def subject(subjects, place=PERSON):
    return next(one for one in subjects if one.place == place)


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("each column in applications of each year pair", Scope("column", (("applications", 15),), "year pair")),
        ("each cell in review of each part of a region", Scope("cell", (("review", 13),), "part of a region")),
        ("each pair of rivals", Scope("rivals")),
    ],
)
def test_a_scope_names_two_reports(text, scope):
    assert parse_scope(text) == scope


def test_a_cell_of_the_other_report_has_its_word_before_it():
    assert parse("[二] = previous [四]") == Comparison("=", Cell("二"), Cell("四", other="previous"))
    assert parse("value <= whole value") == Comparison("<=", Field("value"), Cell("", other="whole"))
    assert parse("number = previous") == Comparison("=", Field("number"), Field("previous"))


@pytest.mark.parametrize(
    ("scope", "check", "key"),
    [
        ("each column in applications", "[二] = previous [四]", "no-other"),
        ("each column in applications of each year pair", "[二] = whole [四]", "no-other"),
        ("each column in applications of each year pair", "[二] = previous [五]", "unknown-row"),
        ("each column in applications of each year pair", "[二] = previous value", "no-cells"),
        ("each section of each year pair", "present", "scope-no-pair"),
    ],
)
def test_what_two_reports_cannot_say_is_an_error_of_the_rule(scope, check, key):
    with pytest.raises(RuleError) as error:
        Program.of(rule(scope, check))
    assert error.value.key == key


def test_cells_of_the_other_report_may_be_of_another_form():
    Program.of(rule("each row in disclosure of each year pair", "[made] = previous [open_total]", forms=["2021"]))


def test_a_pair_has_the_cells_of_both_reports_and_tells_the_other():
    now = clean("2021", year=2022)
    both = subject(paired("year pair", lined(now), lined(year_before(now))))
    assert both.kind == "year pair/column/applications/2021"
    assert (both.cells["carried_in"].value, both.cells["previous carried_out"].value) == (2, 2)
    assert (both.fields["other_year"], both.fields["other_body"]) == (2021, "青石县")


def test_the_lines_that_a_kind_needs_are_those_of_every_form():
    wanted = {"year pair/column/applications/2021": None, "part of a region/row/review/2021": None, "row/review/2021": None}
    rows = rows_of("year pair", wanted)
    made = {one.kind for form in ("2019", "2021") for one in lined(clean(form), rows).lines.values()}
    assert made == {"column/applications/2019", "column/applications/2021"}


def test_only_the_rows_that_rules_are_about_are_made():
    now = clean("2021", year=2022)
    wanted = {"year pair/row/applications/2021": {"received", "handled"}}
    both = lined(now, rows_of("year pair", wanted))
    assert [one.place.row for one in paired("year pair", both, both, wanted)] == ["received", "handled"]


def test_a_pack_tells_which_rows_its_rules_are_about():
    pack = load_pack()
    assert pack.rows["year pair/row/applications/2021"] == {"received", "handled"}
    assert pack.rows["row/applications/2021"] is None
    assert pack.rows.keys() == pack.makers.keys()


def test_a_sum_lacks_the_cells_that_one_of_the_parts_lacks():
    part, blank = clean("2021"), clean("2021")
    blank.cells = [
        cell(*one[:3], "", one.line) if one[:3] == ("applications", "received", "person") else one for one in part.cells
    ]
    sums = subject(summed(lined(doubled(part)), [lined(part), lined(blank)], {}))
    assert "parts received" not in sums.cells
    assert sums.cells["parts carried_in"].value == 4
    assert sums.fields["parts"] == 2


def test_last_years_clean_report_reconciles_with_this_one():
    now = clean("2019", year=2020)
    was = {one[:3]: one.value for one in year_before(now).cells}
    own = {one[:3]: one.value for one in now.cells}
    assert was["applications", "carried_out", "total"] == own["applications", "carried_in", "total"]
    assert (
        was["applications", "received", "total"] + was["applications", "carried_in", "total"]
        == was["applications", "handled", "total"] + was["applications", "carried_out", "total"]
    )
    assert was["disclosure", "licences", "previous"] + was["disclosure", "licences", "change"] == 12
