"""A table that is there and cannot be read is unread, not missing."""

import pytest

from auditor.model.report import Section, Table
from auditor.parse.unseen import rows_left, unseen
from auditor.source.piece import Piece

SECTION = Section("3", "收到和处理政府信息公开申请情况", "applications", 10, last=20)
NUMBERS = [Piece("line", "某行  0  1  2  3  4", line) for line in (12, 13)]
PICTURE = [Piece("image", "", 12)]


@pytest.mark.parametrize(("pieces", "code"), [(PICTURE, "PARSE-TABLE-IMAGE"), (NUMBERS, "PARSE-TABLE-UNREAD")])
def test_all_cells_of_a_table_that_is_not_seen_are_unreadable(pieces: list[Piece], code: str) -> None:
    found = unseen(pieces, SECTION, [], "2019")
    assert found
    assert (found.diagnostic.code, found.diagnostic.line, len(found.cells)) == (code, 12, 161)
    assert (found.table.table, found.table.read, found.table.expected) == ("applications", 0, 161)


@pytest.mark.parametrize(
    ("pieces", "tables"),
    [
        ([Piece("line", "本年没有收到申请", 12)], []),
        ([Piece("line", "收到 3 件  3", 12)], []),
        ([piece._replace(line=30) for piece in NUMBERS], []),
        (PICTURE, [Table("applications", "2019", 25, 30)]),
        (NUMBERS, [Table("disclosure", "2019", 11, 14)]),
    ],
    ids=["words", "a few numbers", "elsewhere", "read in another section", "of another table"],
)
def test_a_table_of_which_nothing_is_there_is_missing(pieces: list[Piece], tables: list[Table]) -> None:
    assert unseen(pieces, SECTION, tables, "2019") is None


@pytest.mark.parametrize(("read", "strays"), [(42, 1), (161, 0)])
def test_values_before_a_table_that_lacks_cells_may_be_its_rows(read: int, strays: int) -> None:
    table = Table("applications", "2019", 15, 20, expected=161, read=read)
    found = rows_left(NUMBERS, SECTION, [table])
    assert (table.strays, found and (found.code, found.line)) == (strays, ("PARSE-TABLE-UNREAD", 12) if strays else None)
