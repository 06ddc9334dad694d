"""Many files end to end: reports a second with one and two workers, the cost of a report as they become more, memory.

    python -m benchmarks.batch [COUNT…]        default 1000 10000

The reports are made up (``auditor synth``): bodies, forms, layouts and faults vary. Each run reads, checks, stores, compares and
scores all of them into a new SQLite store, then writes what was found as text, as ``auditor audit`` does. The floor reads the
same files, tells numbers from text, sums and stores them in plain Python, in one process. Processor seconds are those of all
processes: on a machine that has other work they say more than the time that went by.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import Self

from auditor.batch.audit import Batch, Progress
from auditor.batch.stored import told
from auditor.batch.work import Setting, spare_collector
from auditor.batch.workers import Workers
from auditor.export import text
from auditor.rules.pack import load_pack
from auditor.source.walk import walk
from auditor.store.open import open_store
from auditor.synth.generate import Plan, write
from benchmarks import floor

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def main(counts: list[int]) -> None:
    """Measures each count with one and two workers, then the floor."""
    setting = Setting(load_pack())
    setting.pack.warm_up()
    spare_collector()
    for count in counts:
        with TemporaryDirectory() as folder:
            write(Plan(count), Path(folder) / "reports")
            plain = measure_floor(Path(folder))
            print(f"\n{count} reports; floor {plain * 1e3:.2f} ms a report")
            print(
                f"{'workers':>8}{'audit':>9}{'compare':>9}{'tell':>9}{'ratio':>8}{'all':>11}{'CPU':>9}{'worker':>9}{'parent':>9}{'store':>9}"
            )
            print(f"{'':8}{'ms':>9}{'ms':>9}{'ms':>9}{'':8}{'a second':>11}{'ms':>9}{'MB':>9}{'MB':>9}{'KB':>9}")
            for workers in (1, 2):
                measure(Path(folder), setting, workers, count, plain)


def measure(folder: Path, setting: Setting, workers: int, count: int, plain: float) -> None:
    """One run; prints milliseconds a report of each phase."""
    database = folder / f"{workers}.db"
    marks: dict[str, float] = {}

    def note(progress: Progress) -> None:
        marks.setdefault(progress.step, perf_counter())

    with open_store(f"sqlite:///{database}") as store:
        crew = Workers(replace(setting, ids=store.address_ids()), workers)
        pids = [worker.process.pid or 0 for worker in crew._idle]  # noqa: SLF001
        batch = Batch(store, setting, lambda *_: crew, on_progress=note)
        with Watch([os.getpid(), *pids]) as watch:
            start = perf_counter()
            with batch.run(walk([folder / "reports"], lambda _: None)) as manifest:
                compared = perf_counter()
                with (folder / "found.txt").open("w", encoding="utf-8") as out:
                    text.write(told(store, setting.pack, manifest, bare=True), out, setting.pack, "zh")
                end = perf_counter()
    audited = marks.get("compare", compared)
    phases = [audited - start, compared - audited, end - compared]
    each = [f"{seconds * 1e3 / count:9.2f}" for seconds in phases]
    size = sum(path.stat().st_size for path in folder.glob(f"{workers}.db*")) / 1024 / count
    memory = [max(watch.memory[pid] for pid in pids), watch.memory[os.getpid()]]
    print(
        f"{workers:8}{''.join(each)}{(end - start) / count / plain:8.1f}{count / (end - start):11.0f}"
        f"{watch.seconds * 1e3 / count:9.2f}{memory[0]:9.0f}{memory[1]:9.0f}{size:9.1f}"
    )


def measure_floor(folder: Path) -> float:
    """Seconds a report of plain Python."""
    paths = sorted((folder / "reports").rglob("*.txt"))[:1_000]
    plain = floor.new_store(folder / "floor.db")
    start = perf_counter()
    for number, path in enumerate(paths):
        cells = floor.read(path)
        floor.check(cells)
        floor.store(plain, number, cells)
    seconds = perf_counter() - start
    plain.close()
    return seconds / len(paths)


class Watch:
    """The processor time and the most memory of processes, looked at four times a second until they end."""

    def __init__(self, pids: list[int]) -> None:
        self.pids, self.stop = pids, Event()
        self.before = {pid: seconds for pid, seconds, _ in self._look()}
        self.after = dict(self.before)
        self.memory = dict.fromkeys(pids, 0.0)
        self.thread = Thread(target=self._watch)

    @property
    def seconds(self) -> float:
        """Processor seconds of all of them."""
        return sum(self.after.values()) - sum(self.before.values())

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join()

    def _watch(self) -> None:
        while not self.stop.wait(0.25):
            for pid, seconds, memory in self._look():
                self.after[pid] = seconds
                self.memory[pid] = max(self.memory[pid], memory)

    def _look(self) -> Iterator[tuple[int, float, float]]:
        """(pid, processor seconds, MB in memory) of those that are there."""
        for pid in self.pids:
            try:
                fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            yield pid, (int(fields[11]) + int(fields[12])) / _TICKS, int(fields[21]) * _PAGE / 2**20


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [1_000, 10_000])
