"""From the bytes of a file to its drafts: the ways in which its pieces can be told apart, the cheapest first.

The readers of formats are imported when a file of theirs is met, so that texts are read without them.
"""
# ruff: noqa: PLC0415 - see above

from collections.abc import Callable, Iterator

from auditor.model.report import Diagnostic
from auditor.parse.layouts import draft
from auditor.source.decode import Undecodable, decode
from auditor.source.piece import Draft, draft_of
from auditor.source.sniff import format_of

_MOST_TEXT = 8 * 2**20
"""The largest text or page that is read, in bytes; a report has a hundredth of it."""


def drafts(data: bytes, note: Callable[[Diagnostic], None]) -> Iterator[Draft]:
    """The drafts of a file; ``note`` hears of what was met on the way.

    Raises ``Undecodable`` where the file holds nothing that is read.
    """
    kind = format_of(data)
    if kind in ("doc", "odt", "rtf"):
        from auditor.source.office import to_docx

        kind, data = "docx", to_docx(data, kind)
    if kind == "mht":
        from auditor.source.mht import page_in

        kind, data = "html", page_in(data)
    if kind in ("text", "html") and len(data) > _MOST_TEXT:
        raise Undecodable("PARSE-TOO-LARGE", limit=_MOST_TEXT >> 20)
    if kind == "text":
        yield _text(data, note)
    elif kind == "html":
        yield from _html(data, note)
    elif kind == "docx":
        yield _docx(data)
    elif kind == "pdf":
        yield from _pdf(data, note)
    elif kind == "encrypted":
        raise Undecodable("PARSE-ENCRYPTED", declined=True, kind="ole")
    else:
        raise Undecodable("PARSE-BINARY", declined=True, kind=kind)


def _text(data: bytes, note: Callable[[Diagnostic], None]) -> Draft:
    decoded = decode(data)
    for line in decoded.damaged:
        note(Diagnostic("PARSE-DAMAGED-BYTES", line))
    return draft(decoded.text)


def _html(data: bytes, note: Callable[[Diagnostic], None]) -> Iterator[Draft]:
    from auditor.parse.page import first_report, report_in
    from auditor.source.html import read_html

    page, said = first_report(read_html(data))
    if said:
        note(said)
    found = report_in(page)
    if len(found) == len(page.pieces):
        beside = {"PARSE-FRAME": page.frame, "PARSE-SCRIPT": page.script}
        for code, line in beside.items():
            if line:
                note(Diagnostic(code, line))
    yield draft_of("html", found)._replace(lines=page.lines)
    if page.hidden:
        note(Diagnostic("PARSE-HIDDEN", page.hidden))
        shown, behind = first_report(read_html(data, with_hidden=True))
        if behind and not said:
            note(behind)
        yield draft_of("html", report_in(shown))._replace(lines=shown.lines)


def _docx(data: bytes) -> Draft:
    from auditor.source.docx import read_docx

    return draft_of("docx", read_docx(data))


def _pdf(data: bytes, note: Callable[[Diagnostic], None]) -> Iterator[Draft]:
    from auditor.source.pdf import read_pages
    from auditor.source.pdf_pieces import line_pieces, ruled_pieces

    pages = read_pages(data)
    if any(page.is_unseen for page in pages):
        note(Diagnostic("PARSE-RECOGNISED", None))
    yield draft_of("pdf", line_pieces(pages))
    if ruled := ruled_pieces(data, pages):
        yield draft_of("pdf", ruled)
