import os
import signal
import time

import pytest

from auditor.batch import workers
from auditor.batch.crew import CrewError, Task
from auditor.batch.persist import work_through
from auditor.batch.work import Bytes, audit_files
from auditor.batch.workers import Workers
from auditor.model.report import Reading
from tests.batch import deadly
from tests.batch.conftest import CLEAN, WRONG


def tasks(names, size):
    content = {name: Bytes(name, f"{WRONG}\n{name}\n".encode()) for name in names}
    return [Task([content[name] for name in names[start : start + size]]) for start in range(0, len(names), size)]


def done(crew, names, size=4, time_limit=60.0):
    """Name → (reading, codes of what was noted or found) of every file, and no file twice."""
    found = {}
    for audited in work_through(tasks(names, size), crew, time_limit):
        for report, findings in audited:
            assert report.source not in found
            codes = [one.code for one in report.diagnostics] or [one.rule for one in findings]
            found[report.source] = report.reading, codes[:1]
    return found


@pytest.fixture
def crew(setting):
    """Makes a crew and ends it."""
    made = []

    def make(count=2, **options):
        made.append(Workers(setting, count, **options))
        return made[0]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def deadly_crew(crew, monkeypatch):
    monkeypatch.setattr(workers, "serve", deadly.serve)
    return crew


SOUND = Reading.READ, ["SUM-101"]
NAMES = [f"{number}.txt" for number in range(10)]


def test_all_that_is_given_is_done_by_several_processes(crew):
    assert done(crew(), NAMES) == dict.fromkeys(NAMES, SOUND)


def test_what_a_process_finds_is_what_this_one_finds(crew, setting):
    files = [Bytes("好.txt", CLEAN.encode()), Bytes("差.txt", WRONG.encode()), Bytes("空.txt", b"")]
    (found,) = work_through([Task(files)], crew(1), 60.0)
    assert found == audit_files(files, setting)


def test_a_file_that_ends_its_worker_is_told_and_no_other_suffers(deadly_crew):
    names = [*NAMES, deadly.KILL]
    found = done(deadly_crew(), names)
    assert found.pop(deadly.KILL) == (Reading.UNREADABLE, ["PARSE-KILLED"])
    assert found == dict.fromkeys(NAMES, SOUND)


def test_a_file_that_takes_too_much_memory_is_told_and_its_worker_goes_on(deadly_crew):
    names = [*NAMES[:5], deadly.HOG]
    found = done(deadly_crew(1), names)
    assert found.pop(deadly.HOG) == (Reading.UNREADABLE, ["PARSE-CRASH"])
    assert found == dict.fromkeys(NAMES[:5], SOUND)


def test_a_file_that_takes_too_long_is_told_and_no_other_suffers(deadly_crew):
    names = [*NAMES[:5], deadly.HANG]
    found = done(deadly_crew(time_limit=2.0), names, time_limit=2.0)
    assert found.pop(deadly.HANG) == (Reading.UNREADABLE, ["PARSE-TIMEOUT"])
    assert found == dict.fromkeys(NAMES[:5], SOUND)


def test_a_worker_that_someone_kills_costs_nothing(crew):
    working = crew()
    pids = [worker.process.pid for worker in working._idle]
    coming = work_through(tasks(NAMES, 1), working, 60.0)
    names = [report.source for report, _ in next(coming)]
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    results = [one for audited in coming for one in audited]
    assert sorted(names + [report.source for report, _ in results]) == NAMES
    assert {report.reading for report, _ in results} == {Reading.READ}


def test_workers_end_with_the_crew(setting):
    crew = Workers(setting, 2)
    processes = [worker.process for worker in crew._idle]
    crew.close()
    assert not any(process.is_alive() for process in processes)


def test_workers_that_cannot_start_end_the_run(crew, monkeypatch):
    monkeypatch.setattr(workers, "serve", time.sleep)
    with pytest.raises(CrewError, match="exit code 1"):
        done(crew(), NAMES)
