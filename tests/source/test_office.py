"""Old Word files are converted by LibreOffice; a stand-in for it takes the same options and writes what it is told to."""

import sys
from pathlib import Path
from time import sleep

import pytest

from auditor.model.report import Reading
from auditor.parse.read import read_report
from auditor.source import office
from tests import formats, writer

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
STAND_IN = """#!{python}
import pathlib, subprocess, sys, time
options = sys.argv[1:]
assert "--headless" in options and options[options.index("--convert-to") + 1] == "docx"
source = pathlib.Path(options[-1])
assert source.read_bytes() == {old!r}
folder = pathlib.Path(options[options.index("--outdir") + 1])
{then}
"""
WRITES = "(folder / source.with_suffix('.docx').name).write_bytes(pathlib.Path({made!r}).read_bytes())"


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Puts a program called soffice, which does ``then``, alone on the path."""

    def put(then: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(STAND_IN.format(python=sys.executable, old=OLD, then=then))
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path))

    return put


def test_an_old_word_file_is_read_as_what_it_is_converted_to(stand_in, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = tmp_path / "made.docx"
    made.write_bytes(formats.docx(writer.zeros("2019"), "2019"))
    stand_in(WRITES.format(made=str(made)))
    report = read_report("x.doc", OLD)
    assert (report.reading, report.layout, report.coverage, len(report.cells)) == (Reading.READ, "docx", 1.0, 198)


@pytest.mark.parametrize("then", ["sys.exit(1)", "pass"])
def test_a_conversion_that_fails_is_told(stand_in, then: str) -> None:  # type: ignore[no-untyped-def]
    stand_in(then)
    report = read_report("x.doc", OLD)
    assert (report.reading, [one.code for one in report.diagnostics]) == (Reading.UNREADABLE, ["PARSE-BROKEN"])


def test_one_that_does_not_end_is_ended_with_what_it_started(
    stand_in,  # type: ignore[no-untyped-def]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "_SECONDS", 4)
    started = tmp_path / "started"
    child = f"import os, pathlib, time; pathlib.Path({str(started)!r}).write_text(str(os.getpid())); time.sleep(600)"
    stand_in(f"subprocess.run([sys.executable, '-c', {child!r}])")
    assert [one.code for one in read_report("x.doc", OLD).diagnostics] == ["PARSE-BROKEN"]
    assert _ends(Path(f"/proc/{started.read_text()}/stat"))


def _ends(state: Path) -> bool:
    """Whether a process that was killed is gone soon: a busy machine needs a moment for it."""
    for _ in range(200):
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        sleep(0.05)
    return False
