"""Findings as SARIF 2.1.0 (OASIS standard, 27 March 2020), for code hosts and viewers of static analysis."""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from auditor import __version__
from auditor.batch.audited import Audit
from auditor.catalogue.diagnostic import explain
from auditor.catalogue.language import Language
from auditor.export.inert import inert_json
from auditor.export.json_document import plain_number
from auditor.export.place import place_text
from auditor.model.causes import SETTLED
from auditor.model.finding import Finding, Place
from auditor.model.report import Reading, Report
from auditor.rules.message import message
from auditor.rules.pack import Pack
from auditor.rules.schema import Basis, Rule

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_UNREAD = (Reading.DECLINED, Reading.UNREADABLE)

Json = dict[str, Any]


def write(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language) -> None:
    """Write one log with one run, result by result as they come; messages are in ``lang``.

    A finding that people settled is a suppressed result. What reading met is a notification of the run: it is no finding.
    """
    tool = {"driver": {"name": "auditor", "version": __version__, "rules": [_rule(rule, lang) for rule in pack.rules.values()]}}
    indexes = {code: index for index, code in enumerate(pack.rules)}
    out.write(f'{{"$schema": "{SCHEMA}", "version": "{VERSION}", "runs": [{{"tool": {_dump(tool)}, "results": [')
    notifications: list[Json] = []
    separator = "\n"
    for audit in audits:
        notifications += _notifications(audit.report, lang)
        for finding in audit.findings:
            out.write(separator + _dump(_result(finding, audit.report, pack, lang) | {"ruleIndex": indexes[finding.rule]}))
            separator = ",\n"
    invocation = {"executionSuccessful": True, "toolExecutionNotifications": notifications}
    out.write(f'\n], "invocations": [{_dump(invocation)}]}}]}}\n')


def _rule(rule: Rule, lang: Language) -> Json:
    why = rule.why[lang] if rule.why else rule.name[lang]
    return {
        "id": rule.code,
        "shortDescription": _text(rule.name[lang]),
        "fullDescription": _text(why),
        "help": _text("\n".join(filter(None, (why, _basis(rule.basis))))),
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {"tags": [rule.family]},
    }


def _basis(basis: Basis | None) -> str:
    return " ".join(filter(None, (basis.document, basis.article, basis.item))) if basis else ""


def _result(finding: Finding, report: Report, pack: Pack, lang: Language) -> Json:
    result: Json = {
        "ruleId": finding.rule,
        "level": str(finding.severity),
        "message": _text(message(finding, pack, report, lang)),
        "locations": [_location(report, finding.line) | _logical(finding.place, report, lang)],
        "partialFingerprints": {"auditorFindingId/v1": finding.id},
        "properties": {
            "status": finding.status,
            "cause": finding.cause,
            "expected": plain_number(finding.expected),
            "actual": plain_number(finding.actual),
            "difference": plain_number(finding.difference),
        },
    }
    if related := list(_evidence(finding, report, lang)):
        result["relatedLocations"] = related
    if finding.status in SETTLED:
        because = str(finding.details.get("waived_because", "")) if finding.status == "waived" else ""
        result["suppressions"] = [{"kind": "external", "status": "accepted"} | ({"justification": because} if because else {})]
    return result


def _evidence(finding: Finding, report: Report, lang: Language) -> Iterator[Json]:
    """The cells that a finding rests on, with what stands in them."""
    cells = {cell[:3]: cell for cell in report.cells} if finding.evidence else {}
    for address in finding.evidence:
        if cell := cells.get(address):
            said = f"{place_text(Place(*address), report, lang)}: {cell.raw.strip()}"
            yield _location(report, cell.line) | {"message": _text(said)}


def _notifications(report: Report, lang: Language) -> Iterator[Json]:
    level = "error" if report.reading in _UNREAD else "note"
    for one in report.diagnostics:
        said = _text(explain(one, lang))
        yield {"descriptor": {"id": one.code}, "level": level, "message": said, "locations": [_location(report, one.line)]}


def _location(report: Report, line: int | None) -> Json:
    physical: Json = {"artifactLocation": {"uri": uri(report.source)}}
    if line:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}


def _logical(place: Place, report: Report, lang: Language) -> Json:
    told = place_text(place, report, lang)
    return {"logicalLocations": [{"name": told, "fullyQualifiedName": place.key()}]} if told else {}


def uri(source: str) -> str:
    """A path as a URI: relative to the working directory, or a file URI where it is absolute."""
    path = Path(source)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


def _text(said: str) -> Json:
    """A message. Brackets that a viewer would take for a link are kept apart: text of a file makes none."""
    return {"text": said.replace("](", "] (")}


def _dump(value: Json) -> str:
    return inert_json(json.dumps(value, ensure_ascii=False))
