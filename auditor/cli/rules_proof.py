"""``auditor rules test`` and ``rules lint``: which rules they are for, what they print, and their exit code."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from auditor.catalogue.language import language
from auditor.catalogue.text import text
from auditor.cli.rules import emit, emit_json, load
from auditor.cli.streams import fail, say
from auditor.export.inert import inert
from auditor.resources import rules_folder
from auditor.rules.examples import alone
from auditor.rules.host import EngineError
from auditor.rules.lint import Remark, failures, lint
from auditor.rules.pack import Pack
from auditor.rules.problem import RuleProblem


class Chosen(NamedTuple):
    """A pack, the codes of its rules that come from the paths that were named, and what is wrong in those."""

    pack: Pack
    codes: list[str]
    problems: list[RuleProblem]


def _chosen(paths: Sequence[Path]) -> Chosen:
    pack = load(paths)
    below = [path.resolve() for path in paths] or [rules_folder().resolve()]

    def inside(file: str) -> bool:
        return any(Path(file).resolve().is_relative_to(path) for path in below)

    codes = [code for code in pack.rules if inside(pack.sources[code].document.file)]
    return Chosen(pack, codes, [problem for problem in pack.problems if inside(problem.file)])


def run_examples(paths: Sequence[Path], *, json: bool) -> int:
    """Run the examples of rules; 0, or 1 where one is not as it says or a rule file is wrong."""
    chosen = _chosen(paths)
    failed: list[RuleProblem] = []
    count = 0
    try:
        for code in chosen.codes:
            rule, pack = chosen.pack.rules[code], alone(chosen.pack.rules[code])
            count += len(rule.examples)
            for at in range(len(rule.examples)):
                failed += [chosen.pack.sources[code].problem(error, code) for error in failures(rule, at, pack)]
    except EngineError as error:
        fail("error.engine-rules", reason=error.reason)
    _show((Remark(problem) for problem in failed), json=json)
    say(text("rules.tested", rules=len(chosen.codes), examples=count, failed=len(failed)))
    return 1 if failed or chosen.problems else 0


def lint_rules(paths: Sequence[Path], *, json: bool) -> int:
    """Prove rules; 0, or 1 where one has a fault or a rule file is wrong."""
    chosen = _chosen(paths)
    try:
        remarks = list(lint(chosen.pack, chosen.codes))
    except EngineError as error:
        fail("error.engine-rules", reason=error.reason)
    _show(sorted(remarks, key=lambda remark: (not remark.fault, remark.problem.file, remark.problem.line)), json=json)
    faults = sum(remark.fault for remark in remarks) + len(chosen.problems)
    say(text("rules.linted", rules=len(chosen.codes), faults=faults, remarks=sum(not remark.fault for remark in remarks)))
    return 1 if faults else 0


def _show(remarks: Iterable[Remark], *, json: bool) -> None:
    if json:
        emit_json([_row(remark) for remark in remarks])
        return
    for problem, fault in remarks:
        told = problem.text(language())
        if not fault:
            told = f"{text('rules.remark')}: {told.partition(chr(10))[0]}"
        emit("\n".join(inert(line) for line in told.split("\n")) + "\n")


def _row(remark: Remark) -> dict[str, object]:
    problem = remark.problem
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "rule": problem.rule,
        "fault": remark.fault,
        "key": problem.key,
        "message": problem.message(language()),
    }
