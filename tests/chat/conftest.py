"""A chat without a terminal: a store of sample reports, an app that is driven, and its screen as text."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from auditor.chat.app import ChatApp
from auditor.chat.block import Grid
from auditor.chat.desk import Desk
from auditor.chat.history import History
from auditor.chat.prompt import Prompt
from auditor.parse.read import read_report
from auditor.rules.check import check
from auditor.store.open import open_store
from tests.query.conftest import CORPUS, COUNTED, PACK, RUN

_STEP = 0.02
_PATIENCE = 20.0


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A working directory with the sample reports and the store of their audit."""
    monkeypatch.chdir(tmp_path)
    for name in COUNTED.split():
        shutil.copy(CORPUS / f"{name}.txt", tmp_path)
    with open_store("sqlite:///auditor.db") as store:
        reports = [read_report(f"{name}.txt", Path(f"{name}.txt").read_bytes()) for name in COUNTED.split()]
        store.save([(report, check(report, PACK)) for report in reports], RUN)
    return tmp_path


@pytest.fixture
def desk(folder):
    with open_store("sqlite:///auditor.db") as store:
        yield Desk(store, "王审计", "en", lambda: PACK)


class Driver:
    """Types, waits, and looks at the screen as a person would."""

    def __init__(self, app: ChatApp, pilot: Pilot) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> str:
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    async def until(self, holds: Callable[[], object]) -> None:
        for _ in range(int(_PATIENCE / _STEP)):
            if holds():
                await self.pilot.pause()
                return
            await self.pilot.pause(_STEP)
        raise AssertionError(self.screen)

    async def sees(self, text: str) -> None:
        await self.until(lambda: text in self.screen)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        for char in text:
            await self.pilot.press(char)

    async def ask(self, question: str) -> None:
        """Put a question, and wait for the whole of the answer."""
        self.app.query_one(Prompt).focus()
        self.app.query_one(Prompt).put(question)
        asked = len(self.app.desk.exchanges) if self.app._opened.is_set() else 0
        await self.press("enter")
        await self.until(lambda: self.app._opened.is_set() and len(self.app.desk.exchanges) > asked and not self.busy)

    @property
    def busy(self) -> bool:
        return any(not worker.is_finished for worker in self.app.workers)

    async def idle(self) -> None:
        await self.until(lambda: not self.busy)

    @property
    def grid(self) -> Grid:
        return self.app.transcript.grids()[-1]


@pytest.fixture
def chat(folder):
    """Runs a session: ``chat(steps, size, lang)`` hands ``steps`` a driver; gives the app."""

    @asynccontextmanager
    async def driven(size: tuple[int, int], lang: str):
        opened = []

        def connect():
            opened.append(open_store("sqlite:///auditor.db", create=False))
            return Desk(opened[0], "王审计", lang, lambda: PACK)

        app = ChatApp(connect, History(folder / "state" / "history"), lang, "auditor.db")
        async with app.run_test(size=size, notifications=True) as pilot:
            app.query_one(Prompt).cursor_blink = False
            driver = Driver(app, pilot)
            await driver.idle()
            yield driver
        for store in opened:
            store.close()

    def run(steps: Callable[[Driver], Coroutine], size: tuple[int, int] = (80, 24), lang: str = "en") -> ChatApp:
        async def whole() -> ChatApp:
            async with driven(size, lang) as driver:
                await steps(driver)
                return driver.app

        return asyncio.run(whole())

    return run
