"""docs/*.md keep what they promise."""

import re
import shlex
from pathlib import Path
from shutil import copytree

import pytest

from auditor.cli.app import app
from auditor.rules.pack import load_pack

ROOT = Path(__file__).parents[2]
PAGES = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
BLOCK = re.compile(r"^ *```([\w ]+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
LINKS = [(page, path) for page, text in PAGES.items() for path in re.findall(r"\]\((?!http)([^)#]+)[^)]*\)", text)]
RULE = next(text for kind, text in BLOCK.findall(PAGES["add-a-rule"]) if kind == "yaml")


def run(line, capsys):
    program, *arguments = shlex.split(line)
    assert program == "auditor"
    with pytest.raises(SystemExit) as ended:
        app(arguments)
    return ended.value.code, capsys.readouterr()


@pytest.mark.parametrize(("page", "path"), LINKS)
def test_links_lead_somewhere(page, path):
    assert (ROOT / "docs" / path).exists()


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:auditor|grammar|rules|tests|corpus)/[\w./-]*)", "".join(PAGES.values()))))
)
def test_what_is_named_is_there(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_work_as_written(page, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    copytree(ROOT / "corpus", tmp_path / "corpus")
    for kind, text in BLOCK.findall(PAGES[page]):
        if kind == "yaml":
            Path("my-rules/own.yaml").write_text(text, encoding="utf-8")
        for line in text.splitlines() if kind.startswith("sh ") else ():
            code, said = run(line, capsys)
            assert code == kind.endswith(" fails"), (line, said.err)
            if code:
                (told,) = [shown for kind, shown in BLOCK.findall(PAGES[page]) if kind == "text"]
                assert said.out.startswith(told)


@pytest.mark.parametrize(("faulty", "told"), re.findall(r"^\| `(.+?)` \| (.+) \|$", PAGES["add-a-rule"], re.MULTILINE))
def test_the_messages_are_those_that_are_printed(faulty, told, tmp_path):
    key = faulty.partition(":")[0]
    changed = re.sub(rf"^  {key}:.*\n(?:    .*\n)*", f"  {faulty}\n".replace("\\", ""), RULE, flags=re.MULTILINE)
    (tmp_path / "own.yaml").write_text(changed, encoding="utf-8")
    (problem,) = load_pack([tmp_path]).problems
    message, _, meant = told.partition(" … ")
    assert problem.message("en") == message
    assert meant in problem.text("en")


def test_each_step_alone_in_python(monkeypatch):
    monkeypatch.chdir(ROOT)
    (steps,) = [text for kind, text in BLOCK.findall(PAGES["architecture"]) if kind == "python"]
    found = {}
    exec(steps, found)  # noqa: S102 - a page of ours
    assert found["pieces"].layout == "tab"
    assert (found["report"].body, found["report"].year) == ("丽水市", 2019)
    assert {one.rule for one in found["findings"]} >= {"SUM-101", "BLK-106"}
    assert found["points"].value < found["points"].full
    assert len(found["audited"]) == 1
    assert ("SUM-101", 2) in [row[:2] for row in found["rows"]]
