"""A few steps of tests/fuzz.py, and what its long runs found."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.parse.read import read_report
from tests import fuzz, writer

KINDS = ["text", "html", "docx", "pdf"]
FOUND = sorted((Path(__file__).parent / "fuzz").glob("*"))
WHOLE = {(kind, seed): fuzz.sound(kind, Random(seed)) for kind in KINDS for seed in range(3)}


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2), st.integers(0, 2**32))
def test_a_changed_file_raises_nothing(kind: str, whole: int, seed: int) -> None:
    read_report("x", fuzz.changed(kind, WHOLE[kind, whole], Random(seed)))


@pytest.mark.parametrize("found", FOUND, ids=[path.name for path in FOUND])
def test_what_was_found_once_is_read(found: Path) -> None:
    assert read_report(found.name, found.read_bytes()).cells


@pytest.mark.parametrize("layout", ["markdown", "spaced", "line"])
def test_a_table_of_many_thousand_rows_ends(layout: str) -> None:
    """Rows that repeat were once compared each with every other."""
    text = writer.report(writer.zeros("2019"), "2019", layout)
    at = text.index("1.属于国家秘密")
    assert read_report("x", (text[:at] + (text[at : at + 300] + "\n") * 150 + text[at:]).encode()).tables
