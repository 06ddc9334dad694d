"""``auditor chat``: the chat on a terminal. The store is opened when the first frame has been shown."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.catalogue.language import Language, language
from auditor.chat.app import ChatApp
from auditor.chat.history import History, state_folder
from auditor.cli.streams import fail
from auditor.cli.user import current_user

if TYPE_CHECKING:
    from auditor.chat.desk import Desk


def run(store: str, rules: Sequence[Path], by: str | None) -> int:
    """Chat until the person leaves; ends the run with code 2 where there is no terminal or no store."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        fail("error.no-terminal")
    lang = language()
    app = ChatApp(lambda: _connect(store, rules, by, lang), History(state_folder() / "history"), lang, store)
    problem = app.run()
    if problem is not None:
        _explain(problem)
    return app.return_code or 0


def _connect(url: str, rules: Sequence[Path], by: str | None, lang: Language) -> "Desk":
    from auditor.chat.desk import Desk  # noqa: PLC0415 - the first frame does not wait for it
    from auditor.rules.pack import load_pack  # noqa: PLC0415
    from auditor.store.open import open_store  # noqa: PLC0415

    return Desk(open_store(url, create=False), by or current_user(), lang, lambda: load_pack(rules))


def _explain(problem: Exception) -> None:
    from auditor.store.error import StoreError  # noqa: PLC0415

    if isinstance(problem, StoreError):
        fail(problem.key, **problem.details)
    raise problem
