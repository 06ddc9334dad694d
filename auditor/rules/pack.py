"""Rule packs: the rules that ship with the program and those of other folders, checked and compiled."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from auditor.resources import rules_folder
from auditor.rules.facts import FactMaker
from auditor.rules.files import Data, Document, read
from auditor.rules.host import Matcher
from auditor.rules.problem import RuleError, RuleProblem, meant
from auditor.rules.program import Program
from auditor.rules.schema import Rule

# Bumped whenever the same rule files may find otherwise than before: readings checked under an older number are checked again.
CHECKER_VERSION = 1


@dataclass(frozen=True)
class Pack:
    """Rules by code, and what kept others from being here."""

    rules: Mapping[str, Rule]
    problems: tuple[RuleProblem, ...] = ()

    @cached_property
    def hash(self) -> str:
        """Tells this set of rules from every other."""
        digest = blake2b(str(CHECKER_VERSION).encode(), digest_size=16)
        for code in sorted(self.rules):
            digest.update(self.rules[code].model_dump_json().encode())
        return digest.hexdigest()

    @cached_property
    def program(self) -> Program:
        """The rules that run, compiled."""
        program = Program()
        for rule in self.rules.values():
            if rule.status == "stable":
                program.add(rule)
        return program

    @cached_property
    def makers(self) -> Mapping[str, FactMaker]:
        """What makes the facts of each kind of subject of which a rule wants to know."""
        return {kind: FactMaker(kind, wanted) for kind, wanted in self.program.wanted.items()}

    @cached_property
    def matcher(self) -> Matcher:
        """The engine with these rules, made when it is first needed. Raises ``EngineError``."""
        return Matcher([conjunction for _, conjunction in self.program.cases])

    def select(self, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> "Pack":
        """The rules whose code starts with one of ``select`` (with none given, all) and with none of ``ignore``."""
        kept = {
            code: rule
            for code, rule in self.rules.items()
            if code.startswith(tuple(select) or "") and not code.startswith(tuple(ignore))
        }
        return Pack(kept, self.problems)


def load_pack(folders: Sequence[Path] = ()) -> Pack:
    """The rules that ship with the program, then those of each folder; a code met again in a later folder is replaced.

    A rule with a fault is left out and told among the problems; all others are there.
    """
    loader = _Loader()
    for folder in (rules_folder(), *folders):
        loader.load(folder)
    return Pack(dict(sorted(loader.rules.items())), tuple(loader.problems))


class _Loader:
    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.problems: list[RuleProblem] = []
        self.met: dict[str, tuple[str, int]] = {}

    def load(self, folder: Path) -> None:
        self.met.clear()
        for path in sorted(path for path in folder.rglob("*") if path.suffix in (".yaml", ".yml") and path.is_file()):
            document = read(path)
            if isinstance(document, RuleProblem):
                self.problems.append(document)
            else:
                self.document(document)

    def document(self, document: Document) -> None:
        if not isinstance(document.data, list):
            self.problems.append(document.problem(RuleError("not-a-list")))
            return
        for number, data in enumerate(document.data):
            code = data.get("rule", "") if isinstance(data, dict) else ""
            try:
                self.rule(data, document, number)
            except RuleError as error:
                self.problems.append(document.problem(error.inside(number), code if isinstance(code, str) else ""))

    def rule(self, data: Data, document: Document, number: int) -> None:
        rule = validated(data)
        if rule.code in self.met:
            file, line = self.met[rule.code]
            raise RuleError("code-twice", ("rule",), code=rule.code, file=file, line=line)
        self.met[rule.code] = document.file, document.marks[number,].line + 1
        Program().add(rule)
        self.rules[rule.code] = rule


def validated(data: Data) -> Rule:
    """The rule that the data of a file say. Raises ``RuleError``."""
    if not isinstance(data, dict):
        raise RuleError("not-a-rule")
    try:
        return Rule.model_validate(data)
    except ValidationError as error:
        raise _first(error.errors()[0]) from None


def _first(fault: Mapping[str, Any]) -> RuleError:
    """The first fault that the schema found, as an error of ours."""
    path: tuple[str | int, ...] = fault["loc"]
    name = str(path[-1]) if path else ""
    if fault["type"] == "missing":
        return RuleError("missing-key", path[:-1], name=name)
    if fault["type"] == "extra_forbidden":
        return RuleError("unknown-key", path, name=name, meant=meant(name, _keys()))
    if fault["type"] in ("literal_error", "enum"):
        expected = fault["ctx"]["expected"]
        like = meant(str(fault["input"]), re.findall(r"'([^']+)'", expected))
        return RuleError("one-of", path, name=name, expected=expected.replace(" or ", ", "), meant=like)
    return RuleError("value", path, name=name, reason=fault["msg"])


def _keys() -> Iterable[str]:
    return (field.alias or name for name, field in Rule.model_fields.items())
