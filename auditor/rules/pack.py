"""Rule packs: the rules that ship with the program and those of other folders, checked and compiled."""

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from auditor.resources import rules_folder
from auditor.rules.facts import FactMaker
from auditor.rules.identities import Identities
from auditor.rules.loader import Loader, Source
from auditor.rules.problem import RuleProblem
from auditor.rules.program import Compiled, Program, compile_rule
from auditor.rules.schema import Rule
from auditor.rules.scoring import Scheme
from auditor.rules.second.implied import implied
from auditor.rules.second.program import SecondProgram
from auditor.rules.second.schema import SecondRule
from auditor.rules.verdicts import Verdicts

# Bumped whenever the same rule files may find otherwise than before: readings checked under an older number are checked again.
CHECKER_VERSION = 8


@dataclass(frozen=True)
class Pack:
    """Rules by code, those of the second stage in their order, and what kept others from being here.

    ``preview`` lets rules run that are a preview; ``redirects`` leads codes that are no more to those that came after them,
    ``renamed`` those of them whose rule is the same under another code;
    ``sources`` tells where each rule was read, if it was read from a file; ``scoring`` how findings become points, None where no
    file says it; ``empty`` the files and folders that were read and hold nothing; ``compiled`` those
    rules that are compiled already, as reading them tells whether they can be.
    """

    rules: Mapping[str, Rule]
    problems: tuple[RuleProblem, ...] = ()
    second: tuple[SecondRule, ...] = ()
    preview: bool = False
    redirects: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    scoring: Scheme | None = None
    empty: tuple[str, ...] = ()
    compiled: Mapping[str, Sequence[Compiled]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def hash(self) -> str:
        """Tells this set of rules from every other."""
        digest = blake2b(f"{CHECKER_VERSION} {self.preview} {self.first_codes}".encode(), digest_size=16)
        for code in sorted(self.rules):
            digest.update(self.rules[code].model_dump_json().encode())
        for second in self.second:
            digest.update(second.model_dump_json().encode())
        return digest.hexdigest()

    @cached_property
    def program(self) -> Program:
        """The rules that run, compiled."""
        running = ("stable", "preview") if self.preview else ("stable",)
        program = Program()
        for rule in self.rules.values():
            if rule.status in running:
                program.put(self._compiled(rule))
        return program

    @cached_property
    def identities(self) -> Identities:
        """The sums that the rules state without condition."""
        return Identities(self.program.bounds)

    @cached_property
    def makers(self) -> Mapping[str, FactMaker]:
        """What makes the facts of each kind of subject of which a rule wants to know."""
        return {kind: FactMaker(kind, wanted) for kind, wanted in self.program.wanted.items()}

    @cached_property
    def rows(self) -> Mapping[str, Collection[str] | None]:
        """By the kind of subjects the rows that rules can be broken by; None where some rule is for all of them."""
        found: dict[str, set[str] | None] = {}
        for _, conjunction in self.program.cases:
            kind = conjunction[0]["kind"]
            named = {term["row"] for term in conjunction if isinstance(term.get("row"), str)}
            known = found.get(kind, set())
            found[kind] = known | named if named and known is not None else None
        return found

    @cached_property
    def verdicts(self) -> Verdicts:
        """The engine with these rules, made when it is first needed. Raises ``EngineError``."""
        return Verdicts(self.program.cases, self.makers)

    @cached_property
    def conclusions(self) -> SecondProgram:
        """The second stage, compiled: what the rules say about the findings of others, then its own rules."""
        return SecondProgram([*implied(self.rules.values()), *self.second])

    def _compiled(self, rule: Rule) -> Sequence[Compiled]:
        """A rule compiled, from when it was read if it is still the one that was."""
        parts = self.compiled.get(rule.code, ())
        return parts if parts and parts[0].bound.rule is rule else compile_rule(rule)

    def warm_up(self) -> None:
        """Make the engines of both stages, to be told before the first report what is wrong. Raises ``EngineError``."""
        with _collector_paused():
            for verdicts in (self.verdicts, self.conclusions.verdicts):
                verdicts.of([])

    def current(self, code: str) -> str:
        """The code that came after a code that is no more; any other is its own."""
        while code in self.redirects:
            code = self.redirects[code]
        return code

    @cached_property
    def first_codes(self) -> Mapping[str, str]:
        """The code that each renamed rule had first: its findings keep the id that this gave them, and so what people decided.

        Where several codes lead to one, they were different rules, and it goes by its own.
        """
        before: dict[str, list[str]] = {}
        for old, new in self.renamed.items():
            before.setdefault(new, []).append(old)
        return {code: _first(code, before) for code in sorted(self.rules.keys() & before.keys())}

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> "Pack":
        """The rules whose code starts with one of ``select`` (with none given, all) and with none of ``ignore``."""
        wanted, unwanted = tuple(map(self.current, select)), tuple(map(self.current, ignore))
        kept = {
            code: rule for code, rule in self.rules.items() if code.startswith(wanted or "") and not code.startswith(unwanted)
        }
        return replace(self, rules=kept)


def _first(code: str, before: Mapping[str, Sequence[str]]) -> str:
    while len(earlier := before.get(code, ())) == 1:
        (code,) = earlier
    return code


def load_pack(folders: Sequence[Path] = (), *, preview: bool = False) -> Pack:
    """The rules that ship with the program, then those of each folder or file; a code met again in a later one is replaced.

    A rule with a fault is left out and told among the problems; all others are there.
    """
    loader = Loader()
    with _collector_paused():
        for folder in (rules_folder(), *folders):
            loader.load(folder)
        loader.finish()
    rules, redirects = dict(sorted(loader.rules.items())), {code: one.to for code, one in loader.redirects.items()}
    renamed = {code: one.to for code, one in loader.redirects.items() if one.renames}
    second, problems = tuple(loader.second.values()), tuple(loader.problems)
    empty = tuple(loader.empty)
    return Pack(rules, problems, second, preview, redirects, renamed, loader.sources, loader.scoring, empty, loader.compiled)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """What a pack is made of stays: looking through it for garbage while it grows takes a fifth of the time."""
    paused = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if paused:
            gc.enable()
