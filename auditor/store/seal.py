"""A report and what was found on it as rows that lack nothing but the report's number, which a store gives.

To seal is most of what storing costs. Processes that read and check seal too, so that little goes from one to the other and the
one that writes has little to do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any, NamedTuple

from auditor.model.finding import Finding
from auditor.model.report import Reading, Report
from auditor.store.cells import Addresses, AddressIds, Packed, pack_cells
from auditor.store.claims import claim_values
from auditor.store.decisions import status_of
from auditor.store.rows import Fields, finding_values, reading_record, report_fields, to_finding, to_report
from auditor.store.sketches import sketch_values
from auditor.store.tables import Row

Audited = tuple[Report, list[Finding]]
_FINDING = Row.metadata.tables["findings"].columns.keys()
_ID, _STATUS = _FINDING.index("id"), _FINDING.index("status")


class Sealed(NamedTuple):
    """An audited report as rows: of ``reports`` by column, of other tables the values behind the report's number."""

    fields: Fields
    record: bytes
    cells: Packed
    claims: Sequence[tuple[Any, ...]]
    findings: Sequence[tuple[Any, ...]]
    sketches: Sequence[tuple[str, bytes]]
    grade: str | None

    @property
    def sha256(self) -> str:
        """Of the file that the report is."""
        return str(self.fields["sha256"])

    @property
    def is_unreadable(self) -> bool:
        """Whether nothing could be read."""
        return bool(self.fields["reading"] == Reading.UNREADABLE.value)

    def ids(self) -> set[str]:
        """The ids of its findings."""
        return {str(row[0]) for row in self.findings}


def addresses_of(report: Report, findings: Iterable[Finding]) -> Iterator[tuple[str, str, str]]:
    """The addresses that whoever seals has to know."""
    yield from (cell[:3] for cell in report.cells)
    yield from (address for finding in findings for address in finding.evidence)


def seal(report: Report, findings: Sequence[Finding], ids: AddressIds, grade: str | None) -> Sealed:
    """Seals a report with the last finding of each id. Raises ``KeyError`` for an address that ``ids`` does not have."""
    cells, latest = pack_cells(report.cells, ids), {one.id: one for one in findings}.values()
    return Sealed(
        report_fields(report),
        reading_record(report, cells),
        cells,
        list(claim_values(report.claims)),
        list(finding_values(latest, ids)),
        list(sketch_values(report)),
        grade,
    )


def opened(sealed: Sealed, addresses: Addresses) -> Audited:
    """What was sealed, without the prose, which a store does not keep."""
    row = SimpleNamespace(**sealed.fields, record=sealed.record, cells=sealed.cells.entries, lines=sealed.cells.lines)
    findings = (SimpleNamespace(**dict(zip(_FINDING[1:], values, strict=True))) for values in sealed.findings)
    return to_report(row, addresses), [to_finding(one, addresses) for one in findings]


def with_status(row: tuple[Any, ...], statuses: Mapping[str, str]) -> tuple[Any, ...]:
    """The row of a finding, its report's number before it, with the status that people gave it."""
    return (*row[:_STATUS], status_of(row[_ID], row[_STATUS], statuses), *row[_STATUS + 1 :])
