"""What would reconcile the tables behind a finding, in rows of (item, text)."""

from collections.abc import Iterator

from auditor.catalogue.language import Language
from auditor.repair.causes import cause_repairs
from auditor.repair.correct import Sums
from auditor.repair.evidence import known_cells, year_before
from auditor.repair.say import Item, Teller
from auditor.rules.pack import Pack
from auditor.store.open import Store
from auditor.store.read import Located


def least_change(located: Located, store: Store, pack: Pack, lang: Language) -> Iterator[Item]:
    """The correction of a finding's cause in one line; nothing for one that no sum is behind."""
    report, finding, _ = located
    repairs = cause_repairs(report, [finding, *store.findings(report.sha256)], pack)
    if finding.id in repairs:
        yield "repair", Teller(report, lang).cause(repairs[finding.id])


def repair(located: Located, store: Store, pack: Pack, lang: Language) -> list[Item]:
    """All smallest corrections of the finding's report, with what they heal and what they rest on."""
    report = located.report
    sums = Sums(report, pack, known_cells(report, year_before(store, report)))
    return list(Teller(report, lang).items(sums.corrected()))
