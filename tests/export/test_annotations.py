import re
from io import StringIO

from auditor.export.annotations import write
from tests.export.samples import PACK, WRONG_TOTAL, audit, unread

COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]+)(?:,line=(\d+))?,title=([A-Z]+-[A-Z0-9-]+)::(.+)")


def lines(*audits):
    out = StringIO()
    write(audits, out, PACK, "en")
    return out.getvalue().splitlines()


def test_a_finding_is_a_command_with_file_line_rule_and_message():
    sample = audit(WRONG_TOTAL)
    finding = next(one for one in sample.findings if one.rule == "SUM-101")
    told = next(line for line in lines(sample) if "SUM-101" in line)
    level, file, line, title, said = COMMAND.fullmatch(told).groups()
    assert (level, file, line, title) == ("error", "青石县.txt", str(finding.line), "SUM-101")
    assert "4" in said
    assert "5" in said


def test_what_people_settled_is_not_told():
    sample = audit(WRONG_TOTAL)
    for one in sample.findings:
        one.status = "dismissed"
    assert lines(sample) == []


def test_a_file_that_was_not_read_is_a_warning():
    assert lines(unread()) == ["::warning file=扫描.png,title=PARSE-BINARY::no text file: an image"]


def test_text_of_a_file_begins_no_command_and_ends_no_property():
    source = "a,line=1::b%0A\r\n::stop-commands::x.txt"
    (told,) = lines(unread(source=source))
    assert told.startswith("::warning file=a%2Cline=1%3A%3Ab%250A\\x0d\\x0a%3A%3Astop-commands%3A%3Ax.txt,title=")
    sample = audit({("applications", "received", "person"): "1%\r::error::x"})
    assert all(COMMAND.fullmatch(line) for line in lines(sample))
    assert any("1%25" in line for line in lines(sample))
