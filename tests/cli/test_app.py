"""The program as a whole, as people call it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor import __version__
from auditor.cli.app import app

ROOT = Path(__file__).parents[2]


def called(*arguments, env=None, code="from auditor.cli.app import main; main()", **options):
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv[0] = 'auditor'; {code}", *arguments],
        capture_output=True,
        env=os.environ | {"AUDITOR_LANG": "en"} | (env or {}),
        encoding="utf-8",
        check=False,
        **options,
    )


def test_the_version_is_told_without_loading_what_an_audit_needs():
    heavy = ["lark", "sqlalchemy", "sqlmodel", "pydantic", "opencc", "durable", "rich"]
    loaded = f"import atexit; atexit.register(lambda: print([one for one in {heavy} if one in sys.modules])); "
    done = called("--version", code=loaded + "from auditor.cli.app import main; main()")
    assert (done.returncode, done.stdout) == (0, f"{__version__}\n[]\n")


def test_python_runs_the_package():
    command = [sys.executable, "-m", "auditor", "--version"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (0, f"{__version__}\n")


def test_without_a_command_there_is_help_and_exit_code_2():
    done = called()
    assert done.returncode == 2
    assert "Usage: auditor" in done.stdout


@pytest.mark.parametrize("command", [one.name for one in app.registered_commands])
@pytest.mark.parametrize(("lang", "example"), [("zh", "例："), ("en", "Examples:")])
def test_every_command_has_help_with_an_example_in_both_languages(command, lang, example, capsys):
    with pytest.raises(SystemExit) as ended:
        app([command, "--lang", lang, "--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert example in told
    assert f"  auditor {command} " in told
    assert "cli." not in told


def test_the_help_follows_the_language_of_the_system():
    assert "显示版本号" in called("--help", env={"AUDITOR_LANG": "", "LC_ALL": "zh_CN.UTF-8"}).stdout


def test_an_engine_that_cannot_be_imported_is_explained_with_the_flags_to_build_it():
    blocked = "sys.modules['durable.engine'] = None; from auditor.cli.app import main; main()"
    for lang, word in (("en", "cannot be imported"), ("zh", "无法导入")):
        done = called("audit", str(ROOT / "corpus"), "--store", "sqlite://", "--lang", lang, code=blocked)
        assert (done.returncode, done.stdout) == (2, "")
        assert word in done.stderr
        assert "CPPFLAGS='-O2 -DPyEval_CallObject=PyObject_CallObject' pip install" in done.stderr


def test_a_reader_that_leaves_early_is_no_error(tmp_path):
    program = f"{sys.executable} -c 'from auditor.cli.app import main; main()'"
    store = f"sqlite:///{tmp_path}/a.db"
    done = subprocess.run(
        ["bash", "-c", f"{program} audit corpus --format json --fail-on never --store {store} | true; echo ${{PIPESTATUS[0]}}"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout == "0\n"
    assert "Traceback" not in done.stderr
    assert "Error" not in done.stderr
