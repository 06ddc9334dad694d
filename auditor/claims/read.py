"""Reads the numeric claims of a report's prose (数据), and how they hang together."""

from collections.abc import Sequence
from dataclasses import replace

from auditor.claims.apart import ANSWERS, tell_apart
from auditor.claims.clause import Kind, Said, read_clauses
from auditor.claims.denied import read_denials
from auditor.claims.frame import Frame, read_frame
from auditor.claims.lists import Parts, find_lists, kind_of
from auditor.claims.meaning import REVIEW, Meaning, read_meanings
from auditor.claims.own_year import read_own_year
from auditor.claims.rates import name_rates
from auditor.claims.relate import find_relations, find_repetitions
from auditor.claims.words import word
from auditor.model.claim import Claim, Relation
from auditor.model.report import Prose

_CHANGES = {Kind.UP: "growth", Kind.DOWN: "decline"}
_ANSWERED = ("received", "handled")
_RESULTS = frozenset({"upheld", "corrected", "other", "pending"})


def read_claims(prose: Sequence[Prose], year: int | None, body: str | None = None) -> tuple[list[Claim], list[Relation]]:
    """Every number of the prose that counts something, 0 for what it says there was none of, and how the numbers hang together.

    ``prose`` is normalised text in the order of the file, ``year`` that of the report, ``body`` the name of who reports. A
    concept or a relation that is not sure is not given; dates, numbers of articles and documents, spans of time are no claims,
    but for the year that the report says it is of.
    """
    said = [one for paragraph in prose for one in read_clauses(paragraph)]
    meanings = read_meanings(said, year, body)
    lists = find_lists(said, [meaning.concept for meaning in meanings])
    for one in lists:
        _inherit(said, meanings, one)
    tell_apart(said, meanings, lists, year)
    relations = [*find_relations(said, meanings, lists), *find_repetitions(said, meanings)]
    name_rates(said, meanings, {one.stated for one in relations if one.stated is not None})
    told, beside = list(zip(said, meanings, strict=True)), [*read_denials(prose, year, body), *read_own_year(prose)]
    return _in_order(prose, [*told, *beside], relations) if beside else ([_claim(*one) for one in told], relations)


def _in_order(
    prose: Sequence[Prose], told: Sequence[tuple[Said, Meaning]], relations: Sequence[Relation]
) -> tuple[list[Claim], list[Relation]]:
    """The claims in the order of the text, and the relations between them."""
    paragraph = {id(one): at for at, one in enumerate(prose)}
    order = sorted(range(len(told)), key=lambda at: (paragraph[id(told[at][0].prose)], told[at][0].number.start))
    new = {old: at for at, old in enumerate(order)}
    moved = [
        replace(
            one,
            whole=new[one.whole],
            parts=tuple(new[part] for part in one.parts),
            stated=None if one.stated is None else new[one.stated],
        )
        for one in relations
    ]
    return [_claim(*told[at]) for at in order], moved


def _claim(said: Said, meaning: Meaning) -> Claim:
    number, (start, end) = said.number, said.at
    return Claim(
        said.text,
        said.line,
        start,
        end,
        number.quantity,
        number.unit,
        number.low,
        number.high,
        meaning.concept,
        meaning.of,
        meaning.scope,
        meaning.period,
        said.prose.section,
        number.approximate,
        _CHANGES.get(said.kind, ""),
        meaning.with_carried_in,
        meaning.concluded,
    )


# ---------------------------------------------------------------------- parts count what their whole counts


def _inherit(said: Sequence[Said], meanings: Sequence[Meaning], one: Parts) -> None:
    """A part counts what its whole counts, narrowed by its own wording; an answer, a channel or a result has its own name.

    办理38件(新收35件,结转3件): a whole of which some came in anew counts what was carried in too.
    """
    whole = meanings[one.whole]
    if whole.concept == "handled" and any(word("NEW").search(said[at].head) for at in one.parts):
        whole.with_carried_in = True
    for at in one.parts:
        part, frame = meanings[at], read_frame(said[at].rest + said[at].tail)
        own = _own_name(whole.concept, whole.of, frame, one.by) if frame else None
        if whole.cases in REVIEW and word("OF_DISCLOSURE").match(said[at].head):
            own = whole.cases, "", ""
        narrowed = _narrowed(whole.of, said[at])
        part.concept, part.of, part.wording = own or (whole.concept if narrowed else "", narrowed, "")
        part.period = whole.period
        part.concluded = whole.concluded or part.concluded
        part.scope = _scope_of_part(said[at], whole)


def _own_name(whole: str, of: str, frame: Frame, by: str) -> tuple[str, str, str] | None:
    """Concept, what narrows it and the wording of a part that is a row or column of the forms; None for any other."""
    root = frame.concept.partition(".")[0]
    if whole in REVIEW and by == "result" and frame.concept in _RESULTS:
        return whole, "/".join(filter(None, (of, frame.concept))), frame.wording
    if whole in _ANSWERED and by == "answer" and root in ANSWERS and frame.words != ("OTHERS",):
        return frame.concept, frame.of, frame.wording
    if (whole and frame.concept.startswith(whole + ".")) or (whole == "published" and root == "channels"):
        return frame.concept, frame.of, frame.wording
    return (whole, frame.of, frame.wording) if frame.concept == whole and frame.of else None


def _narrowed(of: str, said: Said) -> str:
    name = word("OF_PART").sub("", said.head) or word("OF_PART").sub("", said.tail)
    return "/".join(filter(None, (of, name)))


def _scope_of_part(said: Said, whole: Meaning) -> str:
    if word("OWN").search(said.head):
        return "own"
    return "unknown" if kind_of(said) == "LEVELS" else whole.scope
