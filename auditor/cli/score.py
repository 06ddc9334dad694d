"""``auditor score``: what reports, bodies, regions and years score, and how they rank."""

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.catalogue.language import language
from auditor.catalogue.text import text
from auditor.cli.app import AnswerFormat
from auditor.cli.rules import load
from auditor.cli.streams import fail, say, silence, sink
from auditor.export.ranking import write_csv, write_json, write_text
from auditor.rules.scoring import SCORING_FILE, Scheme
from auditor.score.by import By
from auditor.score.kept import bring_up_to_date
from auditor.score.ranking import Ranking, absent, rank
from auditor.score.roster import Due, RosterError, read_roster
from auditor.store.error import StoreError
from auditor.store.open import open_store
from auditor.store.scores import Scored, scored


@dataclass(frozen=True, slots=True)
class Options:
    """The options of ``auditor score``, as given."""

    by: By
    store: str
    rules: Sequence[Path]
    year: int | None
    region: str | None
    roster: Path | None
    format: AnswerFormat
    output: Path | None


def run(options: Options) -> int:
    """Rank and print; the exit code. Ends the run with code 2 where it cannot be done."""
    scheme = _scheme(options.rules)
    roster = _roster(options.roster)
    reports = [one for one in _reports(options, scheme) if _wanted(one, options)]
    years = {one.year for one in reports if one.year} | ({options.year} if options.year else set())
    missing = [one for one in absent(reports, roster, years) if _wanted(one, options)]
    ranking = rank([*reports, *missing], options.by, scheme)
    _write(ranking, options)
    if ranking.unresolved:
        say(text("score.unresolved", count=ranking.unresolved))
    if roster:
        say(text("score.missing", count=len(missing), due=len(roster)))
    return 0


def _scheme(folders: Sequence[Path]) -> Scheme:
    pack = load(folders)
    if pack.scoring is None:
        fail("error.no-scoring", file=SCORING_FILE)
    return pack.scoring


def _roster(path: Path | None) -> list[Due]:
    if path is None:
        return []
    try:
        return read_roster(path)
    except RosterError as error:
        fail("error.in-file", path=path, line=error.line, reason=text(error.key, **error.details))
    except OSError as error:
        fail("error.in-file", path=path, line=0, reason=error.strerror or error)


def _reports(options: Options, scheme: Scheme) -> list[Scored]:
    try:
        with open_store(options.store, create=False) as store:
            bring_up_to_date(store, scheme)
            with store.reading() as connection:
                return list(scored(connection))
    except StoreError as error:
        fail(error.key, **error.details)


def _wanted(one: Scored, options: Options) -> bool:
    return options.year in (None, one.year) and (options.region is None or _is_in(one, options.region))


def _is_in(one: Scored, region: str) -> bool:
    """Whether a report is of a region, by its name or its code in GB/T 2260: 3311 and 331100 hold 331122."""
    if region.isdecimal():
        return (one.region_code or "").startswith(re.sub(r"(00)+$", "", region))
    return region in (one.province, one.prefecture, one.county, one.body)


def _write(ranking: Ranking, options: Options) -> None:
    query = " ".join(
        ["score", "--by", options.by.value, *(["--year", str(options.year)] if options.year else []), *_region(options)]
    )
    try:
        with sink(options.output) as out:
            match options.format:
                case AnswerFormat.JSON:
                    write_json(ranking, query, out)
                case AnswerFormat.CSV:
                    write_csv(ranking, out)
                case AnswerFormat.TEXT:
                    write_text(ranking, out, language())
            out.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        fail("error.output", path=options.output or "-", reason=error.strerror or error)


def _region(options: Options) -> list[str]:
    return ["--region", options.region] if options.region else []
