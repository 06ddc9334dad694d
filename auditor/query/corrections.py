"""What corrected reports changed: each beside the version that it replaced, cell by cell and finding by finding."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.finding import Finding
from auditor.model.report import Cell
from auditor.query.answer import Listed
from auditor.query.columns import REPORTS, Column
from auditor.query.conditions import Conditions
from auditor.query.fields import ENTITIES
from auditor.query.tree import Corrected
from auditor.rules.message import message
from auditor.rules.pack import Pack
from auditor.store.open import Store
from auditor.store.read import Stored

COLUMNS = (
    *("body", "year", "what", "table", "row", "column"),
    *("before", "after", "correction", "line", "id", "versions", "source"),
)
"""``what`` is a cell or a finding, ``correction`` one of changed, gone and new, ``versions`` the first digits of both hashes."""

_DIGITS = 8
_AT_ONCE = 100

Change = tuple[Any, ...]


def corrections(query: Corrected, store: Store, columns: Mapping[str, Column], pack: Pack, lang: Language) -> Listed:
    """The changes of each step from a report to the one that superseded it, steps by body, year and source.

    The condition looks at the later report of a step. ``columns`` are those of reports. Raises ``StoreError``.
    """
    rows: list[Change] = []
    kept = 0
    steps = _steps(query, store, columns)
    for start in range(0, len(steps), _AT_ONCE):
        some = steps[start : start + _AT_ONCE]
        audits = store.audits({sha256 for step in some for sha256 in step})
        for before, after in some:
            earlier, later = audits[before], audits[after]
            kept += len({one.id for one in earlier.findings} & {one.id for one in later.findings})
            rows += _step(earlier, later, pack, lang)
    remark = text("query.remark.corrected", lang, steps=len(steps), kept=kept)
    return Listed(query, COLUMNS, rows, lambda _: remark)


def _steps(query: Corrected, store: Store, columns: Mapping[str, Column]) -> list[tuple[str, str]]:
    """The hashes of a report that was superseded and of the one that did it."""
    earlier = REPORTS.alias("earlier")
    both = select(earlier.c.sha256, REPORTS.c.sha256).join(REPORTS, earlier.c.superseded_by == REPORTS.c.id)
    if query.where:
        both = both.where(Conditions(ENTITIES["reports"].fields, columns).truth(query.where))
    ordered = both.order_by(REPORTS.c.body, REPORTS.c.year, REPORTS.c.source, earlier.c.id)
    with store.reading() as connection:
        return [(before, after) for before, after in connection.execute(ordered)]


def _step(earlier: Stored, later: Stored, pack: Pack, lang: Language) -> Iterator[Change]:
    """The rows of one step: cells, then findings, each in the order of the reports."""
    report = later.report
    versions = f"{earlier.report.sha256[:_DIGITS]} → {report.sha256[:_DIGITS]}"

    def row(what: str, old: Cell | Finding | None, new: Cell | Finding | None, told: tuple[str | None, str | None]) -> Change:
        one = new or old
        place = one.place[:3] if isinstance(one, Finding) else one[:3] if one else ()
        number = one.id if isinstance(one, Finding) else None
        change = "changed" if old and new else "gone" if old else "new"
        return (report.body, report.year, what, *place, *told, change, one and one.line, number, versions, report.source)

    for old, new in _pairs({one[:3]: one for one in earlier.report.cells}, {one[:3]: one for one in report.cells}):
        if _read(old) != _read(new):
            plain = bool(old and new and old.raw == new.raw)
            yield row("cell", old, new, (_cell(old, lang, plain=plain), _cell(new, lang, plain=plain)))

    def tell(finding: Finding | None, of: Stored) -> str | None:
        return f"{finding.rule} {message(finding, pack, of.report, lang)}" if finding else None

    for found, again in _pairs({one.id: one for one in earlier.findings}, {one.id: one for one in later.findings}):
        told = tell(found, earlier), tell(again, later)
        if told[0] != told[1]:
            yield row("finding", found, again, told)


def _pairs(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> Iterator[tuple[Any, Any]]:
    """What either has, with None where one has it not."""
    return ((before.get(key), after.get(key)) for key in {**before, **after})


def _read(cell: Cell | None) -> tuple[Any, ...] | None:
    return cell and (cell.raw, cell.value, cell.state)


def _cell(cell: Cell | None, lang: Language, *, plain: bool) -> str | None:
    """What stands in a cell; ``plain`` for one that is written as before and was read otherwise."""
    if cell is None:
        return None
    state = name("state", str(cell.state), lang)
    return f"{cell.raw} ({state})" if plain else cell.raw or state
