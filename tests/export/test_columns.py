from io import StringIO

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from auditor.export.columns import Columns

CELLS = st.text("ab 县报，1", max_size=6)
NUMBERS = st.integers(-5, 2000).map(str)


def by_rich(columns, rows, width):
    out = StringIO()
    Console(file=out, width=width, markup=False, highlight=False, emoji=False).print(columns.table(rows, width))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().split("\n")[:-1])


def test_columns_are_as_wide_as_their_widest_cell_on_the_screen():
    rows = [("青石县", Text("12", "red"), "错误"), ("a", "3", "")]
    assert Columns(3, ("文件", "n", "评级"), right=[1]).lines(rows) == (
        "文件      n   评级\n──────────────────\n青石县   12   错误\na         3\n"
    )


@given(st.lists(st.tuples(CELLS, NUMBERS, CELLS), min_size=1, max_size=5), st.booleans())
def test_full_width_is_what_rich_would_make_of_it(rows, with_heads):
    columns = Columns(3, ("甲", "b", "丙丁") if with_heads else (), right=[1], stiff=0 if with_heads else 2)
    assert columns.lines(rows) == by_rich(columns, rows, 10_000)
