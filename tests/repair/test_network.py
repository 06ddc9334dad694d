"""Identities as networks."""

import pytest

from auditor.model.finding import Place
from auditor.repair.network import networks
from auditor.rules.clean import clean
from auditor.rules.identities import Identity
from auditor.rules.pack import load_pack
from auditor.rules.subjects import subjects_of

PACK = load_pack().select(["SUM"])


def identity(*parts, total):
    return Identity("T", Place("t", total), {("t", "r", total): 1} | {("t", "r", part): -1 for part in parts})


@pytest.mark.parametrize(("form", "cells", "rank"), [("2019", 161, 35), ("2021", 175, 37)])
def test_table_3_is_one_network_of_its_rank_and_each_group_of_table_4_is_one(form, cells, rank):
    identities = tuple(one for subject in subjects_of(clean(form)) for one in PACK.identities.of(subject))
    applications, *review = networks(identities)
    assert (len(applications.cells), len(applications.at) - 1, applications.apart) == (cells, rank, ())
    assert [(len(one.cells), len(one.at) - 1) for one in review] == [(5, 1)] * 3


def test_a_cell_leads_from_the_node_that_it_is_taken_from_to_the_one_it_is_added_to():
    (network,) = networks((identity("a", "b", total="c"), identity("c", "d", total="e")))
    at = network.cells.index(("t", "r", "c"))
    assert {network.tails[at], network.heads[at]} == {0, 1}
    ends = {network.cells.index(("t", "r", cell)): cell for cell in "abde"}
    assert all(2 in (network.tails[cell], network.heads[cell]) for cell in ends)


def test_what_follows_from_others_is_left_out():
    (network,) = networks((identity("a", "b", total="c"), identity("a", "b", total="c")))
    assert (len(network.at) - 1, network.apart, len(network.identities)) == (1, (), 2)


def test_what_fits_no_network_stands_apart():
    odd = identity("a", "c", "d", total="b")
    (network,) = networks((identity("a", "b", total="c"), identity("b", "d", total="e"), odd))
    assert network.apart == (odd,)
