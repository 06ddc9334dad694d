"""A store in memory, in a file or on a server."""

from uuid import uuid4

import pytest

from auditor.store.open import open_store


@pytest.fixture
def store():
    with open_store("sqlite://") as made:
        yield made


@pytest.fixture
def served(postgresql):
    """A store on a PostgreSQL server."""
    with open_store(postgresql.database(f"across_{uuid4().hex}")) as made:
        yield made
