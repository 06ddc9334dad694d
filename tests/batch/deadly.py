"""Workers that end as a file tells them to, as a hostile file or a lack of memory would end them."""

import os
import signal
import time

from auditor.batch import work, workers
from auditor.parse.read import read_report as read

KILL, HANG, HOG = "kill-me", "hang", "hog"


def audit_files(files, setting):
    """Ends or stops the process for the files that are called so."""
    for file in files:
        if KILL in file.source:
            os.kill(os.getpid(), signal.SIGKILL)
        if HANG in file.source:
            time.sleep(600)
    return work.audit_files(files, setting)


def do(asked, setting):
    """The same for whatever is asked: files, and no page."""
    return work.do(asked, setting) if isinstance(asked, work.Page) else audit_files(asked, setting)


def read_report(source, data):
    """Takes more memory than a worker may have for the files that are called so."""
    return bytearray(2 * workers.MOST_MEMORY) if HOG in source else read(source, data)


def serve(pipe, setting):
    workers.do, work.read_report = do, read_report
    workers.serve(pipe, setting)


def in_cluster():
    from auditor.batch import cluster  # noqa: PLC0415 - Dask may not be installed

    cluster.audit_files = audit_files
