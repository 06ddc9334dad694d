"""Reads folders of rule files: every rule checked by itself, what is wrong told with its place, the rest kept."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from auditor.rules.files import Data, Document, read
from auditor.rules.problem import RuleError, RuleProblem, meant
from auditor.rules.program import Compiled, Program, compile_rule
from auditor.rules.schema import CODE, PackFile, Rule
from auditor.rules.scoring import SCORING_FILE, Scheme
from auditor.rules.second.program import SecondProgram
from auditor.rules.second.schema import SecondRule

PACK_FILE = "pack.yaml"
_SUFFIXES = (".yaml", ".yml")
_Model = TypeVar("_Model", bound=BaseModel)


class Source(NamedTuple):
    """Where a rule comes from: its file, which of the file's rules it is, and the pack whose ``pack.yaml`` is nearest."""

    document: Document
    number: int
    pack: PackFile | None = None

    def problem(self, error: RuleError, code: str) -> RuleProblem:
        """An error of this rule with its place in the file."""
        return self.document.problem(error.inside(self.number), code)


class Redirect(NamedTuple):
    """That one code leads to another, and where a file says so; ``renames`` where the rule is the same under another code."""

    to: str
    document: Document
    path: tuple[str | int, ...]
    renames: bool


class Loader:
    """What was read so far. A code met again in a later folder replaces the rule; twice in one folder is an error."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self.compiled: dict[str, list[Compiled]] = {}
        self.second: dict[str, SecondRule] = {}
        self.sources: dict[str, Source] = {}
        self.redirects: dict[str, Redirect] = {}
        self.scoring: Scheme | None = None
        self.problems: list[RuleProblem] = []
        self.empty: list[str] = []
        self._met: dict[str, tuple[str, int]] = {}
        self._packs: dict[Path, PackFile] = {}

    def load(self, folder: Path) -> None:
        """Read a rule file, or all of a folder and the folders in it."""
        self._met.clear()
        paths = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.suffix in _SUFFIXES)
        if not paths:
            self.empty.append(str(folder))
        for path in sorted(paths, key=lambda path: path.name != PACK_FILE):
            document = read(path)
            if isinstance(document, RuleProblem):
                self.problems.append(document)
            elif path.name == PACK_FILE:
                self._pack(document, path.parent)
            elif path.name == SCORING_FILE:
                self._scoring(document)
            else:
                self._document(document, next((self._packs[at] for at in path.parents if at in self._packs), None))

    def finish(self) -> None:
        """Tell what only the whole can show: names of rules that are not there, and codes that lead round in a circle."""
        self._check_follows()
        for code in list(self.redirects):
            if code in self.redirects:
                self._check_redirect(code)

    # ------------------------------------------------------------------ files

    def _pack(self, document: Document, folder: Path) -> None:
        try:
            self._packs[folder] = pack = validated(document.data, PackFile)
        except RuleError as error:
            self.problems.append(document.problem(error))
            return
        for code, to in pack.redirects.items():
            self.redirects[code] = Redirect(to, document, ("redirects", code), renames=True)

    def _scoring(self, document: Document) -> None:
        try:
            self.scoring = validated(document.data, Scheme)
        except RuleError as error:
            self.problems.append(document.problem(error))

    def _document(self, document: Document, pack: PackFile | None) -> None:
        if not document.data:
            self.empty.append(document.file)
            return
        if not isinstance(document.data, list):
            self.problems.append(document.problem(RuleError("not-a-list")))
            return
        for number, data in enumerate(document.data):
            code = data.get("rule", data.get("second", "")) if isinstance(data, dict) else ""
            source = Source(document, number, pack)
            try:
                if isinstance(data, dict) and "second" in data:
                    self._second(data, source)
                else:
                    self._rule(data, source)
            except RuleError as error:
                self.problems.append(source.problem(error, code if isinstance(code, str) else ""))

    def _rule(self, data: Data, source: Source) -> None:
        rule = validated(data, Rule)
        self._meet(rule.code, "rule", source)
        if source.pack and source.pack.province and not rule.provinces:
            rule = rule.model_copy(update={"provinces": (source.pack.province,)})
        parts = compile_rule(rule)
        Program().put(parts)
        self.compiled[rule.code] = parts
        self.rules[rule.code], self.sources[rule.code] = rule, source
        self.redirects.pop(rule.code, None)
        if rule.replaced_by and rule.status == "deprecated":
            self.redirects[rule.code] = Redirect(rule.replaced_by, source.document, (source.number, "replaced_by"), renames=False)

    def _second(self, data: Data, source: Source) -> None:
        rule = validated(data, SecondRule)
        self._meet(rule.key, "second", source)
        SecondProgram([rule])
        self.second[rule.key], self.sources[rule.key] = rule, source

    def _meet(self, code: str, key: str, source: Source) -> None:
        """Refuse a code that this folder has already."""
        if code in self._met:
            file, line = self._met[code]
            raise RuleError("code-twice", (key,), code=code, file=file, line=line)
        self._met[code] = source.document.file, source.document.marks[source.number,].line + 1

    # ------------------------------------------------------------------ the whole

    def _check_follows(self) -> None:
        """Leave out rules of the second stage that name a rule which is not there."""
        for key, second in list(self.second.items()):
            for at, code in enumerate(second.follows):
                if code not in self.rules:
                    error = RuleError("unknown-rule", ("follows", at), name=code, meant=meant(code, self.rules))
                    self.problems.append(self.sources[key].problem(error, key))
                    self.second.pop(key)
                    break

    def _check_redirect(self, code: str) -> None:
        """Leave out redirects that end at no rule."""
        met, first = [code], self.redirects[code]
        while (at := self.redirects.get(met[-1])) and met.count(met[-1]) == 1:
            met.append(at.to)
        error = None
        if met.count(met[-1]) > 1:
            error = RuleError("redirect-cycle", first.path, chain=" → ".join(met))
        elif met[-1] not in self.rules:
            error = RuleError("unknown-rule", first.path, name=met[-1], meant=meant(met[-1], self.rules))
        if error:
            self.problems.append(first.document.problem(error, code))
            for one in met:
                self.redirects.pop(one, None)


def validated(data: Data, model: type[_Model]) -> _Model:
    """What the data of a file say, as a rule, a rule of the second stage or a pack. Raises ``RuleError``."""
    if not isinstance(data, dict):
        raise RuleError("not-a-rule")
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = error.errors()
        # A key that is misspelt is also missed under its right name.
        raise _told(next((one for one in faults if one["type"] == "extra_forbidden"), faults[0]), model) from None


def _told(fault: Mapping[str, Any], model: type[BaseModel]) -> RuleError:  # noqa: PLR0911 - one for each kind of fault
    """A fault that the schema found, as an error of ours."""
    path: tuple[str | int, ...] = fault["loc"]
    name = str(path[-1]) if path else ""
    if fault["type"] == "missing":
        return RuleError("missing-key", path[:-1], name=name)
    if fault["type"] == "extra_forbidden":
        return RuleError("unknown-key", path, name=name, meant=meant(name, _keys(model, path)))
    if fault["type"] in ("literal_error", "enum"):
        expected = fault["ctx"]["expected"]
        like = meant(str(fault["input"]), re.findall(r"'([^']+)'", expected))
        return RuleError("one-of", path, name=name, expected=expected.replace(" or ", ", "), meant=like)
    said = fault.get("ctx", {})
    if fault["type"] == "string_pattern_mismatch" and said["pattern"] == CODE:
        return RuleError("no-code", path, name=str(fault["input"]))
    if fault["type"] in ("greater_than_equal", "less_than_equal"):
        return RuleError("beyond", path, name=name, limit=str(said.get("ge", said.get("le"))))
    if fault["type"] == "tuple_type":
        return RuleError("no-list", path, name=name, found=str(fault["input"]))
    if fault["type"] in ("int_parsing", "decimal_parsing"):
        return RuleError("no-number", path, name=name)
    return RuleError("value", path, name=name, reason=fault["msg"])


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> Iterable[str]:
    """The keys that may stand where one is unknown: those of the model, or of an example in it."""
    if "examples" in path:
        model = model.model_fields["examples"].annotation.__args__[0]  # type: ignore[union-attr]
    return (field.alias or name for name, field in model.model_fields.items())
