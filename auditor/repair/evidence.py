"""What other evidence says that the cells of a report hold: the report of the year before, and the prose."""

from collections.abc import Mapping

from auditor.model.claim import Claim
from auditor.model.form import forms_of, table_form
from auditor.model.report import Report
from auditor.rules.identities import Address
from auditor.store.open import Store
from auditor.store.tables import Row

_TABLE = "applications"
_REPORTS = Row.metadata.tables["reports"]


def known_cells(report: Report, before: Report | None = None) -> Mapping[Address, int]:
    """What ``before``, the body's report for the year before, and the prose say; cells they say two things of are left out."""
    said: dict[Address, set[int]] = {}
    for claim in report.claims:
        if address := _claimed(claim, report):
            said.setdefault(address, set()).add(int(claim.quantity))
    for cell in before.cells if before else ():
        if cell[:2] == (_TABLE, "carried_out") and isinstance(cell.value, int):
            said.setdefault((_TABLE, "carried_in", cell.column), set()).add(cell.value)
    return {address: next(iter(numbers)) for address, numbers in said.items() if len(numbers) == 1}


def year_before(store: Store, report: Report) -> Report | None:
    """The report of the same body and scope for the year before; None where there is none, or more than one."""
    if not report.body or not report.year:
        return None
    same = (_REPORTS.c.body == report.body, _REPORTS.c.year == report.year - 1, _REPORTS.c.scope == report.scope)
    with store.reading() as connection:
        statement = _REPORTS.select().with_only_columns(_REPORTS.c.sha256).where(*same, _REPORTS.c.superseded_by.is_(None))
        found = connection.execute(statement.limit(2)).scalars().all()
    return store.report(found[0]) if len(found) == 1 else None


def _claimed(claim: Claim, report: Report) -> Address | None:
    """The cell of table 3 that a claim counts exactly: all applications, or those of one kind of applicant."""
    exact = claim.low == claim.high == claim.quantity == int(claim.quantity)
    other = claim.approximate or claim.change or claim.with_carried_in or claim.concluded or claim.period != "year"
    same_scope = "unknown" in (claim.scope, report.scope) or claim.scope == report.scope
    if not exact or other or not same_scope:
        return None
    column = claim.of or "total"
    rows_and_columns = {cell for form in forms_of(_TABLE) for cell in table_form(_TABLE, form).cells}
    return (_TABLE, claim.concept, column) if (claim.concept, column) in rows_and_columns else None
