"""What a rate of the prose may be of in tables 3 and 4: part and whole, in every reading."""

from collections.abc import Iterator, Mapping
from itertools import product

from auditor.model.claim import Claim, Number
from auditor.model.report import Report

Pair = tuple[Number, Number]
_REFUSALS = ("refused", "unable", "declined")
_SHARES = ("received", "handled", "granted", "partly_granted", *_REFUSALS)
_LITIGATION = ("litigation_direct", "litigation_after")


def table_readings(rate: Claim, report: Report, told: Number | None) -> Iterator[Pair]:
    """(part, whole) of each reading of a rate; none where a cell that it needs was not read.

    ``told`` is the part as the prose has it beside the rate.
    """
    cells = {cell[:3]: cell.value or 0 for cell in report.cells if cell.value is not None}
    if rate.concept in ("reconsideration", "litigation"):
        yield from _of_cases(rate, cells)
        return
    if rate.concept not in _SHARES:
        return
    column = rate.of if rate.concept == "received" else "total"
    rows = {row: value for (table, row, at), value in cells.items() if (table, at) == ("applications", "total")}
    own = {row: value for (table, row, at), value in cells.items() if (table, at) == ("applications", column)}
    if column == "organisation":
        persons = {row: value for (table, row, at), value in cells.items() if (table, at) == ("applications", "person")}
        own = {row: rows[row] - value for row, value in persons.items() if row in rows}
    if not {"received", "carried_in", "handled"} <= rows.keys() or (rate.concept == "received" and "received" not in own):
        return
    parts = [*_parts(rate.concept, own), *([] if told is None else [told])]
    if rate.of == "company" and (alone := cells.get(("applications", "received", "person"))) is not None:
        parts.append(rows["received"] - alone)
    yield from product(parts, _wholes(rate.concept, rows))


def _parts(concept: str, rows: Mapping[str, Number]) -> Iterator[Number]:
    granted = [_group(rows, name) for name in ("granted", "partly_granted")]
    if concept == "received":
        yield from (rows["received"], rows["received"] + rows.get("carried_in", 0))
    elif concept == "handled":
        yield from (rows["handled"], rows["handled"] - rows["carried_in"])
    elif concept in _REFUSALS:
        refused, unable, declined = (_group(rows, name) for name in _REFUSALS)
        yield from (_group(rows, concept), refused + unable, refused + declined, refused + unable + declined)
    else:
        yield from (_group(rows, concept), sum(granted))


def _wholes(concept: str, rows: Mapping[str, Number]) -> Iterator[Number]:
    received, carried, handled = (rows[name] for name in ("received", "carried_in", "handled"))
    declined, other = _group(rows, "declined"), _group(rows, "other")
    yield from (received, received + carried)
    if concept not in ("received", "handled"):
        yield from (handled, handled - declined, handled - other, handled - declined - other, handled - carried)


def _group(rows: Mapping[str, Number], name: str) -> Number:
    return sum(value for row, value in rows.items() if row.partition(".")[0] == name)


def _of_cases(rate: Claim, cells: Mapping[tuple[str, str, str], Number]) -> Iterator[Pair]:
    """The outcome of cases in all of them, and in those that were concluded; of litigation in each kind and in both."""
    groups = ("reconsideration",) if rate.concept == "reconsideration" else _LITIGATION
    columns = (rate.of, "total", "pending")
    each = [[cells[at] for column in columns if (at := ("review", group, column)) in cells] for group in groups]
    if all(len(one) == len(columns) for one in each):
        for part, total, pending in [*each, [sum(one) for one in zip(*each, strict=True)]]:
            yield from ((part, total), (part, total - pending))
