"""Many reports: bodies with their years, layouts and forms, some with a planted fault, and the truth about each."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from auditor.region.divisions import Division, every_division
from auditor.synth.drawing import LAYOUTS
from auditor.synth.faults import FAULTS, SINCE, Expected, plant
from auditor.synth.figures import Body, Figures, figures, form_of, written
from auditor.synth.prose import other, overview, problems, words
from auditor.synth.report import Draft

TRUTH_FILE = "truth.jsonl"
ROSTER_FILE = "roster.csv"
_SIZES = (8, 60, 400, 3_000)
_A_FOLDER = 1_000
"""Files that one folder holds at most."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to make: so many ``reports``, for these ``years`` one after another, a fault in a share (0 to 1) of them.

    The same plan makes the same reports, byte for byte.
    """

    reports: int
    years: Sequence[int] = (2019, 2020, 2021, 2022)
    faults: float = 0.2
    layouts: Sequence[str] = tuple(LAYOUTS)
    kinds: Sequence[str] = (*FAULTS, *SINCE)
    seed: int = 1


class Made(NamedTuple):
    """A report: its file's name, its text, and the truth: the fault (None for none) and what must be found for it."""

    name: str
    text: str
    body: str
    year: int
    form: str
    layout: str
    fault: str | None
    expected: list[Expected]

    def truth(self) -> dict[str, Any]:
        """Its line of the truth file."""
        known = self._asdict()
        del known["text"]
        return known | {"expected": [one._asdict() for one in self.expected]}


def generate(plan: Plan) -> Iterator[Made]:
    """The reports of a plan, body by body, year by year."""
    rng = Random(plan.seed)  # noqa: S311 - to make the same again
    counties = _counties(plan)
    rng.shuffle(counties)
    bodies = ((division, department) for department in words("departments") for division in counties)
    yield from islice((one for body in bodies for one in _of_body(*body, plan, rng)), plan.reports)


def most(plan: Plan) -> int:
    """How many reports a plan can make: every county has a government and a few departments."""
    return len(_counties(plan)) * len(words("departments")) * len(plan.years)


def write(plan: Plan, folder: Path) -> int:
    """Write the reports of a plan into a folder, ``truth.jsonl`` and ``roster.csv`` beside them; how many there are.

    The roster has every body that filed. Raises ``OSError``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count, bodies = 0, dict[str, None]()
    with (folder / TRUTH_FILE).open("w", encoding="utf-8") as truth:
        for count, made in enumerate(generate(plan), 1):
            path = folder / f"{(count - 1) // _A_FOLDER:04}" / made.name
            path.parent.mkdir(exist_ok=True)
            path.write_text(made.text, encoding="utf-8")
            line = made.truth() | {"name": path.relative_to(folder).as_posix()}
            truth.write(json.dumps(line, ensure_ascii=False) + "\n")
            bodies[made.body] = None
    (folder / ROSTER_FILE).write_text("\n".join(("机构", *bodies)) + "\n", encoding="utf-8")
    return count


def _counties(plan: Plan) -> list[Division]:
    """Counties that were there in all the years and the one before, and whose name no other division ever bore.

    What a county in its first year took over from the one before it is not known: there nothing planted could be found.
    """
    every = every_division()
    names = Counter(name for _, name in {(one.code, one.name) for one in every})
    return [one for one in every if one.level == "county" and names[one.name] == 1 and _lasts(one, plan.years)]


def _lasts(division: Division, years: Sequence[int]) -> bool:
    return division.first < min(years) and division.last >= max(years)


def _of_body(division: Division, department: str, plan: Plan, rng: Random) -> Iterator[Made]:
    """The years of a body."""
    name = division.name + department
    body, before = Body(name, rng.choice(_SIZES)), None
    for year in plan.years:
        form = form_of(year)
        counts = figures(body, form, rng)
        draft = _draft(name, year, counts, rng.choice(plan.layouts), rng)
        fault = rng.choice(plan.kinds) if rng.random() < plan.faults else None
        expected = plant(fault, draft, counts, before, rng) if fault else []
        before = draft
        file = f"{year}-{division.code}-{department}.txt"
        yield Made(file, draft.text(), name, year, form, draft.layout, fault if expected else None, expected)


def _draft(name: str, year: int, counts: Figures, layout: str, rng: Random) -> Draft:
    bodies = {1: overview(name, year, counts, rng), 5: problems(rng), 6: other(rng)}
    texts = {address: written(address, number) for address, number in counts.items()}
    published = date(year + 1, 1, 5) + timedelta(days=rng.randint(0, 25))
    return Draft(name, year, form_of(year), layout, texts, bodies, published)
