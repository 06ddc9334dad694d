"""Sealed reports: what a store takes of them is what it takes of the report."""

from auditor.store.open import Store
from auditor.store.seal import Sealed, addresses_of, opened, seal


def ids_of(store: Store, report, findings):
    """The numbers that the store gives the addresses of a report."""
    store.address_ids()
    return store._addresses.know(addresses_of(report, findings))


def sealed(store: Store, report, findings, grade=None) -> Sealed:
    return seal(report, findings, ids_of(store, report, findings), grade)


def test_what_was_sealed_comes_out_as_it_was(store, report_of, finding_of):
    report = report_of()
    findings = [finding_of(report), finding_of(report, discriminator="2", expected=None, difference=None, actual="二十")]
    with store.reading() as connection:
        back = opened(sealed(store, report, findings), store._addresses.current(connection))
    assert back == (report, findings)


def test_a_sealed_report_is_stored_like_any_other(store, run, report_of, finding_of):
    plain, other = report_of("1"), report_of("2")
    store.save([(plain, [finding_of(plain)]), sealed(store, other, [finding_of(other)], "B")], run, {plain.sha256: "B"})
    for report in (plain, other):
        assert store.report(report.sha256) == report
        assert store.findings(report.sha256) == [finding_of(report)]
        assert store.grade(report.sha256) == "B"


def test_a_sealed_finding_on_which_a_person_decided_is_stored_as_decided(store, run, report_of, finding_of):
    report = report_of()
    finding = finding_of(report)
    store.save([(report, [finding])], run)
    store.decide(finding.id, "dismissed", "已核实", "甲")
    again = sealed(store, report, [finding_of(report)])
    store.save([again], run)
    assert [one.status for one in store.findings(report.sha256)] == ["dismissed"]


def test_what_is_sealed_is_opened_where_a_person_decided_on_it_as_its_grade_may_be_another(store, run, report_of, finding_of):
    report, other = report_of("1"), report_of("2", body="白沙镇")
    finding, open_one = finding_of(report), finding_of(other)
    store.save([(report, [finding])], run)
    store.decide(finding.id, "dismissed", "已核实", "甲")
    (known, findings), same = store.recall([sealed(store, report, [finding]), untouched := sealed(store, other, [open_one])])
    assert (known, [one.status for one in findings]) == (report, ["dismissed"])
    assert same is untouched
