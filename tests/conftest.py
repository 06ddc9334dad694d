"""What every test starts from."""

from collections.abc import Iterator

import pytest

from auditor.catalogue.language import use


@pytest.fixture(autouse=True)
def language_of_the_environment() -> Iterator[None]:
    """A language that one test chose is not the next one's."""
    use(None)
    yield
    use(None)
