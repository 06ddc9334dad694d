"""Rates whose numbers stand in the statutory tables alone: 自然人申请占87.5%, 办结率95.1%, 维持率55.6%."""

from collections.abc import Collection, Sequence

from auditor.claims.clause import Kind, Said
from auditor.claims.frame import read_frame
from auditor.claims.growth import before, together, told_of
from auditor.claims.meaning import APPLICATIONS, REVIEW, Meaning
from auditor.claims.words import word

_ANSWERS = frozenset({"granted", "partly_granted", "refused", "unable", "declined"})
_APPLICANTS = frozenset({"person", "organisation", "company", "research", "charity", "legal_service"})
_OUTCOMES = {"维持": "upheld", "纠错": "corrected", "纠正": "corrected"}
_RESULTS = ("upheld", "corrected", "other", "pending")
_OF_APPLICATIONS = {"办结": "handled", "公开": "granted"}
_ALL = 100
_SEVERAL = frozenset("等和及与或")
_AMONG = "中"
"""网上申请中自然人占91.8%: of those alone."""


def name_rates(said: Sequence[Said], meanings: Sequence[Meaning], related: Collection[int]) -> None:
    """Gives rates the concept that they are the share of, where that is sure; not to ``related`` ones, which the prose explains.

    A rate with the concept of an answer, an applicant, what was handled or of cases is its share in all applications or cases.
    """
    for at, one in enumerate(said):
        if one.number.unit == "%" and at not in related and _may_be_of_all(one) and meanings[at].period == "year":
            if one.kind is Kind.RATE and not one.rest:
                _name(meanings[at], *_of_verb(said, meanings, at))
            elif one.kind is Kind.PROPORTION and (not one.of_whole or word("OF_ALL_APPLICATIONS").fullmatch(one.of_whole)):
                _name(meanings[at], *_of_part(said, meanings, at))


def _may_be_of_all(said: Said) -> bool:
    """Not 100%, which is said of what was done in time, nor of calls and letters, 企业等占9.1% or 不予公开、无法提供占33%."""
    alone = not said.lead.endswith("、") and not _SEVERAL & {*said.rest}
    return said.number.quantity < _ALL and alone and not word("OTHER_MATTER").search(said.before)


def _name(meaning: Meaning, concept: str, of: str) -> None:
    meaning.concept, meaning.of = concept, of


def _of_verb(said: Sequence[Said], meanings: Sequence[Meaning], at: int) -> tuple[str, str]:
    """办结率 and 公开率 in a sentence on applications, 维持率 and 纠错率 in one on cases: the number before tells which."""
    verb, last = said[at].verb, meanings[at - 1] if at and together(said[at - 1], said[at]) else Meaning()
    if verb in _OUTCOMES and last.concept in REVIEW and last.of in ("", *_RESULTS):
        return last.concept, _OUTCOMES[verb]
    of_all = verb in _OF_APPLICATIONS and last.concept in APPLICATIONS | _ANSWERS and not last.of
    return (_OF_APPLICATIONS[verb], "") if of_all else ("", "")


def _of_part(said: Sequence[Said], meanings: Sequence[Meaning], at: int) -> tuple[str, str]:
    """予以公开45件,占45.9%: what the number before counts; 自然人申请占87.5%: what the clause itself names."""
    if not said[at].rest:
        part = told_of(said, at)
        named = (meanings[part].concept, meanings[part].of) if part == at - 1 else ("", "")
    else:
        frame, counts = read_frame(said[at].rest), list(before(said, at, Kind.PLAIN))
        on_applications = any(meanings[place].concept in APPLICATIONS for place in counts)
        of_some = on_applications and _AMONG in said[at].prose.text[said[counts[0]].number.end : said[at].number.start]
        named = (frame.concept, frame.of) if frame and on_applications and not of_some else ("", "")
    return named if (named[0] in _ANSWERS and not named[1]) or (named[0] == "received" and named[1] in _APPLICANTS) else ("", "")
