"""Which format a file has: told by its first bytes and what stands in it, never by its name."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

_HEAD = 1 << 16
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<body[\s>]|<table[\s>]|<t[dr][\s>]", re.IGNORECASE)
_MHT = re.compile(rb"\A(?:[^\n]{1,200}\n){0,10}?MIME-Version:(?:[^\n]*\n){1,10}?Content-Type:", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PARTS = {"OFD.xml": "ofd", "xl/workbook.xml": "xlsx", "content.xml": "odt"}
MAIN_PART = re.compile(r"word/document[0-9]*\.xml")
"""The name of the part of a Word file that holds its text; programs in the web number it."""


def format_of(data: bytes) -> str:
    """pdf, docx, html, mht, rtf, odt, ofd, xlsx, zip, doc (an old Office file), encrypted (Office), or text for all else."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        return "encrypted" if _ENCRYPTED in data else "doc"
    if data.startswith(b"PK\x03\x04"):
        return _package(data)
    if data.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    head = data[:_HEAD].replace(b"\0", b"")
    if _MHT.search(head):
        return "mht"
    return "html" if _HTML.search(head) else "text"


def _package(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as package:
            names = set(package.namelist())
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return "zip"
    if any(map(MAIN_PART.fullmatch, names)):
        return "docx"
    return next((kind for part, kind in _PARTS.items() if part in names), "zip")
