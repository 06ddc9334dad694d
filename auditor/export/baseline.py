"""A baseline: the JSON document of an earlier audit, beside which only what is new counts."""

import json
from pathlib import Path


class BaselineError(Exception):
    """A file that is no baseline. ``key`` names the text for people (``baseline.read``), ``details`` fill it."""

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key, self.details = key, details


def read_baseline(path: Path) -> frozenset[str]:
    """The ids of the findings in a document of ``audit --format json``. Raises ``BaselineError``."""
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise BaselineError("baseline.read", path=path, reason=error.strerror or error) from error
    except (ValueError, RecursionError) as error:
        raise BaselineError("baseline.foreign", path=path) from error
    try:
        ids = [finding["id"] for report in document["reports"] for finding in report["findings"]]
    except (TypeError, KeyError) as error:
        raise BaselineError("baseline.foreign", path=path) from error
    if not all(isinstance(one, str) for one in ids):
        raise BaselineError("baseline.foreign", path=path)
    return frozenset(ids)
