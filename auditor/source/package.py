"""Parts of a zipped office file, within limits: a bomb is refused before it is unpacked, an entity before it is expanded."""

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from auditor.source.decode import Undecodable

_MOST_PARTS = 5_000
_LARGEST_PART = 32 * 2**20
_ENCRYPTED = 0x1
# The name space of Word files that keep to the standard strictly, and the one that most have.
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """A zipped office file. Raises ``Undecodable``: PARSE-BROKEN, PARSE-ENCRYPTED, PARSE-TOO-MANY."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError) as error:
            raise Undecodable("PARSE-BROKEN", kind="zip") from error
        self.parts = {one.filename: one for one in self.zip.infolist()}
        if len(self.parts) > _MOST_PARTS:
            raise Undecodable("PARSE-TOO-MANY", kind="parts", limit=_MOST_PARTS)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part, None where the package has no such part."""
        part = self.parts.get(name)
        if part is None:
            return None
        if part.flag_bits & _ENCRYPTED:
            raise Undecodable("PARSE-ENCRYPTED", declined=True, kind="zip")
        try:
            with self.zip.open(part) as file:
                content = file.read(_LARGEST_PART + 1)
        except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise Undecodable("PARSE-BROKEN", kind="zip") from error
        if len(content) > _LARGEST_PART:
            raise Undecodable("PARSE-TOO-MANY", kind="megabytes", limit=_LARGEST_PART >> 20)
        return _root(content.replace(_STRICT, _USUAL) if _STRICT in content else content)


def _root(content: bytes) -> etree._Element:
    """The root of an XML document that declares no entities: an office file has no use for them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Undecodable("PARSE-BROKEN", kind="xml") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Undecodable("PARSE-BROKEN", kind="xml")
    return root
