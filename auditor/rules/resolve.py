"""From the names an author wrote to the addresses of one form, and from fields to what they hold.

A name is an address, a statutory label, a label without its number, or a short name (三（三）1). A group such as 三（三） means
all its rows; a range runs from the first cell of its start to the last of its end.
"""

from collections.abc import Iterator
from fractions import Fraction

from auditor.model.form import TableForm, all_forms, forms_of, table_form
from auditor.rules.claim_cells import named_cells
from auditor.rules.expression import (
    FALSE,
    TRUE,
    Arithmetic,
    Both,
    Call,
    Cell,
    Comparison,
    Either,
    Expression,
    Field,
    Filled,
    Match,
    Not,
    Number,
    Raw,
    Span,
    State,
    Text,
    Unit,
)
from auditor.rules.pattern import check_pattern
from auditor.rules.problem import RuleError, meant
from auditor.rules.scope import OF_CELL, PAIRS, Kind, Target, fields_of

_ZERO = Number(Fraction(0))
FUNCTIONS = ("sum", "count", "min", "max", "abs")


def condition(tree: Expression, target: Target) -> Expression:
    """A ``check`` or ``when`` for one target. Raises ``RuleError`` for names that are not there and kinds that do not fit."""
    return _Resolver(target).truth(tree)


def place(tree: Expression, target: Target) -> Cell:
    """The one cell that an ``at`` names."""
    if not isinstance(tree, Cell) or target.scope == "claim":
        raise RuleError("not-a-place")
    return _Resolver(target).cell(tree)


def other_address(whose: str, address: str) -> str:
    """How a subject of two reports tells the other's cell at an address: ``previous carried_out``."""
    return f"{whose} {address}"


def is_other(address: str) -> bool:
    """Whether an address is one of ``other_address``."""
    return " " in address


def addresses(form: TableForm, axis: str, name: str, at: int | None = None) -> tuple[str, ...]:
    """The addresses that a name means on an axis of a form; ``RuleError`` where it means none."""
    if found := form.find(axis, name):
        return found
    lines = form.rows if axis == "row" else form.columns
    like = meant(name, [known for line in lines for known in (line.address, line.plain_label, line.short)])
    raise RuleError(f"unknown-{axis}", at=at, name=name, table=form.table, form=form.form, meant=like)


