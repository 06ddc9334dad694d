"""Why a score is what it is: the scheme, and the sum for a report, in rows of (item, text)."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import select

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.causes import unsettled
from auditor.model.report import Report
from auditor.query.columns import REPORTS
from auditor.rules.scoring import Scheme
from auditor.score.points import Deduction, count, is_scored, sum_up
from auditor.store.open import Store

Item = tuple[str, str]


def the_scheme(scheme: Scheme, lang: Language) -> list[Item]:
    """How findings become points."""
    points = ", ".join(f"{name('severity', severity, lang)} {_plain(number)}" for severity, number in scheme.points.items())
    return [
        ("score", text("query.score.full", lang, full=_plain(scheme.full))),
        ("points", points),
        ("factors", ", ".join(f"{family} ×{_plain(number)}" for family, number in scheme.factors.items())),
        ("caps", ", ".join(f"{family} {_plain(number)}" for family, number in scheme.caps.items())),
        ("coverage", text("query.score.coverage", lang, coverage=_plain(scheme.coverage))),
    ]


def the_sum(store: Store, body: str, year: int, scheme: Scheme, lang: Language) -> list[Item]:
    """The sums of the current reports of a body and year: what each family took off, and what is left."""
    theirs = select(REPORTS.c.sha256).where(REPORTS.c.body == body, REPORTS.c.year == year, REPORTS.c.superseded_by.is_(None))
    with store.reading() as connection:
        hashes = list(connection.execute(theirs.order_by(REPORTS.c.id)).scalars())
    items: list[Item] = []
    for sha256 in hashes:
        if report := store.report(sha256):
            items += [("report", f"{body} {year} {report.source}"), *_sum(store, report, scheme, lang)]
    return items


def _sum(store: Store, report: Report, scheme: Scheme, lang: Language) -> Iterator[Item]:
    if not is_scored(report.reading, report.coverage, scheme):
        yield "score", text("query.score.unread", lang, read=int(report.coverage * 100), coverage=_plain(scheme.coverage))
        return
    found = sum_up(count(unsettled(store.findings(report.sha256))), scheme)
    yield "score", text("query.score.full", lang, full=_plain(found.full))
    for one in found.deductions:
        yield one.family, _deduction(one, scheme, lang)
    taken = [f"− {_plain(one.taken)}" for one in found.deductions]
    yield "arithmetic", " ".join([_plain(found.full), *taken, f"= {found.value}"])


def _deduction(one: Deduction, scheme: Scheme, lang: Language) -> str:
    terms = [
        f"{number} {name('severity', severity, lang)} × {_plain(scheme.points[severity])}"
        for severity, number in one.counts.items()
    ]
    counted = " + ".join(terms)
    weighted = f"({counted}) × {_plain(one.factor)}" if one.factor != 1 else counted
    capped = text("query.score.capped", lang, cap=_plain(one.taken)) if one.taken < one.points else ""
    return f"{weighted} = {_plain(one.points)}{capped}"


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def named(columns: Sequence[str], row: Sequence[object]) -> tuple[str, int] | None:
    """Body and year that a row of scores is of; None for a row of a group."""
    told = dict(zip(columns, row, strict=True))
    body, year = told.get("body"), told.get("year")
    return (body, year) if isinstance(body, str) and isinstance(year, int) else None
