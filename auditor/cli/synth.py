"""``auditor synth``: made-up reports with planted faults, to try things on."""

from pathlib import Path

from auditor.catalogue.text import text
from auditor.cli.streams import fail, say
from auditor.synth.generate import TRUTH_FILE, Plan, most, write


def run(folder: Path, reports: int, years: str, faults: float, seed: int) -> int:
    """Write reports; 0. Ends the run with code 2 where it cannot be done."""
    first, _, last = years.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and 2019 <= int(first) <= int(last or first) <= 2024):
        fail("error.synth.years", years=years)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        fail("error.synth.folder", path=folder)
    plan = Plan(reports, range(int(first), int(last or first) + 1), faults, seed=seed)
    if reports > most(plan):
        fail("error.synth.most", most=most(plan))
    try:
        made = write(plan, folder)
    except OSError as error:
        fail("error.output", path=folder, reason=error.strerror or error)
    say(text("cli.synth.done", count=made, folder=folder, truth=TRUTH_FILE))
    return 0
