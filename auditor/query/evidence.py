"""What stands behind a finding and a rule, in rows of (item, text)."""

from collections.abc import Iterable, Iterator, Sequence
from json import loads
from pathlib import Path

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.finding import Place
from auditor.model.form import column_label, row_label
from auditor.model.report import Cell, Report
from auditor.query.lines import SourceLine, lines_around
from auditor.query.rule_table import basis
from auditor.rules.message import arithmetic, message
from auditor.rules.pack import Pack
from auditor.rules.schema import Rule
from auditor.source.decode import Undecodable, decode
from auditor.source.walk import read_file
from auditor.store.decisions import Decision
from auditor.store.read import Located

Item = tuple[str, str]


def why(found: Sequence[Located], decisions: Iterable[Decision], pack: Pack, lang: Language) -> list[Item]:
    """A finding: message, place, arithmetic, basis, status, and what people decided on it, the latest last."""
    report, finding, _ = found[0]
    rule = pack.rules.get(finding.rule)
    items = [
        ("finding", finding.id),
        ("report", " ".join(str(part) for part in (report.body, report.year, report.source) if part)),
        ("rule", f"{finding.rule} {rule.name[lang]}" if rule else finding.rule),
        ("severity", name("severity", finding.severity, lang)),
        ("place", place_text(finding.place, report, lang)),
        ("line", str(finding.line or "")),
    ]
    if rule:
        items += [
            ("message", message(finding, pack, report, lang)),
            ("arithmetic", arithmetic(finding, pack, report)),
            ("basis", basis(rule)),
            ("why", rule.why[lang] if rule.why else ""),
        ]
    items += [("cells", cell) for cell in (*_cells(found[0], lang), *_beside(found[0], lang))]
    items += [("passage", passage) for passage in _passages(found[0])]
    items.append(("status", name("status", finding.status, lang)))
    items += [("history", _decision(one, lang)) for one in decisions]
    items += [("also", f"{one.report.source}") for one in found[1:]]
    return [(item, told) for item, told in items if told]


def explain(rule: Rule, lang: Language) -> list[Item]:
    """A rule: what it asks, why, on what basis, and when it may be wrong."""
    items = [
        ("rule", f"{rule.code} {rule.name[lang]}"),
        ("severity", name("severity", rule.severity, lang)),
        ("status", name("rule-status", rule.status, lang)),
        ("subject", rule.scope),
        ("check", rule.check),
        ("when", rule.when or ""),
        ("forms", ", ".join(rule.forms)),
        ("message", rule.message[lang]),
        ("basis", basis(rule)),
        ("why", rule.why[lang] if rule.why else ""),
        *(("falsepositive", one[lang]) for one in rule.falsepositives),
        ("replaced_by", rule.replaced_by or ""),
    ]
    return [(item, told) for item, told in items if told]


def source(located: Located) -> tuple[list[SourceLine], str]:
    """The lines around a finding in its file and what to say of that, as ``lines_around``; its cells where there are no lines."""
    report = located.report
    marked = (located.finding.line, *(cell.line for cell in _evidence(located)))
    lines, said = lines_around(report.source, report.sha256, marked)
    return (_raw_cells(located) if said else lines), said


def place_text(place: Place, report: Report, lang: Language) -> str:
    """A place in statutory labels; "" for the report as a whole."""
    form = next((one.form for one in report.tables if one.table == place.table), report.form)
    parts = (
        place.table and name("table", place.table, lang),
        place.table and place.row and row_label(place.table, form, place.row),
        place.table and place.column and column_label(place.table, form, place.column),
        place.section and name("section", place.section, "zh"),
    )
    return " / ".join(part for part in parts if part)


def _evidence(located: Located) -> Iterator[Cell]:
    addresses = set(located.finding.evidence)
    return (cell for cell in located.report.cells if cell[:3] in addresses)


def _cells(located: Located, lang: Language) -> Iterator[str]:
    for cell in _evidence(located):
        place = place_text(Place(*cell[:3]), located.report, lang)
        yield f"{place} = {cell.raw.strip() or name('state', cell.state, lang)} ({cell.line})"


def _beside(located: Located, lang: Language) -> Iterator[str]:
    """The cells of another report that the finding rests on."""
    for told in loads(str(located.finding.details.get("others", "[]"))):
        place = place_text(Place(told["table"], told["row"], told["column"]), located.report, lang)
        where = f" ({told['line']})" if told["line"] else ""
        yield f"{told['source']}: {place} = {told['raw'].strip()}{where}"


def _passages(located: Located) -> Iterator[str]:
    """Copied lines side by side, from here and from the other report; of a file that is gone the number of the line alone."""
    details = located.finding.details
    pairs = loads(str(details.get("passages", "[]")))
    if pairs:
        own, other = _lines(located.report.source), _lines(str(details.get("other_source", "")))
        for line, there in pairs:
            yield f"{line}: {own.get(line, '')} ‖ {there}: {other.get(there, '')}"


def _lines(source: str) -> dict[int, str]:
    """The lines of a file by number, none where it cannot be read as text."""
    try:
        lines = decode(read_file(Path(source))).text.split("\n")
    except (OSError, Undecodable):
        return {}
    return {number: line.strip() for number, line in enumerate(lines, 1)}


def _raw_cells(located: Located) -> list[SourceLine]:
    return [(cell.line, cell.raw, ">") for cell in _evidence(located)]


def _decision(decision: Decision, lang: Language) -> str:
    told = text(
        "query.decision",
        lang,
        status=name("status", decision.status, lang),
        by=decision.by,
        at=f"{decision.at:%Y-%m-%d %H:%M} UTC",
    )
    return f"{told}{text('query.reason', lang, reason=decision.reason)}" if decision.reason else told
