"""What stands behind a finding and a rule, in rows of (item, text)."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from auditor.catalogue.language import Language
from auditor.catalogue.text import name, text
from auditor.model.finding import Place
from auditor.model.form import column_label, row_label
from auditor.model.report import Cell, Report
from auditor.query.rule_table import basis
from auditor.rules.message import arithmetic, message
from auditor.rules.pack import Pack
from auditor.rules.schema import Rule
from auditor.source.decode import Undecodable, decode
from auditor.source.walk import read_file
from auditor.store.decisions import Decision
from auditor.store.read import Located

Item = tuple[str, str]
SourceLine = tuple[int, str, str]

AROUND = 2
"""Lines shown before and after each line of the evidence."""
_MOST_LINES = 200


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
    items += [("cells", cell) for cell in _cells(found[0], lang)]
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
    """The lines around a finding in its file, (line, text, ">" on those of the evidence), and what to say of the file.

    What to say is a key of the catalogue (``query.source.…``), "" where the lines are there: the file may be gone, be another one
    by now, or have no lines; its cells are told then.
    """
    report = located.report
    try:
        path = Path(report.source)
        if not path.is_file():
            return _raw_cells(located), "missing"
        data = read_file(path)
        if sha256(data).hexdigest() != report.sha256:
            return _raw_cells(located), "changed"
        lines = decode(data).text.split("\n")
    except OSError:
        return _raw_cells(located), "missing"
    except Undecodable:
        return _raw_cells(located), "no-lines"
    marked = sorted({line for line in (located.finding.line, *(cell.line for cell in _evidence(located))) if line})
    near = {line for at in marked for line in range(at - AROUND, at + AROUND + 1) if 1 <= line <= len(lines)}
    return [(line, lines[line - 1], ">" if line in marked else "") for line in sorted(near)][:_MOST_LINES], ""


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
