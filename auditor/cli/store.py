"""``auditor store``: brings a store up to date, and looks whether it is whole."""

from auditor.catalogue.text import text
from auditor.cli.rules import emit
from auditor.cli.streams import fail
from auditor.store.check import check
from auditor.store.error import StoreError
from auditor.store.open import open_store
from auditor.store.schema import HEAD


def upgrade(url: str) -> int:
    """Bring a store up to date; 0. Ends the run with code 2 where it cannot be done."""
    try:
        with open_store(url, create=False) as store:
            counts = store.counts()
    except StoreError as error:
        fail(error.key, **error.details)
    emit(text("cli.store.upgraded", version=HEAD, reports=counts.reports, findings=counts.findings) + "\n")
    return 0


def inspect(url: str) -> int:
    """Print what is wrong in a store; 0, or 1 where something is. Ends the run with code 2 where it cannot be opened."""
    try:
        with open_store(url, create=False) as store:
            faults = check(store)
    except StoreError as error:
        fail(error.key, **error.details)
    for fault in faults:
        key, _, table = fault.key.partition("no-report-")
        emit(text(f"cli.store.fault.{key or 'no-report'}", count=fault.times, example=fault.example, table=table) + "\n")
    if not faults:
        emit(text("cli.store.whole") + "\n")
    return int(bool(faults))
