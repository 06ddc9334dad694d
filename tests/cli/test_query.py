"""``auditor query`` as people call it."""

import csv
import io
import json

import pytest

from auditor.catalogue.language import use
from auditor.cli.app import app
from auditor.store.open import open_store
from tests.query.conftest import RUN, found, made


@pytest.fixture
def url(tmp_path):
    url = f"sqlite:///{tmp_path}/auditor.db"
    with open_store(url) as store:
        store.save([(made(), [found(made())])], RUN)
    return url


@pytest.fixture
def query(url, capsys):
    """Calls the command; gives (exit code, standard output, standard error)."""

    def call(*arguments, store=url):
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            app(["query", *arguments, "--store", store, "--lang", "en"])
        use(None)
        streams = capsys.readouterr()
        return ended.value.code, streams.out, streams.err

    return call


def test_an_answer_is_on_standard_output_and_nothing_else_is(query):
    code, out, err = query("count findings where severity = error")
    assert (code, out, err) == (0, "count\n1\n", "")


def test_json_has_query_columns_rows_and_total(query):
    code, out, _ = query("findings by severity, rule limit 1", "--format", "json")
    assert code == 0
    assert json.loads(out) == {
        "query": "findings by severity, rule limit 1",
        "columns": ["severity", "rule", "count"],
        "rows": [["error", "SUM-101", 1]],
        "total": 1,
    }


def test_csv_has_columns_and_rows(query):
    _, out, _ = query("cells", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["column"], row["value"], row["state"]) for row in rows] == [
        ("person", "5", "number"),
        ("company", "", "blank"),
        ("total", "7", "number"),
    ]


def test_limit_bounds_the_rows_and_not_the_total(query):
    _, out, _ = query("cells", "--format", "json", "--limit", "1")
    document = json.loads(out)
    assert (len(document["rows"]), document["total"]) == (1, 3)


def test_a_query_that_is_none_is_told_on_standard_error_with_exit_code_2(query):
    code, out, err = query("findings whre year = 2019")
    assert (code, out) == (2, "")
    assert err == (
        "error: “whre” cannot stand here\n  findings whre year = 2019\n           ^^^^\n"
        "  expected: where  by  order  limit\n  did you mean “where”?\n"
    )


def test_a_chinese_query_that_is_none_is_told_in_chinese(query):
    assert "此处应为：其中" in query("问题 其种 年度 = 2019")[2]


@pytest.mark.parametrize("arguments", [(), ("findings", "--script", "x")])
def test_there_is_either_a_query_or_a_script(query, arguments):
    code, _, err = query(*arguments)
    assert code == 2
    assert "--script" in err


def test_a_store_that_is_not_there_is_not_made(query, tmp_path):
    code, out, err = query("findings", store=f"sqlite:///{tmp_path}/none.db")
    assert (code, out) == (2, "")
    assert "run auditor audit first" in err
    assert not (tmp_path / "none.db").exists()


def test_an_empty_answer_says_on_standard_error_what_may_be_the_matter(query):
    code, out, err = query("count findings where body = 白纱镇")
    assert (code, out) == (0, "count\n0\n")
    assert "did you mean “白沙镇”?" in err


def test_a_decision_is_made_in_a_name(query):
    finding = found(made()).id
    assert query(f'dismiss {finding} because "counted otherwise"', "--as", "wang")[0] == 0
    assert "wang: dismissed because counted otherwise" in query(f"why {finding}")[1]


def test_a_script_is_answered_line_by_line_and_rows_are_those_of_the_answer_before(query, tmp_path):
    script = tmp_path / "script.txt"
    script.write_text("\ufefffindings by rule\n\n# the first\nfindings\nwhy 1\n", encoding="utf-8")
    code, out, err = query("--script", str(script))
    assert (code, err) == (0, "")
    assert "SUM-101  1\n" in out
    assert ["finding", found(made()).id] in [line.split() for line in out.splitlines()]


def test_a_script_ends_at_the_first_line_that_cannot_be_answered(query, tmp_path):
    script = tmp_path / "script.txt"
    script.write_text("count findings\nnonsense\ncount reports\n", encoding="utf-8")
    code, out, err = query("--script", str(script))
    assert (code, out) == (2, "count\n1\n")
    assert "“nonsense” cannot stand here" in err


def test_a_script_that_cannot_be_read_is_told(query, tmp_path):
    for path in (tmp_path / "none", tmp_path):
        assert query("--script", str(path))[0] == 2
