"""How much of a report stands in others too."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from typing import NamedTuple

from auditor.across.identity import Identity, identity
from auditor.model.finding import Place
from auditor.model.report import Cell, Report
from auditor.rules.resolve import other_address
from auditor.rules.subject import Subject
from auditor.rules.subjects import of_report
from auditor.store.beside import Placed
from auditor.store.sketches import FIGURES, NARRATIVE, Clause, Sketches

Hashed = Mapping[tuple[int, str], Mapping[int, Clause]]
"""The clauses of sketches by their hashes; sketches by number and kind."""
_LEAST_SHARE = 50
"""Per cent below which two reports are not told of."""
_MOST_PASSAGES = 10
_OFFICE = re.compile(r"(?:人民)?政府(?:办公[室厅])?$")


class Copy(NamedTuple):
    """What of a report stands in another: clauses of its own with those of the other, per cent of all its own."""

    kind: str
    other: Placed
    same_body: bool
    shared: Sequence[tuple[Clause, Clause]]
    share: int

    @property
    def amount(self) -> int:
        """Letters of the narrative, or cells."""
        return sum(own.letters or 1 for own, _ in self.shared)


def by_hash(sketches: Sketches) -> Hashed:
    """Sketches for ``copies``."""
    return {which: {clause.hash: clause for clause in clauses} for which, clauses in sketches.items()}


def copies(report: Placed, others: Iterable[Placed], sketches: Hashed) -> Iterator[tuple[Copy, int]]:
    """Of each kind the closest copy in the body's earlier years and in other bodies' reports, and how many share half or more.

    Between years the later report is the copy; of two bodies in one year nobody can tell, and both are asked.
    """
    alike: dict[tuple[str, bool], list[tuple[int, Placed]]] = {}
    for other in others:
        same_body = _is_copied(report, other)
        if same_body is not None:
            for kind in (NARRATIVE, FIGURES):
                share = _share(sketches.get((report.id, kind), {}), sketches.get((other.id, kind), {}))
                if share >= _LEAST_SHARE:
                    alike.setdefault((kind, same_body), []).append((share, other))
    for (kind, same_body), found in alike.items():
        share, other = min(found, key=lambda one: (-one[0], -(one[1].year or 0), one[1].source))
        there = sketches[other.id, kind]
        shared = [(own, there[key]) for key, own in sketches[report.id, kind].items() if key in there]
        yield Copy(kind, other, same_body, shared, share), len(found)


def _is_copied(report: Placed, other: Placed) -> bool | None:
    """Whether a report that another may have been copied from is of the same body; None where it cannot have been, or rivals."""
    if report.year is None or other.year is None or other.year > report.year:
        return None
    own, theirs = identity(report), identity(other)
    same_body = report.body == other.body if own is None or theirs is None else _office_apart(own) == _office_apart(theirs)
    return None if same_body and other.year == report.year else same_body


def _office_apart(body: Identity) -> Identity:
    """A government for its office, which publishes the report of both: under either name it is one report."""
    return body._replace(rest=_OFFICE.sub("", body.rest))


def _share(own: Mapping[int, Clause], theirs: Mapping[int, Clause]) -> int:
    """Per cent of the letters of one sketch, or of its figures, that are in another one too."""
    shared = own.keys() & theirs.keys()
    return 100 * sum(own[key].letters or 1 for key in shared) // sum(one.letters or 1 for one in own.values()) if shared else 0


def copy_subject(copy: Copy, count: int, report: Report, other: Report | None) -> Subject:
    """A copy as rules see it; ``other`` is needed for figures alone, whose cells are its evidence."""
    fields: dict[str, int | str] = {
        **of_report(report),
        "copied": copy.kind,
        "share": copy.share,
        "amount": copy.amount,
        "same_body": int(copy.same_body),
        "years_apart": (report.year or 0) - (copy.other.year or 0),
        "copies": count,
        "other_body": copy.other.body or copy.other.source,
        "other_year": copy.other.year or 0,
        "other_source": copy.other.source,
    }
    line, cells = None, {}
    if copy.kind == NARRATIVE:
        longest = sorted(copy.shared, key=lambda both: -both[0].letters)[:_MOST_PASSAGES]
        lines = sorted({(own.line, there.line) for own, there in longest})
        line, fields["other_line"] = min((own.line, there.line) for own, there in copy.shared)
        fields["passages"] = dumps(lines)
    elif other is not None:
        cells = dict(_equal_cells(report, other))
    label = f"{copy.kind} {copy.other.body or copy.other.sha256} {copy.other.year}"
    return Subject("copies", Place(), line, cells, fields, {"other": label})


def _equal_cells(report: Report, other: Report) -> Iterator[tuple[str, Cell]]:
    """The cells above 0 that both reports have alike, each once from either."""
    theirs = {cell[:3]: cell for cell in other.cells}
    for cell in report.cells:
        same = theirs.get(cell[:3])
        if cell.table in ("applications", "review") and cell.value and same and same.value == cell.value:
            address = "/".join(cell[:3])
            yield address, cell
            yield other_address("other", address), same
