"""Rule packs: the rules that ship with the program and those of other folders, checked and compiled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from pathlib import Path

from auditor.resources import rules_folder
from auditor.rules.facts import FactMaker
from auditor.rules.host import Matcher
from auditor.rules.loader import Loader, Source
from auditor.rules.problem import RuleProblem
from auditor.rules.program import Program
from auditor.rules.schema import Rule
from auditor.rules.scoring import Scheme
from auditor.rules.second.implied import implied
from auditor.rules.second.program import SecondProgram
from auditor.rules.second.schema import SecondRule

# Bumped whenever the same rule files may find otherwise than before: readings checked under an older number are checked again.
CHECKER_VERSION = 1


@dataclass(frozen=True)
class Pack:
    """Rules by code, those of the second stage in their order, and what kept others from being here.

    ``preview`` lets rules run that are a preview; ``redirects`` leads codes that are no more to those that came after them;
    ``sources`` tells where each rule was read, if it was read from a file; ``scoring`` how findings become points, None where no
    file says it.
    """

    rules: Mapping[str, Rule]
    problems: tuple[RuleProblem, ...] = ()
    second: tuple[SecondRule, ...] = ()
    preview: bool = False
    redirects: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    scoring: Scheme | None = None

    @cached_property
    def hash(self) -> str:
        """Tells this set of rules from every other."""
        digest = blake2b(f"{CHECKER_VERSION} {self.preview}".encode(), digest_size=16)
        for code in sorted(self.rules):
            digest.update(self.rules[code].model_dump_json().encode())
        for second in self.second:
            digest.update(second.model_dump_json().encode())
        return digest.hexdigest()

    @cached_property
    def program(self) -> Program:
        """The rules that run, compiled."""
        running = ("stable", "preview") if self.preview else ("stable",)
        return Program.of(*(rule for rule in self.rules.values() if rule.status in running))

    @cached_property
    def makers(self) -> Mapping[str, FactMaker]:
        """What makes the facts of each kind of subject of which a rule wants to know."""
        return {kind: FactMaker(kind, wanted) for kind, wanted in self.program.wanted.items()}

    @cached_property
    def matcher(self) -> Matcher:
        """The engine with these rules, made when it is first needed. Raises ``EngineError``."""
        return Matcher([conjunction for _, conjunction in self.program.cases])

    @cached_property
    def conclusions(self) -> SecondProgram:
        """The second stage, compiled: what the rules say about the findings of others, then its own rules."""
        return SecondProgram([*implied(self.rules.values()), *self.second])

    def warm_up(self) -> None:
        """Make the engines of both stages, to be told before the first report what is wrong. Raises ``EngineError``."""
        for matcher in (self.matcher, self.conclusions.matcher):
            matcher.match([])

    def current(self, code: str) -> str:
        """The code that came after a code that is no more; any other is its own."""
        while code in self.redirects:
            code = self.redirects[code]
        return code

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> "Pack":
        """The rules whose code starts with one of ``select`` (with none given, all) and with none of ``ignore``."""
        wanted, unwanted = tuple(map(self.current, select)), tuple(map(self.current, ignore))
        kept = {
            code: rule for code, rule in self.rules.items() if code.startswith(wanted or "") and not code.startswith(unwanted)
        }
        return replace(self, rules=kept)


def load_pack(folders: Sequence[Path] = (), *, preview: bool = False) -> Pack:
    """The rules that ship with the program, then those of each folder or file; a code met again in a later one is replaced.

    A rule with a fault is left out and told among the problems; all others are there.
    """
    loader = Loader()
    for folder in (rules_folder(), *folders):
        loader.load(folder)
    loader.finish()
    rules, redirects = dict(sorted(loader.rules.items())), {code: one.to for code, one in loader.redirects.items()}
    return Pack(rules, tuple(loader.problems), tuple(loader.second.values()), preview, redirects, loader.sources, loader.scoring)
