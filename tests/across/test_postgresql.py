"""Rules over several reports in a store on a server find what they find in a file."""

from auditor.across.run import across
from tests.across.reports import PACK, RUN, SENTENCES, before, changed, placed, report, save, telling

CARRIED_IN = ("applications", "carried_in", "person")
RECEIVED = ("applications", "received", "person")


def reports():
    """A broken chain with a copied narrative, rivals, and a county above its prefecture."""
    now = telling(changed(report(), {CARRIED_IN: "9"}), SENTENCES)
    region = placed(report(body="舟山市"), "330900", "浙江省", "舟山市")
    county = placed(changed(report(body="岱山县"), {RECEIVED: "99"}), "330921", "浙江省", "舟山市", "岱山县")
    return [now, telling(before(report()), SENTENCES), report(source="rival.txt"), region, county]


def findings(store):
    list(across(store, PACK))
    return {made.source: store.findings(made.sha256) for made in reports()}


def test_a_server_finds_what_a_file_does(store, served):
    for each in (store, served):
        save(each, *reports())
    told = findings(served)
    assert told == findings(store)
    rules = {one.rule for all_of in told.values() for one in all_of}
    assert rules >= {"YRS-101", "REG-101", "REG-105", "DUP-101", "DUP-104"}


def test_a_correction_on_a_server_is_compared_anew(served):
    save(served, *reports())
    findings(served)
    served.save([(changed(before(report()), {("applications", "carried_out", "person"): "9"}), [])], RUN)
    list(across(served, PACK))
    left = {one.rule for one in served.findings(reports()[0].sha256)}
    assert "REG-105" in left
    assert not {"YRS-101", "DUP-101"} & left
