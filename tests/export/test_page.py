"""The web page: one file that needs nothing, with every figure also in words, and no text of a file that acts."""

import re
from html.parser import HTMLParser
from io import StringIO

from auditor.export import page
from tests.export.samples import PACK, WRONG_TOTAL, audit, unread


def written(*audits, lang="en"):
    out = StringIO()
    page.write(audits, out, PACK, lang)
    return out.getvalue()


def test_it_opens_offline():
    shown = written(audit(WRONG_TOTAL))
    assert not re.search(r"(?:src|href)\s*=|url\(|<script|<link|@import", shown)


def test_findings_are_listed_by_cause_with_their_line():
    shown = written(audit(WRONG_TOTAL))
    assert shown.count("<td>SUM-10") == 1
    assert "1 errors" in shown


def test_what_was_not_read_is_listed():
    shown = written(unread(), lang="zh")
    assert "扫描.png" in shown
    assert "无法读取" in shown or "不予审核" in shown


def test_tags_and_controls_of_files_do_nothing():
    shown = written(unread(source="<script>alert(1)</script>\x1b[31m\u202e.png"))
    assert "<script" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_it_is_whole_and_says_its_language():
    class Tags(HTMLParser):
        def __init__(self):
            super().__init__()
            self.open, self.lang = [], None

        def handle_starttag(self, tag, attributes):
            self.lang = dict(attributes).get("lang", self.lang)
            if tag not in ("meta", "rect"):
                self.open.append(tag)

        def handle_endtag(self, tag):
            if tag != "rect":
                assert self.open.pop() == tag

    tags = Tags()
    tags.feed(written(audit(WRONG_TOTAL), audit(), lang="zh"))
    assert (tags.open, tags.lang) == ([], "zh-CN")


def test_pictures_are_said_in_words_too():
    shown = written(audit(WRONG_TOTAL))
    assert all("aria-label=" in picture for picture in re.findall(r"<svg[^>]*>", shown))
    assert shown.count("<table") >= 4
