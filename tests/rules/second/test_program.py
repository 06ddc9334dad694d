"""The second stage in the engine against the same conditions in plain Python."""

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model.finding import Place
from auditor.rules.evaluate import holds
from auditor.rules.expression import TRUE
from auditor.rules.pack import load_pack
from auditor.rules.resolve import condition
from auditor.rules.scope import FIELDS, Kind, Target
from auditor.rules.second.program import SecondProgram, within
from auditor.rules.second.schema import FINDING, SCOPES, VERDICT
from auditor.rules.subject import Subject
from auditor.rules.syntax import parse
from tests.rules.second.rules import second

OWN = [
    second("a", when="code in ('SUM-101', 'BLK-101') and not waived", status="dropped"),
    second("b", when="(table = 'review' or section != '') and year >= 2020", cause="{code}"),
    second("c", when="cell != '' and severity != 'note'", follows=["STR-101", "STR-108"], cause="x"),
    second("d", when="errors + warnings > 2 * notes", grade="A"),
    second("e", when="whole and coverage >= 90 or errors = 0", grade="B"),
]
RULES = [*load_pack().conclusions.rules, *OWN]
PROGRAM = SecondProgram(RULES)
TEXTS = ["", "SUM-101", "BLK-101", "STR-108", "review", "applications", "2019", "pre-2019", "error", "note"]
VALUES = {
    Kind.TEXT: st.sampled_from(TEXTS),
    Kind.NUMBER: st.sampled_from([0, 1, 2, 90, 2019, 2021]),
    Kind.FLAG: st.integers(0, 1),
}


@st.composite
def subjects(draw):
    kind = draw(st.sampled_from([FINDING, VERDICT]))
    fields = {name: draw(VALUES[of]) for name, of in FIELDS[kind].items() if draw(st.integers(0, 5))}
    fields |= {within(code): 1 for code in PROGRAM.follows if kind == FINDING and draw(st.booleans())}
    return Subject(kind, Place(), fields=fields)


def expected(rule, subject):
    kind = SCOPES[rule.scope]
    if subject.kind != kind:
        return False
    tree = condition(parse(rule.when), Target(kind, kind)) if rule.when else TRUE
    follows = not rule.follows or any(within(code) in subject.fields for code in rule.follows)
    return bool(holds(tree, subject, blank_is_zero=False)) and follows


@settings(max_examples=60, deadline=None)
@given(st.lists(subjects(), max_size=12))
def test_the_engine_concludes_what_plain_python_does(given_subjects):
    concluded = [[rule.key for rule in rules] for rules in PROGRAM.conclude(given_subjects)]
    assert concluded == [[rule.key for rule in RULES if expected(rule, one)] for one in given_subjects]


def test_nothing_follows_from_no_findings():
    assert PROGRAM.conclude([]) == []
    assert SecondProgram().conclude([Subject(FINDING, Place())]) == [[]]
