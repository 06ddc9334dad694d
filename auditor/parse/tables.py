"""Tables as met become tables as the form has them: each value is put under its column, or is said to be unreadable."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from auditor.model.form import TableForm, forms_of, row_label, table_form
from auditor.model.report import Cell, Diagnostic, RowRead, State, Table, cell_of
from auditor.normalise.plain import chinese, key, plain
from auditor.parse.columns import columns_of, form_year, under_heads, without_padding
from auditor.parse.labels import Label, holds_label
from auditor.parse.marks import Mark
from auditor.parse.placing import in_order, placed
from auditor.parse.positions import is_vanished
from auditor.parse.shape import MetRow, MetTable
from auditor.parse.value import has_odd_sign, read_value
from auditor.source.piece import Piece

_UNIT = re.compile(r"\((?:单位:?)?((?:百|千)?(?:万|亿)?元|亿|万)\)")
_BLOCK = "第二十条"
# The rows of the annex that only head others.
_WITHOUT_COUNT = ("channels", "channels_of_response")


@dataclass
class Filled:
    """A table with its cells and what reading it met."""

    table: Table
    cells: list[Cell] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def fill(met: MetTable, *, traditional: bool, last_line: int, loses_blanks: bool = False) -> Filled:
    """The table of the form that a table as met is.

    ``last_line`` is the last line that is still the table's; ``loses_blanks`` tells a layout in which blank cells vanish. A row
    whose values cannot be told apart gives unreadable cells, never values that are guessed.
    """
    filler = _Filler(met, traditional=traditional, last_line=last_line)
    filler.read_parts()
    if not filler.has_strays():
        if filler.is_torn():
            filler.order()
        elif loses_blanks and met.is_whole:
            filler.place()
    filler.give_up()
    return filler.filled


class _Filler:
    def __init__(self, met: MetTable, *, traditional: bool, last_line: int) -> None:
        self.met, self.traditional = met, traditional
        labels = [mark.label for mark in self._marks() if mark.label and mark.kind in ("ROW", "COLUMN")]
        self.form = form_year(labels)
        self.filled = Filled(Table(met.table, self.form, met.opening.line, last_line))
        self.head: list[str] = []
        self.units: dict[str, str] = {}
        self.at: dict[str, int] = {}
        self.widest = 0
        self.block = ""
        self.values: dict[str, Sequence[Piece]] = {}
        self.met_rows: set[str] = set()

    def _marks(self) -> Iterator[Mark]:
        for part in self.met.parts:
            if isinstance(part, Mark):
                yield part
            elif part.mark and part.values:
                yield part.mark

    def read_parts(self) -> None:
        """Reads heads and rows in their order."""
        for part in self.met.parts:
            if isinstance(part, MetRow):
                self._row(part)
            else:
                self._mark(part)
        self._count()

    def place(self) -> None:
        """Gives the rows that lost blank cells their values, where the sums leave one way to do so, or no value is left."""
        if self.met.table == "applications":
            self._place_by_sums()
        else:
            # What stands before the end of a file that was cut off may be all that is left of its row.
            rows = list(self.values)
            last = max((at for at, row in enumerate(rows) if self.values[row]), default=0)
            for row in rows[:last]:
                if not self.values[row]:
                    self._put_blanks(row)
        self._count()

    def _place_by_sums(self) -> None:
        if all(len(pieces) == len(self._any_form().columns) for pieces in self.values.values()):
            return
        numbers = {row: [self._addend(piece) for piece in pieces] for row, pieces in self.values.items()}
        rows = {row: [one for one in found if one is not None] for row, found in numbers.items() if None not in found}
        for row, columns in placed(rows, [line.address for line in self._any_form().rows]).items():
            self._put(row, columns)

    def is_torn(self) -> bool:
        """Whether values stand behind no label, or more of them behind one than a row has."""
        rows = [part for part in self.met.parts if isinstance(part, MetRow)]
        return any(row.mark is None or len(row.values) > len(self._any_form().columns) for row in rows)

    def order(self) -> None:
        """Gives values that were torn off their labels to the rows in their order, where all sums of the form then hold."""
        if self.met.table != "applications":
            return
        pieces = [piece for part in self.met.parts if isinstance(part, MetRow) for piece in part.values]
        numbers = [self._addend(piece) for piece in pieces]
        for year in [self.form] if self.form in forms_of(self.met.table) else forms_of(self.met.table):
            form = table_form(self.met.table, year)
            if None not in numbers and in_order([one or 0 for one in numbers], [line.address for line in form.rows]):
                self._put_in_order(form, pieces)

    def has_strays(self) -> bool:
        """Whether there is text in the table that belongs to no cell: a value may be behind it."""
        marks = (part if isinstance(part, Mark) else part.mark for part in self.met.parts)
        return any(mark is not None and mark.label is None for mark in marks)

    def give_up(self) -> None:
        """Tells a table that has values but no row: its cells are unreadable, as they are there and cannot be told apart."""
        found = sum(len(part.values) for part in self.met.parts if isinstance(part, MetRow))
        form = self._any_form()
        if not self.filled.cells and found >= len(form.columns):
            self.filled.diagnostics = []
            self._say("PARSE-TABLE-VALUES", self.met.opening.line, table=self.met.table, found=found, expected=len(form.cells))
            self._add(form.cells, None, self.met.opening.line)
            self._count()

    def _addend(self, piece: Piece) -> int | None:
        """What a value counts in a sum; None where that cannot be told."""
        state, number, _ = read_value(piece.raw, traditional=self.traditional)
        return 0 if state in (State.DASH, State.BLANK) else number if state is State.NUMBER and isinstance(number, int) else None

    def _put(self, row: str, columns: Sequence[int]) -> None:
        form = self._any_form()
        held = dict(zip(columns, self.values[row], strict=True))
        line = next(cell.line for cell in self.filled.cells if cell.row == row)
        blank = Piece("cell", "", line)
        cells = {column.address: self._cell(row, column.address, held.get(at, blank)) for at, column in enumerate(form.columns)}
        self.filled.cells = [cells[cell.column] if cell.row == row else cell for cell in self.filled.cells]
        self._settle(line)
        self._say("PARSE-PLACED", line, row=form.row_labels[row], found=len(columns), expected=len(form.columns))

    def _put_blanks(self, row: str) -> None:
        """Cells of a row that lost all its values; a single one may have been lost otherwise and stays unreadable."""
        columns = [cell.column for cell in self.filled.cells if cell.row == row]
        if len(columns) < 2:
            return
        line = next(cell.line for cell in self.filled.cells if cell.row == row)
        blanks = {column: self._cell(row, column, Piece("cell", "", line)) for column in columns}
        self.filled.cells = [blanks[cell.column] if cell.row == row else cell for cell in self.filled.cells]
        self._settle(line)
        if row not in _WITHOUT_COUNT:
            self._say("PARSE-VANISHED", line, row=self._label(row), expected=len(columns))

    def _label(self, row: str) -> str:
        return row_label(self.met.table, self.form, row)

    def _settle(self, line: int) -> None:
        """Takes back that the row on a line is short of values."""
        short = ("PARSE-ROW-VALUES", line)
        self.filled.diagnostics = [one for one in self.filled.diagnostics if (one.code, one.line) != short]

    def _put_in_order(self, form: TableForm, pieces: Sequence[Piece]) -> None:
        table, width = self.filled.table, len(form.columns)
        self.form = table.form = form.form
        self.filled.cells, self.filled.diagnostics, table.rows = [], [], []
        for at, line in enumerate(form.rows):
            values = pieces[at * width : (at + 1) * width]
            table.rows.append(RowRead(line.address, line.label, values[0].line, values=width))
            self._add([(line.address, column.address) for column in form.columns], values, values[0].line)
        self._say("PARSE-ORDERED", table.line, rows=len(form.rows))
        self._count()

    def _mark(self, mark: Mark) -> None:
        if mark.label is None:
            self._say("PARSE-STRAY", mark.piece.line, text=self._text(mark.piece))
        elif mark.kind == "HEAD" and mark.label.text.startswith(_BLOCK):
            self.block, self.head, self.units, self.at = mark.label.text, [], {}, {}
        elif mark.kind == "COLUMN":
            self._column(mark.label, mark.piece)

    def _column(self, label: Label, piece: Piece) -> None:
        """A head of a column, and the unit that it names: 采购总金额（万元）."""
        self.head.append(label.address)
        self.at.setdefault(label.address, piece.column)
        self.widest = max(self.widest, piece.column)
        self.filled.table.columns.append((self.block, label.address))
        if unit := _UNIT.search(key(self._text(piece))):
            self.units[label.address] = unit.group(1)
        else:
            self._damage(label, piece)

    def _damage(self, label: Label, piece: Piece) -> None:
        if label.distance:
            self._say("PARSE-LABEL", piece.line, text=self._text(piece), label=label.text)

    def _text(self, piece: Piece) -> str:
        return chinese(plain(piece.raw, traditional=self.traditional))

    def _say(self, code: str, line: int, **details: str | int) -> None:
        self.filled.diagnostics.append(Diagnostic(code, line, details))

    # ------------------------------------------------------------------ rows

    def _row(self, met: MetRow) -> None:
        if met.mark is None:
            self._record(met.values)
            return
        piece, label = met.mark.piece, met.mark.label
        if label is None and holds_label(self._text(piece), self.met.table):
            self._say("PARSE-STRAY", piece.line, text=self._text(piece))
            return
        if label is None:
            row = RowRead("", self._text(piece), piece.line, values=len(met.values))
            self.filled.table.rows.append(row)
            self._say("PARSE-EXTRA-ROW", piece.line, text=row.label)
            return
        if not met.values and label.address == "other" and self.form != "2019":
            return
        self._damage(label, piece)
        twice = label.address in self.met_rows
        self.met_rows.add(label.address)
        row = RowRead(label.address, self._text(piece), piece.line, label.distance, len(met.values))
        self.filled.table.rows.append(row)
        if twice:
            self._say("PARSE-ROW-TWICE", piece.line, row=label.text)
            self._unread(label.address)
            self.values.pop(label.address, None)
        else:
            self.values[label.address] = met.values
            self._cells(label.address, self._columns(label, len(met.values)), met.values, piece)

    def _columns(self, label: Label, values: int) -> tuple[str, ...]:
        """The columns of a row: those of its block's head where it is a form's, else those of the table's form."""
        return columns_of(self.met.table, self.form, label.address, tuple(dict.fromkeys(self.head)), values)

    def _record(self, values: Sequence[Piece]) -> None:
        """The one row of table 4: three groups of five."""
        if self.met.table != "review":
            for piece in values:
                if piece.raw.strip():
                    self._say("PARSE-STRAY", piece.line, text=self._text(piece))
            return
        places = self._any_form().cells
        line = values[0].line
        values = without_padding([piece for piece in values if not self._is_outside(piece)], len(places))
        if self.filled.cells or len(values) != len(places):
            self._say("PARSE-TABLE-VALUES", line, table="review", found=len(values), expected=len(places))
            if not self.filled.cells:
                self._add(places, None, line)
            return
        self._say_aligned(values, None)
        self._add(places, values, line)

    def _is_outside(self, piece: Piece) -> bool:
        """Whether a cell is a blank one to the right of all heads."""
        return 0 < self.widest < piece.column and not piece.raw.strip()

    def _cells(self, row: str, columns: tuple[str, ...], values: Sequence[Piece], label: Piece) -> None:
        places = [(row, column) for column in columns]
        if len(values) > len(columns):
            values = without_padding(under_heads(columns, self.at, values), len(columns))
        if len(values) != len(columns):
            self._say("PARSE-ROW-VALUES", label.line, row=self._text(label), found=len(values), expected=len(columns))
            self._add(places, None, label.line)
        else:
            self._say_aligned(values, label)
            self._add(places, values, label.line)

    def _say_aligned(self, values: Sequence[Piece], label: Piece | None) -> None:
        """Tells blank cells that were put back by the columns of a page."""
        if found := sum(is_vanished(piece) for piece in values if piece.middles):
            row = self._text(label) if label else ""
            self._say("PARSE-ALIGNED", values[0].line, row=row, found=len(values) - found, expected=len(values))

    def _add(self, places: Sequence[tuple[str, str]], values: Sequence[Piece] | None, line: int) -> None:
        if values is None:
            lost = State.UNREADABLE
            self.filled.cells += [Cell(self.met.table, row, column, "", None, lost, None, line) for row, column in places]
            return
        for (row, column), piece in zip(places, values, strict=True):
            self.filled.cells.append(self._cell(row, column, piece))
            if piece.place:
                self.filled.table.places.setdefault(row, dict(piece.place))

    def _cell(self, row: str, column: str, piece: Piece) -> Cell:
        raw, line = piece.raw, piece.line
        state, number, unit = read_value(raw, traditional=self.traditional)
        if (state is State.TEXT or "\n" in raw) and _is_parted(raw, traditional=self.traditional):
            self._say("PARSE-CELL-WRAPPED", line, text=self._text(piece))
            state, number, unit = State.UNREADABLE, None, None
        if state is not State.NUMBER:
            told = "" if state is State.BLANK else raw
            return cell_of((self.met.table, row, column, told, number, state, unit, line, False))
        if not raw[:1].isdigit() and has_odd_sign(raw):
            self._say("PARSE-SIGN", line, text=self._text(piece), number=str(number))
        head = self.units.get(column) if unit is None else None
        return cell_of((self.met.table, row, column, raw, number, state, unit or head, line, head is not None))

    def _unread(self, row: str) -> None:
        """A row that is there twice is not known: which one counts cannot be told."""
        self.filled.cells = [
            cell._replace(raw="", value=None, state=State.UNREADABLE, unit=None) if cell.row == row else cell
            for cell in self.filled.cells
        ]

    # ------------------------------------------------------------------ what was read

    def _any_form(self) -> TableForm:
        years = forms_of(self.met.table)
        return table_form(self.met.table, self.form if self.form in years else years[0])

    def _count(self) -> None:
        table = self.filled.table
        table.read = sum(cell.state is not State.UNREADABLE for cell in self.filled.cells)
        whole = len(self._any_form().cells)
        table.expected = len(self.filled.cells) if self.form == "mixed" else max(whole, table.read)
        table.ended = self._ended()
        table.strays = sum(map(_hides_a_row, self.filled.diagnostics))

    def _ended(self) -> bool:
        """Whether the last row of the form was met."""
        table = self.filled.table
        if table.table == "review" or self.form == "mixed":
            return table.read > 0
        return any(row.row == self._any_form().rows[-1].address and row.values for row in table.rows)


def _hides_a_row(diagnostic: Diagnostic) -> bool:
    """Whether the label of a row may be in what was met: in a text of no cell, or among the values of another row."""
    found, expected = (int(diagnostic.details.get(name, 0)) for name in ("found", "expected"))
    return diagnostic.code == "PARSE-STRAY" or (diagnostic.code == "PARSE-ROW-VALUES" and found > expected)


def _is_parted(raw: str, *, traditional: bool) -> bool:
    """Whether the parts of a cell, or its lines, are a number together or each of them: one that was parted, or two merged."""

    def is_number(text: str) -> bool:
        return read_value(text, traditional=traditional).state is State.NUMBER

    parts = raw.split()
    return len(parts) > 1 and (is_number("".join(parts)) or all(map(is_number, parts)))
