"""Audits as one web page that needs nothing beside it: scores, ranking, a map of regions and families, years, findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import islice
from typing import Any, TextIO

from auditor.batch.audited import Audit
from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.export.inert import inert
from auditor.export.ranking import ranks
from auditor.export.summary import Summary
from auditor.model.causes import causes, unsettled
from auditor.model.finding import Severity
from auditor.rules.message import message
from auditor.rules.pack import Pack
from auditor.score.ranking import BANDS, Ranking

MOST_FINDINGS = 2_000
"""Findings that the page lists; more make it slow to open and to print."""
_MOST_GROUPS = 200


def write(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language) -> None:
    """Write the page. Everything from files stands in it as text."""
    from jinja2 import Environment, select_autoescape  # noqa: PLC0415 - only this needs it

    summary = Summary(pack)
    listed: list[Mapping[str, object]] = []
    total = 0
    for audit in summary.watch(audits):
        for one in _listed(audit, pack, lang):
            total += 1
            if len(listed) < MOST_FINDINGS:
                listed.append(one)
    environment = Environment(autoescape=select_autoescape(default=True), finalize=_inert, trim_blocks=True)
    template = environment.from_string((files(__package__) / "page.html.j2").read_text(encoding="utf-8"))
    told = _told(summary, lang) | {"findings": listed, "more": total - len(listed)}
    out.writelines(template.generate(told))


def _inert(value: Any) -> Any:
    return inert(value) if type(value) is str else value


def _listed(audit: Audit, pack: Pack, lang: Language) -> Iterator[Mapping[str, object]]:
    """The first finding of each cause that stands, the gravest first."""
    report = audit.report
    for cause in causes(unsettled(audit.findings)):
        one = next(finding for finding in cause.findings if finding.severity is cause.severity)
        about = {"body": report.body or report.source, "year": report.year or "", "rule": one.rule, "line": one.line or ""}
        yield {**about, "severity": str(one.severity), "message": message(one, pack, report, lang)}


def _told(summary: Summary, lang: Language) -> dict[str, Any]:
    level = summary.level()
    ranking, heat = summary.ranking(level), list(summary.heat(level).items())[:_MOST_GROUPS]
    errors, warnings, notes = (summary.severities[one] for one in Severity)
    groups = ranking.groups if ranking else []
    return {
        "lang": lang,
        "t": lambda key, **details: text(key, lang, **details),
        "n": lambda group, value: name(group, value, lang),
        "number": lambda value: "" if value is None else f"{value:.1f}",
        "lead": text("page.lead", lang, reports=summary.readings.total(), errors=errors, warnings=warnings, notes=notes),
        "scores_of": text("page.scores-of", lang, median="—" if summary.median is None else summary.median),
        "level": text(f"score.column.{level.value}", lang),
        "bands": _bands(ranking),
        "ranking": list(islice(zip(ranks(groups), groups, strict=True), _MOST_GROUPS)),
        "families": sorted({family for _, counts in heat for family in counts}),
        "heat": heat,
        "hottest": max((max(counts.values(), default=0) for _, counts in heat), default=0) or 1,
        "severities": [str(one) for one in Severity],
        "years": _years(summary),
        "rules": [(code, summary.pack.rules[code].name[lang], count) for code, count in summary.rules.most_common(20)],
        "unread": summary.unread,
    }


def _bands(ranking: Ranking | None) -> Sequence[tuple[str, int, float]]:
    """Bands of scores: their name, how many reports, and that as a share of the fullest band."""
    counts = ranking.distribution if ranking else {}
    most = max(counts.values(), default=1)
    return [(f"{band * BANDS}–{band * BANDS + BANDS}", number, number / most) for band, number in counts.items()]


def _years(summary: Summary) -> list[tuple[int, list[tuple[str, int, float, float]]]]:
    """Years with (severity, causes, where its part of the bar starts, how long it is), of the longest bar."""
    most = max((counts.total() for counts in summary.by_year.values()), default=1) or 1
    found = []
    for year, counts in sorted(summary.by_year.items()):
        start, parts = 0.0, []
        for severity in Severity:
            share = counts[severity] / most
            parts.append((str(severity), counts[severity], start, share))
            start += share
        found.append((year, parts))
    return found
