"""The claims of a report's prose as rules see them: each with the cells of the statutory tables that it may be held against."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal

from auditor.model.claim import Claim
from auditor.model.finding import Place
from auditor.model.report import Cell, Report, State
from auditor.rules.claim_cells import NARROWED, OWN, claim_address, claim_kind
from auditor.rules.quantity import bounds, known, measure, nominal, times
from auditor.rules.subject import Subject, Value

_COLUMN_OF_ALL = "total"
_WITH_AMOUNT = ("procurement", "fees")


def claim_subjects(report: Report, kinds: Collection[str] | None = None) -> Iterator[Subject]:
    """One subject for each claim of which it is known what it counts. ``kinds``: only subjects of these."""
    form = claim_form(report)
    counts = (claim for claim in report.claims if claim.concept and measure(claim.unit) != "rate")
    claims = [(claim_kind(claim.concept, form), claim) for claim in counts]
    wanted = [(kind, claim) for kind, claim in claims if kinds is None or kind in kinds]
    if not wanted:
        return
    cells = (_in_yuan(cell) if cell.column == "amount" else cell for cell in report.cells)
    tables = {claim_address(*cell[:3]): cell for cell in cells if cell}
    sections = None if report.breaks_off else len({section.section for section in report.sections} - {None})
    by_column: dict[str, Mapping[str, Cell]] = {}
    for kind, claim in wanted:
        if claim.of not in by_column:
            by_column[claim.of] = {**tables, **_own_column(report, claim.of or _COLUMN_OF_ALL)}
        place = Place(section=claim.section or None)
        yield Subject(kind, place, claim.line, by_column[claim.of], _fields(claim, report, sections), key=claim_key(claim))


def claim_form(report: Report) -> str:
    """The form by whose names cells are told: that of table 3, else of the report; 2019 where neither has one."""
    forms = [table.form for table in report.tables if table.table == "applications"]
    return next((form for form in (*forms, report.form) if form in ("2019", "2021")), "2019")


def claim_key(claim: Claim) -> str:
    """What tells a claim from the others of its report, wherever it stands."""
    return "/".join((claim.concept, claim.of, f"{claim.quantity}{claim.unit}"))


def _own_column(report: Report, column: str) -> dict[str, Cell]:
    """The cells of tables 3 and 4 in the column of what narrows a claim, by row."""
    own = (cell for cell in report.cells if cell.column == column and cell.table in NARROWED)
    return {claim_address(cell.table, cell.row, OWN): cell for cell in own}


def _in_yuan(cell: Cell) -> Cell | None:
    """An amount, where it is one of money, in 元; None where its unit is not said."""
    if cell.row not in _WITH_AMOUNT or cell.value is None:
        return cell
    if measure(cell.unit or "") != "money":
        return None
    return cell._replace(value=Decimal(cell.value) * times(cell.unit), state=State.NUMBER)


def _fields(claim: Claim, report: Report, sections: int | None) -> dict[str, Value]:
    low, high = bounds(claim)
    return known(
        {
            "concept": claim.concept,
            "of": claim.of,
            "whose": claim.scope,
            "comparable": int(comparable(claim, report)),
            "sure_scope": int(claim.scope == report.scope != "unknown"),
            "period": claim.period,
            "unit": claim.unit,
            "measure": measure(claim.unit),
            "quantity": nominal(claim),
            "low": low,
            "high": high,
            "exact": int(low == high),
            "approximate": claim.approximate,
            "change": claim.change,
            "with_carried_in": int(claim.with_carried_in),
            "concluded": int(claim.concluded),
            "section": claim.section,
            "sections": sections,
            "headings": None if sections is None else len(report.sections),
            "text": claim.text,
        }
    )


def comparable(claim: Claim, report: Report) -> bool:
    """Whether a claim may be on what the tables count. A government's own office is not its region, even if not said so.

    The year that a report says it is of is held against that of its title alone.
    """
    if claim.concept == "report_year":
        return f"{report.year}年" in (report.title or "")
    if "unknown" not in (claim.scope, report.scope):
        return claim.scope == report.scope
    return not (claim.scope == "own" and report.body_kind not in ("department", "town"))