class _Resolver:
    def __init__(self, target: Target) -> None:
        self.target = target
        self.axis = {"row": "column", "column": "row"}.get(target.scope, "")
        self.fields = fields_of(target.scope, target.pair)

    # ------------------------------------------------------------------ conditions

    def truth(self, tree: Expression) -> Expression:  # noqa: PLR0911 - one for each kind of tree
        match tree:
            case Not(part):
                return Not(self.truth(part))
            case Both(parts) | Either(parts):
                return type(tree)(tuple(map(self.truth, parts)))
            case State(operand, state, negated):
                return State(self.any_cell(operand, state), state, negated)
            case Match(operand, pattern, literal, negated, at):
                if not literal:
                    check_pattern(pattern, at)
                return Match(self.searched(operand), pattern, literal, negated)
            case Comparison(operator, left, right):
                if self.is_text(left) or self.is_text(right):
                    return self.same_text(operator, left, right)
                return Comparison(operator, self.number(left), self.number(right))
            case Field(name) if self.fields.get(name) is Kind.FLAG:
                return Comparison("!=", tree, _ZERO)
            case Field(name, at) if name not in (*self.fields, "value", "unit"):
                raise self.unknown_field(name, at)
        raise RuleError("not-a-truth", at=_at(tree))

    def same_text(self, operator: str, left: Expression, right: Expression) -> Expression:
        if operator not in ("=", "!=") or not (self.is_text(left) and self.is_text(right)):
            raise RuleError("not-a-text", at=_at(left))
        one, other = self.text(left, right), self.text(right, left)
        if isinstance(one, Text) and isinstance(other, Text):
            return TRUE if (one.value == other.value) is (operator == "=") else FALSE
        if isinstance(one, Text):
            one, other = other, one
        return Comparison("=" if operator == "=" else "!=", one, other)

    def searched(self, tree: Expression) -> Raw | Field:
        """The text that ``has`` and ``matches`` look into: that of a cell, or a field."""
        match tree:
            case Cell():
                return Raw(self.cell(tree).name)
            case Field("raw" | "value") if self.target.scope == "cell":
                return Raw(self.target.column)
            case Field(name) if self.fields.get(name) is Kind.TEXT:
                return tree
            case Field(name, at) if name not in self.fields:
                raise self.unknown_field(name, at)
        raise RuleError("not-searched", at=_at(tree))

    def is_text(self, tree: Expression) -> bool:
        match tree:
            case Text():
                return True
            case Field("unit") if self.target.scope == "cell":
                return True
            case Field(name):
                return self.fields.get(name) is Kind.TEXT
        return False

    def text(self, tree: Expression, other: Expression) -> Expression:
        """A text for a target; a name of a row or column becomes its address when it is compared with one."""
        match tree, other:
            case Field("unit"), _ if self.target.scope == "cell":
                return Unit(self.target.column)
            case Field("column"), _ if self.target.scope == "cell":
                return Text(self.target.column)
            case Text(value, at), Field("row" | "column" as axis) if value and self.target.form:
                return Text(self.known(self.target.form, axis, value, at))
        return tree

    def known(self, form: TableForm, axis: str, value: str, at: int) -> str:
        """The address of a name that is compared; one that only another table or form has keeps its name, and never fits."""
        if not form.find(axis, value) and any(other.find(axis, value) for other in all_forms()):
            return value
        found = addresses(form, axis, value, at)
        if len(found) > 1:
            raise RuleError("several", at=at, name=value, count=len(found))
        return found[0]

    # ------------------------------------------------------------------ numbers

    def number(self, tree: Expression) -> Expression:
        match tree:
            case Number():
                return tree
            case Cell():
                return self.cell(tree)
            case Field("value") if self.target.scope == "cell":
                return Cell(self.target.column)
            case Field(name, at):
                if name not in self.fields:
                    raise self.unknown_field(name, at)
                if self.fields[name] is not Kind.TEXT:
                    return tree
            case Arithmetic(operator, left, right):
                return Arithmetic(operator, self.number(left), self.number(right))
            case Call(name, items, at):
                return self.called(name, items, at)
        raise RuleError("not-a-number", at=_at(tree))

    def called(self, name: str, items: tuple[Expression, ...], at: int) -> Call:
        if name not in FUNCTIONS:
            raise RuleError("unknown-function", at=at, name=name, meant=meant(name, FUNCTIONS))
        terms = tuple(term for item in items for term in self.terms(item))
        if name == "abs" and len(terms) != 1:
            raise RuleError("one-number", at=at, name=name, count=len(terms))
        if name != "count":
            return Call(name, terms)
        if not all(isinstance(term, Cell) for term in terms):
            raise RuleError("count-cells", at=at)
        return Call("sum", tuple(Filled(term.name) for term in terms if isinstance(term, Cell)))

    def terms(self, item: Expression) -> Iterator[Expression]:
        match item:
            case Span(first, _) if self.target.form is None:
                raise RuleError("no-cells", at=first.at)
            case Span(first, last):
                addresses = self.line_addresses()
                start, end = addresses.index(self.addresses(first)[0]), addresses.index(self.addresses(last)[-1])
                if start > end:
                    raise RuleError("backwards", at=first.at, first=first.name, last=last.name)
                yield from map(Cell, addresses[start : end + 1])
            case Cell():
                yield from map(Cell, self.addresses(item))
            case _:
                yield self.number(item)

    # ------------------------------------------------------------------ cells

    def any_cell(self, tree: Expression, state: str) -> Cell:
        if isinstance(tree, Field) and tree.name == "value" and self.target.scope == "cell":
            return Cell(self.target.column)
        if not isinstance(tree, Cell):
            raise RuleError("not-a-cell", at=_at(tree), state=state)
        return self.cell(tree)

    def cell(self, tree: Cell) -> Cell:
        found = self.addresses(tree)
        if len(found) > 1:
            raise RuleError("several", at=tree.at, name=tree.name, count=len(found))
        return Cell(found[0])

    def addresses(self, tree: Cell) -> tuple[str, ...]:
        form = self.target.form
        if tree.other:
            return tuple(other_address(tree.other, address) for address in self.others(tree))
        if self.target.scope == "claim":
            return named_cells(tree.name, self.target.concept, self.target.year, tree.at)
        if form is None or not self.axis:
            raise RuleError("no-cells", at=tree.at)
        return addresses(form, self.axis, tree.name, tree.at)

    def others(self, tree: Cell) -> tuple[str, ...]:
        """The addresses of a cell of the other report, whose form may be another."""
        own = PAIRS[self.target.pair][0] if self.target.pair else ""
        if tree.other != own:
            raise RuleError("no-other", at=tree.at, name=tree.other, meant=own)
        form = self.target.form
        if form is None or (self.target.scope == "cell") is not (tree.name == ""):
            raise RuleError("no-cells", at=tree.at)
        if not tree.name:
            return (self.target.column,)
        forms = (form, *(table_form(form.table, year) for year in forms_of(form.table) if year != form.form))
        return next((found for one in forms if (found := one.find(self.axis, tree.name))), ()) or addresses(
            form, self.axis, tree.name, tree.at
        )

    def line_addresses(self) -> list[str]:
        form = self.target.form
        lines = () if form is None else form.rows if self.axis == "row" else form.columns
        return [line.address for line in lines]

    def unknown_field(self, name: str, at: int) -> RuleError:
        known = [*self.fields, *(OF_CELL if self.target.scope == "cell" else ())]
        return RuleError("unknown-field", at=at, name=name, meant=meant(name, known))


def _at(tree: Expression) -> int | None:
    at: int | None = getattr(tree, "at", None)
    return at
