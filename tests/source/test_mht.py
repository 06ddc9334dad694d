"""A web page saved in one file is found in it, however it is encoded there."""

from email.message import EmailMessage

import pytest

from auditor.source.decode import Undecodable
from auditor.source.mht import page_in
from auditor.source.sniff import format_of

PAGE = "<html><body><p>青石县政府信息公开</p></body></html>\n"


def saved(encoding: str, charset: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "年报"
    message.set_content("另存的网页")
    message.add_related(PAGE.encode(charset), maintype="text", subtype="html", cte=encoding)
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_the_page_is_given_in_the_bytes_that_were_saved(encoding: str, charset: str) -> None:
    data = saved(encoding, charset)
    assert (format_of(data), page_in(data)) == ("mht", PAGE.encode(charset))


def test_a_mail_without_a_page_is_refused() -> None:
    with pytest.raises(Undecodable, match="PARSE-BROKEN"):
        page_in(b"MIME-Version: 1.0\nContent-Type: text/plain\n\nx")
