"""What queries cost on a large store, beside the same read by sqlite3 with SQL written by hand, in the same run.

    python -m benchmarks.query [REPORTS] [STORE]        default 100000, a store that is made and thrown away

Makes a store of so many reports with ten findings each, then prints milliseconds: the median and the 95th percentile of several
rounds, the floor's median, and their ratio. First pages are the first 50 rows and no count; the total is a query of its own.
"""

import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from auditor.query.complete import Completer
from auditor.query.session import Session
from auditor.rules.pack import load_pack
from auditor.store.open import open_store

_ROUNDS = 20
_PAGE = 50
_YEARS = 5
_FINDINGS = 10
_HELD = "f.gone = 0 AND r.superseded_by IS NULL"
_JOIN = "FROM findings f JOIN reports r ON r.id = f.report_id WHERE " + _HELD
_LIST = f"SELECT f.*, r.body, r.year {_JOIN} AND {{}} ORDER BY f.report_id, f.position LIMIT {_PAGE}"
_GROUP = "SELECT {0}, count(*) " + _JOIN + " {1} GROUP BY {0}"

PAGES = {
    "findings where body = 机构777县": "r.body = '机构777县'",
    "findings where year = 2020": "r.year = 2020",
    "findings where rule = BLK-101": "f.rule = 'BLK-101'",
    "findings where severity = error": "f.severity = 'error'",
    "findings where status = dismissed": "f.status = 'dismissed'",
    "findings where table = review": "f.\"table\" = 'review'",
    "findings where region = 县77县": "'县77县' IN (r.province, r.prefecture, r.county, r.township)",
    "findings where region = 省3省 and severity = error": "r.province = '省3省' AND f.severity = 'error'",
    "findings where year = 2020 and rule = SUM-101": "r.year = 2020 AND f.rule = 'SUM-101'",
}
GROUPS = {
    "findings by rule": ("f.rule", ""),
    "findings by severity": ("f.severity", ""),
    "findings by status": ("f.status", ""),
    "findings by table": ('f."table"', ""),
    "findings by year": ("r.year", ""),
    "findings by province": ("r.province", ""),
    "findings where severity = error by province": ("r.province", "AND f.severity = 'error'"),
    "findings where region = 省3省 by rule": ("f.rule", "AND r.province = '省3省'"),
    "findings by body order count desc limit 20": ("r.body", ""),
    "findings by year, severity": ("r.year, f.severity", ""),
    "findings by year, rule": ("r.year, f.rule", ""),
    "findings by rule, severity": ("f.rule, f.severity", ""),
    "findings by severity, status": ("f.severity, f.status", ""),
}
TYPED = [
    "findings wh",
    "findings where severity = ",
    "findings where region = 县7",
    "findings where body = 机构123",
    "findings where body = 构777",
    "findings where body = 机沟777县",
    "问题 其中 地区 = 市",
]


def main(reports: int, path: Path | None) -> None:
    """Makes the store where it is not there, measures and prints."""
    with TemporaryDirectory() as folder:
        file = path or Path(folder) / "auditor.db"
        if not file.exists():
            start = perf_counter()
            make(file, reports)
            print(f"{reports} reports, {reports * _FINDINGS} findings, {file.stat().st_size / 1e6:.0f} MB")
            print(f"made in {perf_counter() - start:.0f} s\n")
        plain = sqlite3.connect(file)
        with open_store(f"sqlite:///{file}") as store:
            session = Session(store, "benchmark", "en")
            start = perf_counter()
            print(f"{len(session.pack.rules)} rules loaded in {perf_counter() - start:.1f} s, for a session's first messages\n")
            heading("first page")
            for query, where in PAGES.items():
                show(query, lambda query=query: session.ask(query).page(0, _PAGE), floor(plain, _LIST.format(where)))
            heading("grouped count")
            for query, (by, where) in GROUPS.items():
                show(query, lambda query=query: list(session.ask(query)), floor(plain, _GROUP.format(by, where)))
            heading("completion")
            codes = list(load_pack().rules)
            completer = Completer(store, lambda: codes)
            for text in TYPED:
                show(text, lambda text=text: completer.complete(text, len(text)), None)
        plain.close()


