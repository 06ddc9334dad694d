"""What is found of planted faults, and what is found where nothing was planted.

    python -m benchmarks.recall [REPORTS [SEED]]        default: 2,000 reports

Makes reports (auditor/synth), audits them, and prints by kind of fault how many were planted and found, and by rule every
finding in a report without a fault and every error beside the planted ones. What is missed and what is false should be 0. A
finding that a report's layout makes impossible to tell (a blank that vanished) must show as a cell that could not be read.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from auditor.batch.audit import Batch
from auditor.batch.crew import Alone
from auditor.batch.stored import told
from auditor.batch.work import Setting
from auditor.model.finding import Finding, Severity
from auditor.model.report import Report
from auditor.rules.pack import load_pack
from auditor.source.walk import File
from auditor.store.open import open_store
from auditor.synth.faults import Expected
from auditor.synth.generate import Made, Plan, generate


def main(reports: int, seed: int) -> int:
    """Measures and prints; 1 where something was missed or wrongly found."""
    planted, found, unread = Counter[str](), Counter[str](), Counter[str]()
    false: Counter[str] = Counter()
    made_up = list(generate(Plan(reports, faults=0.5, seed=seed)))
    for made, report, findings in audited(made_up):
        if made.fault:
            planted[made.fault] += 1
            missed = [one for one in made.expected if not any(_fits(one, finding) for finding in findings)]
            found[made.fault] += not missed
            unread[made.fault] += bool(missed) and not _was_read(report)
            if missed and _was_read(report):
                print("missed", made.name, made.layout, made.fault, missed[0])
        for finding in findings:
            if _counts(finding, made) and not _is_planted(finding, made):
                false[finding.rule] += 1
                print("false", made.name, made.layout, made.fault, finding.rule, finding.place)
    print(f"\n{'fault':18}{'planted':>9}{'found':>9}{'said to be unread':>20}{'missed':>9}")
    for kind, number in sorted(planted.items()):
        print(f"{kind:18}{number:9}{found[kind]:9}{unread[kind]:20}{number - found[kind] - unread[kind]:9}")
    print(f"\nfound where nothing was planted: {sum(false.values())} {dict(false) or ''}")
    return int(bool(false) or planted.total() > found.total() + unread.total())


def audited(made_up: Sequence[Made]) -> Iterator[tuple[Made, Report, list[Finding]]]:
    """Each report as it comes out of a store that has all of them."""
    setting = Setting(load_pack())
    with open_store("sqlite://") as store:
        files = (File(made.name, made.text.encode) for made in made_up)
        manifest = Batch(store, setting, lambda by, _: Alone(by)).run(files)
        for made, audit in zip(made_up, told(store, setting.pack, manifest), strict=True):
            yield made, audit.report, audit.findings


def _counts(finding: Finding, made: Made) -> bool:
    """Beside a planted fault only errors count, and no comparison with other years, whose reports may be the faulty ones."""
    if finding.rule.startswith("YRS"):
        return False
    return finding.severity is Severity.ERROR or made.fault is None


def _was_read(report: Report) -> bool:
    return report.reading == "read"


def _fits(expected: Expected, finding: Finding) -> bool:
    place = (expected.table, expected.row, expected.column)
    if not finding.rule.startswith(expected.rules):
        return False
    return finding.place.section == expected.section if expected.section else place in (finding.place[:3], (None, None, None))


def _is_planted(finding: Finding, made: Made) -> bool:
    """Whether an error is one of those that the planted fault makes."""
    return any(_fits(one, finding) for one in made.expected)


if __name__ == "__main__":
    counts = [int(one) for one in sys.argv[1:]]
    sys.exit(main(*(counts + [2_000, 1][len(counts) :])))
