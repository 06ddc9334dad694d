from auditor.model.report import Reading, Report
from auditor.rules.clean import clean
from auditor.rules.pack import load_pack
from auditor.rules.profile import Profile


def test_every_rule_that_runs_has_a_cost_and_all_of_them_together_come_first():
    pack = load_pack().select(["SUM", "STR-101", "VAL-118"])
    profile = Profile(pack)
    profile.watch(clean("2019"))
    costs = profile.costs()
    assert costs[0].rule == ""
    assert {cost.rule for cost in costs[1:]} == {"SUM-101", "SUM-102", "SUM-103", "SUM-104", "STR-101"}
    assert all(cost.microseconds >= 0 for cost in costs[1:])


def test_what_was_not_read_costs_nothing():
    profile = Profile(load_pack().select(["SUM"]))
    profile.watch(Report("x", "0", Reading.DECLINED))
    assert profile.costs() == []
