"""README.md keeps what it promises."""

import re
import shlex
from pathlib import Path

import pytest

from auditor.cli.app import app
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.rules.pack import load_pack
from auditor.rules.waiver_file import parse_waivers
from tests.writer import report, zeros

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```([\w ]*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_code_block_is_the_two_commands():
    assert BLOCKS[0] == ("", "make audit\nmake test\n")


@pytest.mark.parametrize("target", ["audit", "test", "check"])
def test_what_it_says_of_make_is_in_the_makefile(target):
    assert f"make {target}" in README
    assert re.search(rf"^{target}: \$\(VENV\)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_rule_of_five_lines_runs(tmp_path):
    (rule,) = [text for kind, text in BLOCKS if kind == "yaml"]
    assert len(rule.splitlines()) == 5
    (tmp_path / "own.yaml").write_text(rule, encoding="utf-8")
    pack = load_pack([tmp_path]).select(["VAL-901"])
    assert pack.problems == ()
    figures = zeros("2019") | {("applications", "granted", "person"): "1"}
    found = check(read_report("a.txt", report(figures, "2019", "tab").encode()), pack)
    assert "person" not in {one.place.column for one in found}
    assert len(found) == 6


def test_the_waiver_is_one():
    (waivers,) = [text for kind, text in BLOCKS if kind == "toml"]
    (waiver,) = parse_waivers(waivers)
    assert (waiver.rule, waiver.year, waiver.address.columns) == ("BLK-1", 2019, {"person"})


@pytest.mark.parametrize("path", re.findall(r"\]\((?!http)([^)]+)\)", README))
def test_links_lead_somewhere(path):
    assert (ROOT / path).exists()


def commands(group, before="auditor"):
    yield from (f"{before} {one.name}" for one in group.registered_commands)
    for below in group.registered_groups:
        yield from commands(below.typer_instance, f"{before} {below.typer_instance.info.name}")


@pytest.mark.parametrize("command", list(commands(app)))
def test_every_command_is_documented(command):
    assert command in README


WAYS = {kind.removeprefix("sh "): text.splitlines() for kind, text in BLOCKS if kind.startswith("sh ")}


@pytest.mark.parametrize("way", ["auditor", "author", "office"])
def test_the_commands_of_each_way_of_use_work_as_written(way, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for line in WAYS[way]:
        program, *arguments = shlex.split(line)
        assert program == "auditor"
        with pytest.raises(SystemExit) as ended:
            app(arguments)
        assert ended.value.code == 0, (line, capsys.readouterr().err)
