"""Web pages saved in one file (mht): the page is a part of a mail."""

from email import message_from_bytes
from email.message import Message

from auditor.source.decode import Undecodable


def page_in(data: bytes) -> bytes:
    """The bytes of the page that was saved. Raises ``Undecodable``, PARSE-BROKEN where there is none."""
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            return _content(part)
    raise Undecodable("PARSE-BROKEN", kind="mht")


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        raise Undecodable("PARSE-BROKEN", kind="mht")
    return content
