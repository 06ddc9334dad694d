"""From a resolved condition to what the engine runs, inside the subset in which it was found to be right.

A condition is written as cases (a disjunction of conjunctions); each case becomes one rule of the engine, a flat conjunction
over one fact: its kind, then that every field used is there, then the tests. No ``$or``, no nesting, no join.
A comparison of numbers is brought to ``0 < factor·field + … + constant`` in whole numbers and both sides are raised by one:
the left side is then the field ``_``, which is 1 in every fact. A single field is compared with the constant itself.
"""

from collections.abc import Iterator
from fractions import Fraction
from hashlib import blake2b
from math import lcm
from typing import Any

from auditor.model.form import TableForm, forms_of, table_form
from auditor.rules.cases import Atom, cases
from auditor.rules.claim_cells import claim_cells
from auditor.rules.expression import Arithmetic, Cell, Comparison, Expression, Field, Filled, Match, Raw, State, Text, Unit
from auditor.rules.facts import LARGEST, SCALE, USUAL, CellField, TextTest, Wanted
from auditor.rules.linear import Linear, linear
from auditor.rules.problem import RuleError
from auditor.rules.resolve import other_address
from auditor.rules.scope import PAIRS, Target

MOST_TERMS = 200
_LIMIT = 2**63
_OPERATORS = {"=": "$eq", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}

Term = dict[str, Any]


def compile_condition(tree: Expression, target: Target, *, blank_is_zero: bool) -> tuple[list[list[Term]], Wanted]:
    """The conjunctions under which a condition holds for the facts of a target, and the fields that they use.

    Raises ``RuleError`` for what the engine could not do exactly.
    """
    compiler = _Compiler(target, blank_is_zero=blank_is_zero)
    conjunctions = [compiler.conjunction(case) for case in cases(tree)]
    return conjunctions, compiler.wanted()


class _Compiler:
    """Compiles the cases of one condition and remembers which fields they use."""

    def __init__(self, target: Target, *, blank_is_zero: bool) -> None:
        self.target = target
        self.number = "z" if blank_is_zero else "v"
        form = target.form
        lines = () if form is None else form.rows if target.scope == "column" else form.columns
        self.index = {line.address: place for place, line in enumerate(lines)}
        if target.pair and form:
            self.index |= {name: len(lines) + place for place, name in enumerate(_others(form, target))}
        if target.scope == "claim":
            self.index = {address: place for place, address in enumerate(claim_cells(target.year))}
        self.cells: dict[str, CellField] = {}
        self.fields: dict[str, None] = {}
        self.tests: dict[str, TextTest] = {}

    def wanted(self) -> Wanted:
        return Wanted(tuple(self.cells.values()), tuple(self.fields), tuple(self.tests.values()))

    def conjunction(self, case: list[Atom]) -> list[Term]:
        used: dict[str, None] = {}
        tests = [self.test(atom, used) for atom in case]
        guards: list[Term] = [{"$ex": {name: 1}} for name in used]
        return [{"kind": self.target.kind}, *guards, *(tests or [{"_": 1}])]

    def test(self, atom: Atom, used: dict[str, None]) -> Term:
        match atom:
            case State(Cell(address), state, negated):
                letter = "t" if (state in USUAL) is not negated else "s"
                return _text_test("!=" if negated else "=", self.cell(address, letter, used), state)
            case Match(Raw(name) | Field(name) as operand, pattern, _, negated):
                return {self.text_test(name, pattern, used, of_cell=isinstance(operand, Raw)): 0 if negated else SCALE}
            case Comparison(operator, Unit(address), Text(value)):
                letter = "w" if (value in USUAL) is (operator == "=") else "u"
                return _text_test(operator, self.cell(address, letter, used), value)
            case Comparison(operator, Field() as left, Text(value)):
                return _text_test(operator, self.name(left, used), value)
            case Comparison(operator, Field(name, _) as left, Field() as right) if self.target.is_text(name):
                return _text_test(operator, self.name(left, used), {"$m": self.name(right, used)})
            case Comparison(operator, left, right):
                return self.comparison(_OPERATORS[operator], linear(Arithmetic("-", right, left)), used)
        raise RuleError("not-a-truth")

    def text_test(self, source: str, pattern: str, used: dict[str, None], *, of_cell: bool) -> str:
        name = "m" + blake2b(f"{of_cell}/{source}/{pattern}".encode(), digest_size=6).hexdigest()
        self.tests[name] = TextTest(name, source, of_cell, pattern)
        used[name] = None
        return name

    def name(self, leaf: Cell | Filled | Unit | Field, used: dict[str, None]) -> str:
        match leaf:
            case Cell(address):
                return self.cell(address, self.number, used)
            case Filled(address):
                return self.cell(address, "n", used)
            case Unit(address):
                return self.cell(address, "w", used)
            case Field(name):
                self.fields[name] = used[name] = None
                return name

    def cell(self, address: str, letter: str, used: dict[str, None]) -> str:
        name = f"{letter}{self.index[address]}"
        self.cells[name] = CellField(name, letter, address)
        used[name] = None
        return name

    def comparison(self, operator: str, form: Linear, used: dict[str, None]) -> Term:
        """0 compared with a linear form, in whole numbers of ten-thousandths, and both sides raised by one."""
        constant = form.constant * SCALE
        scale = lcm(constant.denominator, *(factor.denominator for factor in form.factors.values()))
        factors = {self.name(leaf, used): _whole(factor, scale) for leaf, factor in form.factors.items()}
        if len(factors) > MOST_TERMS:
            raise RuleError("too-many-terms", limit=MOST_TERMS)
        if sum(map(abs, factors.values())) * LARGEST + abs(_whole(constant, scale)) + 1 >= _LIMIT:
            raise RuleError("too-precise")
        if list(factors.values()) == [-1]:
            return {operator: {next(iter(factors)): _whole(constant, scale)}}
        total: Term | int = _whole(constant, scale) + 1
        for name, factor in factors.items():
            total = _plus(total, {"$m": name}, factor)
        return {operator: {"_": total}}


def _whole(value: Fraction, scale: int) -> int:
    """A value times a multiple of its denominator."""
    return value.numerator * (scale // value.denominator)


def _others(form: TableForm, target: Target) -> Iterator[str]:
    """How the cells of the other report are told, whichever form it is on."""
    lines = (
        line
        for year in forms_of(form.table)
        for line in (table_form(form.table, year).rows if target.scope == "column" else table_form(form.table, year).columns)
    )
    yield from dict.fromkeys(other_address(PAIRS[target.pair][0], line.address) for line in lines)


def _plus(total: Term | int, term: Term, factor: int) -> Term:
    if abs(factor) != 1:
        term = {"$mul": {"$l": term, "$r": abs(factor)}}
    return {"$sub" if factor < 0 else "$add": {"$l": total, "$r": term}}


def _text_test(operator: str, name: str, value: str | Term) -> Term:
    return {name: value} if operator == "=" else {"$neq": {name: value}}
