"""The tables are what the migrations make; only what is ours and not newer is touched."""

import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.resources import files
from multiprocessing import get_context

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from auditor.store import schema
from auditor.store.error import StoreError
from auditor.store.open import open_store
from auditor.store.tables import Row


def run_sql(url, *statements):
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def tables(url):
    return set(inspect(create_engine(url)).get_table_names())


def test_migrations_and_declared_tables_agree(store, url):
    with create_engine(url).connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Row.metadata) == []


def test_a_difference_between_them_would_be_seen(store, url):
    run_sql(url, "ALTER TABLE claims DROP COLUMN concept", "DROP INDEX ix_reports_body_year")
    with create_engine(url).connect() as connection:
        assert len(compare_metadata(MigrationContext.configure(connection), Row.metadata)) == 2


def test_compact_tables_have_no_rowid(store, url):
    with create_engine(url).connect() as connection:
        rows = connection.execute(text("SELECT name FROM pragma_table_list WHERE wr = 1")).scalars()
        assert set(rows) == {"sections", "cells", "claims", "findings"}


def test_head_is_the_last_step():
    config = Config()
    config.set_main_option("script_location", "auditor.store:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == schema.HEAD


def test_the_steps_ship_with_the_package():
    steps = files("auditor.store.migrations") / "versions"
    assert any(step.name.startswith(schema.HEAD) for step in steps.iterdir())


def test_a_store_that_is_up_to_date_opens_without_alembic(store, url):
    program = f"import sys; from auditor.store.open import open_store; open_store({url!r}); print('alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"False\n"


def test_opening_twice_keeps_what_is_there(store, url, report_of, run):
    store.save([(report_of(), [])], run)
    with open_store(url) as again:
        assert again.report("0" * 64) == report_of()


def test_an_older_store_is_brought_up_to_date(url):
    run_sql(url, "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)")
    open_store(url).close()
    assert tables(url) == {*Row.metadata.tables, "alembic_version"}


def test_a_newer_store_is_refused_and_left_as_it_is(url):
    open_store(url).close()
    run_sql(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert (caught.value.key, caught.value.details["version"]) == ("store.newer", "9999")


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE music (title TEXT)"],
        ["CREATE TABLE alembic_version (version_num TEXT)", "INSERT INTO alembic_version VALUES ('1a2b3c4d5e6f')"],
    ],
)
def test_a_database_of_something_else_is_refused_and_left_as_it_is(url, statements):
    run_sql(url, *statements)
    before = tables(url)
    with pytest.raises(StoreError) as caught:
        open_store(url)
    assert caught.value.key == "store.foreign"
    assert tables(url) == before


def test_a_migration_that_fails_leaves_nothing_behind(url, monkeypatch):
    monkeypatch.setattr("alembic.op.create_index", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        open_store(url)
    assert tables(url) == set()


def open_and_close(url):
    open_store(url).close()


def test_processes_that_make_the_same_store_at_once_do_not_disturb_each_other(url):
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        assert list(pool.map(open_and_close, [url] * 8)) == [None] * 8
    assert tables(url) == {*Row.metadata.tables, "alembic_version"}
