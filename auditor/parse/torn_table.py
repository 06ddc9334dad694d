"""One table whose labels were torn from their values.

A row is a line that ends in values. Its label is a row of the form whose wording the words around the line make up, in their
order, words of other labels between them left out; rows come in the order of the form. What is not made up this way is left
as it stands, to be matched as it is or to be told as unreadable.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import product
from typing import NamedTuple

from auditor.model.form import Line, TableForm, forms_of, table_form
from auditor.normalise.plain import key
from auditor.parse.labels import Label, exact, nearest, openers, vocabulary
from auditor.parse.positions import with_blanks
from auditor.parse.value import is_value
from auditor.parse.words import Words
from auditor.source.piece import Piece

_MOST_PARTS = 12
_SHORTEST = 4
_OPENER = "结果维持"
_UNTOLD = "\ufffd"
_RECORD = 15
# Words of one head, one above another, have their middles within this many points.
_ONE_HEAD = 4.0


class _Word(NamedTuple):
    """A word of a table and how many lines of values stand before it."""

    piece: Piece
    key: str
    before: int


@dataclass
class _Run:
    """A line of values, and the row that it was found to be."""

    values: tuple[Piece, ...]
    row: str | None = None
    label: str = ""
    used: set[int] = field(default_factory=set)


class TornTable:
    """The lines of one table; ``plain`` gives a piece's text for matching."""

    def __init__(self, table: str, lines: Sequence[Words], plain: Callable[[Piece], str]) -> None:
        self.table, self.lines, self.plain = table, lines, plain
        self.words: list[_Word] = []
        self.runs: list[_Run] = []
        # Where the words before each line of values end, those beside it included.
        self.ends: list[int] = []
        for line in lines:
            self.words += [_Word(word, key(plain(word)), len(self.runs)) for word in line.words]
            if line.values:
                self.runs.append(_Run(line.values))
                self.ends.append(len(self.words))
        self.ends.append(len(self.words))

    def _before(self, first: int, last: int | None = None) -> range:
        """The words before the line of values number ``first``, or before those from ``first`` to ``last``."""
        until = first if last is None else min(last, len(self.runs))
        return range(self.ends[first - 1] if first else 0, self.ends[until])

    def rows(self) -> Iterator[Piece]:
        """The rows of the table as cells: those of its head, then each line of values with its label."""
        if self.table == "review":
            yield from self._record()
            return
        runs, form = self._best()
        self._guess(runs, [line.address for line in table_form(self.table, form).rows])
        used = {index for run in runs for index in run.used}
        heads = self._made_up_heads(used)
        self._put_blanks_back(runs, table_form(self.table, form))
        spoken_for = used | heads.keys()
        for number, run in enumerate(runs):
            yield from self._loose(number, spoken_for, heads)
            if run.row is None:
                yield from self._as_it_stands(number, spoken_for)
            else:
                yield Piece("cell", run.label, run.values[0].line, place=run.values[0].place)
            yield from [run.values[0]._replace(raw=_UNTOLD)] if self._is_doubtful(runs, number, spoken_for) else run.values
            yield Piece("row_end", "", run.values[0].line)
        yield from self._loose(len(runs), spoken_for, heads)

    def _best(self) -> tuple[list[_Run], str]:
        """The lines of values with their rows, and the form whose rows they are: the one of which most are told."""
        best: tuple[list[_Run], str] = ([], "")
        for form, after in product(forms_of(self.table), (False, True)):
            runs = self._assigned(form, after=after)
            if not best[1] or _told(runs) > _told(best[0]):
                best = runs, form
            if _told(runs) == len(runs):
                break
        return best

    def _put_blanks_back(self, runs: Sequence[_Run], form: TableForm) -> None:
        """Gives rows that are short of values blank cells in the columns where whole rows of as many columns have values."""
        whole: dict[int, list[Sequence[Piece]]] = {}
        for run in runs:
            if run.row and len(run.values) == len(form.columns_of(run.row)):
                whole.setdefault(len(run.values), []).append(run.values)
        for number, run in enumerate(runs):
            if self._may_be_parted(runs, number):
                continue
            wide = len(form.columns_of(run.row)) if run.row else 0
            # In a hybrid the row may be whole by another form.
            whole_by = {len(table_form(self.table, year).columns_of(run.row or "")) for year in forms_of(self.table)}
            if len(run.values) < wide and len(run.values) not in whole_by:
                run.values = tuple(with_blanks(run.values, whole.get(wide, ())))

    def _may_be_parted(self, runs: Sequence[_Run], number: int) -> bool:
        """Whether a row's values may be wrapped, to the lines around it, or stand so near to one another as to be one."""
        beside = [self.words[at].piece.raw for at in self._before(number) if self._is_beside(self.words[at])]
        wrapped = any(near.row is None for near in runs[max(number - 1, 0) : number + 2])
        return wrapped or any(map(is_value, beside))

    def _is_doubtful(self, runs: Sequence[_Run], number: int, spoken_for: AbstractSet[int]) -> bool:
        """Whether the values of a row may be parts of what was there.

        So it is beside words that belong to no label, and next to a line of values that has no label of any kind: numbers are
        wrapped in narrow columns.
        """
        if self._is_unbroken:
            return False
        if runs[number].row and any(
            at not in spoken_for and self._is_beside(self.words[at]) and not self._is_of_group(at) for at in self._before(number)
        ):
            return True
        around = range(max(number - 1, 0), min(number + 2, len(runs)))
        return any(runs[at].row is None and not self._has_words(at) for at in around)

    @cached_property
    def _is_unbroken(self) -> bool:
        """Whether there are as many whole lines of values as a form has rows: then none of them was wrapped."""
        forms = [table_form(self.table, form) for form in forms_of(self.table)]
        widths = [len(form.columns) for form in forms if len(form.rows) == len(self.runs)]
        return self.table == "applications" and any({len(run.values) for run in self.runs} == {width} for width in widths)

    def _has_words(self, number: int) -> bool:
        return any(self._is_beside(self.words[at]) for at in self._before(number))

    # ------------------------------------------------------------------ labels of rows

    def _assigned(self, form: str, *, after: bool) -> list[_Run]:
        """The lines of values with the rows of a form, in its order; a row is None where the words make none up.

        ``after`` is for files in which the labels stand behind their values.
        """
        rows = _wordings(self.table, form)
        labels = {wording for _, wording in rows}
        runs = [_Run(run.values) for run in self.runs]
        taken: set[int] = set()
        following = 0
        for number, run in enumerate(runs):
            near = self._near(number, taken, after=after)
            own = None if after else self._nearest(number, near, labels)
            if not near or (own is None and not after):
                continue
            for at in range(following, len(rows)):
                row, wording = rows[at]
                if own is not None and self.words[own].key not in wording:
                    continue
                used = set(self._parts(wording, near))
                if used and (own is None or own in used):
                    run.row, run.label, run.used, following = row.address, row.label, used, at + 1
                    taken |= used
                    break
        return runs

    def _guess(self, runs: Sequence[_Run], order: Sequence[str]) -> None:
        """Damaged labels: the words left over around a line of values are nearest to a row between those told around it."""
        taken = {at for run in runs for at in run.used}
        before, following = -1, deque(order.index(run.row) for run in runs if run.row)
        for number, run in enumerate(runs):
            if run.row is not None:
                before = following.popleft()
                continue
            behind = following[0] if following else len(order)
            words = [at for at in self._near(number, taken, after=False) if not self._is_of_group(at)]
            own = [at for at in words if self.words[at].before == number]
            for used in (words, own) if own else ():
                text = "".join(self.words[at].piece.raw for at in used)
                found = nearest(self.plain(self.words[used[0]].piece._replace(raw=text)), self.table)
                if found and found.address in order[before + 1 : behind]:
                    run.row, run.label, run.used = found.address, text, set(used)
                    taken |= run.used
                    before = order.index(found.address)
                    break

    def _near(self, number: int, taken: AbstractSet[int], *, after: bool) -> list[int]:
        """The words that may belong to a line of values: before it, beside it, and after it where they are beside no other."""
        return [
            at
            for at in self._before(number + 1 if after else number, number + 1)
            if at not in taken and not (self.words[at].before > number and self._is_beside(self.words[at]))
        ]

    def _nearest(self, number: int, near: Sequence[int], labels: AbstractSet[str]) -> int | None:
        """The last word before a line of values that is no part of a group's label: it is of the label of the line's row.

        Else a row whose blank values vanished would take those of the row below it. ``labels`` are those of a form's rows, which
        may be a group's in another form.
        """
        own = [at for at in near if self.words[at].before == number]
        return next((at for at in reversed(own) if self.words[at].key in labels or not self._is_of_group(at)), None)

    def _is_of_group(self, at: int) -> bool:
        return any(self.words[at].key in group for group in _groups(self.table))

    def _parts(self, rest: str, near: Sequence[int]) -> tuple[int, ...]:
        """The words among ``near`` that make up a wording, in their order; none where they do not."""
        if not any(rest.startswith(self.words[at].key or _UNTOLD) for at in near):
            return ()
        # From a place on, what is left of the wording is not made up; so it is not from any later place.
        dead: dict[str, int] = {}

        def made_up(rest: str, first: int, parts: tuple[int, ...]) -> tuple[int, ...]:
            if not rest or len(parts) == _MOST_PARTS:
                return () if rest else parts
            for position in range(first, min(len(near), dead.get(rest, len(near)))):
                word = self.words[near[position]].key
                if word and rest.startswith(word):
                    found = made_up(rest[len(word) :], position + 1, (*parts, near[position]))
                    if found:
                        return found
            dead[rest] = min(first, dead.get(rest, first))
            return ()

        return made_up(rest, 0, ())

    # ------------------------------------------------------------------ what is no row's label

    def _made_up_heads(self, used: AbstractSet[int]) -> dict[int, str]:
        """Torn heads and groups: index of the first word of a column's head → its label, of any other word → ""."""
        heads: dict[int, str] = {}
        lines = [self._before(number) for number in range(len(self.runs) + 1)]
        free = [(at, word.key) for at, word in enumerate(self.words) if at not in used and word.key]
        for label, wording in _others(self.table):
            starts = {at for at, beginning in free if wording.startswith(beginning)}
            for among in lines if label.kind == "column" else [range(len(self.words))]:
                if starts.isdisjoint(among):
                    continue
                near = [at for at in among if at not in used and at not in heads]
                found = self._parts(wording, near)
                if len(found) > 1:
                    first = label.text if label.kind == "column" else ""
                    heads |= {at: first if at == found[0] else "" for at in found}
        return heads

    def _loose(self, number: int, spoken_for: AbstractSet[int], heads: dict[int, str]) -> Iterator[Piece]:
        """The words before a line of values that are no part of its label: heads and groups, each line a row of cells."""
        line = 0
        for at in self._before(number):
            word = self.words[at]
            if self._is_beside(word) or (at in spoken_for and not heads.get(at)):
                continue
            if line and word.piece.line != line:
                yield Piece("row_end", "", line)
            line = word.piece.line
            yield Piece("cell", heads.get(at) or word.piece.raw, line, place=word.piece.place)
        if line:
            yield Piece("row_end", "", line)

    def _is_beside(self, word: _Word) -> bool:
        return word.before < len(self.runs) and word.piece.line == self.runs[word.before].values[0].line

    def _as_it_stands(self, number: int, spoken_for: AbstractSet[int]) -> Iterator[Piece]:
        for at in self._before(number):
            word = self.words[at]
            if at not in spoken_for and self._is_beside(word):
                yield Piece("cell", word.piece.raw, word.piece.line, place=word.piece.place)

    # ------------------------------------------------------------------ table 4

    def _record(self) -> Iterator[Piece]:
        """The heads, and the values: one line of 15, or what cannot be told, as numbers may be wrapped in narrow columns."""
        opening = self.lines[0].words[0]
        labelled = [word.piece for word in self.words if exact(self.plain(word.piece), "review")]
        if not any(key(self.plain(piece)) in openers() for piece in labelled):
            yield Piece("cell", _OPENER, opening.line, place=opening.place)
        yield from labelled
        yield Piece("row_end", "", opening.line)
        for run in self.runs:
            yield from with_blanks(run.values, self._heads()) if len(self.runs) == 1 else run.values[:1]
            yield Piece("row_end", "", run.values[0].line)

    def _heads(self) -> list[list[Piece]]:
        """One word of each of the 15 heads, from left to right, as far as the page tells where they stand; else nothing."""
        labels = [key(line.label) for line in table_form("review", forms_of("review")[0]).columns]
        words = (self.words[at] for at in self._before(0))
        pieces = [word.piece for word in words if word.piece.middles and any(word.key in label for label in labels)]
        heads: list[Piece] = []
        for piece in sorted(pieces, key=lambda piece: piece.middles):
            if not heads or piece.middles[0] - heads[-1].middles[0] > _ONE_HEAD:
                heads.append(piece)
        return [heads] if len(heads) == _RECORD else []


@cache
def _others(table: str) -> Sequence[tuple[Label, str]]:
    """The labels of a table that are no row's, with their keys.

    The longest come first: short ones are not to be made up of what is left of them.
    """
    labels = {label for labels in vocabulary().values() for label in labels if label.table == table and label.kind != "row"}
    long = sorted((label for label in labels if len(label.text) >= _SHORTEST), key=lambda label: (-len(label.text), label.text))
    return [(label, key(label.text)) for label in long]


@cache
def _groups(table: str) -> Sequence[str]:
    return [wording for label, wording in _others(table) if label.kind == "group"]


@cache
def _wordings(table: str, form: str) -> Sequence[tuple[Line, str]]:
    """The rows of a form, each with the key of its label."""
    return [(row, key(row.label)) for row in table_form(table, form).rows]


def _told(runs: list[_Run]) -> int:
    return sum(run.row is not None for run in runs)