def floor(connection: sqlite3.Connection, sql: str) -> Callable[[], object]:
    """Reads what a statement gives, by sqlite3 alone."""
    return lambda: connection.execute(sql).fetchall()


def heading(what: str) -> None:
    """Prints the head of a table."""
    print(f"{what:60}{'median':>9}{'p95':>9}{'floor':>9}{'ratio':>7}")


def show(query: str, ours: Callable[[], object], plain: Callable[[], object] | None) -> None:
    """Prints a query's milliseconds and those of its floor, rounds interleaved."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(_ROUNDS):
        for run, into in ((ours, times[0]), (plain, times[1])):
            if run:
                start = perf_counter()
                run()
                into.append((perf_counter() - start) * 1e3)
    line = f"{query:{60 - sum(ord(char) > 0x2E7F for char in query)}}{median(times[0]):9.1f}{quantiles(times[0], n=20)[-1]:9.1f}"
    print(line + (f"{median(times[1]):9.1f}{median(times[0]) / median(times[1]):7.1f}" if plain else ""), flush=True)


# ---------------------------------------------------------------------- the store


def make(file: Path, reports: int) -> None:
    """A store with so many reports: a body has five of them, two findings in five are of one rule, one in ten is an error."""
    open_store(f"sqlite:///{file}").close()
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("INSERT INTO runs VALUES (1, '2024-01-01', NULL, '1', '1', 'abc')")
    insert(connection, "reports", map(report, range(reports)))
    insert(connection, "findings", (row for number in range(reports) for row in findings(number)))
    connection.commit()
    connection.close()


def insert(connection: sqlite3.Connection, table: str, rows: Iterator[dict[str, object]]) -> None:
    """Rows of named values into a table; columns that are not named are null."""
    first = next(rows)
    columns = ", ".join(f'"{name}"' for name in first)
    statement = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(first))})"
    connection.execute(statement, tuple(first.values()))
    connection.executemany(statement, (tuple(row.values()) for row in rows))


def report(number: int) -> dict[str, object]:
    """One report of one body and year."""
    body, year = number // _YEARS, 2018 + number % _YEARS
    return {
        "id": number + 1,
        "sha256": sha256(str(number).encode()).hexdigest(),
        "source": f"reports/{year}/机构{body}县.txt",
        "reading": "read",
        "coverage": 1.0,
        "layout": "tab",
        "form": "2019",
        "body": f"机构{body}县",
        "body_kind": "government",
        "scope": "own",
        "year": year,
        "title": f"机构{body}县{year}年政府信息公开工作年度报告",
        "script": "simplified",
        "region_code": f"{body % 999999:06}",
        "province": f"省{body % 31}省",
        "prefecture": f"市{body % 340}市",
        "county": f"县{body % 2850}县",
        "region_level": "county",
        "parser": "1",
        "rule_set": "abc",
        "run_id": 1,
    }


def findings(number: int) -> Iterator[dict[str, object]]:
    """The findings of one report, the same in every run."""
    chance = random.Random(number)
    for position, key in enumerate(sorted(chance.sample(range(1 << 48), _FINDINGS))):
        rule = (
            "BLK-101"
            if chance.random() < 0.4
            else f"{chance.choice(('SUM', 'STR', 'VAL', 'FRM', 'DAT'))}-{chance.randint(101, 110)}"
        )
        yield {
            "report_id": number + 1,
            "id": f"f{key:012x}",
            "position": position,
            "rule": rule,
            "family": rule[:3],
            "severity": "error" if rule.startswith("SUM") else "warning" if rule < "STR" else "note",
            "status": chance.choices(("open", "confirmed", "dismissed", "waived"), (9500, 300, 1, 199))[0],
            "gone": False,
            "table": chance.choice(("applications", "disclosure", "applications", "review")),
            "row": "received",
            "column": "person",
            "line": chance.randint(1, 400),
            "expected": 712,
            "actual": 687,
            "difference": -25,
            "discriminator": "",
            "evidence": "[1,2,3,4,5,6,7]",
            "details": '{"row":"一、本年新收","parts":6}',
        }


if __name__ == "__main__":
    arguments = sys.argv[1:]
    main(int(arguments[0]) if arguments else 100_000, Path(arguments[1]) if len(arguments) > 1 else None)
