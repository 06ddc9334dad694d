"""Figures of a body from year to year, as a body that makes no mistake would file them: every identity holds.

Inside a year: identities 1 to 4 of the forms. Across years: what is carried over, what is in force, items, and open totals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random

from auditor.model.form import TableForm, table_form

Address = tuple[str, str, str]
Figures = dict[Address, int]
"""Whole numbers by address; those of ``amount`` cells count hundredths of 万元."""

FIRST_OF_2021 = 2021
_CENTS = 100
_RESULTS = ("granted", "partly_granted", "refused", "unable", "declined", "other")
_SOME = 0.3
"""How often an applicant of the rarer kinds, or a rarer result, occurs at all."""


@dataclass(slots=True)
class Body:
    """A body, and what of its last year its next one must go on from. ``size`` is how many applications it gets in a year."""

    name: str
    size: int
    carried: dict[str, int] = field(default_factory=dict)
    in_force: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)


def form_of(year: int) -> str:
    """The form of a year: 国办公开办函〔2019〕60号 to the report for 2020, 〔2021〕30号 after."""
    return "2021" if year >= FIRST_OF_2021 else "2019"


def figures(body: Body, form: str, rng: Random) -> Figures:
    """The figures of a body's next year, every cell of the three tables; ``body`` goes on to that year."""
    made = _applications(body, table_form("applications", form), rng)
    made |= _disclosure_2019(body, rng) if form == "2019" else _disclosure_2021(body, rng)
    return made | _review(table_form("review", form), rng)


def written(address: Address, number: int) -> str:
    """A figure as it stands in its cell: money has two decimals and its unit."""
    table, row, column = address
    if column == "amount":
        unit = "" if row == "fees" and table == "disclosure" else "万元"
        return f"{number / _CENTS:.2f}{unit}" if number else "0"
    return str(number)


# ---------------------------------------------------------------------- table 3 and 4


def _applications(body: Body, form: TableForm, rng: Random) -> Figures:
    made: Figures = {}
    parts = [column.address for column in form.columns if column.address != "total"]
    results = [row.address for row in form.rows if row.address.split(".")[0] in _RESULTS]
    for column in parts:
        usual = column == "person" or rng.random() < _SOME
        most = body.size if column == "person" else body.size // 5
        received = rng.randint(most // 3, most) if usual else 0
        carried_in = body.carried.get(column, 0)
        carried_out = rng.randint(0, (received + carried_in) // 6)
        handled = received + carried_in - carried_out
        counts = {"received": received, "carried_in": carried_in, "handled": handled, "carried_out": carried_out}
        counts |= _shared(handled, results, rng)
        body.carried[column] = carried_out
        made |= {("applications", row.address, column): counts[row.address] for row in form.rows}
    for row in form.rows:
        made["applications", row.address, "total"] = sum(made["applications", row.address, column] for column in parts)
    return made


def _shared(number: int, among: list[str], rng: Random) -> dict[str, int]:
    """A number shared out: most to the first, the rest to a few others."""
    shares = dict.fromkeys(among, 0)
    others = [one for one in among[1:] if rng.random() < _SOME]
    for one in others:
        shares[one] = rng.randint(0, number // (2 * len(others)))
    shares[among[0]] = number - sum(shares.values())
    return shares


def _review(form: TableForm, rng: Random) -> Figures:
    made: Figures = {}
    for row in form.rows:
        counts = {column.address: rng.randint(0, 6) if rng.random() < _SOME else 0 for column in form.columns[:-1]}
        counts["total"] = sum(counts.values())
        made |= {("review", row.address, column): number for column, number in counts.items()}
    return made


# ---------------------------------------------------------------------- table 2


def _disclosure_2019(body: Body, rng: Random) -> Figures:
    made: Figures = {}
    for row in ("regulations", "normative_documents"):
        new = rng.randint(0, 20) if row == "normative_documents" else rng.randint(0, 1)
        body.in_force[row] = body.in_force.get(row, rng.randint(5, 80)) + new
        made |= _row(row, made=new, published=new, open_total=body.in_force[row])
    for row in ("licences", "other_services", "penalties", "coercion", "fees"):
        items = body.items.get(row, rng.randint(20, 900))
        change = rng.randint(-9, 15)
        body.items[row] = items + change
        decisions = {} if row == "fees" else {"decisions": _decisions(body, row, rng)}
        made |= _row(row, previous=items, change=change, **decisions)
    return made | _row("procurement", items=rng.randint(1, 300), amount=rng.randint(10_000, 9_000_000))


def _disclosure_2021(body: Body, rng: Random) -> Figures:
    made: Figures = {}
    for row in ("regulations", "normative_documents"):
        new, repealed = (rng.randint(0, 12), rng.randint(0, 4)) if row == "normative_documents" else (0, 0)
        before = body.in_force.get(row, rng.randint(5, 80))
        body.in_force[row] = before + new - repealed
        made |= _row(row, made=new, repealed=repealed, in_force=body.in_force[row])
    for row in ("licences", "penalties", "coercion"):
        made |= _row(row, decisions=_decisions(body, row, rng))
    return made | _row("fees", amount=rng.randint(0, 900_000))


def _decisions(body: Body, row: str, rng: Random) -> int:
    """How many cases a body decides: somewhat more or fewer than the year before."""
    before = body.decisions.get(row, rng.randint(20, 9_000))
    body.decisions[row] = round(before * rng.uniform(0.7, 1.4))
    return body.decisions[row]


def _row(row: str, **counts: int) -> Figures:
    return {("disclosure", row, column): number for column, number in counts.items()}


# ---------------------------------------------------------------------- identities


def identities(form: str) -> Iterable[tuple[str, tuple[str | None, str | None, str | None], frozenset[Address]]]:
    """Every identity of tables 3 and 4 by itself, from the forms' text: the rule that tests it, its place, its cells.

    Written apart from the rules, so that what they find can be measured against it.
    """
    table = table_form("applications", form)
    rows, columns = ([one.address for one in lines] for lines in (table.rows, table.columns))
    for row in rows:
        yield "SUM-101", ("applications", row, None), frozenset(("applications", row, column) for column in columns)
    for column in columns:
        results = [row for row in rows if row.split(".")[0] in (*_RESULTS, "handled")]
        yield "SUM-102", ("applications", None, column), frozenset(("applications", row, column) for row in results)
        balance = ("received", "carried_in", "handled", "carried_out")
        yield "SUM-103", ("applications", None, column), frozenset(("applications", row, column) for row in balance)
    for line in table_form("review", form).rows:
        cells = table_form("review", form).columns_of(line.address)
        yield "SUM-104", ("review", line.address, None), frozenset(("review", line.address, column) for column in cells)


def broken(figures: Mapping[Address, int], form: str) -> list[tuple[str, tuple[str | None, str | None, str | None]]]:
    """The identities that do not hold: rule and place."""
    return [(rule, place) for rule, place, cells in identities(form) if not _holds(rule, cells, figures)]


def _holds(rule: str, cells: frozenset[Address], figures: Mapping[Address, int]) -> bool:
    left = {"SUM-101": ("total",), "SUM-102": ("handled",), "SUM-103": ("handled", "carried_out"), "SUM-104": ("total",)}[rule]
    axis = 2 if rule in ("SUM-101", "SUM-104") else 1
    stated = sum(figures[cell] for cell in cells if cell[axis] in left)
    return stated == sum(figures[cell] for cell in cells if cell[axis] not in left)
