"""The tables are what the migrations make; only what is ours and not newer is touched."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, replace
from functools import partial
from importlib.resources import files
from multiprocessing import get_context

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, Table, create_engine, inspect, text

from auditor.model.report import Cell, Report, State
from auditor.store import schema
from auditor.store.check import check
from auditor.store.codec import STATES, pack, split, usual_raw
from auditor.store.error import StoreError
from auditor.store.open import RunInfo, open_store
from auditor.store.rows import report_fields
from auditor.store.tables import Row
from tests.store.conftest import only_sqlite


@contextmanager
def connected(url):
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def run_sql(url, *statements):
    with connected(url) as connection:
        for statement in statements:
            connection.execute(text(statement))


def insert(connection, name, **values):
    table = Table(name, MetaData(), autoload_with=connection)
    connection.execute(table.insert(), [values])


def tables(url):
    with connected(url) as connection:
        return set(inspect(connection).get_table_names())


def test_migrations_and_declared_tables_agree(store, url):
    with connected(url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_a_difference_between_them_would_be_seen(store, url):
    run_sql(url, "ALTER TABLE claims DROP COLUMN concept", "DROP INDEX ix_reports_body_year")
    with connected(url) as connection:
        assert len(compare_metadata(MigrationContext.configure(connection), Row.metadata)) == 2


@only_sqlite
def test_compact_tables_have_no_rowid(store, url):
    with connected(url) as connection:
        rows = connection.execute(text("SELECT name FROM pragma_table_list WHERE wr = 1")).scalars()
        assert set(rows) == {"outlines", "claims", "findings", "sketches", "bands", "totals"}


def test_head_is_the_last_step():
    config = Config()
    config.set_main_option("script_location", "auditor.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_the_steps_ship_with_the_package():
    steps = files("auditor.store.migrations") / "versions"
    assert any(step.name.startswith(schema.HEAD) for step in steps.iterdir())


def test_a_store_that_is_up_to_date_opens_without_alembic(store, url):
    program = (
        f"import sys; from auditor.store.open import RunInfo, open_store; open_store({url!r}); print('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"False\n"


def test_opening_twice_keeps_what_is_there(store, url, report_of, run):
    store.save([(report_of(), [])], run)
    with open_store(url) as again:
        assert again.report("0" * 64) == report_of()


def test_an_older_store_is_brought_up_to_date_and_keeps_what_is_in_it(url, monkeypatch):
    monkeypatch.setattr(schema, "HEAD", "0001")
    open_store(url).close()
    run_sql(url, "INSERT INTO runs (started, program, parser, rule_set) VALUES ('2020-04-01', '1', '1', 'abc')")
    assert "decisions" not in tables(url)
    monkeypatch.undo()
    open_store(url).close()
    with connected(url) as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []
        assert connection.execute(text("SELECT rule_set FROM runs")).scalars().all() == ["abc"]


UNWEIGHED = {"letters": None, "own_letters": None, "prose": ""}
"""What sections were not read for then."""


def test_cells_and_sections_of_an_older_store_are_taken_over(url, report_of, finding_of, run, monkeypatch):
    report = report_of()
    record = pack({"tables": [], "diagnostics": []})
    monkeypatch.setattr(schema, "HEAD", "0004")
    open_store(url).close()
    with connected(url) as connection:
        insert_old = partial(insert, connection)
        insert_old("runs", id=1, started=run.started, program="1", parser="1", rule_set="abc")
        insert_old("reports", id=1, run_id=1, **(report_fields(report) | {"parser": "1", "rule_set": "abc"}))
        insert_old("readings", report_id=1, record=record)
        for position, section in enumerate(report.sections):
            kept = {name: value for name, value in asdict(section).items() if name not in UNWEIGHED}
            insert_old("sections", report_id=1, position=position, **kept)
        for position, cell in enumerate(report.cells):
            address, rest = dict(zip(("table", "row", "column"), cell[:3], strict=True)), cell._asdict()
            insert_old("addresses", id=position + 1, **address)
            number, exact = split(cell.value)
            raw = None if cell.raw == usual_raw(cell.value) else cell.raw
            kept = {"value": number, "exact": exact, "raw": raw, "state": STATES.index(cell.state)}
            rest = {name: rest[name] for name in ("unit", "line", "inherited")}
            insert_old("cells", report_id=1, address_id=position + 1, position=position, **kept, **rest)
        found = finding_of(report)
        nothing = {"position": 0, "family": "SUM", "gone": False, "discriminator": ""}
        insert_old("findings", report_id=1, id=found.id, rule=found.rule, severity="error", status="open", **nothing)
    monkeypatch.undo()
    with open_store(url) as store:
        kept = store.report(report.sha256)
        assert (kept.cells, kept.sections) == (report.cells, [replace(one, **UNWEIGHED) for one in report.sections])
        assert check(store) == []


@only_sqlite
def test_an_empty_file_becomes_a_store(tmp_path, url):
    (tmp_path / "auditor.db").touch()
    open_store(url).close()
    assert tables(url) == {*Row.metadata.tables, "alembic_version"}


def test_a_newer_store_is_refused_and_left_as_it_is(url):
    open_store(url).close()
    run_sql(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert (caught.value.key, caught.value.details["version"]) == ("store.newer", "9999")


@only_sqlite
@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE music (title TEXT)"],
        ["CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('1a2b3c4d5e6f')"],
    ],
)
def test_a_database_of_something_else_is_refused_and_left_as_it_is(tmp_path, url, statements):
    run_sql(url, *statements)
    before = (tmp_path / "auditor.db").read_bytes()
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.key == "store.foreign"
    assert (tmp_path / "auditor.db").read_bytes() == before


def test_a_migration_that_fails_leaves_nothing_behind(url, monkeypatch):
    monkeypatch.setattr("alembic.op.create_index", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_store(url)
    assert tables(url) == set()


def make_and_fill(url, number):
    cell = Cell("review", f"row{number}", "total", "1", 1, State.NUMBER, None, 1)
    mine = Report(f"{number}.txt", f"{number:064}", cells=[cell])
    with open_store(url) as store:
        store.save([(mine, []), (Report("shared.txt", "f" * 64), [])], RunInfo("1", "abc"))
        return store.report(mine.sha256) == mine


def test_processes_that_make_and_fill_the_same_store_at_once_do_not_disturb_each_other(url):
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        assert all(pool.map(make_and_fill, [url] * 12, range(12)))
    with open_store(url) as store:
        assert store.counts().reports == 13
