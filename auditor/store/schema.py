"""The version of a store's tables: made, brought up to date, or refused.

A store at ``HEAD`` costs one SELECT; Alembic is imported only where there is something to do.
"""

import re

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError, ProgrammingError

from auditor.store.engine import shown, writing
from auditor.store.error import StoreError

HEAD = "0005"
"""The last revision in migrations/versions."""

_VERSION = text("SELECT version_num FROM alembic_version")
_OURS = re.compile(r"\d{4}")


def bring_up_to_date(engine: Engine) -> None:
    """Makes the tables of a new store and migrates an older one; either is done whole or not at all.

    Raises ``StoreError``: ``newer`` for a store of a later version of the program, ``foreign`` for a database of something
    else, and as engine and database do.
    """
    with engine.begin() as connection:
        if _version(connection) == HEAD:
            return
    with writing(engine).begin() as connection:
        _migrate(connection, _version(connection), shown(engine.url))


def _version(connection: Connection) -> str | None:
    try:
        with connection.begin_nested():
            return connection.execute(_VERSION).scalar()
    except (OperationalError, ProgrammingError):
        # Another process may just have made it.
        return connection.execute(_VERSION).scalar() if inspect(connection).has_table("alembic_version") else None


def _migrate(connection: Connection, version: str | None, url: str) -> None:
    if version is None and inspect(connection).get_table_names():
        raise StoreError("foreign", url=url)
    if version is not None and not _OURS.fullmatch(version):
        raise StoreError("foreign", url=url)
    if version is not None and version > HEAD:
        raise StoreError("newer", url=url, version=version)
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "auditor.store:migrations")
    command.upgrade(config, HEAD)
