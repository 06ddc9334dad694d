"""Findings as GitHub workflow commands: annotations beside the lines of the reports in a pull request."""

import re
from collections.abc import Iterable
from typing import TextIO

from auditor.batch.audited import Audit
from auditor.catalogue.diagnostic import explain
from auditor.catalogue.language import Language
from auditor.export.inert import inert
from auditor.model.causes import unsettled
from auditor.model.finding import Severity
from auditor.model.report import Reading
from auditor.rules.message import message
from auditor.rules.pack import Pack

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_UNREAD = (Reading.DECLINED, Reading.UNREADABLE)


def write(audits: Iterable[Audit], out: TextIO, pack: Pack, lang: Language) -> None:
    """Write one command a line: for each finding that stands, and for each reason why a file was not read."""
    for audit in audits:
        source = audit.report.source
        for finding in unsettled(audit.findings):
            said = message(finding, pack, audit.report, lang)
            out.write(_command(_COMMANDS[finding.severity], source, finding.line, finding.rule, said))
        reasons = audit.report.diagnostics if audit.report.reading in _UNREAD else []
        out.writelines(_command("warning", source, one.line, one.code, explain(one, lang)) for one in reasons)


def _command(command: str, source: str, line: int | None, title: str, said: str) -> str:
    place = f",line={line}" if line else ""
    return f"::{command} file={_property(source)}{place},title={_property(title)}::{_data(said)}\n"


def _data(said: str) -> str:
    """A text that ends no line and begins no command: control characters show as escapes, per cent as GitHub wants it."""
    return inert(said).replace("%", "%25")


def _property(value: str) -> str:
    return re.sub("[:,]", lambda match: f"%{ord(match[0]):02X}", _data(value))
