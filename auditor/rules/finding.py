"""One finding: its place, its numbers, and the cells it rests on."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from json import dumps

from auditor.model.finding import Finding, Place
from auditor.model.finding import Number as Value
from auditor.model.report import Cell as ReportCell
from auditor.model.report import State
from auditor.rules.evaluate import exact, number, text
from auditor.rules.expression import Cell, Comparison, Expression, Field, leaves
from auditor.rules.linear import is_linear, linear
from auditor.rules.program import Bound
from auditor.rules.readings import severity, told
from auditor.rules.resolve import is_other
from auditor.rules.scope import Kind
from auditor.rules.subject import Subject


def finding(bound: Bound, subject: Subject) -> Finding:
    """The finding that a bound rule is broken by a subject; without id and cause."""
    place, compared = _place(bound, subject), bound.compared
    at = _cell_at(bound, subject)
    own, others = _evidence(bound, subject)
    found = Finding(
        bound.rule.code,
        severity(bound.rule, bound.readings, subject),
        place,
        at.line if at else _line(bound, subject),
        evidence=tuple(cell[:3] for cell in own),
        discriminator=subject.key or ("" if any(place[1:]) else next(iter(subject.labels.values()), "")),
    )
    details: dict[str, str | int] = {**subject.labels, **{name: _kept(value) for name, value in subject.fields.items()}}
    details |= {name: _day(details[name]) for name in bound.shown & details.keys() if bound.target.holds(name) is Kind.DATE}
    if at:
        details |= {"raw": at.raw.strip(), "unit": at.unit or ""}
    if compared:
        details |= _numbers(found, compared, bound, subject)
    if bound.readings.values:
        details |= told(bound.readings, subject)
    if others:
        details |= _others(others, subject)
    found.details = {name: details[name] for name in sorted(bound.shown & details.keys())} | _always(details)
    return found


def _always(details: dict[str, str | int]) -> dict[str, str | int]:
    """What is kept whether a message shows it or not: how numbers come about, and the other report's cells and lines."""
    return {name: details[name] for name in ("arithmetic", "actual", "others", "passages", "readings", "slip") if name in details}


def _evidence(bound: Bound, subject: Subject) -> tuple[list[ReportCell], list[ReportCell]]:
    """The cells that a finding rests on: those of its report, and those of the other one."""
    names = subject.cells if bound.target.scope == "copies" else bound.cells
    named = [(name, subject.cells[name]) for name in names if name in subject.cells]
    return [cell for name, cell in named if not is_other(name)], [cell for name, cell in named if is_other(name)]


def _others(cells: list[ReportCell], subject: Subject) -> dict[str, str | int]:
    """The cells of another report as JSON, as a report's evidence has addresses of its own cells alone."""
    source = str(subject.fields.get("other_source", ""))
    return {"others": told_cells(cells, source), "other_line": cells[0].line}


def told_cells(cells: Iterable[ReportCell], source: str) -> str:
    """Cells of another report as a JSON list: address, raw, value as text or null, line, source."""
    keys = ("table", "row", "column", "raw", "value", "line", "source")
    rows = ((*cell[:4], None if cell.value is None else plain(cell.value), cell.line or None, source) for cell in cells)
    return dumps([dict(zip(keys, row, strict=True)) for row in rows], ensure_ascii=False)


# ---------------------------------------------------------------------- where


def _place(bound: Bound, subject: Subject) -> Place:
    if bound.place is None:
        return subject.place
    axis = "row" if bound.target.scope == "column" else "column"
    return subject.place._replace(**{axis: bound.place.name})


def _cell_at(bound: Bound, subject: Subject) -> ReportCell | None:
    """The cell that holds what is there: the one the finding is put at, else the first of the comparison's left side."""
    if bound.place:
        return subject.cells.get(bound.place.name)
    own = (leaf.name for leaf in _left(bound) if isinstance(leaf, Cell) and not is_other(leaf.name))
    return next((subject.cells[name] for name in own if name in subject.cells), None)


def _line(bound: Bound, subject: Subject) -> int | None:
    """Where the first field of the comparison's left side stands, else the subject."""
    named = (leaf.name for leaf in _left(bound) if isinstance(leaf, Field)) if subject.lines else ()
    return next((subject.lines[name] for name in named if name in subject.lines), subject.line)


def _left(bound: Bound) -> tuple[Expression, ...]:
    return leaves(bound.compared.left if bound.compared else bound.check)


# ---------------------------------------------------------------------- what


def _numbers(found: Finding, compared: Comparison, bound: Bound, subject: Subject) -> dict[str, str | int]:
    """Fill in expected, actual and difference; what to say of them beside."""
    if (expected := text(compared.right, subject)) is not None:
        if compared is bound.check and expected:
            found.expected, found.actual = expected, text(compared.left, subject)
        return {}
    zero = bound.blank_is_zero
    left, right = number(compared.left, subject, blank_is_zero=zero), number(compared.right, subject, blank_is_zero=zero)
    if left is None or right is None:
        return {}
    found.expected, found.actual, found.difference = exact(right), exact(left), exact(left - right)
    if any(isinstance(leaf, Field) and bound.target.holds(leaf.name) is Kind.DATE for leaf in leaves(compared)):
        found.expected, found.actual = _day(int(right)), _day(int(left))
        return {}
    said: dict[str, str | int] = {}
    if sums := "; ".join(filter(None, (_sum(side, subject) for side in (compared.right, compared.left)))):
        said["arithmetic"] = sums
    if isinstance(compared.left, Cell) and (state := subject.cells[compared.left.name].state) is not State.NUMBER:
        said["actual"] = state.value
    return said


def _kept(value: int | str | Decimal) -> str | int:
    """A field as a finding keeps it."""
    return plain(value) if isinstance(value, Decimal) else value


def _day(days: str | int) -> str:
    """A day as 2020-01-31."""
    return date.fromordinal(int(days)).isoformat()


def _sum(side: Expression, subject: Subject) -> str:
    """``670+27+2+7+5+1 = 712``: the terms that are not 0, and what they come to; "" where fewer than two are not 0."""
    if not is_linear(side):
        return ""
    form = linear(side)
    terms = [(factor, number(leaf, subject, blank_is_zero=True) or Fraction(0)) for leaf, factor in form.factors.items()]
    terms.append((Fraction(1), form.constant))
    shown = [_term(factor, value) for factor, value in terms if value]
    total = exact(sum((factor * value for factor, value in terms), Fraction(0)))
    return f"{''.join(shown).removeprefix('+')} = {plain(total)}" if len(shown) > 1 else ""


def _term(factor: Fraction, value: Fraction) -> str:
    sign = "-" if (factor < 0) is not (value < 0) else "+"
    times = f"{plain(exact(abs(factor)))}×" if abs(factor) != 1 else ""
    return f"{sign}{times}{plain(exact(abs(value)))}"


def plain(value: Value) -> str:
    """A number as people write it, without exponent or trailing zeros."""
    if isinstance(value, int):
        return str(value)
    digits = f"{value:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
