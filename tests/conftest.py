"""What every test starts from."""

from collections.abc import Iterator

import pytest

from auditor.catalogue.language import use
from tests.postgresql import Server, server


@pytest.fixture(autouse=True)
def language_of_the_environment() -> Iterator[None]:
    """A language that one test chose is not the next one's."""
    use(None)
    yield
    use(None)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server for the whole run."""
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    with server() as running:
        if running is None:
            pytest.skip("PostgreSQL's server programs (initdb, pg_ctl) are not on this machine")
        yield running
