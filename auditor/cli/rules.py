"""``auditor rules``: lists, explains, starts and documents rules. Data goes to standard output, all else to standard error."""

import json as encoder
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.cells import cell_len

from auditor.catalogue.language import language
from auditor.catalogue.text import name, text
from auditor.cli.streams import fail, say
from auditor.export.inert import inert, inert_json
from auditor.rules.docs import write
from auditor.rules.json_schema import json_schema
from auditor.rules.pack import Pack, load_pack
from auditor.rules.page import columns, head, parts
from auditor.rules.problem import meant
from auditor.rules.scaffold import scaffold
from auditor.rules.schema import Rule

_COLUMNS = ("code", "name", "family", "severity", "status", "tags", "pack")
_NAMED = ("severity", "status")
_CODE = re.compile(r"[A-Z]{2,6}-[0-9]{3}")


def load(folders: Sequence[Path]) -> Pack:
    """The rules that ship and those of folders or files, problems told. Ends the run with code 2 where one is not there."""
    for folder in folders:
        if not folder.exists():
            fail("error.no-such-path", path=folder)
    pack = load_pack(folders)
    for problem in pack.problems:
        say(problem.text(language()))
    for path in pack.empty:
        say(text("rules.empty", path=path))
    return pack


def emit(text: str) -> None:
    """Write text to standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def emit_json(data: object) -> None:
    """Write data to standard output as JSON on one line."""
    emit(inert_json(encoder.dumps(data, ensure_ascii=False)) + "\n")


# ---------------------------------------------------------------------- list, show


def list_rules(folders: Sequence[Path], asked: Mapping[str, Sequence[str]], *, json: bool) -> int:
    """Print the rules that fit all that is asked; 0, or 3 where a rule file is wrong."""
    pack = load(folders)
    rows = [columns(pack, rule, language()) for rule in pack.rules.values() if _fits(rule, asked)]
    if json:
        query = " ".join(f"{key}={','.join(values)}" for key, values in asked.items() if values)
        emit_json({"query": query, "columns": _COLUMNS, "rows": rows, "total": len(rows)})
    else:
        said = [[name(key, value) if key in _NAMED else value for key, value in zip(_COLUMNS, row, strict=True)] for row in rows]
        emit(_table([[text(f"rules.{key}") for key in _COLUMNS], *said]))
    return 3 if pack.problems else 0


def _fits(rule: Rule, asked: Mapping[str, Sequence[str]]) -> bool:
    said: dict[str, set[str]] = {
        "family": {rule.family},
        "severity": {rule.severity.value},
        "status": {rule.status},
        "tag": set(rule.tags),
    }
    return all(not values or said[key] & set(values) for key, values in asked.items())


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Rows with their columns in line; a Chinese character is two columns wide."""
    cells = [[inert(value) for value in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(value + " " * (width - cell_len(value)) for value, width in zip(row, widths, strict=True)) for row in cells
    )
    return "".join(f"{line.rstrip()}\n" for line in lines)


def show_rule(code: str, folders: Sequence[Path], *, json: bool) -> int:
    """Print what a rule is; a code that is no more leads to the one that came after it."""
    pack = load(folders)
    rule = pack.rules.get(code) or pack.rules.get(pack.current(code))
    if rule is None:
        like = meant(code, pack.rules)
        fail("error.no-code-meant" if like else "error.no-code", code=code, **({"meant": like} if like else {}))
    if rule.code != code or rule.code in pack.redirects:
        say(f"{code}: {text('rules.replaced', code=pack.current(code))}")
    if json:
        emit_json(rule.model_dump(mode="json", by_alias=True))
        return 0
    lines = [f"{rule.code}  {rule.name[language()]}", head(rule, language())]
    for title, below, _ in parts(rule, language()):
        lines += ["", title, *(f"  {inert(line)}" for line in below)]
    emit("\n".join(lines) + "\n")
    return 0


# ---------------------------------------------------------------------- new, schema, docs


def new_rule(code: str, file: Path | None) -> int:
    """Print a scaffold, or put it behind what is in a file."""
    if not _CODE.fullmatch(code):
        fail("error.code-form", code=code)
    pack = load([file] if file and file.exists() else [])
    if code in pack.rules:
        fail("error.code-used", code=code)
    if file is None:
        emit(scaffold(code))
        return 0
    try:
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(filter(None, (before, scaffold(code)))), encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        fail("error.output", path=file, reason=error)
    say(text("rules.written", path=file))
    return 0


def print_schema() -> int:
    """Print the JSON Schema of rule files."""
    emit(encoder.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0


def write_docs(folder: Path, folders: Sequence[Path]) -> int:
    """Write the pages of the rules; 0, or 3 where a rule file is wrong."""
    pack = load(folders)
    try:
        write(folder, pack)
    except OSError as error:
        fail("error.output", path=folder, reason=error.strerror or error)
    say(text("rules.written", path=folder))
    return 3 if pack.problems else 0
