from fractions import Fraction

from auditor.rules.cause import Identity, causes

A, B, C, D = (("t", row, "c") for row in "abcd")


def identity(imbalance, **signs):
    cells = {"a": A, "b": B, "c": C, "d": D}
    return Identity({cells[name]: Fraction(sign) for name, sign in signs.items()}, Fraction(imbalance))


def test_the_cell_in_both_broken_identities_is_the_cause():
    assert causes([identity(5, a=1, b=1), identity(-5, a=-1, c=1), identity(0, b=1, c=1)]) == {0: A, 1: A}


def test_a_cell_in_an_identity_that_holds_is_no_cause():
    assert causes([identity(5, a=1, b=1), identity(5, a=1, c=1), identity(0, a=1, d=1)]) == {}


def test_a_cell_that_two_identities_would_change_differently_is_no_cause():
    assert causes([identity(5, a=1, b=1), identity(4, a=1, c=1)]) == {}
    assert causes([identity(5, a=1, b=1), identity(5, a=-1, c=1)]) == {}


def test_two_cells_that_would_do_as_well_leave_it_open():
    assert causes([identity(5, a=1, b=1), identity(5, a=1, b=1)]) == {}


def test_the_cell_that_heals_more_comes_first():
    three = [identity(2, a=1, b=1), identity(2, a=1, b=1), identity(2, a=1)]
    assert causes(three) == {0: A, 1: A, 2: A}


def test_two_separate_slips_have_two_causes():
    found = causes([identity(5, a=1), identity(5, a=1), identity(-3, b=1), identity(-3, b=1)])
    assert found == {0: A, 1: A, 2: B, 3: B}


def test_one_broken_identity_alone_has_no_plain_cause():
    assert causes([identity(5, a=1, b=1)]) == {}
    assert causes([]) == {}
