from auditor.model.causes import at_or_above, causes, count_by_severity
from auditor.model.finding import Finding, Place, Severity


def finding(id_, severity, line, cause=None):
    return Finding("SUM-101", Severity(severity), Place("applications"), line, cause=cause, id=id_)


FINDINGS = [
    finding("f1", "note", 1),
    finding("f2", "warning", 5, "blanks"),
    finding("f3", "error", 9, "blanks"),
    finding("f4", "error", 7),
]


def test_findings_of_a_cause_stand_together_the_gravest_cause_first():
    assert [[one.id for one in cause.findings] for cause in causes(FINDINGS)] == [["f2", "f3"], ["f4"], ["f1"]]


def test_a_cause_is_as_grave_as_its_gravest_finding_and_counts_once():
    assert count_by_severity(FINDINGS) == {Severity.ERROR: 2, Severity.NOTE: 1}


def test_a_threshold_takes_its_own_severity_in():
    assert at_or_above(Severity.WARNING, Severity.WARNING)
    assert at_or_above(Severity.ERROR, Severity.WARNING)
    assert not at_or_above(Severity.NOTE, Severity.WARNING)
