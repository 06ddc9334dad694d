"""Rows of values parted by commas or semicolons, as tables are saved from a spreadsheet: `规章,0,0,0`, quoted cells or not.

A comma may also stand inside a number that is not in quotes (`1,113`). Such a row has more parts than the form has columns, so a
row counts only where it splits exactly; where another row of its table does not, one in which two numbers may be one is not read.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from auditor.model.form import forms_of, table_form
from auditor.normalise.plain import plain
from auditor.normalise.script import is_traditional
from auditor.parse.labels import Label, exact
from auditor.parse.value import is_value

_SIGNS = ",;"
_VALUE = r"""[^\S\n]*+["—\-+/无0-9０-９.]*+[^\S\n]*+"""
_ROW = {
    sign: re.compile(rf"""{sign}(?<=[\u3400-\u9fff）)”"]{sign}){_VALUE}(?:{sign}{_VALUE}){{1,99}}+$""", re.MULTILINE)
    for sign in _SIGNS
}
"""The end of a row behind its label: values or blanks."""
_NOTHING = frozenset(' "\t')
_FEWEST = 5
"""Such lines that a table has at least."""
_WRAPPED = 4
"""Lines of one quoted cell at most."""
_LONGEST, _MOST_FIELDS = 200, 100
_RECORD = 15
_REGULAR = 0.8
_UNTOLD = "\ufffd"
_HEAD_OF_NUMBER, _REST_OF_NUMBER = re.compile("[-+]?[1-9][0-9]{0,2}"), re.compile("[0-9]{3}")

Fields = list[str]


class _Row(NamedTuple):
    """The first line of a row, the line behind its last, counted from 0, and what stands between its signs."""

    at: int
    until: int
    fields: Fields


def with_pipes(text: str) -> str:
    """The same lines; rows parted by commas or semicolons stand between pipes."""
    for sign in _SIGNS:
        if text.count(sign) >= _FEWEST:
            rows = (row for row in _ROW[sign].findall(text) if not _NOTHING.issuperset(row.replace(sign, "")))
            if sum(1 for _ in rows) >= _FEWEST:
                return "\n".join(_Lines(text, sign).framed())
    return text


class _Lines:
    """The lines of a text whose rows are parted by ``sign``."""

    def __init__(self, text: str, sign: str) -> None:
        self.sign, self.traditional = sign, is_traditional(text)
        self.lines = text.split("\n")

    def framed(self) -> list[str]:
        """The lines, rows between pipes and a text alone in its row bare; the lines that a row goes on over are empty."""
        out = list(map(self._alone, self.lines))
        for table in self._tables():
            for row, fields in zip(table, self._told([row.fields for row in table]), strict=True):
                out[row.at : row.until] = [_framed(fields), *[""] * (row.until - row.at - 1)]
        return out

    def _alone(self, line: str) -> str:
        """A line without the blank fields behind its text."""
        bare = line.rstrip(f'{self.sign}" ')
        return bare.lstrip('"') if line.count(self.sign, len(bare)) > 1 else line

    def _tables(self) -> list[list[_Row]]:
        """The rows with nothing but empty lines between them; without the sign at their end where all have one."""
        rows = list(self._rows())
        if not any(row.fields[-1].strip() for row in rows):
            rows = [row._replace(fields=row.fields[:-1]) for row in rows]
        tables: list[list[_Row]] = []
        until = -1
        for row in rows:
            if until < 0 or any(line.strip() for line in self.lines[until : row.at]):
                tables.append([])
            tables[-1].append(row)
            until = row.until
        return tables

    def _rows(self) -> Iterator[_Row]:
        at = 0
        while at < len(self.lines):
            until, record = at + 1, self.lines[at]
            while record.count('"') % 2 and until < min(len(self.lines), at + _WRAPPED):
                record, until = f"{record}\n{self.lines[until]}", until + 1
            if record.count('"') % 2:
                until, record = at + 1, self.lines[at]
            fields = self._fields(record)
            if self._is_row(fields):
                yield _Row(at, until, fields)
                at = until
            else:
                at += 1

    def _fields(self, record: str) -> Fields:
        """The fields of a line; a comma in brackets parts none."""
        if "。" in record or record.count(self.sign) > _MOST_FIELDS:
            return []
        try:
            split = next(csv.reader([record], delimiter=self.sign, skipinitialspace=True), [])
        except csv.Error:
            return []
        if "(" not in record and "（" not in record:
            return split
        fields: Fields = []
        for part in split:
            if fields and len(fields[-1]) < _LONGEST and _is_open(fields[-1]):
                fields[-1] += self.sign + part
            else:
                fields.append(part)
        return fields

    def _label(self, field: str) -> Label | None:
        return exact(plain(field, traditional=self.traditional), None) if field.strip() else None

    def _is_row(self, fields: Fields) -> bool:
        """Whether fields are a row's: one is a label, or behind the last text, a damaged label, stand values."""
        if any(map(self._label, fields)):
            return True
        at = max((at for at, field in enumerate(fields) if field.strip() and not self._is_value(field)), default=-1)
        return len(fields) > 1 and any(map(self._is_value, fields[at + 1 :])) and sum(map(len, fields)) <= _LONGEST

    def _is_value(self, field: str) -> bool:
        return is_value(field, traditional=self.traditional)

    def _told(self, table: Sequence[Fields]) -> Iterator[Fields]:
        """The rows of a table, those that do not split exactly so that nobody takes them for whole."""
        width, count = Counter(map(len, table)).most_common(1)[0]
        width = width if count >= _REGULAR * len(table) else 0
        sound = self.sign != "," or all(self._is_exact(fields, width) for fields in table)
        for fields in table:
            if sound or not self._has_values(fields):
                yield fields
            elif not self._is_exact(fields, width):
                yield [*fields[:-1], fields[-1].strip() or _UNTOLD]
            else:
                yield [cell if self._label(cell) else _UNTOLD for cell in fields] if _may_be_fewer(fields) else fields

    def _has_values(self, fields: Fields) -> bool:
        return any(map(self._is_value, fields))

    def _is_exact(self, fields: Fields, width: int) -> bool:
        """Whether a row has as many fields as its table is wide, or behind its label as many as a form has columns."""
        if not self._has_values(fields) or len(fields) == width:
            return True
        labels = [(at, label) for at, field in enumerate(fields) if (label := self._label(field))]
        if not labels:
            return len(fields) == _RECORD
        at, label = labels[-1]
        widths = {len(table_form(label.table, form).columns_of(label.address)) for form in forms_of(label.table)}
        return len(fields) - at - 1 in widths


def _framed(fields: Fields) -> str:
    return f"| {' | '.join([field.replace(chr(10), '').strip().replace('|', '/') for field in fields])} |"


def _is_open(field: str) -> bool:
    """Whether a bracket of a field is still open."""
    return field.count("(") + field.count("（") > field.count(")") + field.count("）")


def _may_be_fewer(fields: Fields) -> bool:
    """Whether two fields that follow one another may be one number."""
    return any(_HEAD_OF_NUMBER.fullmatch(a.strip()) and _REST_OF_NUMBER.fullmatch(b.strip()) for a, b in pairwise(fields))
